package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison.ClassFigure;
import org.lossmith.learn.compare.Comparison.ClassFigures;
import org.lossmith.learn.compare.Comparison.Classes;
import org.lossmith.learn.compare.Comparison.Metric;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.evaluate.ClassMetrics;
import org.lossmith.learn.evaluate.Estimate;
import org.lossmith.learn.text.Numbers;

/** What there is to say of each class: figures for the record, and sentences for the verdict. */
record ClassReport(Dataset data, ClassMetrics baseline) {
    /** A difference of recall below this is not worth a sentence, however certain. */
    private static final double NOTEWORTHY = 0.01;

    Classes classes(Decider decider, @Nullable String penaltyReason) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        baseline.all().forEach((name, found) -> metrics.put(name, metric(found)));
        metrics.computeIfAbsent(decider.metric(), name -> metric(baseline.estimate(name)));
        List<Long> rows = Arrays.stream(ClassRows.in(data).of()).boxed().toList();
        return new Classes(data.labels(), rows, metrics, penaltyReason);
    }

    ClassFigures figures(ClassMetrics metrics) {
        int classes = data.labels().size();
        List<ClassFigure> each = new ArrayList<>();
        double[][] confusion = new double[classes][classes];
        for (int k = 0; k < classes; k++) {
            each.add(new ClassFigure(
                    metrics.confusion().rowsCalled(k),
                    orNull(metrics.precision(k)),
                    orNull(metrics.recall(k)),
                    orNull(metrics.f1(k))));
            for (int call = 0; call < classes; call++) {
                confusion[k][call] = metrics.confusion().weight(k, call);
            }
        }
        return new ClassFigures(each, confusion);
    }

    static Metric metric(Estimate found) {
        return new Metric(found.value(), found.low(), found.high());
    }

    private static @Nullable Metric orNull(@Nullable Estimate found) {
        return found == null ? null : metric(found);
    }

    /** What the best gains over knowing nothing but how frequent the classes are. */
    String againstBaseline(Scoreboard board) {
        String metric = board.decider().metric();
        return "The class frequencies alone give "
                + Numbers.brief(baseline.estimate(metric).value()) + ".";
    }

    private record Difference(CrossFit other, int label, Estimate recall) {}

    /** The class of which some other loss finds most more, or less, than the best one: the part of the outcome one can see. */
    String differs(Scoreboard board, Ranked ranked) {
        if (board.fits().size() < 2) {
            return "";
        }
        ClassCrossFit best = (ClassCrossFit) ranked.best().get(0);
        ClassMetrics own = board.ofClasses(best);
        @Nullable Difference largest = null;
        for (CrossFit other : board.fits()) {
            for (int k = 0; k < data.labels().size() && other != best; k++) {
                Estimate recall = ClassMetrics.recallDifference(board.ofClasses((ClassCrossFit) other), own, k);
                double size = Math.abs(recall.value());
                boolean counts = recall.excludesZero() && size >= NOTEWORTHY;
                if (counts && (largest == null || size > Math.abs(largest.recall.value()))) {
                    largest = new Difference(other, k, recall);
                }
            }
        }
        if (largest == null) {
            return "No other loss finds clearly more or less of any class than " + best.name() + ".";
        }
        Estimate mine = own.recall(largest.label);
        double found = mine == null ? 0 : mine.value();
        return "What differs most: of the rows that are " + data.labels().get(largest.label) + ", " + best.name()
                + " finds " + Numbers.percent(found) + " and " + largest.other.name() + " "
                + Numbers.percent(found + largest.recall.value()) + ".";
    }
}
