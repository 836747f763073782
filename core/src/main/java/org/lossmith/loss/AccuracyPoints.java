package org.lossmith.loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.Function;
import org.lossmith.formula.Interpreter;
import org.lossmith.formula.Operator;

/** The pairs of score and target at which accuracy is measured: always the same for a loss at its parameters. */
final class AccuracyPoints {
    /** Where exp gets large, overflows and underflows, and where 1 + exp(-x) becomes 1. */
    private static final double[] TAILS = {2.5, 20, 36.5, 40, 350, 600, 705, 740};

    private static final double[] OFFSETS = {1e-2, 1e-5, 1e-9, 1e-14};
    private static final int BISECTIONS = 80;

    private final Loss loss;
    private final Set<Accuracy.Point> points = new LinkedHashSet<>();

    private AccuracyPoints(Loss loss) {
        this.loss = loss;
    }

    static List<Accuracy.Point> of(Loss loss) {
        AccuracyPoints found = new AccuracyPoints(loss);
        double[] targets = targets(loss.targetDomain());
        List<Double> scores = scores();
        for (int i = 0; i < scores.size(); i++) {
            double score = scores.get(i);
            found.addBothSigns(score, targets[i % targets.length]);
            found.addBothSigns(score, targets[(i + 1) % targets.length]);
        }
        for (double target : targets) {
            found.points.add(new Accuracy.Point(0, target));
            found.addSwitches(target, scores);
        }
        return List.copyOf(found.points);
    }

    private void addBothSigns(double score, double target) {
        points.add(new Accuracy.Point(score, target));
        points.add(new Accuracy.Point(-score, target));
    }

    private static double[] targets(TargetDomain domain) {
        return switch (domain) {
            case REAL -> new double[] {0, 1, -6.3, 0.3};
            case UNIT_INTERVAL -> new double[] {0, 1, 0.3};
            case SIGN -> new double[] {-1, 1};
            case NON_NEGATIVE -> new double[] {0, 1, 3.7, 250};
            case POSITIVE -> new double[] {0.03, 1, 3.7, 250};
        };
    }

    private static List<Double> scores() {
        List<Double> scores = new ArrayList<>();
        for (int half = -16; half <= 16; half++) {
            scores.add(Math.pow(10, half / 2.0));
        }
        for (double tail : TAILS) {
            scores.add(tail);
        }
        scores.sort(null);
        return scores;
    }

    /** Points at and around the scores where a condition, a side of min, max and abs, or the sign of a result changes. */
    private void addSwitches(double target, List<Double> scores) {
        Set<Double> places = new LinkedHashSet<>();
        for (DoubleUnaryOperator function : switches(target)) {
            for (int i = scores.size() - 1; i >= 0; i--) {
                double nearer = i == 0 ? 0 : scores.get(i - 1);
                for (int sign = -1; sign <= 1; sign += 2) {
                    double place = change(function, sign * nearer, sign * scores.get(i));
                    if (!Double.isNaN(place)) {
                        places.add(place);
                    }
                }
            }
        }
        List<Double> kept = new ArrayList<>();
        for (double place : places) {
            if (kept.stream().noneMatch(other -> Math.abs(place - other) <= 1e-12 * Math.abs(place))) {
                kept.add(place);
                addAround(place, target);
            }
        }
    }

    private void addAround(double place, double target) {
        points.add(new Accuracy.Point(place, target));
        points.add(new Accuracy.Point(Math.nextUp(place), target));
        points.add(new Accuracy.Point(Math.nextDown(place), target));
        for (double offset : OFFSETS) {
            points.add(new Accuracy.Point(place + offset, target));
            points.add(new Accuracy.Point(place - offset, target));
        }
    }

    /** A score at which the sign differs from that at the left end, by bisection; NaN if it is the same at both ends. */
    private static double change(DoubleUnaryOperator function, double from, double to) {
        double start = Math.signum(function.applyAsDouble(from));
        double end = Math.signum(function.applyAsDouble(to));
        if (start == end || Double.isNaN(start) || Double.isNaN(end)) {
            return Double.NaN;
        }
        double low = from;
        double high = to;
        for (int i = 0; i < BISECTIONS && Math.abs(high - low) > Math.ulp(high); i++) {
            double middle = low + (high - low) / 2;
            if (Math.signum(function.applyAsDouble(middle)) == start) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private List<DoubleUnaryOperator> switches(double target) {
        List<DoubleUnaryOperator> found = new ArrayList<>();
        found.add(score -> loss.value(score, target));
        found.add(score -> loss.gradient(score, target));
        found.add(score -> loss.hessian(score, target));
        Set<Expr> differences = new LinkedHashSet<>();
        collect(loss.formula().typed(), differences, new HashSet<>());
        for (Expr difference : differences) {
            found.add(score -> Interpreter.evaluate(difference, values(loss, score, target)));
        }
        return found;
    }

    static Map<String, Double> values(Loss loss, double score, double target) {
        Map<String, Double> values = new HashMap<>(loss.parameters());
        values.put(Formula.SCORE.name(), score);
        values.put(Formula.TARGET.name(), target);
        return values;
    }

    private static void collect(Expr expr, Set<Expr> differences, Set<Expr> seen) {
        if (!seen.add(expr)) {
            return;
        }
        if (expr instanceof Expr.Operation operation
                && (operation.operator().isComparison()
                        || operation.operator() == Operator.MIN
                        || operation.operator() == Operator.MAX)) {
            differences.add(new Expr.Operation(Operator.SUBTRACT, operation.left(), operation.right()));
        }
        if (expr instanceof Expr.Call call && (call.function() == Function.ABS || call.function() == Function.SIGN)) {
            differences.add(call.argument());
        }
        expr.children().forEach(child -> collect(child, differences, seen));
    }
}
