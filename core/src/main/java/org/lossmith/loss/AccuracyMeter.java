package org.lossmith.loss;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.Interpreter;
import org.lossmith.formula.Reference;
import org.lossmith.kernel.Kernel;
import org.lossmith.kernel.exact.AccurateEvaluation;
import org.lossmith.kernel.exact.Cancellation;

/** Compares what is computed before and after stabilising with the exact results, at every sampled point. */
final class AccuracyMeter {
    /** Below, results are as good as 0; an ulp of this is the smallest unit. */
    private static final double NEGLIGIBLE = 1e-300;

    /** Relative: what two evaluations must agree to. */
    private static final BigDecimal AGREEMENT = new BigDecimal("1e-20");

    /** Scores up to this leave 1 + exp(-z) different from 1 in the digits that the formula as typed is given. */
    private static final double MODERATE = 40;

    private static final int FEW_DIGITS = 20;

    private final Loss loss;
    private final List<Accuracy.Point> points;

    AccuracyMeter(Loss loss) {
        this(loss, 1);
    }

    /** @param every of so many points one is tried */
    AccuracyMeter(Loss loss, int every) {
        this.loss = loss;
        List<Accuracy.Point> all = AccuracyPoints.of(loss);
        this.points = IntStream.range(0, all.size())
                .filter(i -> i % every == 0)
                .mapToObj(all::get)
                .toList();
    }

    Accuracy measure() {
        Results scalar = Results.of(loss, points);
        boolean vectors = Kernel.hasVectors() && !loss.isPrecise();
        Results vector = vectors ? Results.of(loss.forRows(Long.MAX_VALUE), points) : null;
        Formula formula = loss.formula();
        return new Accuracy(
                quantity(
                        formula.typed(), formula.stableValue(), scalar.value(), vector == null ? null : vector.value()),
                quantity(
                        formula.gradient(),
                        formula.stableGradient(),
                        scalar.gradient(),
                        vector == null ? null : vector.gradient()),
                quantity(
                        formula.hessian(),
                        formula.stableHessian(),
                        scalar.hessian(),
                        vector == null ? null : vector.hessian()),
                points.size(),
                loss.errorBound(),
                loss.vectorErrorBound());
    }

    /** What a kernel gives at all points. */
    private record Results(double[] value, double[] gradient, double[] hessian) {
        static Results of(Loss loss, List<Accuracy.Point> points) {
            int count = points.size();
            double[] scores = points.stream().mapToDouble(Accuracy.Point::score).toArray();
            double[] targets =
                    points.stream().mapToDouble(Accuracy.Point::target).toArray();
            Results results = new Results(new double[count], new double[count], new double[count]);
            loss.all(scores, targets, null, results.value, results.gradient, results.hessian, 0, count);
            return results;
        }
    }

    private Accuracy.Quantity quantity(Expr plain, Expr stable, double[] kernel, double @Nullable [] vector) {
        Cancellation cancellation = Cancellation.strict(stable);
        ErrorCollector before = new ErrorCollector();
        ErrorCollector after = new ErrorCollector();
        ErrorCollector byVectors = new ErrorCollector();
        int unknown = 0;
        for (int i = 0; i < points.size(); i++) {
            Accuracy.Point point = points.get(i);
            Map<String, Double> values = AccuracyPoints.values(loss, point.score(), point.target());
            boolean known = isDefined(values) && !cancellation.isOnEdge(values);
            Optional<BigDecimal> found = known ? exact(plain, stable, values) : Optional.empty();
            if (found.isEmpty()) {
                unknown++;
                continue;
            }
            BigDecimal exact = found.get();
            double largestTerm = cancellation.largestTerm(values);
            boolean nearRoot = cancellation.isNearRoot(values, exact, largestTerm) || isSoft(point);
            double unit = unit(nearRoot ? largestTerm : exact.doubleValue());
            before.add(point, error(Interpreter.evaluate(plain, values), exact, unit), nearRoot);
            after.add(point, error(kernel[i], exact, unit), nearRoot);
            if (vector != null) {
                byVectors.add(point, error(vector[i], exact, unit), nearRoot);
            }
        }
        return new Accuracy.Quantity(
                before.errors(), after.errors(), vector == null ? null : byVectors.errors(), unknown);
    }

