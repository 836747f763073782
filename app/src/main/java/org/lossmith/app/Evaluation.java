package org.lossmith.app;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.loss.Loss;

/** A loss at given scores and targets, element by element, unreduced; a weight multiplies its element. */
record Evaluation(double[] value, double[] gradient, double[] hessian) {

    static Evaluation of(Loss loss, double[] score, double[] target, double @Nullable [] weight) {
        check(loss, score, target, weight);
        int rows = score.length;
        double[] value = new double[rows];
        double[] gradient = new double[rows];
        double[] hessian = new double[rows];
        loss.all(score, target, weight, value, gradient, hessian, 0, rows);
        return new Evaluation(value, gradient, hessian);
    }

    private static void check(Loss loss, double[] score, double[] target, double @Nullable [] weight) {
        if (score.length != target.length) {
            throw new InputException(
                    "score has " + count(score) + " and target has " + count(target) + "; they belong together in pairs");
        }
        if (weight != null && weight.length != score.length) {
            throw new InputException("weight has " + count(weight) + " and score has " + count(score));
        }
        for (int i = 0; i < score.length; i++) {
            if (!Double.isFinite(score[i])) {
                throw new InputException(at("score", i, score) + "; a score must be a finite number");
            }
            if (!loss.targetDomain().contains(target[i])) {
                throw new InputException(at("target", i, target) + ", and " + loss.name() + " takes "
                        + loss.targetDomain().description());
            }
            if (weight != null && !(weight[i] >= 0 && weight[i] < Double.POSITIVE_INFINITY)) {
                throw new InputException(at("weight", i, weight) + "; a weight must be 0 or more, and finite");
            }
        }
    }

    private static String at(String name, int index, double[] values) {
        return name + "[" + index + "] is " + Figures.exact(values[index]);
    }

    private static String count(double[] values) {
        return values.length + (values.length == 1 ? " number" : " numbers");
    }
}
