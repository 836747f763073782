package org.lossmith.formula;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A product seen as factors: a numeric coefficient, powers of distinct bases, and one exponential that gathers all others
 * ({@code exp(a) * exp(b)} is {@code exp(a + b)}). Numbers that do not divide without rounding stay as bases.
 */
final class Factors {
    private static final double LARGEST_WHOLE = 1e15;

    private double coefficient = 1;
    private final Map<Expr, Expr> powers = new TreeMap<>(ExprOrder.INSTANCE);
    private @Nullable Expr exponential;

    static Factors of(Expr expr) {
        Factors factors = new Factors();
        factors.multiply(expr, 1);
        return factors;
    }

    double coefficient() {
        return coefficient;
    }

    /** The argument of the gathered exponential, or null. */
    @Nullable
    Expr exponential() {
        return exponential;
    }

    void forEachPower(BiConsumer<Expr, Expr> action) {
        powers.forEach(action);
    }

    @Nullable
    Expr exponentOf(Expr base) {
        return powers.get(base);
    }

    /** Whether the base is a factor once: with the exponent 1. */
    boolean isSingle(Expr base) {
        Expr exponent = powers.get(base);
        return exponent != null && exponent.equals(Terms.ONE);
    }

    Factors copy() {
        Factors copy = new Factors();
        copy.coefficient = coefficient;
        copy.powers.putAll(powers);
        copy.exponential = exponential;
        return copy;
    }

    /** Multiplies by {@code expr^times}, {@code times} a whole number. */
    Factors multiply(Expr expr, int times) {
        if (expr instanceof Expr.Number number) {
            multiplyNumber(number.value(), times);
        } else if (expr instanceof Expr.Call call) {
            multiplyCall(call, times);
        } else if (expr instanceof Expr.Operation operation) {
            multiplyOperation(operation, times);
        } else {
            multiplyPower(expr, new Expr.Number(times));
        }
        return this;
    }

    private void multiplyNumber(double value, int times) {
        for (int i = 0; i < Math.abs(times); i++) {
            if (times > 0 && Exact.product(coefficient, value)) {
                coefficient *= value;
            } else if (times < 0 && Exact.quotient(coefficient, value)) {
                coefficient /= value;
            } else if (times < 0 && isWhole(value)) {
                divideByWhole(value);
            } else {
                multiplyPower(new Expr.Number(value), new Expr.Number(Integer.signum(times)));
            }
        }
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE && value != 0;
    }

    /** Whole divisors are one divisor, in lowest terms with the coefficient: 2/250 and 1/125 are the same. */
    private void divideByWhole(double value) {
        double divisor = value;
        for (Map.Entry<Expr, Expr> power : List.copyOf(powers.entrySet())) {
            boolean below = power.getValue().equals(new Expr.Number(-1));
            if (below && power.getKey() instanceof Expr.Number number && isWhole(number.value() * divisor)) {
                divisor *= number.value();
                powers.remove(power.getKey());
            }
        }
        if (isWhole(coefficient)) {
            double common = BigInteger.valueOf((long) coefficient)
                    .gcd(BigInteger.valueOf((long) divisor))
                    .doubleValue();
            coefficient /= common;
            divisor /= common;
        }
        multiplyPower(new Expr.Number(divisor), new Expr.Number(-1));
    }

    private void multiplyCall(Expr.Call call, int times) {
        switch (call.function()) {
            case NEGATE -> {
                coefficient *= times % 2 == 0 ? 1 : -1;
                multiply(call.argument(), times);
            }
            case EXP -> multiplyExponential(Algebra.multiply(new Expr.Number(times), call.argument()));
            case SQRT -> multiplyPower(call.argument(), new Expr.Number(0.5 * times));
            default -> multiplyPower(call, new Expr.Number(times));
        }
    }

    private void multiplyOperation(Expr.Operation operation, int times) {
        switch (operation.operator()) {
            case MULTIPLY -> multiply(operation.left(), times).multiply(operation.right(), times);
            case DIVIDE -> multiply(operation.left(), times).multiply(operation.right(), -times);
            case POWER -> multiplyPowerOf(operation.left(), operation.right(), times);
            case ADD, SUBTRACT -> multiplySum(operation, times);
            default -> multiplyPower(operation, new Expr.Number(times));
        }
    }

