package org.lossmith.learn.fit;

import org.lossmith.learn.data.Matrix;
import org.lossmith.loss.Loss;

/** What a fit's conditions look like from outside: worked out row by row from scores, without any of the solver's code. */
final class Outside {
    private final Matrix x;
    final int rows;
    final int columns;
    final double[] mean;
    final double[] deviation;

    Outside(Matrix x) {
        this.x = x;
        this.rows = x.rows();
        this.columns = x.columns();
        this.mean = new double[columns];
        this.deviation = new double[columns];
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                mean[j] += x.get(i, j) / rows;
            }
            for (int i = 0; i < rows; i++) {
                deviation[j] += Math.pow(x.get(i, j) - mean[j], 2) / rows;
            }
            deviation[j] = Math.sqrt(deviation[j]);
        }
    }

    double score(FitResult fit, int row) {
        double score = fit.intercept();
        for (int j = 0; j < columns; j++) {
            score += fit.coefficients()[j] * x.get(row, j);
        }
        return score;
    }

    double meanLoss(FitResult fit, Loss loss, double[] target) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += loss.value(score(fit, i), target[i]) / rows;
        }
        return sum;
    }

    /** Mean of |dL/dscore|. */
    double push(FitResult fit, Loss loss, double[] target) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += Math.abs(loss.gradient(score(fit, i), target[i])) / rows;
        }
        return sum;
    }

    /** The mean loss's gradient by the coefficients of standardised columns, then by the intercept. */
    double[] gradient(FitResult fit, Loss loss, double[] target) {
        double[] gradient = new double[columns + 1];
        for (int i = 0; i < rows; i++) {
            double slope = loss.gradient(score(fit, i), target[i]);
            for (int j = 0; j < columns; j++) {
                gradient[j] += slope * (x.get(i, j) - mean[j]) / deviation[j] / rows;
            }
            gradient[columns] += slope / rows;
        }
        return gradient;
    }

    /** Coefficients of standardised columns. */
    double[] standardised(FitResult fit) {
        double[] result = new double[columns];
        for (int j = 0; j < columns; j++) {
            result[j] = fit.coefficients()[j] * deviation[j];
        }
        return result;
    }
}
