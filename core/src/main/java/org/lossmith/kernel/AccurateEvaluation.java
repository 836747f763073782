package org.lossmith.kernel;

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
    private static final double ACCEPTED = 4e-15;

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
        Bounded bound = ErrorBound.of(stable, values);
        if (bound.error() == 0 || bound.error() <= ACCEPTED * Math.abs(kernel)) {
            return kernel;
        }
        try {
            BigDecimal settled = Reference.settled(stable, values);
            return settled.signum() == 0 ? 0 : settled.doubleValue();
        } catch (ArithmeticException undefined) {
            return kernel;
        }
    }
}
