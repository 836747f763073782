package org.lossmith.app.predict;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.distribution.DistributionFamily;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelLoss;

/**
 * A quantile that {@code predict} is asked for.
 *
 * @param typed its probability as it was written, which its column is named after
 */
record QuantileOption(String typed, double p) {
    /** @param family of the model's distributions, or null if it gives none */
    static List<QuantileOption> parse(List<String> texts, Model model, @Nullable DistributionFamily family) {
        List<QuantileOption> found = new ArrayList<>();
        for (String text : texts) {
            QuantileOption quantile = new QuantileOption(text, probability(text));
            if (found.contains(quantile)) {
                throw new InputException("--quantiles " + text + ": it is named twice");
            }
            found.add(quantile);
        }
        if (!found.isEmpty() && family == null) {
            throw new InputException("--quantiles is for models of a distribution: train with --loss gaussian-nll,"
                    + " laplace-nll, student-t-nll or zero-inflated-poisson, or for counts poisson or negative-binomial; this"
                    + " one of " + model.loss().name() + " gives "
                    + (model.loss() instanceof ModelLoss.OfScore
                                    && model.target().labels().isEmpty()
                            ? "one number a row"
                            : "labels"));
        }
        return found;
    }

    private static double probability(String text) {
        try {
            double p = Double.parseDouble(text);
            if (p > 0 && p < 1) {
                return p;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InputException("--quantiles " + text + ": wanted probabilities between 0 and 1, such as 0.1,0.5,0.9");
    }
}