    private void multiplyPowerOf(Expr base, Expr exponent, int times) {
        if (exponent instanceof Expr.Number number && isSmallInteger(number.value() * times)) {
            multiply(base, (int) (number.value() * times));
        } else {
            multiplyPower(base, Algebra.multiply(new Expr.Number(times), exponent));
        }
    }

    /** A sum whose first term is negative is turned round, so that {@code (y - z)^2} and {@code (z - y)^2} are the same. */
    private void multiplySum(Expr sum, int times) {
        Terms terms = Terms.of(sum);
        List<Terms.Term> list = terms.list();
        if (list.size() > 1 && leading(list).coefficient() < 0) {
            List<Terms.Term> turned = new ArrayList<>();
            list.forEach(term -> turned.add(new Terms.Term(-term.coefficient(), term.core())));
            coefficient *= times % 2 == 0 ? 1 : -1;
            multiplyPower(Terms.of(turned).expr(), new Expr.Number(times));
        } else {
            multiplyPower(sum, new Expr.Number(times));
        }
    }

    /** A number or the score if it stands alone, else the last in order, which reads best in front. */
    private static Terms.Term leading(List<Terms.Term> list) {
        return list.stream()
                .filter(term -> term.core().equals(Terms.ONE) || term.core().equals(Formula.SCORE))
                .findFirst()
                .orElse(list.get(list.size() - 1));
    }

    private void multiplyExponential(Expr argument) {
        exponential = exponential == null ? argument : Algebra.add(exponential, argument);
        if (exponential instanceof Expr.Number number && number.value() == 0) {
            exponential = null;
        }
    }

    void multiplyPower(Expr base, Expr exponent) {
        if (base.equals(Terms.ONE)) {
            return;
        }
        Expr present = powers.get(base);
        Expr total = present == null ? exponent : Algebra.add(present, exponent);
        if (total instanceof Expr.Number number && number.value() == 0) {
            powers.remove(base);
        } else {
            powers.put(base, total);
        }
    }

    /** Takes {@code base} out, whatever its exponent. */
    Factors without(Expr base) {
        Factors copy = copy();
        copy.powers.remove(base);
        return copy;
    }

    Factors withoutExponential() {
        Factors copy = copy();
        copy.exponential = null;
        return copy;
    }

    Expr withoutCoefficient() {
        Factors copy = copy();
        copy.coefficient = 1;
        return copy.expr();
    }

    static boolean isSmallInteger(double value) {
        return value == Math.rint(value) && Math.abs(value) <= 64;
    }

    /** The product as a tree: what stands above the line, divided by what stands below. */
    Expr expr() {
        if (coefficient == 0) {
            return new Expr.Number(0);
        }
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        powers.forEach((base, exponent) -> {
            boolean inverse = exponent instanceof Expr.Number number && number.value() < 0;
            Expr power = raised(base, inverse ? Algebra.negate(exponent) : exponent);
            (inverse ? below : above).add(power);
        });
        if (exponential != null) {
            above.add(new Expr.Call(Function.EXP, exponential));
        }
        double magnitude = Math.abs(coefficient);
        boolean halved = magnitude < 1
                && !above.isEmpty()
                && Factors.isSmallInteger(1 / magnitude)
                && Exact.quotient(1, 1 / magnitude);
        if (halved) {
            below.add(0, new Expr.Number(1 / magnitude));
        } else if (magnitude != 1 || above.isEmpty()) {
            above.add(0, new Expr.Number(magnitude));
        }
        Expr numerator = above.isEmpty() ? Terms.ONE : product(above);
        Expr result = below.isEmpty() ? numerator : new Expr.Operation(Operator.DIVIDE, numerator, product(below));
        return coefficient < 0 ? negated(result) : result;
    }

    private static Expr negated(Expr expr) {
        return expr instanceof Expr.Number number
                ? new Expr.Number(-number.value())
                : new Expr.Call(Function.NEGATE, expr);
    }

    private static Expr product(List<Expr> list) {
        Chain product = Chain.product();
        list.forEach(factor -> product.add(false, factor));
        return product.expr();
    }

    private static Expr raised(Expr base, Expr exponent) {
        if (exponent instanceof Expr.Number number && number.value() == 1) {
            return base;
        }
        if (exponent instanceof Expr.Number number && number.value() == 0.5) {
            return new Expr.Call(Function.SQRT, base);
        }
        return new Expr.Operation(Operator.POWER, base, exponent);
    }
}
