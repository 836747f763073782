package org.lossmith.learn.fit.objective;

import org.lossmith.penalty.FoldedConcave;
import org.lossmith.penalty.PiecewiseQuadratic;

/**
 * A penalty of one parameter that costs ever less for more.
 *
 * @param pieces the penalty of a coefficient's size
 * @param scale of the coefficient that the penalty sees: parameter times scale
 */
public record FoldedTerm(FoldedConcave penalty, PiecewiseQuadratic pieces, double scale) {
    static FoldedTerm of(FoldedConcave penalty, double scale) {
        return new FoldedTerm(penalty, penalty.pieces(), scale);
    }

    double value(double parameter) {
        return pieces.value(Math.abs(parameter) * scale);
    }

    /** The derivative by the parameter's size. */
    double slope(double parameter) {
        return scale * pieces.slope(Math.abs(parameter) * scale);
    }

    /** The second derivative by the parameter: at most 0. */
    double curvature(double parameter) {
        return scale * scale * pieces.curvature(Math.abs(parameter) * scale);
    }
}
