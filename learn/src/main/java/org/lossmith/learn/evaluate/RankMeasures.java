package org.lossmith.learn.evaluate;

import org.jspecify.annotations.Nullable;

/** Measures that depend on the order of the scores alone, in one pass over the rows by ascending score, ties as one step. */
final class RankMeasures {
    private RankMeasures() {}

    /**
     * Area under the ROC curve (Mann-Whitney). The influence of a positive is its share of the negatives below it, of a
     * negative its share of the positives above it, each less the area (DeLong, DeLong and Clarke-Pearson 1988).
     */
    static Measure areaUnderCurve(double[] score, double[] target, double @Nullable [] weight, int[] order) {
        double positives = sum(target, weight, 1);
        double negatives = sum(target, weight, 0);
        double[] influence = new double[score.length];
        double area = 0;
        double positivesBelow = 0;
        double negativesBelow = 0;
        int rows = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(score, order, from);
            double tiedPositives = sum(target, weight, 1, order, from, to);
            double tiedNegatives = sum(target, weight, 0, order, from, to);
            double beaten = (negativesBelow + tiedNegatives / 2) / negatives;
            double beating = (positives - positivesBelow - tiedPositives / 2) / positives;
            for (int i = from; i < to; i++) {
                int row = order[i];
                influence[row] = target[row] == 1 ? beaten : beating;
                rows += target[row] == 1 ? 1 : 0;
            }
            area += tiedPositives * beaten / positives;
            positivesBelow += tiedPositives;
            negativesBelow += tiedNegatives;
            from = to;
        }
        for (int row = 0; row < influence.length; row++) {
            double of = target[row] == 1 ? positives : negatives;
            influence[row] = Weights.at(weight, row) * (influence[row] - area) / of;
        }
        int rarer = Math.min(rows, score.length - rows);
        return new Measure(area, row -> influence[row], Measure.Scale.PROPORTION, rarer);
    }

    /**
     * Average precision T = mean over the positives of P(s), P(s) the precision at the threshold s. With F(s) the share of all
     * weight at or above s and pi the share of positives, the influence of row j is
     * (1/pi) [ y_j (P(s_j) - T + C(s_j)) - D(s_j) ] / n, where C and D sum 1/F and P/F over the positives scoring at most s_j:
     * the derivative of T in the direction of one more row, through both the mean and every P it changes.
     */
    static Measure averagePrecision(double[] score, double[] target, double @Nullable [] weight, int[] order) {
        double total = Weights.total(weight, score.length);
        double positives = sum(target, weight, 1);
        double[] precision = new double[score.length];
        double average = 0;
        double above = 0;
        double positivesAbove = 0;
        for (int to = order.length; to > 0; ) {
            int from = startOfTie(score, order, to);
            double tiedPositives = sum(target, weight, 1, order, from, to);
            positivesAbove += tiedPositives;
            above += tiedPositives + sum(target, weight, 0, order, from, to);
            double here = above > 0 ? positivesAbove / above : 0;
            average += tiedPositives / positives * here;
            for (int i = from; i < to; i++) {
                precision[order[i]] = here;
            }
            to = from;
        }
        double[] influence = averagePrecisionInfluence(score, target, weight, order, precision, average, total);
        return new Measure(average, row -> influence[row], Measure.Scale.PROPORTION, count(target));
    }

    private static double[] averagePrecisionInfluence(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            int[] order,
            double[] precision,
            double average,
            double total) {
        double positives = sum(target, weight, 1);
        double[] influence = new double[score.length];
        double atOrAbove = total;
        double c = 0;
        double d = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(score, order, from);
            double tiedPositives = sum(target, weight, 1, order, from, to);
            double here = precision[order[from]];
            if (tiedPositives > 0) {
                c += tiedPositives / atOrAbove;
                d += tiedPositives / atOrAbove * here;
            }
            for (int i = from; i < to; i++) {
                int row = order[i];
                influence[row] = Weights.at(weight, row) * (target[row] * (here - average + c) - d) / positives;
            }
            atOrAbove -= tiedPositives + sum(target, weight, 0, order, from, to);
            from = to;
        }
        return influence;
    }

    private static int endOfTie(double[] score, int[] order, int from) {
        int to = from + 1;
        while (to < order.length && score[order[to]] == score[order[from]]) {
            to++;
        }
        return to;
    }

    private static int startOfTie(double[] score, int[] order, int to) {
        int from = to - 1;
        while (from > 0 && score[order[from - 1]] == score[order[to - 1]]) {
            from--;
        }
        return from;
    }

    private static double sum(
            double[] target, double @Nullable [] weight, double label, int[] order, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += target[order[i]] == label ? Weights.at(weight, order[i]) : 0;
        }
        return sum;
    }

    private static double sum(double[] target, double @Nullable [] weight, double label) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            sum += target[row] == label ? Weights.at(weight, row) : 0;
        }
        return sum;
    }

    private static int count(double[] target) {
        int count = 0;
        for (double label : target) {
            count += label == 1 ? 1 : 0;
        }
        return count;
    }
}
