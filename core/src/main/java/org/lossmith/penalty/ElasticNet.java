package org.lossmith.penalty;

import org.lossmith.InputException;

/**
 * Elastic net: {@code lambda (alpha |w| + (1 - alpha) w^2)} (Zou and Hastie 2005). glmnet halves the squares, so its
 * {@code (lambda', alpha')} has {@code lambda' alpha' = l1} and {@code lambda' (1 - alpha') = 2 l2}.
 *
 * @param lambda at least 0
 * @param alpha the share of the absolute values, from 0 (ridge) to 1 (lasso)
 */
public record ElasticNet(double lambda, double alpha) implements SeparablePenalty {
    public ElasticNet {
        PenaltyParser.requireLambda("elastic-net", lambda);
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new InputException("elastic-net: alpha must be from 0 (all l2) to 1 (all l1), not "
                    + PenaltyParser.text(alpha) + "; 0.5 is a usual choice");
        }
    }

    @Override
    public double l1() {
        return lambda * alpha;
    }

    @Override
    public double l2() {
        return lambda * (1 - alpha);
    }

    @Override
    public ElasticNet withLambda(double changed) {
        return new ElasticNet(changed, alpha);
    }

    @Override
    public String spec() {
        return "elastic-net:lambda=" + PenaltyParser.text(lambda) + ",alpha=" + PenaltyParser.text(alpha);
    }
}
