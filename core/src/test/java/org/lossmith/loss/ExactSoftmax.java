package org.lossmith.loss;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Softmax with 50 digits; a score of -infinity has the probability 0.
 *
 * @param p the probabilities of the classes
 * @param c their complements, summed up
 * @param logOfSum the logarithm of the sum of exp(score)
 */
record ExactSoftmax(BigDecimal[] p, BigDecimal[] c, BigDecimal logOfSum) {
    static final MathContext DIGITS = new MathContext(50);

    /** exp of this is so far below all doubles that it is left out. */
    private static final BigDecimal NONE = BigDecimal.valueOf(-25_000);

    static ExactSoftmax of(double[] scores) {
        return of(Arrays.stream(scores)
                .mapToObj(score -> score == Double.NEGATIVE_INFINITY ? null : new BigDecimal(score))
                .toArray(BigDecimal[]::new));
    }

    /** @param scores null for -infinity */
    static ExactSoftmax of(@Nullable BigDecimal[] scores) {
        BigDecimal largest = Arrays.stream(scores)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::max)
                .orElseThrow();
        BigDecimal[] p = new BigDecimal[scores.length];
        for (int k = 0; k < p.length; k++) {
            BigDecimal score = scores[k];
            boolean none = score == null || score.subtract(largest).compareTo(NONE) < 0;
            p[k] = none ? BigDecimal.ZERO : BigDecimalMath.exp(score.subtract(largest), DIGITS);
        }
        // Not rounded, so that 1 + 1e-4000 keeps its digits.
        BigDecimal sum = Arrays.stream(p).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal[] c = new BigDecimal[p.length];
        for (int k = 0; k < p.length; k++) {
            c[k] = sum.subtract(p[k]).divide(sum, DIGITS);
            p[k] = p[k].divide(sum, DIGITS);
        }
        return new ExactSoftmax(p, c, largest.add(log(sum)));
    }

    /** Of a number of 1 or more, by its series where it is next to 1. */
    private static BigDecimal log(BigDecimal sum) {
        BigDecimal small = sum.subtract(BigDecimal.ONE);
        BigDecimal half = small.multiply(small).divide(BigDecimal.valueOf(2), DIGITS);
        return small.doubleValue() < 1e-30 ? small.subtract(half) : BigDecimalMath.log(sum, DIGITS);
    }

    /** That of the probability of a class with this score. */
    BigDecimal log(double score) {
        return new BigDecimal(score).subtract(logOfSum);
    }

    /** p[i] (i = j) - p[i] p[j]. */
    BigDecimal covariance(int i, int j) {
        return i == j ? p[i].multiply(c[i]) : p[i].multiply(p[j]).negate();
    }
}
