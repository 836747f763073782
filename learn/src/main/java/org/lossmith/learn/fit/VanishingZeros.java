package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.objective.DensityLoss;

/**
 * Whether the extra zeros of a zero-inflated Poisson go to nothing: their best probability is then 0, which no finite logit is. The
 * evidence is that the loss rises nowhere on the way of the logit's intercept to -infinity; about a finite minimum it rises at once.
 */
final class VanishingZeros {
    /** How far the intercept is moved; 700 further the probability is less than the smallest double. */
    private static final double[] SHIFTS = {0, -1, -10, -700};
    /** Sums of so many rows differ by rounding. */
    private static final double ROUNDING = 1e-14;

    private static final int BLOCK = 1024;

    private VanishingZeros() {}

    /** A note, or null if they are there. */
    static @Nullable String in(
            DensityFitResult fit, Matrix x, Series target, @Nullable Series weight, Rows rows, DensityLoss loss) {
        int logit = loss.scores().names().indexOf("zero_logit");
        if (logit < 0 || loss.outputs() != 2) {
            return null;
        }
        double[] sums = new double[SHIFTS.length];
        double[][] score = new double[2][BLOCK];
        double[] counts = new double[BLOCK];
        double[] weights = new double[BLOCK];
        for (int from = 0; from < rows.size(); from += BLOCK) {
            int size = Math.min(BLOCK, rows.size() - from);
            for (int i = 0; i < size; i++) {
                int row = rows.row(from + i);
                counts[i] = target.get(row);
                weights[i] = weight == null ? 1 : weight.get(row);
                for (int k = 0; k < 2; k++) {
                    score[k][i] = fit.intercepts()[k] + x.dot(row, fit.coefficients()[k]);
                }
            }
            for (int shift = 0; shift < SHIFTS.length; shift++) {
                for (int i = 0; shift > 0 && i < size; i++) {
                    score[logit][i] += SHIFTS[shift] - SHIFTS[shift - 1];
                }
                sums[shift] += loss.loss().sum(score, new double[][] {counts}, weights, 0, size);
            }
        }
        for (int shift = 1; shift < SHIFTS.length; shift++) {
            if (!(sums[shift] <= sums[shift - 1] + ROUNDING * Math.abs(sums[shift - 1]))) {
                return null;
            }
        }
        return "there are no more zeros than a poisson has: the loss falls all the way as zero_logit goes to -infinity, so the best"
                + " probability of an extra zero is 0, zero-inflated-poisson is a poisson here, and the coefficients of zero_logit"
                + " are where the solver stopped. Take --loss poisson";
    }
}
