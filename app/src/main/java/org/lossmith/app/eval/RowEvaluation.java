package org.lossmith.app.eval;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.app.text.Figures;
import org.lossmith.loss.RowLoss;

/** A loss of several scores at given rows, row by row, unreduced; a weight multiplies its row. */
record RowEvaluation(double[] value, double[][] gradient, double[][] hessian) {

    static RowEvaluation of(RowLoss loss, EvalRows score, EvalRows target, double @Nullable [] weight) {
        double[][] scores = rows("score", score, loss);
        double[][] targets = target.rows();
        check(loss, scores, targets, weight);
        int rows = scores.length;
        RowEvaluation result = new RowEvaluation(new double[rows], new double[rows][], new double[rows][]);
        for (int i = 0; i < rows; i++) {
            org.lossmith.loss.RowEvaluation exact = loss.evaluate(scores[i], targets[i]);
            double factor = weight == null ? 1 : weight[i];
            result.value[i] = Evaluation.weighted(exact.value(), factor);
            result.gradient[i] = weighted(exact.gradient(), factor);
            result.hessian[i] = weighted(exact.hessianDiagonal(), factor);
        }
        return result;
    }

    private static double[][] rows(String name, EvalRows given, RowLoss loss) {
        if (given.flat() && given.rows().length > 0) {
            throw new InputException(name + " should be a list of rows, such as [[0.5, -1, 2]]: " + loss.name()
                    + " takes " + loss.formula().signature() + " for each row");
        }
        return given.rows();
    }

    private static double[] weighted(double[] numbers, double weight) {
        double[] result = new double[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Evaluation.weighted(numbers[i], weight);
        }
        return result;
    }

    private static void check(RowLoss loss, double[][] scores, double[][] targets, double @Nullable [] weight) {
        if (scores.length != targets.length) {
            throw new InputException("score has " + scores.length + " rows and target has " + targets.length
                    + "; they belong together in pairs");
        }
        if (weight != null && weight.length != scores.length) {
            throw new InputException(
                    "weight has " + weight.length + " numbers and score has " + scores.length + " rows");
        }
        requireEqualWidths("score", scores);
        requireEqualWidths("target", targets);
        for (int i = 0; i < scores.length; i++) {
            checkRow(loss, i, scores[i], targets[i]);
            if (weight != null && !(weight[i] >= 0 && weight[i] < Double.POSITIVE_INFINITY)) {
                throw new InputException("weight[" + i + "] is " + Figures.exact(weight[i])
                        + "; a weight must be 0 or more, and finite");
            }
        }
    }

    /** Rows are those of one model, so a row of another width has lost or won a number somewhere. */
    private static void requireEqualWidths(String name, double[][] rows) {
        for (int i = 1; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new InputException(name + "[" + i + "] has " + Evaluation.count(rows[i]) + " and " + name
                        + "[0] has " + rows[0].length + "; wanted are as many in each row");
            }
        }
    }

    private static void checkRow(RowLoss loss, int row, double[] scores, double[] targets) {
        for (int j = 0; j < scores.length; j++) {
            // A score of -infinity is a class or a component that is ruled out.
            if (Double.isNaN(scores[j]) || scores[j] == Double.POSITIVE_INFINITY) {
                throw new InputException(at("score", row, j, scores[j])
                        + "; a score must be a finite number, or -Infinity for" + " what is ruled out");
            }
        }
        int classes = loss.classes(scores.length);
        for (int j = 0; j < targets.length; j++) {
            if (!loss.targetDomain().contains(j, targets[j])) {
                throw new InputException(at("target", row, j, targets[j]) + ", and " + loss.name() + " takes "
                        + loss.targetDomain().description());
            }
            if (classes > 0 && targets[j] >= classes) {
                throw new InputException(at("target", row, j, targets[j]) + ", and with " + scores.length
                        + " scores the classes are 0 to " + (classes - 1));
            }
        }
    }

    private static String at(String name, int row, int column, double number) {
        return name + "[" + row + "][" + column + "] is " + Figures.exact(number);
    }
}
