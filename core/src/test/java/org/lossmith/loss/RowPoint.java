package org.lossmith.loss;

import java.util.Map;
import org.lossmith.Columns;
import org.lossmith.formula.Signature;

/** One row of scores and targets, as tables of one row. */
record RowPoint(double[] scores, double[] targets) {
    /** A point where the loss is smooth, with vectors of three elements. */
    static RowPoint typical(RowLoss loss) {
        Signature signature = loss.formula().signature();
        Map<String, Integer> widths = Map.of("k", 3, "d", 2, "l", 3);
        double[] scores = new double[signature.scoreColumns(widths)];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 0.7 * Math.sin(3 * i + 1);
        }
        if (loss.name().equals("ordinal")) {
            scores = new double[] {0.4, -1.2, 0.3, 1.7};
        }
        double[] targets = new double[signature.targetColumns(widths)];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = switch (loss.targetDomain()) {
                case CLASS -> 1;
                case UNIT_INTERVAL -> (i + 1) / 6.0;
                case REAL -> 0.3 + 0.4 * i;
                case NON_NEGATIVE -> 2;
                case TIME_AND_EVENT -> i == 0 ? 1.5 : 1;
            };
        }
        return new RowPoint(scores, targets);
    }

    Columns score() {
        return table(scores);
    }

    Columns target() {
        return table(targets);
    }

    private static Columns table(double[] row) {
        double[][] columns = new double[row.length][];
        for (int i = 0; i < row.length; i++) {
            columns[i] = new double[] {row[i]};
        }
        return Columns.planar(columns);
    }

    RowPoint moved(int score, double by) {
        double[] moved = scores.clone();
        moved[score] += by;
        return new RowPoint(moved, targets);
    }

    double value(RowLoss loss) {
        return loss.sum(score(), target(), null, 0, 1);
    }

    double[] gradient(RowLoss loss) {
        double[] gradient = new double[scores.length];
        loss.sumGradient(score(), target(), null, Columns.rowMajor(gradient, scores.length), 0, 1);
        return gradient;
    }

    double[] diagonal(RowLoss loss) {
        double[] diagonal = new double[scores.length];
        loss.sumGradientHessian(
                score(),
                target(),
                null,
                Columns.rowMajor(new double[scores.length], scores.length),
                Columns.rowMajor(diagonal, scores.length),
                0,
                1);
        return diagonal;
    }
}
