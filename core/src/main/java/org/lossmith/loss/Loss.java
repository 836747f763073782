package org.lossmith.loss;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loss of one score and one target per row: its value, gradient and Hessian with respect to the score. Immutable.
 *
 * <p>Array methods work on the rows {@code from <= i < to} of every array, write only into the arrays named as outputs, and
 * multiply value, gradient and Hessian by {@code weight[i]} when weights are given. They return the sum of the weighted values.
 */
public final class Loss {
    /** The catalogue's name ("huber"), or "formula" for a loss that a user wrote. */
    public String name() {
        throw new IllegalStateException();
    }

    /** The name with its parameters, as the command line takes it: {@code huber:delta=15}. */
    public String spec() {
        throw new IllegalStateException();
    }

    public Map<String, Double> parameters() {
        throw new IllegalStateException();
    }

    /** The same loss with one parameter changed; an unknown name or a value out of range is an {@link org.lossmith.InputException}. */
    public Loss with(String parameter, double value) {
        throw new IllegalStateException();
    }

    public Link link() {
        throw new IllegalStateException();
    }

    public TargetDomain targetDomain() {
        throw new IllegalStateException();
    }

    public Properties properties() {
        throw new IllegalStateException();
    }

    public double value(double score, double target) {
        throw new IllegalStateException();
    }

    public double gradient(double score, double target) {
        throw new IllegalStateException();
    }

    public double hessian(double score, double target) {
        throw new IllegalStateException();
    }

    /** Writes each row's value, unweighted. */
    public void values(double[] score, double[] target, double[] value, int from, int to) {
        throw new IllegalStateException();
    }

    public double sum(double[] score, double[] target, double @Nullable [] weight, int from, int to) {
        throw new IllegalStateException();
    }

    public double sumGradient(
            double[] score, double[] target, double @Nullable [] weight, double[] gradient, int from, int to) {
        throw new IllegalStateException();
    }

    public double sumGradientHessian(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] gradient,
            double[] hessian,
            int from,
            int to) {
        throw new IllegalStateException();
    }
}
