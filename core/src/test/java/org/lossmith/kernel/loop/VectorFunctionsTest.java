package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Function;
import org.lossmith.formula.Reference;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;

/** Single functions in vector loops against 40 digits, over all doubles from the smallest to where they overflow. */
final class VectorFunctionsTest {
    private static final double ULPS = 3.5;

    @ParameterizedTest
    @ValueSource(strings = {"ERF", "ERFC", "LOGERFC", "ERFCX", "EXPM1MX", "LOG1PMX"})
    void functions_areGoodToThreeAndAHalfUlps(String name) {
        Function function = Function.valueOf(name);
        Expr call = new Expr.Call(function, new Expr.Variable("z"));
        double[] points =
                points().filter(x -> function != Function.LOG1PMX || x > -1).toArray();
        double[] found = vector(call, points);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < points.length; i++) {
            BigDecimal exact = Reference.evaluate(call, Map.of("z", points[i]), 40);
            double ulps = error(found[i], exact);
            if (!(ulps <= worst)) {
                worst = ulps;
                at = points[i];
            }
        }
        assertThat(worst).as("ulps at %s", at).isLessThan(ULPS);
    }

    @ParameterizedTest
    @CsvSource({
        "ERF, -1, 1, 0, -0.0",
        "ERFC, 2, 0, 1, 1",
        "LOGERFC, 0.6931471805599453, -Infinity, -0.0, 0",
        "ERFCX, Infinity, 0, 1, 1",
    })
    void limits(String name, double atMinusInfinity, double atInfinity, double atZero, double atMinusZero) {
        Expr call = new Expr.Call(Function.valueOf(name), new Expr.Variable("z"));
        double[] points = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.0, -0.0, Double.NaN};
        double[] found = vector(call, points);
        assertThat(found).containsExactly(atMinusInfinity, atInfinity, atZero, atMinusZero, Double.NaN);
        assertThat(1 / found[3]).isEqualTo(1 / atMinusZero);
    }

    private static double[] vector(Expr formula, double[] points) {
        Program program = ProgramBuilder.build(List.of(formula), List.of());
        Loop loop = LoopCompiler.vector(program, LoopForm.of(Outputs.VALUES, false, Element.DOUBLE));
        assertThat(loop.stages()).noneMatch(ScalarStage.class::isInstance);
        double[] found = new double[points.length];
        loop.run(points, new double[points.length], null, new double[0], 0, points.length, found);
        return found;
    }

    private static DoubleStream points() {
        DoubleStream near = IntStream.rangeClosed(-750, 750).mapToDouble(i -> i / 250.0 + i * 1e-9);
        DoubleStream far = IntStream.rangeClosed(-130, 150).mapToDouble(i -> i / 5.0 + 0.003);
        DoubleStream sizes = IntStream.rangeClosed(-1020, 5).mapToDouble(i -> 1.3 * Math.scalb(1.0, i));
        return DoubleStream.concat(DoubleStream.concat(near, far), sizes.flatMap(x -> DoubleStream.of(x, -x)));
    }

    private static double error(double found, BigDecimal exact) {
        double rounded = exact.doubleValue();
        if (Double.isInfinite(rounded)) {
            return found == rounded ? 0 : Double.POSITIVE_INFINITY;
        }
        return new BigDecimal(found).subtract(exact).abs().doubleValue() / Math.ulp(rounded);
    }
}
