package org.lossmith.loss;

import java.util.function.DoubleUnaryOperator;

/**
 * Bounds on the derivatives of one side of a focal loss, (1 - p)^gamma (-log p) with p = sigmoid(x). They have no closed form;
 * their single maximum is found by scanning the scores where it can lie.
 */
final class FocalBounds {
    private static final double LOWEST = -40;
    private static final double HIGHEST = 10;
    private static final double STEP = 1.0 / 128;
    /** A maximum of a smooth function is missed by a step h by at most its second derivative times h^2 / 8. */
    private static final double MARGIN = 1 + 1e-4;

    private FocalBounds() {}

    static double slope(double gamma) {
        return maximum(x -> Math.pow(sigmoid(-x), gamma) * (gamma * sigmoid(x) * softplus(-x) + sigmoid(-x)));
    }

    static double curvature(double gamma) {
        return maximum(x -> {
            double p = sigmoid(x);
            double q = sigmoid(-x);
            double cost = softplus(-x);
            return Math.pow(q, gamma) * p * (gamma * gamma * p * cost + (2 * gamma + 1) * q - gamma * q * cost);
        });
    }

    private static double maximum(DoubleUnaryOperator function) {
        double largest = 0;
        for (double x = LOWEST; x <= HIGHEST; x += STEP) {
            largest = Math.max(largest, function.applyAsDouble(x));
        }
        return largest * MARGIN;
    }

    private static double sigmoid(double x) {
        return Link.LOGIT.prediction(x);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
