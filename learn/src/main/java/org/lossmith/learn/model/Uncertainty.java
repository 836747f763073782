package org.lossmith.learn.model;

import java.util.List;

/**
 * How far intercept and coefficients might be off, with 95% confidence.
 *
 * @param method as {@code --errors} takes it: {@code model}, {@code sandwich}, {@code bootstrap:200}
 * @param explanation what was computed, in words
 * @param scores one for each score of the model
 */
public record Uncertainty(String method, String explanation, List<OfScore> scores) {
    public Uncertainty {
        scores = List.copyOf(scores);
    }

    /**
     * Of one score: first the intercept, then the coefficients. NaN where it cannot be told, such as for an input that does not
     * vary.
     *
     * @param error standard errors
     * @param low ends of the 95% intervals
     */
    public record OfScore(double[] error, double[] low, double[] high) {}
}
