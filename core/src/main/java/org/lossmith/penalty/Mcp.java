package org.lossmith.penalty;

import java.util.List;
import org.lossmith.InputException;
import org.lossmith.penalty.PiecewiseQuadratic.Piece;

/**
 * Minimax concave penalty: {@code lambda |w| - w^2 / (2 gamma)} up to {@code |w| = gamma lambda}, and {@code gamma
 * lambda^2 / 2} from there on (Zhang 2010). Its slope falls evenly from lambda to 0.
 *
 * @param lambda at least 0
 * @param gamma above 1; the larger, the closer to the lasso
 */
public record Mcp(double lambda, double gamma) implements FoldedConcave {
    /** What Zhang's and ncvreg's examples use. */
    public static final double USUAL_GAMMA = 3;

    public Mcp {
        PenaltyParser.requireLambda("mcp", lambda);
        if (!(gamma > 1 && gamma < Double.POSITIVE_INFINITY)) {
            throw new InputException("mcp: gamma must be a finite number above 1, not " + PenaltyParser.text(gamma)
                    + "; 3 is a usual choice, and l1 is what large numbers lead to");
        }
    }

    @Override
    public PiecewiseQuadratic pieces() {
        double flat = gamma * lambda;
        return new PiecewiseQuadratic(List.of(
                new Piece(0, flat, 0, lambda, -1 / (2 * gamma)),
                new Piece(flat, Double.POSITIVE_INFINITY, flat * lambda / 2, 0, 0)));
    }

    @Override
    public Mcp withLambda(double changed) {
        return new Mcp(changed, gamma);
    }

    @Override
    public String spec() {
        return "mcp:lambda=" + PenaltyParser.text(lambda) + ",gamma=" + PenaltyParser.text(gamma);
    }
}
