package org.lossmith.formula;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/** The logarithm of the gamma function and its derivatives to a given number of digits. */
final class BigGamma {
    private BigGamma() {}

    /**
     * The n-th derivative of log gamma, n = 0 .. 3, for x > 0: shifted up until Stirling's series gives all digits.
     */
    static BigDecimal polygamma(int n, BigDecimal x, MathContext context) {
        if (x.signum() <= 0) {
            throw new ArithmeticException("gamma functions are evaluated for positive arguments, got " + x);
        }
        MathContext wide = BigFunctions.more(context, Math.abs(BigFunctions.magnitude(x)) + 20);
        BigDecimal enough = BigDecimal.valueOf(4L * wide.getPrecision());
        BigDecimal shift = BigDecimal.ZERO;
        BigDecimal product = BigFunctions.ONE;
        BigDecimal large = x;
        for (; large.compareTo(enough) < 0; large = large.add(BigFunctions.ONE, wide)) {
            if (n == 0) {
                product = product.multiply(large, wide);
            } else {
                shift = shift.add(shiftTerm(n, large, wide), wide);
            }
        }
        BigDecimal taken = n == 0 ? BigFunctions.log(product, wide) : shift;
        return stirling(n, large, wide).subtract(taken, wide).round(context);
    }

    /** The n-th derivative of log x, n = 1 .. 3. */
    private static BigDecimal shiftTerm(int n, BigDecimal x, MathContext context) {
        return switch (n) {
            case 1 -> BigFunctions.ONE.divide(x, context);
            case 2 -> BigFunctions.ONE.divide(x.pow(2, context), context).negate();
            default -> BigFunctions.TWO.divide(x.pow(3, context), context);
        };
    }

    private static BigDecimal stirling(int n, BigDecimal x, MathContext context) {
        BigDecimal sum = switch (n) {
            case 0 ->
                x.subtract(BigFunctions.HALF)
                        .multiply(BigFunctions.log(x, context), context)
                        .subtract(x, context)
                        .add(
                                BigDecimalMath.log(BigDecimalMath.pi(context).multiply(BigFunctions.TWO), context)
                                        .multiply(BigFunctions.HALF),
                                context);
            case 1 -> BigFunctions.log(x, context).subtract(BigFunctions.HALF.divide(x, context), context);
            case 2 ->
                BigFunctions.ONE.divide(x, context).add(BigFunctions.HALF.divide(x.pow(2, context), context), context);
            default ->
                BigFunctions.ONE
                        .divide(x.pow(2, context), context)
                        .add(BigFunctions.ONE.divide(x.pow(3, context), context))
                        .negate();
        };
        for (int k = 1; k < context.getPrecision(); k++) {
            BigDecimal term = stirlingTerm(n, k, x, context);
            sum = sum.add(term, context);
            if (BigFunctions.magnitude(term) < BigFunctions.magnitude(sum) - context.getPrecision()) {
                break;
            }
        }
        return sum;
    }

    /** The n-th derivative of B(2k) / (2k (2k-1) x^(2k-1)). */
    private static BigDecimal stirlingTerm(int n, int k, BigDecimal x, MathContext context) {
        BigDecimal bernoulli = BigDecimalMath.bernoulli(2 * k, context);
        BigDecimal power = x.pow(2 * k - 1 + n, context);
        BigDecimal factor = switch (n) {
            case 0 -> BigFunctions.ONE.divide(BigDecimal.valueOf(2L * k * (2L * k - 1)), context);
            case 1 ->
                BigFunctions.ONE.divide(BigDecimal.valueOf(2L * k), context).negate();
            case 2 -> BigFunctions.ONE;
            default -> BigDecimal.valueOf(2L * k + 1).negate();
        };
        return bernoulli.multiply(factor, context).divide(power, context);
    }
}
