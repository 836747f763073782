package org.lossmith.kernel.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.Function;
import org.lossmith.formula.Operator;
import org.lossmith.formula.Reference;
import org.lossmith.kernel.Kernel;

/** Double-double arithmetic against decimal digits. */
final class DoubleDoubleTest {
    private static final MathContext WIDE = new MathContext(60);
    private static final double ARITHMETIC = 1e-30;
    private static final double FUNCTIONS = 1e-27;

    private final Random random = new Random(20261125);

    private DoubleDouble number(double size) {
        double high = random.nextGaussian() * size;
        return new DoubleDouble(high, Math.ulp(high) * (random.nextDouble() - 0.5));
    }

    private static BigDecimal decimal(DoubleDouble number) {
        return new BigDecimal(number.high()).add(new BigDecimal(number.low()));
    }

    private static double relativeError(DoubleDouble found, BigDecimal wanted) {
        if (wanted.signum() == 0) {
            return decimal(found).abs().doubleValue();
        }
        return decimal(found).subtract(wanted).divide(wanted, WIDE).abs().doubleValue();
    }

    @Test
    void arithmetic_hasThirtyDigits() {
        for (int i = 0; i < 2000; i++) {
            DoubleDouble a = number(Math.pow(10, random.nextInt(40) - 20));
            DoubleDouble b = number(Math.pow(10, random.nextInt(40) - 20));
            BigDecimal x = decimal(a);
            BigDecimal y = decimal(b);
            assertThat(relativeError(a.plus(b), x.add(y))).isLessThan(ARITHMETIC);
            assertThat(relativeError(a.minus(b), x.subtract(y))).isLessThan(ARITHMETIC);
            assertThat(relativeError(a.times(b), x.multiply(y))).isLessThan(ARITHMETIC);
            assertThat(relativeError(a.over(b), x.divide(y, WIDE))).isLessThan(ARITHMETIC);
            assertThat(relativeError(a.abs().sqrt(), x.abs().sqrt(WIDE))).isLessThan(ARITHMETIC);
        }
    }

