package org.lossmith.loss;

/** How a score becomes the prediction that people read. */
public enum Link {
    /** prediction = score. */
    IDENTITY,
    /** prediction = 1 / (1 + exp(-score)), a probability. */
    LOGIT,
    /** prediction = exp(score), a positive mean. */
    LOG,
    /** prediction = sign(score), for margins with targets -1 and +1. */
    SIGN;

    public double prediction(double score) {
        return switch (this) {
            case IDENTITY -> score;
            case LOGIT -> score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
            case LOG -> Math.exp(score);
            case SIGN -> Math.signum(score);
        };
    }
}
