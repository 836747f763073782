package org.lossmith.kernel.exact;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.Reference;

/**
 * Value, gradient and Hessian at one point, correct to a few ulps everywhere. The kernel's result stands where a running error
 * analysis says that rounding did it no harm; elsewhere, close to a root of the derivative for instance, the stable expression
 * is evaluated with as many digits as it takes.
 */
public final class AccurateEvaluation {
    /** A kernel's result is taken when its relative error is surely below this. */
    private static final double ACCEPTED = 8e-15;

    /** Digits of a result: more than a double has, so that two such results can be compared. */
    private static final int WANTED_DIGITS = 28;

    private static final int FIRST_DIGITS = 36;
    private static final int MOST_DIGITS = 3200;
    /** The power of ten below which a result counts as 0. */
    private static final int NEGLIGIBLE = -300;

    private static final double UNIT = 0x1p-53;

    private AccurateEvaluation() {}

    /**
     * @param kernel what the compiled kernel gave for the expression
     * @param stable the stable form of the value, the gradient or the Hessian
     * @return the kernel's result or a better one
     */
    public static double refine(
            double kernel, Expr stable, double score, double target, Map<String, Double> parameters) {
        if (!Double.isFinite(score) || !Double.isFinite(target)) {
            return kernel;
        }
        Map<String, Double> values = new HashMap<>(parameters);
        values.put(Formula.SCORE.name(), score);
        values.put(Formula.TARGET.name(), target);
        return refine(kernel, stable, values);
    }

    /**
     * The same for an expression of any variables.
     *
     * @param values of every variable, finite
     */
    public static double refine(double kernel, Expr stable, Map<String, Double> values) {
        Bounded bound = ErrorBound.of(stable, values);
        if (bound.error() == 0 || bound.error() <= ACCEPTED * Math.abs(kernel)) {
            return kernel;
        }
        try {
            BigDecimal best = exact(bound, stable, values);
            return best.signum() == 0 ? 0 : best.doubleValue();
        } catch (ArithmeticException undefined) {
            return kernel;
        }
    }

    /**
     * The value of a stable expression, surely good to the last digit of a double.
     *
     * @param values of every variable, finite
     * @throws ArithmeticException where a step is undefined, or more digits than can be had are needed
     */
    public static BigDecimal exact(Expr stable, Map<String, Double> values) {
        return exact(ErrorBound.of(stable, values), stable, values);
    }

    private static BigDecimal exact(Bounded bound, Expr stable, Map<String, Double> values) {
        return Double.isFinite(bound.error())
                ? withDigitsFor(bound.error(), stable, values)
                : Reference.settled(stable, values);
    }

    /**
     * The error bound is proportional to the unit of rounding, so it says how many digits are lost whatever their number.
     * Agreement of two evaluations would not: both may swallow the same small term.
     */
    private static BigDecimal withDigitsFor(double error, Expr stable, Map<String, Double> values) {
        int digits = FIRST_DIGITS;
        BigDecimal found = Reference.evaluate(stable, values, digits);
        for (int needed = digitsFor(error, found); needed > digits; needed = digitsFor(error, found)) {
            if (needed > MOST_DIGITS) {
                throw new ArithmeticException("more than " + MOST_DIGITS + " digits are needed");
            }
            digits = needed;
            found = Reference.evaluate(stable, values, digits);
        }
        return found;
    }

    private static int digitsFor(double error, BigDecimal result) {
        int magnitude =
                result.signum() == 0 ? NEGLIGIBLE : Math.max(NEGLIGIBLE, result.precision() - result.scale() - 1);
        return (int) Math.ceil(Math.log10(error / UNIT)) + WANTED_DIGITS - magnitude;
    }
}
