package org.lossmith.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Logarithms and ratios of sums of exponentials: the largest exponent is taken out of all of them, so that none overflows and
 * one of them is 1. A term without an exponential counts as one of exponent 0.
 */
final class ExponentialSums {
    private static final int LARGEST_POWER = 4;

    private final UnaryOperator<Expr> rewrite;

    ExponentialSums(UnaryOperator<Expr> rewrite) {
        this.rewrite = rewrite;
    }

    /** factor exp(exponent). */
    private record Part(Expr factor, Expr exponent) {}

    /** The terms of a sum in which exponentials of the score meet other terms; empty if it is none. */
    private static List<Part> parts(Expr expr) {
        boolean hyperbolic = expr instanceof Expr.Call call
                && (call.function() == Function.COSH || call.function() == Function.SINH);
        if (!Addends.isSum(expr) && !hyperbolic) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        for (Terms.Term term : Terms.of(expr).list()) {
            addParts(Factors.of(term.expr()), parts);
        }
        boolean varies = parts.stream().anyMatch(part -> part.exponent().contains(Formula.SCORE.name()));
        return varies ? parts : List.of();
    }

    /** A hyperbolic function is two exponentials. */
    private static void addParts(Factors factors, List<Part> parts) {
        for (Function function : List.of(Function.COSH, Function.SINH)) {
            for (Expr.Call call : SumIdentities.calls(factors, function)) {
                if (factors.isSingle(call)) {
                    Factors half = factors.without(call).multiply(Algebra.number(0.5), 1);
                    double sign = function == Function.COSH ? 1 : -1;
                    addParts(half.copy().multiply(Algebra.call(Function.EXP, call.argument()), 1), parts);
                    Expr mirrored = Algebra.call(Function.EXP, Algebra.negate(call.argument()));
                    addParts(half.multiply(mirrored, 1).multiply(Algebra.number(sign), 1), parts);
                    return;
                }
            }
        }
        Expr exponent = factors.exponential();
        parts.add(new Part(factors.withoutExponential().expr(), exponent == null ? Algebra.number(0) : exponent));
    }

    private static Expr largest(List<Part> parts) {
        Set<Expr> exponents = new LinkedHashSet<>();
        parts.forEach(part -> exponents.add(part.exponent()));
        return exponents.isEmpty() ? Algebra.number(0) : largestOf(List.copyOf(exponents));
    }

    /** One after the other; of many by halves, so that the tree stays flat. */
    private static Expr largestOf(List<Expr> exponents) {
        if (exponents.size() > Partners.FEW) {
            int middle = exponents.size() / 2;
            return Algebra.operation(
                    Operator.MAX,
                    largestOf(exponents.subList(0, middle)),
                    largestOf(exponents.subList(middle, exponents.size())));
        }
        Expr largest = exponents.get(0);
        for (Expr exponent : exponents.subList(1, exponents.size())) {
            largest = Algebra.operation(Operator.MAX, largest, exponent);
        }
        return largest;
    }

    /** The sum without the factor exp(shift). */
    private Expr shifted(List<Part> parts, Expr shift) {
        Terms sum = Terms.of(List.of());
        for (Part part : parts) {
            Expr power = Algebra.call(Function.EXP, Algebra.subtract(part.exponent(), shift));
            sum.add(1, Algebra.multiply(part.factor(), power));
        }
        return rewrite.apply(sum.expr());
    }

    /** log(sum) = m + log(sum exp(-m)); where 1 is a term and the largest one, log1p of the others. */
    @Nullable
    Expr log(Expr argument) {
        List<Part> parts = parts(argument);
        if (parts.isEmpty() || !Addends.isSum(argument) || isDifference(parts)) {
            return null;
        }
        Expr largest = largest(parts);
        Expr rest = new Expr.Call(Function.LOG, shifted(parts, largest));
        Expr taken = new Expr.Operation(Operator.ADD, rewrite.apply(largest), rest);
        List<Part> others = new ArrayList<>(parts);
        others.remove(new Part(Terms.ONE, Algebra.number(0)));
        if (others.size() == parts.size()) {
            return taken;
        }
        Expr small = new Expr.Operation(Operator.LESS_OR_EQUAL, rewrite.apply(largest(others)), Algebra.number(0));
        return new Expr.Where(small, new Expr.Call(Function.LOG1P, shifted(others, Algebra.number(0))), taken);
    }

    /** A product in which such a sum is below the line; null if there is none. */
    @Nullable
    Expr ratio(Factors factors) {
        List<Expr> sums = new ArrayList<>();
        boolean[] below = {false};
        factors.forEachPower((base, exponent) -> {
            if (exponent instanceof Expr.Number power
                    && Factors.isSmallInteger(power.value())
                    && Math.abs(power.value()) <= LARGEST_POWER
                    && !parts(base).isEmpty()) {
                sums.add(base);
                below[0] |= power.value() < 0 && Addends.isSum(base) && !isDifference(parts(base));
            }
        });
        if (!below[0]) {
            return null;
        }
        Factors rest = factors.copy();
        Expr product = Terms.ONE;
        for (Expr sum : sums) {
            Expr.Number power = (Expr.Number) Objects.requireNonNull(factors.exponentOf(sum));
            Expr shift = largest(parts(sum));
            rest = rest.without(sum);
            rest.multiply(Algebra.call(Function.EXP, Algebra.multiply(power, shift)), 1);
            product = Algebra.multiply(product, Algebra.power(shifted(parts(sum), shift), power));
        }
        return Algebra.multiply(rewrite.apply(rest.expr()), product);
    }

    /** {@code r exp(a) - r exp(b)} has a form of its own. */
    private static boolean isDifference(List<Part> parts) {
        return parts.size() == 2
                && parts.get(0).factor().equals(Algebra.negate(parts.get(1).factor()));
    }
}
