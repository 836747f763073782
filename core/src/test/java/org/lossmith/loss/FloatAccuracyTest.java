package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.exact.AccurateEvaluation;
import org.lossmith.kernel.exact.Cancellation;

/** What many rows of floats are off, in ulps of a float, against 50 digits and more; next to a root, in ulps of its largest term. */
final class FloatAccuracyTest {
    /** Results below are as good as 0, and an ulp of this is the smallest unit; floats are subnormal from 1.2e-38 down. */
    private static final double NEGLIGIBLE = 1e-36;

    /** Where exp of a float gets large, overflows and underflows. */
    private static final float[] TAILS = {17, 60, 80, 87, 88.5f, 100, 103.5f};

    static Stream<Loss> losses() {
        return Stream.concat(Losses.all().stream(), AccuracyTest.otherParameters().stream());
    }

    private record Point(float score, float target) {}

    private static List<Point> points(Loss loss) {
        Set<Point> points = new LinkedHashSet<>();
        Set<Float> targets = new LinkedHashSet<>();
        for (Accuracy.Point point : AccuracyPoints.of(loss)) {
            float score = (float) point.score();
            float target = (float) point.target();
            targets.add(target);
            points.addAll(List.of(
                    new Point(score, target),
                    new Point(Math.nextUp(score), target),
                    new Point(Math.nextDown(score), target)));
        }
        for (float target : targets) {
            for (float tail : TAILS) {
                points.addAll(List.of(new Point(tail, target), new Point(-tail, target)));
            }
        }
        points.removeIf(point -> point.score != 0 && Math.abs(point.score) < NEGLIGIBLE);
        List<Point> all = List.copyOf(points);
        return IntStream.range(0, all.size())
                .filter(i -> i % 3 == 0)
                .mapToObj(all::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void manyRowsOfFloats_areWithinTheBounds(Loss loss) {
        List<Point> points = points(loss);
        int count = points.size();
        assertThat(count).isGreaterThan(70);
        float[] score = new float[count];
        float[] target = new float[count];
        for (int i = 0; i < count; i++) {
            score[i] = points.get(i).score;
            target[i] = points.get(i).target;
        }
        float[][] found = new float[3][count];
        loss.forRows(1_000_000).all(score, target, null, found[0], found[1], found[2], 0, count);
        List<Expr> forms = List.of(
                loss.formula().stableValue(),
                loss.formula().stableGradient(),
                loss.formula().stableHessian());
        List<String> wrong = new ArrayList<>();
        for (int output = 0; output < forms.size(); output++) {
            Cancellation cancellation = Cancellation.of(forms.get(output));
            for (int i = 0; i < count; i++) {
                double error = error(loss, forms.get(output), cancellation, points.get(i), found[output][i]);
                if (!(error <= loss.vectorErrorBound())) {
                    wrong.add("output " + output + " at " + points.get(i) + ": " + found[output][i] + ", off by "
                            + error);
                }
            }
        }
        assertThat(wrong).as(loss.spec()).isEmpty();
    }

    /**
     * Which side of a condition a row is on is decided by rounded numbers: the difference of score and target, and the parameters. So
     * their roundings count as right too.
     */
    private static double error(Loss loss, Expr form, Cancellation cancellation, Point point, float found) {
        Map<String, Double> values = AccuracyPoints.values(loss, point.score, point.target);
        Map<String, Double> rounded = new HashMap<>(values);
        rounded.replaceAll((name, value) -> (double) value.floatValue());
        rounded.put(Formula.SCORE.name(), (double) point.target + (point.score - point.target));
        double error = error(form, cancellation, values, found);
        return error <= loss.vectorErrorBound() ? error : Math.min(error, error(form, cancellation, rounded, found));
    }

    /** 0 where the exact result is no number, or no float. */
    private static double error(Expr form, Cancellation cancellation, Map<String, Double> values, float found) {
        BigDecimal exact;
        try {
            exact = AccurateEvaluation.exact(form, values);
        } catch (ArithmeticException undefined) {
            return 0;
        }
        double size = Math.abs(exact.doubleValue());
        if (cancellation.isOnEdge(values) || size > Float.MAX_VALUE) {
            return 0;
        }
        if (!Float.isFinite(found)) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = cancellation.largestTerm(values);
        double unit = cancellation.isNearRoot(values, exact, largest) ? largest : size;
        return new BigDecimal(found)
                        .subtract(exact, MathContext.DECIMAL64)
                        .abs()
                        .doubleValue()
                / Math.ulp((float) Math.max(unit, NEGLIGIBLE));
    }
}
