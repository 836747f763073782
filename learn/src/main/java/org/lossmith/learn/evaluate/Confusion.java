package org.lossmith.learn.evaluate;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Which class was called how often for rows of which class, and the measures that follow from these counts alone. */
public final class Confusion {
    private final int[] called;
    private final double[] target;
    private final double @Nullable [] weight;
    private final double[][] weights;
    private final double[] there;
    private final double[] calls;
    private final long[] rowsThere;
    private final long[] rowsCalled;
    private final double total;

    private Confusion(int[] called, double[] target, double @Nullable [] weight, int classes) {
        this.called = called;
        this.target = target;
        this.weight = weight;
        this.weights = new double[classes][classes];
        this.there = new double[classes];
        this.calls = new double[classes];
        this.rowsThere = new long[classes];
        this.rowsCalled = new long[classes];
        this.total = Weights.total(weight, target.length);
        for (int row = 0; row < target.length; row++) {
            double w = Weights.at(weight, row);
            int truth = (int) target[row];
            weights[truth][called[row]] += w;
            there[truth] += w;
            calls[called[row]] += w;
            rowsThere[truth] += w > 0 ? 1 : 0;
            rowsCalled[called[row]] += w > 0 ? 1 : 0;
        }
    }

    static Confusion of(int[] called, double[] target, double @Nullable [] weight, int classes) {
        return new Confusion(called, target, weight, classes);
    }

    /** The sum of the weights of the rows of class {@code truth} that were called {@code call}. */
    public double weight(int truth, int call) {
        return weights[truth][call];
    }

    /** Rows of class k that have a weight. */
    public long rowsOf(int k) {
        return rowsThere[k];
    }

    /** Rows called k that have a weight. */
    public long rowsCalled(int k) {
        return rowsCalled[k];
    }

    private boolean hit(int row) {
        return called[row] == (int) target[row];
    }

    Measure accuracy() {
        double hits = 0;
        for (int k = 0; k < weights.length; k++) {
            hits += weights[k][k];
        }
        double share = hits / total;
        return new Measure(
                share,
                row -> Weights.at(weight, row) * ((hit(row) ? 1 : 0) - share) / total,
                Measure.Scale.PROPORTION,
                target.length);
    }

    /** 0 where the class was never called. */
    Measure precision(int k) {
        double share = calls[k] == 0 ? 0 : weights[k][k] / calls[k];
        return new Measure(
                share,
                row -> called[row] == k && calls[k] > 0
                        ? Weights.at(weight, row) * ((hit(row) ? 1 : 0) - share) / calls[k]
                        : 0,
                Measure.Scale.PROPORTION,
                rowsCalled[k]);
    }

    /** 0 where the class does not occur. */
    Measure recall(int k) {
        double share = there[k] == 0 ? 0 : weights[k][k] / there[k];
        return new Measure(
                share,
                row -> target[row] == k && there[k] > 0
                        ? Weights.at(weight, row) * ((hit(row) ? 1 : 0) - share) / there[k]
                        : 0,
                Measure.Scale.PROPORTION,
                rowsThere[k]);
    }

    /** 0 where the class neither occurs nor was called. */
    Measure f1(int k) {
        double both = there[k] + calls[k];
        double value = both == 0 ? 0 : 2 * weights[k][k] / both;
        return new Measure(
                value,
                row -> {
                    int counted = (called[row] == k ? 1 : 0) + (target[row] == k ? 1 : 0);
                    double hits = counted == 2 ? 2 : 0;
                    return counted == 0 || both == 0 ? 0 : Weights.at(weight, row) * (hits - value * counted) / both;
                },
                Measure.Scale.PROPORTION,
                Math.max(1, rowsThere[k] + rowsCalled[k] - rowsHit(k)));
    }

    private long rowsHit(int k) {
        long hits = 0;
        for (int row = 0; row < target.length; row++) {
            hits += called[row] == k && target[row] == k && Weights.at(weight, row) > 0 ? 1 : 0;
        }
        return hits;
    }

    /**
     * The mean over the classes that occur. Its number of rows is the one that gives a mean of shares the same variance: rare
     * classes weigh as much as frequent ones, so it is far below the number of all rows where one is rare.
     */
    Measure macro(IntFunction<Measure> ofClass) {
        Measure[] each = new Measure[weights.length];
        double sum = 0;
        double inverse = 0;
        int present = 0;
        for (int k = 0; k < each.length; k++) {
            each[k] = ofClass.apply(k);
            if (rowsThere[k] > 0) {
                sum += each[k].value();
                inverse += 1.0 / rowsThere[k];
                present++;
            }
        }
        int classes = present;
        return new Measure(
                sum / classes,
                row -> {
                    int truth = (int) target[row];
                    double share = each[truth].influence().applyAsDouble(row);
                    boolean other = called[row] != truth && rowsThere[called[row]] > 0;
                    return (share + (other ? each[called[row]].influence().applyAsDouble(row) : 0)) / classes;
                },
                Measure.Scale.PROPORTION,
                classes * classes / inverse);
    }

    /** The mean of the classes' F1, each counting as often as the class occurs. */
    Measure weightedF1() {
        Measure[] each = new Measure[weights.length];
        double sum = 0;
        for (int k = 0; k < each.length; k++) {
            each[k] = f1(k);
            sum += each[k].value() * there[k] / total;
        }
        double value = sum;
        return new Measure(
                value,
                row -> {
                    int truth = (int) target[row];
                    int call = called[row];
                    double moved = there[truth] * each[truth].influence().applyAsDouble(row);
                    moved += call == truth ? 0 : there[call] * each[call].influence().applyAsDouble(row);
                    return (moved + Weights.at(weight, row) * (each[truth].value() - value)) / total;
                },
                Measure.Scale.PROPORTION,
                target.length);
    }
}
