package org.lossmith.loss;

/**
 * What is true of a loss as a function of the score, at its current parameters. Tests check every entry numerically.
 *
 * @param convex convex in the score for every target in the domain
 * @param smooth the gradient is continuous
 * @param piecewiseLinear the Hessian is zero wherever it exists (absolute, quantile, hinge, epsilon-insensitive)
 * @param lipschitz smallest known bound on |gradient| for weight 1, or infinity
 * @param curvatureBound smallest known bound on the Hessian for weight 1, or infinity
 * @param kinks where the gradient jumps, in words, or an empty text
 * @param learns what the best constant is
 */
public record Properties(
        boolean convex,
        boolean smooth,
        boolean piecewiseLinear,
        double lipschitz,
        double curvatureBound,
        String kinks,
        Learns learns) {}
