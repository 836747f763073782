package org.lossmith.learn.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Calibration;
import org.lossmith.learn.evaluate.ClassMetrics;
import org.lossmith.learn.evaluate.Estimate;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.evaluate.LabelMetrics;
import org.lossmith.learn.evaluate.NumberMetrics;
import org.lossmith.learn.evaluate.Sampling;

/** Every contender measured alike on the rows held out, and any two of them against each other. */
final class Scoreboard {
    private final Decider decider;
    private final List<CrossFit> fits;
    private final Map<String, NumberMetrics> numbers = new LinkedHashMap<>();
    private final Map<String, LabelMetrics> labels = new LinkedHashMap<>();
    private final Map<String, ClassMetrics> classes = new LinkedHashMap<>();
    private final Map<String, Map<String, Estimate>> estimates = new LinkedHashMap<>();

    Scoreboard(Dataset data, Folds folds, Decider decider, List<CrossFit> fits) {
        this.decider = decider;
        this.fits = List.copyOf(fits);
        Sampling sampling = folds.sampling();
        for (CrossFit fit : fits) {
            if (fit instanceof ClassCrossFit each) {
                estimates.put(fit.name(), classes(data, sampling, each));
            } else if (fit instanceof ScoreCrossFit one) {
                boolean[] called = one.called();
                estimates.put(
                        fit.name(), called == null ? number(data, sampling, one) : label(data, sampling, one, called));
            }
        }
    }

    private Map<String, Estimate> classes(Dataset data, Sampling sampling, ClassCrossFit fit) {
        ClassMetrics metrics = new ClassMetrics(fit.logit(), fit.called(), data.target(), data.weight(), sampling);
        classes.put(fit.name(), metrics);
        Map<String, Estimate> found = metrics.all();
        found.computeIfAbsent(decider.metric(), metrics::estimate);
        return found;
    }

    private Map<String, Estimate> number(Dataset data, Sampling sampling, ScoreCrossFit fit) {
        NumberMetrics metrics = new NumberMetrics(fit.prediction(), data.target(), data.weight(), sampling);
        numbers.put(fit.name(), metrics);
        Map<String, Estimate> found = metrics.all();
        if (decider.metric().equals("cost")) {
            found.put("cost", metrics.cost(decider.under(), decider.over()));
        }
        Estimate deviance = data.kind() == TargetKind.COUNTS ? metrics.poissonDeviance() : null;
        if (deviance != null) {
            found.put("poisson-deviance", deviance);
        }
        return found;
    }

    private Map<String, Estimate> label(Dataset data, Sampling sampling, ScoreCrossFit fit, boolean[] called) {
        LabelMetrics metrics = new LabelMetrics(fit.prediction(), data.target(), data.weight(), sampling);
        labels.put(fit.name(), metrics);
        return metrics.all(called, decider.under(), decider.over());
    }

    List<CrossFit> fits() {
        return fits;
    }

    Decider decider() {
        return decider;
    }

    Map<String, Estimate> estimates(CrossFit fit) {
        return estimates.getOrDefault(fit.name(), Map.of());
    }

    /** What a contender has by some metric, or null where it is undefined. */
    @Nullable
    Estimate estimate(CrossFit fit, String metric) {
        return estimates(fit).get(metric);
    }

    /** What a contender has by the metric that decides. */
    Estimate deciding(CrossFit fit) {
        Estimate found = estimate(fit, decider.metric());
        if (found == null) {
            throw new IllegalStateException(fit.name() + " has no " + decider.metric());
        }
        return found;
    }

    /** How much worse the first is than the second by the metric that decides, row by row on the same rows. */
    Estimate difference(CrossFit worse, CrossFit better) {
        if (worse instanceof ClassCrossFit) {
            return ClassMetrics.difference(metrics(classes, worse), metrics(classes, better), decider.metric());
        }
        boolean[] calledByWorse = ((ScoreCrossFit) worse).called();
        boolean[] calledByBetter = ((ScoreCrossFit) better).called();
        if (calledByWorse == null || calledByBetter == null) {
            return NumberMetrics.difference(
                    metrics(numbers, worse),
                    metrics(numbers, better),
                    decider.metric(),
                    decider.under(),
                    decider.over());
        }
        LabelMetrics first = metrics(labels, worse);
        LabelMetrics second = metrics(labels, better);
        return decider.metric().equals("cost")
                ? LabelMetrics.costDifference(
                        first, calledByWorse, second, calledByBetter, decider.under(), decider.over())
                : LabelMetrics.logLossDifference(first, second);
    }

    Calibration calibration(CrossFit fit) {
        return fit instanceof ClassCrossFit
                ? metrics(classes, fit).calibration()
                : metrics(labels, fit).calibration();
    }

    /** What a contender makes of each class. */
    ClassMetrics ofClasses(ClassCrossFit fit) {
        return metrics(classes, fit);
    }

    private static <M> M metrics(Map<String, M> known, CrossFit fit) {
        M found = known.get(fit.name());
        if (found == null) {
            throw new IllegalStateException("no metrics for " + fit.name());
        }
        return found;
    }
}
