package org.lossmith.learn.fit;

import java.util.Arrays;
import java.util.List;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.fit.AgreementTable.Case;
import org.lossmith.learn.fit.AgreementTable.Setting;
import org.lossmith.loss.Loss;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.GroupLasso;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/**
 * The slow way to the minimum of a smooth loss and a penalty: accelerated proximal gradient with backtracking and restarts
 * (Beck and Teboulle 2009, O'Donoghue and Candes 2015), row by row, with none of the solvers' code.
 */
final class ProximalGradient {
    private static final int ITERATIONS = 30_000;
    /** After so many steps that bring less than this share it has arrived, a thousand times closer than is asked. */
    private static final int WAITING = 300;

    private static final double NOTHING = 1e-12;

    private final Loss loss;
    private final Penalty penalty;
    private final ColumnPenalties columns;
    private final double[][] rows;
    private final double[] target;
    private final double[] share;
    private final double[] deviation;
    private final int size;

    ProximalGradient(Case given) {
        this.loss = given.loss();
        Matrix x = given.shape().x();
        this.size = x.columns();
        this.penalty = given.setting().penalty();
        this.columns = given.setting().columns(size);
        this.target = given.target();
        this.share = new double[x.rows()];
        double[] weight = given.shape().weight();
        double sum = weight == null ? x.rows() : Arrays.stream(weight).sum();
        Arrays.setAll(share, row -> (weight == null ? 1 : weight[row]) / sum);
        this.deviation = new double[size];
        this.rows = new double[x.rows()][size + 1];
        for (int j = 0; j < size; j++) {
            deviation[j] = AgreementTable.deviation(x, j, weight);
            double mean = 0;
            for (int i = 0; i < share.length; i++) {
                mean += share[i] * x.get(i, j);
            }
            for (int i = 0; i < share.length; i++) {
                rows[i][j] = deviation[j] > 0 ? (x.get(i, j) - mean) / deviation[j] : 0;
            }
        }
        for (double[] row : rows) {
            row[size] = 1;
        }
    }

    /** The least objective found. */
    double minimum() {
        double[] w = new double[size + 1];
        double[] ahead = w;
        double momentum = 1;
        double step = 1;
        double lowest = value(w) + cost(w);
        double before = lowest;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] gradient = gradient(ahead);
            double here = value(ahead);
            double[] next = proximal(ahead, gradient, step);
            while (!(value(next) <= bound(here, gradient, ahead, next, step))) {
                step /= 2;
                next = proximal(ahead, gradient, step);
            }
            lowest = Math.min(lowest, value(next) + cost(next));
            if (iteration % WAITING == WAITING - 1) {
                if (!(lowest < before - NOTHING * Math.max(1, Math.abs(lowest)))) {
                    break;
                }
                before = lowest;
            }
            double uphill = 0;
            for (int j = 0; j <= size; j++) {
                uphill += (ahead[j] - next[j]) * (next[j] - w[j]);
            }
            double later = uphill > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double pace = uphill > 0 ? 0 : (momentum - 1) / later;
            ahead = new double[size + 1];
            for (int j = 0; j <= size; j++) {
                ahead[j] = next[j] + pace * (next[j] - w[j]);
            }
            momentum = later;
            w = next;
        }
        return lowest;
    }

    private static double bound(double here, double[] gradient, double[] from, double[] to, double step) {
        double bound = here;
        for (int j = 0; j < from.length; j++) {
            double move = to[j] - from[j];
            bound += gradient[j] * move + move * move / (2 * step);
        }
        return bound + 1e-15 * Math.abs(here);
    }

    private double score(double[] w, int row) {
        double sum = 0;
        for (int j = 0; j <= size; j++) {
            sum += w[j] * rows[row][j];
        }
        return sum;
    }

    private double value(double[] w) {
        double sum = 0;
        for (int i = 0; i < share.length; i++) {
            sum += share[i] == 0 ? 0 : share[i] * loss.value(score(w, i), target[i]);
        }
        return sum;
    }

    private double[] gradient(double[] w) {
        double[] gradient = new double[size + 1];
        for (int i = 0; i < share.length; i++) {
            double slope = share[i] * loss.gradient(score(w, i), target[i]);
            for (int j = 0; j <= size; j++) {
                gradient[j] += slope * rows[i][j];
            }
        }
        return gradient;
    }

    private double cost(double[] w) {
        if (penalty instanceof GroupLasso lasso) {
            return AgreementTable.groups(lasso, columns, Arrays.copyOf(w, size));
        }
        double cost = 0;
        for (int j = 0; j < size; j++) {
            cost += own(j).value(w[j]);
        }
        return cost;
    }

    private SeparablePenalty own(int j) {
        SeparablePenalty separable = (SeparablePenalty) penalty;
        return separable.withLambda(separable.lambda() * columns.factor(j));
    }

    private double[] proximal(double[] from, double[] gradient, double step) {
        double[] next = new double[size + 1];
        for (int j = 0; j <= size; j++) {
            next[j] = from[j] - step * gradient[j];
        }
        if (penalty instanceof GroupLasso lasso) {
            shrink(lasso, next, step);
            return next;
        }
        for (int j = 0; j < size; j++) {
            boolean varies = deviation[j] > 0;
            next[j] = varies ? own(j).prox(next[j], step) : 0;
            // Bounds are on coefficients in the column's own units; of one variable the nearest point within is the
            // best.
            next[j] = varies ? columns.bounds(j).clip(next[j] / deviation[j]) * deviation[j] : 0;
        }
        return next;
    }

    private void shrink(GroupLasso lasso, double[] w, double step) {
        boolean[] grouped = new boolean[size];
        for (List<Integer> group : columns.groups()) {
            double[] part = lasso.prox(group.stream().mapToDouble(j -> w[j]).toArray(), step);
            for (int a = 0; a < part.length; a++) {
                w[group.get(a)] = part[a];
                grouped[group.get(a)] = true;
            }
        }
        for (int j = 0; j < size; j++) {
            w[j] = grouped[j] ? w[j] : lasso.prox(new double[] {w[j]}, step)[0];
        }
    }

    /** Whether it can do this case, and few solvers can. */
    static boolean wanted(Case given) {
        boolean rare = given.setting().compareTo(Setting.GROUPS) >= 0;
        return rare && given.loss().properties().smooth();
    }
}
