package org.lossmith.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.distribution.Counts;
import org.lossmith.learn.distribution.Distribution;
import org.lossmith.learn.distribution.DistributionFamily;
import org.lossmith.learn.distribution.Quantity;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelLink;
import org.lossmith.learn.model.ModelLoss;
import org.lossmith.learn.model.PredictedRows;
import org.lossmith.learn.model.Predictor;

/** Which columns predictions are written in, and what stands in them. */
final class PredictColumns {
    private static final String SCORE = "score";
    private static final String PREDICTION = "prediction";
    private static final String PROBABILITY = "probability";
    /** Beyond it doubles are whole anyway, but not every whole number is one. */
    private static final double LARGEST_WHOLE = 0x1p53;

    private final Model model;
    private final List<String> ids;
    private final List<String> chosen;
    private final @Nullable DistributionFamily family;
    private final List<Quantity> quantities;
    private final List<QuantileOption> quantiles;

    /**
     * @param quantiles probabilities as they were typed
     * @param ids columns of the file that name a row, or none for the row's number
     * @param wanted some of score, prediction and probability, or what the model says of distributions, or none for what suits it
     */
    PredictColumns(Model model, List<String> ids, List<String> wanted, List<String> quantiles) {
        this.model = model;
        this.ids = ids;
        this.family = Predictor.distributions(model);
        this.quantities =
                family == null || !(model.loss() instanceof ModelLoss.OfDistribution) ? List.of() : family.quantities();
        this.quantiles = QuantileOption.parse(quantiles, model, family);
        List<String> all = possible();
        for (String name : wanted) {
            if (!all.contains(name)) {
                throw new InputException("--columns " + name + ": this model gives " + String.join(", ", all)
                        + Suggestion.hint(name, all));
            }
        }
        this.chosen = wanted.isEmpty() ? usual(all) : List.copyOf(wanted);
    }

    private List<String> possible() {
        if (!quantities.isEmpty()) {
            return Stream.concat(
                            Stream.of(SCORE, PREDICTION), quantities.stream().map(Quantity::column))
                    .toList();
        }
        boolean labels = !model.target().labels().isEmpty();
        return model.link().givesProbabilities() && labels
                ? List.of(SCORE, PREDICTION, PROBABILITY)
                : List.of(SCORE, PREDICTION);
    }

    /** The probabilities of classes say all that their scores do, and so do the numbers that describe a distribution. */
    private List<String> usual(List<String> all) {
        if (!quantities.isEmpty()) {
            return quantities.stream().map(Quantity::column).toList();
        }
        return model.link() == ModelLink.SOFTMAX ? List.of(PREDICTION, PROBABILITY) : all;
    }

    List<String> names() {
        List<String> names = new ArrayList<>(ids.isEmpty() ? List.of("row") : ids);
        for (String column : chosen) {
            boolean ofEachScore = column.equals(SCORE) || column.equals(PROBABILITY);
            if (!ofEachScore || model.scores().size() == 1) {
                names.add(column);
            } else {
                model.scores().forEach(score -> names.add(column + "=" + score.label()));
            }
        }
        quantiles.forEach(quantile -> names.add("quantile=" + quantile.typed()));
        return names;
    }

    /** Takes the cells of a row, one by one. */
    interface Cells {
        void text(String value);

        void number(double value);

        void whole(long value);

        void missing();
    }

    void write(PredictedRows rows, int row, Cells cells) {
        if (ids.isEmpty()) {
            cells.whole(rows.sourceRow()[row]);
        }
        for (int j = 0; j < ids.size(); j++) {
            String value = rows.kept()[j][row];
            if (value == null) {
                cells.missing();
            } else {
                cells.text(value);
            }
        }
        Distribution distribution = family == null ? null : Predictor.distribution(family, rows.score(), row);
        for (String column : chosen) {
            switch (column) {
                case SCORE -> numbers(rows.score(), row, cells);
                case PROBABILITY -> numbers(rows.probability(), row, cells);
                case PREDICTION -> prediction(rows, row, cells);
                default -> cells.number(Objects.requireNonNull(distribution).get(quantity(column)));
            }
        }
        for (QuantileOption quantile : quantiles) {
            double value = Objects.requireNonNull(distribution).quantile(quantile.p());
            if (distribution instanceof Counts && value < LARGEST_WHOLE) {
                cells.whole((long) value);
            } else {
                cells.number(value);
            }
        }
    }

    private Quantity quantity(String column) {
        return quantities.stream()
                .filter(each -> each.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static void numbers(double[][] values, int row, Cells cells) {
        for (double[] each : values) {
            cells.number(each[row]);
        }
    }

    private void prediction(PredictedRows rows, int row, Cells cells) {
        int[] label = rows.label();
        double[] number = rows.number();
        if (label != null) {
            cells.text(model.target().labels().get(label[row]));
        } else if (number != null) {
            cells.number(number[row]);
        }
    }
}
