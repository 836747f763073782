package org.lossmith.learn.fit;

import java.util.Arrays;

/**
 * What the models of each lambda lose on rows that they have not seen. Arrays are shared and must not be written to.
 *
 * @param lambdas decreasing
 * @param mean of the folds' held-out mean losses, each fold counting with its weight
 * @param standardError of that mean, from the spread of the folds; NaN for one fold; folds without weight do not count
 * @param min index of the lambda with the smallest mean, the largest such lambda
 * @param oneStandardError index of the largest lambda whose mean is within one standard error of the smallest (Breiman,
 *     Friedman, Olshen and Stone 1984)
 */
public record LambdaCurve(double[] lambdas, double[] mean, double[] standardError, int min, int oneStandardError) {

    /**
     * @param losses of each fold, the held-out mean loss under each lambda
     * @param weights of the folds: the sums of their rows' weights
     */
    static LambdaCurve of(double[] lambdas, double[][] losses, double[] weights) {
        double[] mean = new double[lambdas.length];
        double[] error = new double[lambdas.length];
        long counted = Arrays.stream(weights).filter(weight -> weight > 0).count();
        for (int i = 0; i < lambdas.length; i++) {
            mean[i] = mean(losses, weights, i, 0, 1);
            error[i] = Math.sqrt(mean(losses, weights, i, mean[i], 2) / (counted - 1));
        }
        return of(lambdas, mean, error);
    }

    static LambdaCurve of(double[] lambdas, double[] mean, double[] standardError) {
        int min = 0;
        for (int i = 1; i < mean.length; i++) {
            // A mean that is no number is no better than any other.
            min = mean[i] < mean[min] || Double.isNaN(mean[min]) ? i : min;
        }
        double limit = mean[min] + (standardError[min] > 0 ? standardError[min] : 0);
        int simplest = 0;
        while (simplest < min && !(mean[simplest] <= limit)) {
            simplest++;
        }
        return new LambdaCurve(lambdas, mean, standardError, min, simplest);
    }

    private static double mean(double[][] losses, double[] weights, int lambda, double centre, int power) {
        double sum = 0;
        double all = 0;
        for (int fold = 0; fold < losses.length; fold++) {
            if (weights[fold] > 0) {
                sum += weights[fold] * Math.pow(losses[fold][lambda] - centre, power);
                all += weights[fold];
            }
        }
        return sum / all;
    }
}