    @Test
    void arithmetic_handsOnInfinitiesAndNaN() {
        DoubleDouble infinite = DoubleDouble.of(Double.POSITIVE_INFINITY);
        DoubleDouble one = DoubleDouble.ONE;
        assertThat(infinite.plus(one)).isEqualTo(infinite);
        assertThat(infinite.times(one)).isEqualTo(infinite);
        assertThat(one.over(infinite).high()).isZero();
        assertThat(one.over(DoubleDouble.ZERO)).isEqualTo(infinite);
        assertThat(infinite.minus(infinite).isNaN()).isTrue();
        assertThat(DoubleDoubleFunctions.exp(DoubleDouble.of(1000))).isEqualTo(infinite);
        assertThat(DoubleDoubleFunctions.exp(DoubleDouble.of(-1000)).high()).isZero();
        assertThat(DoubleDoubleFunctions.log(DoubleDouble.of(-1)).isNaN()).isTrue();
        assertThat(DoubleDoubleFunctions.log(DoubleDouble.ZERO).high()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private static UnaryOperator<DoubleDouble> implementation(Function function) {
        return switch (function) {
            case EXP -> DoubleDoubleFunctions::exp;
            case EXPM1 -> DoubleDoubleFunctions::expm1;
            case EXPM1MX -> DoubleDoubleFunctions::expm1mx;
            case LOG -> DoubleDoubleFunctions::log;
            case LOG1P -> DoubleDoubleFunctions::log1p;
            case LOG1PMX -> DoubleDoubleFunctions::log1pmx;
            case LOG1MEXP -> DoubleDoubleFunctions::log1mexp;
            case TANH -> DoubleDoubleFunctions::tanh;
            case SINH -> DoubleDoubleFunctions::sinh;
            case COSH -> DoubleDoubleFunctions::cosh;
            case SIGMOID -> DoubleDoubleFunctions::sigmoid;
            case SOFTPLUS -> DoubleDoubleFunctions::softplus;
            case LOGCOSH -> DoubleDoubleFunctions::logcosh;
            default -> x -> DoubleDoubleFunctions.decimal(function, x);
        };
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "EXP",
                "EXPM1",
                "EXPM1MX",
                "LOG",
                "LOG1P",
                "LOG1PMX",
                "LOG1MEXP",
                "TANH",
                "SINH",
                "COSH",
                "SIGMOID",
                "SOFTPLUS",
                "LOGCOSH",
                "ERF"
            })
    void function_hasTwentySevenDigits(Function function) {
        List<Function> positive = List.of(Function.LOG, Function.LOG1P, Function.LOG1PMX, Function.LOG1MEXP);
        Expr.Variable high = new Expr.Variable("high");
        Expr sum = new Expr.Operation(Operator.ADD, high, new Expr.Variable("low"));
        for (int i = 0; i < 40; i++) {
            DoubleDouble x = number(Math.pow(10, random.nextInt(10) - 7));
            if (positive.contains(function)) {
                x = x.abs();
            }
            Map<String, Double> values = Map.of("high", x.high(), "low", x.low());
            BigDecimal wanted = Reference.evaluate(new Expr.Call(function, sum), values, 50);
            if (Double.isInfinite(wanted.doubleValue()) || Math.abs(wanted.doubleValue()) < 1e-280) {
                continue;
            }
            assertThat(relativeError(implementation(function).apply(x), wanted))
                    .as(function + " of " + x)
                    .isLessThan(FUNCTIONS);
        }
    }

    @Test
    void power_hasTwentySevenDigits() {
        for (int i = 0; i < 300; i++) {
            DoubleDouble base = number(3).abs();
            DoubleDouble exponent = number(4);
            Expr power = new Expr.Operation(Operator.POWER, sum("a"), sum("b"));
            Map<String, Double> values =
                    Map.of("a", base.high(), "a2", base.low(), "b", exponent.high(), "b2", exponent.low());
            BigDecimal wanted = Reference.evaluate(power, values, 50);
            assertThat(relativeError(DoubleDoubleFunctions.power(base, exponent), wanted))
                    .isLessThan(FUNCTIONS);
        }
        DoubleDouble third = DoubleDoubleFunctions.power(DoubleDouble.of(-2), DoubleDouble.of(3));
        assertThat(third.high()).isEqualTo(-8);
    }

    private static Expr sum(String name) {
        return new Expr.Operation(Operator.ADD, new Expr.Variable(name), new Expr.Variable(name + "2"));
    }

    /** Value, gradient and Hessian are what 50 digits of the formula as typed give, rounded once; weights multiply. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1 - exp(-z))/z",
                "sinh(z) - z",
                "d*(exp(z - y) - 1 - (z - y) - (z - y)^2/2)",
                "where(z > y, log(1 + exp(z)), tanh(z)^3) + d*z^2"
            })
    void preciseKernel_isCorrectlyRounded(String text) {
        Formula formula = Formula.parse(text);
        boolean parameter = formula.parameters().contains("d");
        Kernel kernel = Kernel.of(formula, List.copyOf(formula.parameters())).inDoubleDouble();
        double[] parameters = parameter ? new double[] {0.3} : new double[0];
        int rows = 24;
        double[] score = new double[rows];
        double[] target = new double[rows];
        double[] weight = new double[rows];
        for (int i = 0; i < rows; i++) {
            score[i] = random.nextGaussian() * Math.pow(10, -random.nextInt(8));
            target[i] = score[i] / 2;
            weight[i] = i % 4;
        }
        double[][] found = new double[3][rows];
        kernel.all(score, target, weight, parameters, found[0], found[1], found[2], 0, rows);
        List<Expr> exact = List.of(formula.typed(), formula.gradient(), formula.hessian());
        for (int output = 0; output < 3; output++) {
            for (int i = 0; i < rows; i++) {
                Map<String, Double> values = Map.of("z", score[i], "y", target[i], "d", 0.3);
                double wanted = Reference.settled(exact.get(output), values).doubleValue();
                assertThat(found[output][i])
                        .as(exact.get(output) + " at " + values)
                        .isEqualTo(weight[i] == 0 ? 0 : wanted * weight[i]);
            }
        }
    }
}
