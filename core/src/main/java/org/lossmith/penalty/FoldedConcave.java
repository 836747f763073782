package org.lossmith.penalty;

/**
 * A penalty that starts like the lasso and costs ever less for more, until a large coefficient costs no more than a
 * larger one: large coefficients are not shrunk. Not convex: there may be several minima.
 */
public sealed interface FoldedConcave extends SeparablePenalty permits Mcp, Scad {
    /** The pieces, each quadratic, of the cost of a coefficient's size. */
    PiecewiseQuadratic pieces();

    @Override
    FoldedConcave withLambda(double lambda);

    @Override
    default double l1() {
        return lambda();
    }

    @Override
    default double l2() {
        return 0;
    }

    @Override
    default boolean convex() {
        return false;
    }

    @Override
    default double value(double coefficient) {
        return pieces().value(Math.abs(coefficient));
    }

    @Override
    default double slope(double size) {
        return pieces().slope(size);
    }

    /**
     * The proximal step; where the step is so long that penalty and distance together are not convex, of all stationary
     * points the lowest.
     */
    @Override
    default double prox(double coefficient, double step, Bounds bounds) {
        SeparablePenalty.requireStep(step);
        if (Double.isNaN(coefficient)) {
            return coefficient;
        }
        double limit = coefficient > 0 ? bounds.upper() : -bounds.lower();
        double size = pieces().prox(Math.abs(coefficient), step, limit);
        return size == 0 ? 0.0 : Math.copySign(size, coefficient);
    }
}
