package org.lossmith.learn.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.evaluate.Ranking;
import org.lossmith.learn.evaluate.WeightedQuantile;

/**
 * How far one column by itself gives the target away, whatever the shape of the relation.
 *
 * <p>For numbers: rows are put into bins by the column's rank, and {@code left} is the median distance of a target from its
 * bin's median, divided by the median distance from the overall median: 1 says nothing, 0 everything. Medians, so that corrupted
 * rows do not hide a leak. For labels {@code left} is twice the chance of ordering a positive and a negative wrongly, 2 (1 - AUC).
 *
 * @param column the input's number
 * @param left share of the target's scatter that is left once the column is known
 */
record GivenAway(int column, double left) {
    /**
     * At most this much left: the column looks like the target in other clothes. On the taxi trips the fare leaves 0.20 of
     * the duration's scatter (it is partly computed from it), the trip's length, known beforehand, 0.46.
     */
    static final double NUMBER_LIMIT = 0.25;

    /** AUC of 0.985 by one column; the strongest honest column of the rain data (humidity) has 0.89. */
    static final double LABEL_LIMIT = 0.03;

    private static final int ROWS_IN_BIN = 25;
    private static final int NEIGHBOURS = 24;
    private static final int MOST_BINS = 60;

    /** Rows from which on a share of them says something. */
    private static final int LEAST_ROWS = 4 * ROWS_IN_BIN;

    boolean suspicious(boolean labels) {
        return left <= (labels ? LABEL_LIMIT : NUMBER_LIMIT);
    }

    /** All columns, those that give most away first; empty with fewer than 100 rows, where chance alone can look like it. */
    static List<GivenAway> byNumber(int columns, IntFunction<double[]> values, double[] target) {
        List<GivenAway> found = new ArrayList<>();
        if (target.length < LEAST_ROWS) {
            return found;
        }
        double scatter = scatter(target);
        for (int column = 0; column < columns && scatter > 0; column++) {
            found.add(new GivenAway(column, left(values.apply(column), target, scatter)));
        }
        found.sort(Comparator.comparingDouble(GivenAway::left));
        return found;
    }

    private static double left(double[] values, double[] target, double scatter) {
        int[] order = Ranking.ascending(values);
        int bins = Math.max(2, Math.min(MOST_BINS, target.length / ROWS_IN_BIN));
        double[] distance = new double[target.length];
        int from = 0;
        for (int bin = 0; bin < bins && from < order.length; bin++) {
            int to = Math.max(from + 1, (int) ((long) (bin + 1) * order.length / bins));
            while (to < order.length && values[order[to]] == values[order[to - 1]]) {
                to++;
            }
            distances(target, order, from, to, distance);
            from = to;
        }
        return median(distance) / scatter;
    }

    private static void distances(double[] target, int[] order, int from, int to, double[] distance) {
        double[] part = new double[to - from];
        for (int i = from; i < to; i++) {
            part[i - from] = target[order[i]];
        }
        double centre = median(part);
        for (int i = from; i < to; i++) {
            distance[i] = Math.abs(target[order[i]] - centre);
        }
    }

    private static double scatter(double[] values) {
        double centre = median(values);
        return median(
                Arrays.stream(values).map(value -> Math.abs(value - centre)).toArray());
    }

    private static double median(double[] values) {
        return new WeightedQuantile(values, null).at(0.5);
    }

    /** How much is left if the target is taken as proportional to the values, at their median ratio. */
    static GivenAway byProportion(double[] values, double[] target) {
        double[] ratio = IntStream.range(0, values.length)
                .filter(row -> values[row] != 0)
                .mapToDouble(row -> target[row] / values[row])
                .toArray();
        if (ratio.length < LEAST_ROWS) {
            return new GivenAway(0, 1);
        }
        double slope = median(ratio);
        double scatter = scatter(target);
        double[] distance = IntStream.range(0, values.length)
                .mapToDouble(row -> Math.abs(target[row] - slope * values[row]))
                .toArray();
        return new GivenAway(0, scatter > 0 ? median(distance) / scatter : 1);
    }

    /**
     * For several classes: each row is called the most frequent class among the rows with the same value or, where there are many
     * values, among the {@value #NEIGHBOURS} nearest by rank without itself; {@code left} is the number of wrong calls, divided by
     * that of calling every row the most frequent class of all.
     */
    static GivenAway byClass(int column, double[] values, double[] label) {
        int[] all = new int[Folds.classes(label)];
        for (double own : label) {
            all[(int) own]++;
        }
        int others = label.length - most(all);
        if (label.length < LEAST_ROWS || others == 0) {
            return new GivenAway(column, 1);
        }
        int[] order = Ranking.ascending(values);
        boolean few = Arrays.stream(values).distinct().limit(MOST_BINS + 1).count() <= MOST_BINS;
        int wrong = few ? wrongByValue(values, label, order, all.length) : wrongByRank(label, order, all.length);
        return new GivenAway(column, (double) wrong / others);
    }

    private static int wrongByValue(double[] values, double[] label, int[] order, int classes) {
        int wrong = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int[] same = new int[classes];
            while (to < order.length && values[order[to]] == values[order[from]]) {
                same[(int) label[order[to++]]]++;
            }
            wrong += to - from - most(same);
            from = to;
        }
        return wrong;
    }

    /** Neighbours on both sides: right beside the border between two classes most of them are still of a row's own. */
    private static int wrongByRank(double[] label, int[] order, int classes) {
        int[] near = new int[classes];
        int side = NEIGHBOURS / 2;
        for (int rank = 0; rank < Math.min(side, order.length); rank++) {
            near[(int) label[order[rank]]]++;
        }
        int wrong = 0;
        for (int rank = 0; rank < order.length; rank++) {
            if (rank + side < order.length) {
                near[(int) label[order[rank + side]]]++;
            }
            if (rank - side - 1 >= 0) {
                near[(int) label[order[rank - side - 1]]]--;
            }
            int own = (int) label[order[rank]];
            near[own]--;
            wrong += near[own] < most(near) ? 1 : 0;
            near[own]++;
        }
        return wrong;
    }

    private static int most(int[] counts) {
        return Arrays.stream(counts).max().orElse(0);
    }

    /** All columns, those that order the labels best (up or down) first; empty with fewer than 10 rows of either label. */
    static List<GivenAway> byLabel(int columns, IntFunction<double[]> values, double[] label) {
        List<GivenAway> found = new ArrayList<>();
        double positives = Arrays.stream(label).sum();
        double negatives = label.length - positives;
        if (Math.min(positives, negatives) < 10) {
            return found;
        }
        for (int column = 0; column < columns; column++) {
            double[] rank = Ranking.averageRanks(values.apply(column));
            double sum = 0;
            for (int row = 0; row < label.length; row++) {
                sum += label[row] * rank[row];
            }
            double area = (sum - positives * (positives + 1) / 2) / (positives * negatives);
            found.add(new GivenAway(column, 2 * (1 - Math.max(area, 1 - area))));
        }
        found.sort(Comparator.comparingDouble(GivenAway::left));
        return found;
    }
}
