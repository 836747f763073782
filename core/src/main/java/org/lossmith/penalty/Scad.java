package org.lossmith.penalty;

import java.util.List;
import org.lossmith.InputException;
import org.lossmith.penalty.PiecewiseQuadratic.Piece;

/**
 * Smoothly clipped absolute deviation: {@code lambda |w|} up to lambda, {@code (2 a lambda |w| - w^2 - lambda^2) / (2 (a
 * - 1))} up to {@code a lambda}, and {@code (a + 1) lambda^2 / 2} from there on (Fan and Li 2001).
 *
 * @param lambda at least 0
 * @param a above 2; the larger, the closer to the lasso
 */
public record Scad(double lambda, double a) implements FoldedConcave {
    /** Fan and Li's, from a Bayes risk. */
    public static final double USUAL_A = 3.7;

    public Scad {
        PenaltyParser.requireLambda("scad", lambda);
        if (!(a > 2 && a < Double.POSITIVE_INFINITY)) {
            throw new InputException("scad: a must be a finite number above 2, not " + PenaltyParser.text(a)
                    + "; 3.7 is the usual choice, and l1 is what large numbers lead to");
        }
    }

    @Override
    public PiecewiseQuadratic pieces() {
        double flat = a * lambda;
        double bend = 1 / (2 * (a - 1));
        return new PiecewiseQuadratic(List.of(
                new Piece(0, lambda, 0, lambda, 0),
                new Piece(lambda, flat, -lambda * lambda * bend, 2 * flat * bend, -bend),
                new Piece(flat, Double.POSITIVE_INFINITY, (a + 1) * lambda * lambda / 2, 0, 0)));
    }

    @Override
    public Scad withLambda(double changed) {
        return new Scad(changed, a);
    }

    @Override
    public String spec() {
        return "scad:lambda=" + PenaltyParser.text(lambda) + ",a=" + PenaltyParser.text(a);
    }
}
