package org.lossmith.formula;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * Whether a {@code where} is continuous but bends at the border of its branches, so that its derivative there is the midpoint
 * of two. Found by looking for the border at a few values of the other variables.
 */
final class Kink {
    private static final int SAMPLES = 3;
    private static final int GRID = 64;
    private static final double REACH = 16;
    private static final int BISECTIONS = 60;
    private static final double CONTINUOUS = 1e-9;
    private static final double BENT = 1e-6;

    private final Expr.Where where;
    private final Expr.Operation condition;
    private final Expr slopeThen;
    private final Expr slopeOtherwise;

    private Kink(Expr.Where where, Expr.Operation condition, Expr slopeThen, Expr slopeOtherwise) {
        this.where = where;
        this.condition = condition;
        this.slopeThen = slopeThen;
        this.slopeOtherwise = slopeOtherwise;
    }

    /**
     * The derivative of a {@code where} from those of its branches: at a kink their midpoint.
     *
     * @param slopeThen derivative of the branch taken where the condition holds
     */
    static Expr derivative(Expr.Where where, Expr slopeThen, Expr slopeOtherwise) {
        Expr plain = Algebra.where(where.condition(), slopeThen, slopeOtherwise);
        if (!(where.condition() instanceof Expr.Operation condition)
                || !isInequality(condition.operator())
                || slopeThen.equals(slopeOtherwise)
                || !new Kink(where, condition, slopeThen, slopeOtherwise).isFound()) {
            return plain;
        }
        Expr middle = Algebra.divide(Algebra.add(slopeThen, slopeOtherwise), Algebra.number(2));
        Expr border = new Expr.Operation(Operator.EQUAL, condition.left(), condition.right());
        return Algebra.where(border, middle, plain);
    }

    private static boolean isInequality(Operator operator) {
        return operator.compareTo(Operator.LESS) >= 0 && operator.compareTo(Operator.GREATER_OR_EQUAL) <= 0;
    }

    private boolean isFound() {
        Set<String> names = new TreeSet<>(where.variables());
        names.add(Formula.SCORE.name());
        for (int sample = 0; sample < SAMPLES; sample++) {
            Map<String, Double> values = new HashMap<>();
            double value = 0.35 + 0.3 * sample;
            for (String name : names) {
                values.put(name, value);
                value += 0.17;
            }
            if (bendsSomewhere(values)) {
                return true;
            }
        }
        return false;
    }

    private boolean bendsSomewhere(Map<String, Double> values) {
        DoubleUnaryOperator side = score -> at(condition.left(), score, values) - at(condition.right(), score, values);
        double step = 2 * REACH / GRID;
        for (int i = 0; i < GRID; i++) {
            double low = -REACH + i * step + 0.013;
            if (side.applyAsDouble(low) * side.applyAsDouble(low + step) < 0
                    && bends(root(side, low, low + step), values)) {
                return true;
            }
        }
        return false;
    }

    private static double root(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        double signLow = Math.signum(function.applyAsDouble(low));
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (Math.signum(function.applyAsDouble(middle)) == signLow) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private boolean bends(double score, Map<String, Double> values) {
        double jump = difference(where.then(), where.otherwise(), score, values);
        double bend = difference(slopeThen, slopeOtherwise, score, values);
        return jump <= CONTINUOUS && bend > BENT;
    }

    /** Relative to the size of the two; NaN compares as false both ways. */
    private static double difference(Expr left, Expr right, double score, Map<String, Double> values) {
        double a = at(left, score, values);
        double b = at(right, score, values);
        return Math.abs(a - b) / (1 + Math.abs(a) + Math.abs(b));
    }

    private static double at(Expr expr, double score, Map<String, Double> values) {
        values.put(Formula.SCORE.name(), score);
        return Interpreter.evaluate(expr, values);
    }
}