    /** Where the value is undefined, such as log of a negative number, a derivative means nothing, though it may be a number. */
    private boolean isDefined(Map<String, Double> values) {
        try {
            Reference.evaluate(loss.formula().stableValue(), values, FEW_DIGITS);
            return true;
        } catch (ArithmeticException undefined) {
            return false;
        }
    }

    /** Whether the target lies between two labels, and errors there are in ulps of the largest term. */
    private boolean isSoft(Accuracy.Point point) {
        return loss.softLabelsByLargerSide() && point.target() > 0 && point.target() < 1;
    }

    private static double unit(double size) {
        return Math.ulp(Math.max(Math.abs(size), NEGLIGIBLE));
    }

    private static double error(double found, BigDecimal exact, double unit) {
        if (!Double.isFinite(found)) {
            return Double.POSITIVE_INFINITY;
        }
        if (Math.abs(found) < NEGLIGIBLE && Math.abs(exact.doubleValue()) < NEGLIGIBLE) {
            return 0;
        }
        BigDecimal difference = new BigDecimal(found).subtract(exact, MathContext.DECIMAL64);
        return difference
                .abs()
                .divide(new BigDecimal(unit), MathContext.DECIMAL64)
                .doubleValue();
    }

    /** Empty where the exact result is undefined, does not settle, or is beyond the range of doubles. */
    private Optional<BigDecimal> exact(Expr plain, Expr stable, Map<String, Double> values) {
        try {
            BigDecimal exact = AccurateEvaluation.exact(stable, values);
            if (Double.isInfinite(exact.doubleValue())) {
                return Optional.empty();
            }
            checkSame(plain, values, exact);
            return Optional.of(exact);
        } catch (ArithmeticException undefined) {
            return Optional.empty();
        }
    }

    /** Where the formula as typed keeps its digits, both must be the same function. */
    private static void checkSame(Expr plain, Map<String, Double> values, BigDecimal exact) {
        if (Math.abs(values.getOrDefault(Formula.SCORE.name(), 0.0)) > MODERATE) {
            return;
        }
        try {
            BigDecimal few = Reference.evaluate(plain, values, 2 * Reference.DIGITS);
            if (!differ(few, exact)) {
                return;
            }
            BigDecimal many = Reference.evaluate(plain, values, 4 * Reference.DIGITS);
            boolean counts = Math.abs(many.doubleValue()) > NEGLIGIBLE;
            if (counts && differ(many, exact) && !differ(few, many)) {
                throw new IllegalStateException(
                        "the stable form of " + plain + " gives " + exact + " instead of " + many + " at " + values);
            }
        } catch (ArithmeticException undefined) {
            // As typed it cannot be evaluated here, say log(0): there is nothing to compare.
        }
    }

    private static boolean differ(BigDecimal one, BigDecimal other) {
        return one.subtract(other, MathContext.DECIMAL128)
                        .abs()
                        .compareTo(other.abs().multiply(AGREEMENT))
                > 0;
    }

    /** Errors so far, away from roots and next to them. */
    private static final class ErrorCollector {
        private final List<Double> errors = new ArrayList<>();
        private double worst;
        private Accuracy.@Nullable Point worstPoint;
        private double nearRoot;
        private Accuracy.@Nullable Point nearRootPoint;

        void add(Accuracy.Point point, double error, boolean isNearRoot) {
            if (isNearRoot) {
                if (error > nearRoot) {
                    nearRoot = error;
                    nearRootPoint = point;
                }
                return;
            }
            errors.add(error);
            if (error > worst) {
                worst = error;
                worstPoint = point;
            }
        }

        Accuracy.Errors errors() {
            List<Double> sorted = errors.stream().sorted().toList();
            double median = sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
            return new Accuracy.Errors(worst, median, worstPoint, nearRoot, nearRootPoint);
        }
    }
}
