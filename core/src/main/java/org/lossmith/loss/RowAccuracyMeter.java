package org.lossmith.loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Interpreter;
import org.lossmith.formula.Reference;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.formula.Unrolling;

/** Measures the accuracy of a loss of several scores a row. */
final class RowAccuracyMeter {
    private static final int WIDTH = 3;
    /** Of the reference: stable forms lose few of them. */
    private static final int DIGITS = 60;
    /** Results and errors below do not count. */
    private static final double NEGLIGIBLE = 1e-290;

    private final RowLoss loss;
    private final RowFormula formula;
    private final Map<String, Integer> widths;
    private final List<Tally> before = List.of(new Tally(), new Tally(), new Tally());
    private final List<Tally> after = List.of(new Tally(), new Tally(), new Tally());

    RowAccuracyMeter(RowLoss loss) {
        this.loss = loss;
        this.formula = loss.specialisedFormula();
        Map<String, Integer> lengths = new HashMap<>();
        loss.formula().signature().dimensions().forEach(dimension -> lengths.put(dimension, WIDTH));
        this.widths = Map.copyOf(lengths);
    }

    /** The errors met so far. */
    private static final class Tally {
        private final List<Double> errors = new ArrayList<>();
        private double worst;
        private RowAccuracy.@Nullable Point worstPoint;

        void add(double error, RowAccuracy.Point point) {
            errors.add(error);
            if (error > worst) {
                worst = error;
                worstPoint = point;
            }
        }

        RowAccuracy.Errors summary() {
            errors.sort(null);
            double median = errors.isEmpty() ? 0 : errors.get(errors.size() / 2);
            return new RowAccuracy.Errors(worst, median, worstPoint);
        }
    }

    RowAccuracy measure() {
        List<RowAccuracy.Point> rows = new RowAccuracyRows(loss, widths).rows();
        rows.forEach(this::row);
        return new RowAccuracy(quantity(0), quantity(1), quantity(2), rows.size(), WIDTH);
    }

    private RowAccuracy.Quantity quantity(int number) {
        return new RowAccuracy.Quantity(
                before.get(number).summary(), after.get(number).summary());
    }

    private void row(RowAccuracy.Point point) {
        Map<String, Double> values =
                RowRefinement.values(loss, formula.signature(), widths, point.scores(), point.targets());
        int scores = point.scores().length;
        double[] value = new double[1];
        double[] gradient = new double[scores];
        double[] diagonal = new double[scores];
        loss.all(
                Columns.rowMajor(point.scores(), scores),
                Columns.rowMajor(point.targets(), point.targets().length),
                null,
                value,
                Columns.rowMajor(gradient, scores),
                Columns.rowMajor(diagonal, scores),
                0,
                1);
        Expr typed = Unrolling.number(formula.typed(), widths);
        compare(0, value[0], Unrolling.number(formula.stableValue(), widths), typed, values, point);
        int at = 0;
        for (Signature.Block block : formula.signature().scores()) {
            List<Expr> slopes = elements(formula.gradient(block), block);
            List<Expr> stableSlopes = elements(formula.stableGradient(block), block);
            List<Expr> curvatures = elements(formula.hessianDiagonal(block), block);
            List<Expr> stableCurvatures = elements(formula.stableHessianDiagonal(block), block);
            for (int i = 0; i < slopes.size(); i++, at++) {
                compare(1, gradient[at], stableSlopes.get(i), slopes.get(i), values, point);
                compare(2, diagonal[at], stableCurvatures.get(i), curvatures.get(i), values, point);
            }
        }
    }

    private List<Expr> elements(Expr expr, Signature.Block block) {
        return RowRefinement.elements(expr, block, widths);
    }

    private void compare(
            int quantity, double got, Expr stable, Expr plain, Map<String, Double> values, RowAccuracy.Point point) {
        double exact;
        try {
            exact = Reference.evaluate(stable, values, DIGITS).doubleValue();
        } catch (ArithmeticException undefined) {
            return;
        }
        after.get(quantity).add(ulps(got, exact), point);
        before.get(quantity).add(ulps(Interpreter.evaluate(plain, values), exact), point);
    }

    private static double ulps(double got, double exact) {
        double error = Math.abs(got - exact);
        if (Double.isNaN(error)) {
            return got == exact ? 0 : Double.POSITIVE_INFINITY;
        }
        boolean negligible = Math.abs(exact) < NEGLIGIBLE && Math.abs(got) < NEGLIGIBLE;
        return negligible || error == 0 ? 0 : error / Math.ulp(exact);
    }
}
