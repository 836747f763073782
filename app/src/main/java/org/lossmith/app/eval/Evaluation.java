package org.lossmith.app.eval;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.app.text.Figures;
import org.lossmith.loss.Loss;

/** A loss at given scores and targets, element by element, unreduced; a weight multiplies its element. */
record Evaluation(double[] value, double[] gradient, double[] hessian) {

    static Evaluation of(Loss loss, double[] score, double[] target, double @Nullable [] weight) {
        check(loss, score, target, weight);
        int rows = score.length;
        double[] value = new double[rows];
        double[] gradient = new double[rows];
        double[] hessian = new double[rows];
        for (int i = 0; i < rows; i++) {
            org.lossmith.loss.Evaluation exact = loss.evaluate(score[i], target[i]);
            double factor = weight == null ? 1 : weight[i];
            value[i] = weighted(exact.value(), factor);
            gradient[i] = weighted(exact.gradient(), factor);
            hessian[i] = weighted(exact.hessian(), factor);
        }
        return new Evaluation(value, gradient, hessian);
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    static double weighted(double number, double weight) {
        return weight == 0 ? 0 : number * weight;
    }

    private static void check(Loss loss, double[] score, double[] target, double @Nullable [] weight) {
        if (score.length != target.length) {
            throw new InputException("score has " + count(score) + " and target has " + count(target)
                    + "; they belong together in pairs");
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

    static String count(double[] values) {
        return values.length + (values.length == 1 ? " number" : " numbers");
    }
}
