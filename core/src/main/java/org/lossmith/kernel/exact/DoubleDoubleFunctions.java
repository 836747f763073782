package org.lossmith.kernel.exact;

import java.math.BigDecimal;
import java.util.Map;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Function;
import org.lossmith.formula.Operator;
import org.lossmith.formula.Reference;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.ScalarOperations;

/**
 * The functions of formulas to about 29 digits. Series are taken over ranges in which their last term is below 1e-33 of the sum;
 * the error function and the gamma functions are evaluated with decimal digits.
 */
final class DoubleDoubleFunctions {
    static final DoubleDouble LOG_OF_TWO = new DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);

    private static final double LARGEST_EXPONENT = 709.79;
    private static final double SMALLEST_EXPONENT = -746;
    /** The argument of an exponential is halved so often before its series. */
    private static final int HALVINGS = 9;

    private static final int DIGITS = 34;
    private static final Expr.Variable ARGUMENT = new Expr.Variable("x");
    private static final Expr.Variable REST = new Expr.Variable("rest");

    private DoubleDoubleFunctions() {}

    static DoubleDouble exp(DoubleDouble x) {
        if (x.high() > LARGEST_EXPONENT) {
            return DoubleDouble.of(Double.POSITIVE_INFINITY);
        }
        if (x.high() < SMALLEST_EXPONENT) {
            return DoubleDouble.ZERO;
        }
        if (x.isNaN()) {
            return x;
        }
        int power = (int) Math.rint(x.high() / LOG_OF_TWO.high());
        return reduced(x.minus(LOG_OF_TWO.times(power))).plus(1).scaled(power);
    }

    /** exp(r) - 1 for |r| below 0.36: a series for r / 512, then squared: (1 + t)^2 - 1 = t (2 + t). */
    private static DoubleDouble reduced(DoubleDouble r) {
        DoubleDouble small = r.scaled(-HALVINGS);
        DoubleDouble sum = DoubleDouble.ONE;
        for (int n = 10; n >= 2; n--) {
            sum = sum.times(small).over(n).plus(1);
        }
        DoubleDouble t = small.times(sum);
        for (int i = 0; i < HALVINGS; i++) {
            t = t.times(t.plus(2));
        }
        return t;
    }

    static DoubleDouble expm1(DoubleDouble x) {
        return Math.abs(x.high()) < 0.35 ? reduced(x) : exp(x).plus(-1);
    }

    static DoubleDouble log(DoubleDouble x) {
        if (!(x.high() > 0) || Double.isInfinite(x.high())) {
            return DoubleDouble.of(Math.log(x.high()));
        }
        if (Math.abs(x.high() - 1) < 0.1) {
            return log1p(x.plus(-1));
        }
        int exponent = Math.getExponent(x.high());
        DoubleDouble mantissa = x.scaled(-exponent);
        double first = Math.log(mantissa.high());
        DoubleDouble rest = mantissa.times(exp(DoubleDouble.of(-first))).plus(-1);
        DoubleDouble correction = rest.minus(rest.times(rest).times(0.5));
        return LOG_OF_TWO.times(exponent).plus(first).plus(correction);
    }

    static DoubleDouble log1p(DoubleDouble u) {
        if (!(Math.abs(u.high()) < 0.11)) {
            return log(u.plus(1));
        }
        DoubleDouble s = u.over(u.plus(2));
        return s.times(2).plus(atanhRest(s));
    }

    /** 2 atanh(s) - 2 s for |s| below 0.06. */
    private static DoubleDouble atanhRest(DoubleDouble s) {
        DoubleDouble square = s.times(s);
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int n = 29; n >= 3; n -= 2) {
            sum = sum.times(square).plus(DoubleDouble.ONE.over(n));
        }
        return sum.times(square).times(s).times(2);
    }

    /** exp(x) - 1 - x. */
    static DoubleDouble expm1mx(DoubleDouble x) {
        if (!(Math.abs(x.high()) < 0.5)) {
            return exp(x).plus(-1).minus(x);
        }
        DoubleDouble sum = DoubleDouble.ONE;
        for (int n = 24; n >= 3; n--) {
            sum = sum.times(x).over(n).plus(1);
        }
        return x.times(x).times(0.5).times(sum);
    }

    /** log(1 + u) - u. */
    static DoubleDouble log1pmx(DoubleDouble u) {
        if (!(Math.abs(u.high()) < 0.11)) {
            return log1p(u).minus(u);
        }
        DoubleDouble s = u.over(u.plus(2));
        return atanhRest(s).minus(s.times(u));
    }

    static DoubleDouble power(DoubleDouble base, DoubleDouble exponent) {
        double y = exponent.high();
        boolean whole = exponent.low() == 0 && y == Math.rint(y);
        if (whole && Math.abs(y) <= 64) {
            DoubleDouble power = wholePower(base, (int) Math.abs(y));
            return y < 0 ? DoubleDouble.ONE.over(power) : power;
        }
        if (!(base.high() > 0) || !Double.isFinite(base.high()) || !Double.isFinite(y)) {
            return DoubleDouble.of(Math.pow(base.high(), y));
        }
        return exp(exponent.times(log(base)));
    }

    private static DoubleDouble wholePower(DoubleDouble base, int exponent) {
        if (exponent == 0) {
            return DoubleDouble.ONE;
        }
        DoubleDouble half = wholePower(base, exponent / 2);
        DoubleDouble square = half.times(half);
        return exponent % 2 == 0 ? square : square.times(base);
    }

    static DoubleDouble sigmoid(DoubleDouble x) {
        DoubleDouble e = exp(x.abs().negate());
        return (x.high() < 0 ? e : DoubleDouble.ONE).over(e.plus(1));
    }

    static DoubleDouble softplus(DoubleDouble x) {
        DoubleDouble tail = log1p(exp(x.abs().negate()));
        return x.high() > 0 ? x.plus(tail) : tail;
    }

    /** Below 1 as log1p(2 sinh(x/2)^2). */
    static DoubleDouble logcosh(DoubleDouble x) {
        DoubleDouble size = x.abs();
        if (size.high() < 1) {
            DoubleDouble half = sinh(size.times(0.5));
            return log1p(half.times(half).times(2));
        }
        return size.plus(log1p(exp(size.times(-2)))).minus(LOG_OF_TWO);
    }

    static DoubleDouble log1mexp(DoubleDouble x) {
        return x.high() < 0.7
                ? log(expm1(x.negate()).negate())
                : log1p(exp(x.negate()).negate());
    }

    static DoubleDouble tanh(DoubleDouble x) {
        DoubleDouble t = expm1(x.abs().times(-2));
        DoubleDouble size = t.negate().over(t.plus(2));
        return x.high() < 0 ? size.negate() : size;
    }

    static DoubleDouble sinh(DoubleDouble x) {
        if (Math.abs(x.high()) < 0.35) {
            DoubleDouble t = expm1(x);
            return t.plus(t.over(t.plus(1))).times(0.5);
        }
        return halves(x).minus(halves(x.negate()));
    }

    static DoubleDouble cosh(DoubleDouble x) {
        return halves(x).plus(halves(x.negate()));
    }

    /** exp(x)/2, which may be finite where exp(x) is not. */
    private static DoubleDouble halves(DoubleDouble x) {
        return exp(x.minus(LOG_OF_TWO));
    }

    /** factor exp(x), also where exp(x) alone is beyond doubles; 0 where the factor is 0. */
    static DoubleDouble timesExp(DoubleDouble factor, DoubleDouble x) {
        if (factor.isZero() && x.high() < Double.POSITIVE_INFINITY) {
            return factor;
        }
        if (Math.abs(x.high()) < 700) {
            return factor.times(exp(x));
        }
        DoubleDouble half = exp(x.times(0.5));
        return factor.times(half).times(half);
    }

    /** A function without a series here: NaN where it is undefined. */
    static DoubleDouble decimal(Function function, DoubleDouble x) {
        if (!Double.isFinite(x.high())) {
            return DoubleDouble.of(ScalarOperations.function(Operation.valueOf(function.name()), x.high(), 0));
        }
        try {
            Expr sum = new Expr.Operation(Operator.ADD, ARGUMENT, REST);
            Map<String, Double> values = Map.of(ARGUMENT.name(), x.high(), REST.name(), x.low());
            BigDecimal result = Reference.evaluate(new Expr.Call(function, sum), values, DIGITS);
            double high = result.doubleValue();
            return Double.isInfinite(high)
                    ? DoubleDouble.of(high)
                    : new DoubleDouble(
                            high, result.subtract(new BigDecimal(high)).doubleValue());
        } catch (ArithmeticException undefined) {
            return DoubleDouble.of(Double.NaN);
        }
    }
}
