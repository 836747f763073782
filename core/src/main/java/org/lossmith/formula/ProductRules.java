package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Products whose factors overflow, or are infinite times 0, where the product is neither. */
final class ProductRules {
    private ProductRules() {}

    /** Of a product in normal form; null if no rule applies. */
    static @Nullable Expr before(Factors factors, UnaryOperator<Expr> rewrite) {
        Expr found = timesLogarithm(factors, rewrite);
        return found != null ? found : inverseCosh(factors, rewrite);
    }

    /** x log(x ...) is 0 where x is 0; the variables beside x are kept as factors, so that NaN passes. */
    private static @Nullable Expr timesLogarithm(Factors factors, UnaryOperator<Expr> rewrite) {
        for (Expr.Call log : SumIdentities.calls(factors, Function.LOG)) {
            Factors argument = Factors.of(log.argument());
            List<Expr> bases = new ArrayList<>();
            factors.forEachPower((base, exponent) -> bases.add(base));
            for (Expr base : bases) {
                boolean shared = isPositive(factors.exponentOf(base)) && isPositive(argument.exponentOf(base));
                if (shared && factors.isSingle(log)) {
                    return guarded(factors, log, base, rewrite);
                }
            }
        }
        return null;
    }

    private static boolean isPositive(@Nullable Expr exponent) {
        return exponent instanceof Expr.Number number && number.value() > 0;
    }

    private static Expr guarded(Factors factors, Expr.Call log, Expr base, UnaryOperator<Expr> rewrite) {
        Expr zero = rewrite.apply(base);
        Expr inputs = zero;
        for (String name : factors.expr().variables()) {
            if (!base.variables().contains(name)) {
                inputs = Algebra.multiply(inputs, new Expr.Variable(name));
            }
        }
        Expr condition = new Expr.Operation(Operator.EQUAL, zero, Algebra.number(0));
        Expr value = Algebra.multiply(rewrite.apply(factors.without(log).expr()), rewrite.apply(log));
        return new Expr.Where(condition, inputs, value);
    }

    /** 1/cosh(x) = 2 exp(-|x|) sigmoid(2 |x|), which reaches as far down as doubles do. */
    private static @Nullable Expr inverseCosh(Factors factors, UnaryOperator<Expr> rewrite) {
        for (Expr.Call cosh : SumIdentities.calls(factors, Function.COSH)) {
            if (factors.exponentOf(cosh) instanceof Expr.Number power
                    && power.value() < 0
                    && Factors.isSmallInteger(power.value())) {
                Expr size = Algebra.call(Function.ABS, cosh.argument());
                Expr sigmoid = new Expr.Call(Function.SIGMOID, Algebra.multiply(Algebra.number(2), size));
                Expr inverse = Algebra.multiply(
                        Algebra.number(2),
                        Algebra.multiply(Algebra.call(Function.EXP, Algebra.negate(size)), sigmoid));
                Expr raised = Algebra.power(inverse, Algebra.number(-power.value()));
                return rewrite.apply(Algebra.multiply(factors.without(cosh).expr(), raised));
            }
        }
        return null;
    }

    /**
     * Of a product whose factors are stable: exp(x)/expm1(x) = -1/expm1(-x) and exp(x)/expm1(x)^2 = 1/(4 sinh(x/2)^2).
     */
    static Expr after(Expr product) {
        Factors factors = Factors.of(product);
        Expr exponential = factors.exponential();
        if (exponential == null) {
            return product;
        }
        for (Expr.Call expm1 : SumIdentities.calls(factors, Function.EXPM1)) {
            Expr x = expm1.argument();
            Expr rest = Algebra.subtract(exponential, x);
            boolean contains = Terms.of(rest).count() < Terms.of(exponential).count();
            if (contains && factors.exponentOf(expm1) instanceof Expr.Number power && power.value() < 0) {
                Factors changed = factors.withoutExponential();
                changed.multiply(Algebra.call(Function.EXP, rest), 1);
                if (power.value() <= -2) {
                    changed.multiplyPower(expm1, Algebra.number(2));
                    Expr sinh = Algebra.call(Function.SINH, Algebra.divide(x, Algebra.number(2)));
                    changed.multiply(sinh, -2).multiply(Algebra.number(4), -1);
                } else {
                    changed.multiplyPower(expm1, Terms.ONE);
                    Expr mirrored = new Expr.Call(Function.EXPM1, Algebra.negate(x));
                    changed.multiply(mirrored, -1).multiply(Algebra.number(-1), 1);
                }
                return after(changed.expr());
            }
        }
        return product;
    }
}
