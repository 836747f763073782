package org.lossmith.learn.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Estimate;
import org.lossmith.learn.evaluate.WeightedQuantile;
import org.lossmith.learn.text.Numbers;

/** A target that no single input gives away, but several do together: a total whose parts are among the inputs. */
final class JointLeak {
    private static final int LEAST_ROWS = 100;
    private static final int NAMED = 3;

    /** A typical held-out error of 1% of the target's scatter: measured things are rarely so exact. */
    private static final double NUMBER_LIMIT = 0.01;

    private static final double LABEL_LIMIT = 0.999;

    private JointLeak() {}

    /** @param spread standard deviation of each input */
    static Optional<Notice> in(Dataset data, Scoreboard board, CrossFit best, double[] spread) {
        if (data.used() < LEAST_ROWS) {
            return Optional.empty();
        }
        boolean classes = data.kind() == TargetKind.CATEGORIES;
        boolean labels = classes || data.kind() == TargetKind.BINARY;
        Estimate found = board.estimate(best, classes ? "accuracy" : labels ? "roc-auc" : "median-error");
        double scatter = labels ? 1 : scatter(data.target());
        boolean tooGood = found != null
                && (labels ? found.value() >= LABEL_LIMIT : found.value() <= NUMBER_LIMIT * scatter && scatter > 0);
        if (!tooGood || found == null) {
            return Optional.empty();
        }
        String how = labels
                ? "on rows held out the " + (classes ? "accuracy" : "ROC AUC") + " of " + best.name() + " is "
                        + Numbers.brief(found.value())
                : "half of the errors of " + best.name() + " on rows held out are below " + Numbers.brief(found.value())
                        + ", " + Numbers.percent(found.value() / scatter) + " of the target's scatter";
        return Optional.of(new Notice(
                "leak",
                "the inputs together give " + data.targetName() + " away: " + how + ". Are "
                        + strongest(data, best, spread)
                        + " known at the time of predicting? Leave out what is not: --exclude"));
    }

    private static double scatter(double[] target) {
        double median = new WeightedQuantile(target, null).at(0.5);
        double[] distance =
                Arrays.stream(target).map(value -> Math.abs(value - median)).toArray();
        return new WeightedQuantile(distance, null).at(0.5);
    }

    private static String strongest(Dataset data, CrossFit best, double[] spread) {
        List<Comparison.LinearScore> scores = Scores.of(best.whole());
        List<String> names = IntStream.range(0, spread.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores.stream()
                        .mapToDouble(score -> Math.abs(score.coefficients()[i] * spread[i]))
                        .max()
                        .orElse(0)))
                .limit(NAMED)
                .map(i -> data.features().get(i))
                .collect(Collectors.toList());
        return String.join(", ", names);
    }
}
