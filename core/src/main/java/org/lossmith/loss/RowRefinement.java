package org.lossmith.loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lossmith.Columns;
import org.lossmith.formula.Expr;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.formula.Unrolling;
import org.lossmith.kernel.exact.AccurateEvaluation;

/** Evaluates one row with as many digits as it takes: the stable formula, written out for the length of the row's vectors. */
final class RowRefinement {
    /** Longer rows are left as kernels compute them. */
    private static final int LONGEST = 256;

    private RowRefinement() {}

    static RowEvaluation evaluate(RowLoss loss, double[] score, double[] target) {
        double[][] scores = columns(score);
        double[][] targets = columns(target);
        double[] value = new double[1];
        double[][] gradient = new double[score.length][1];
        double[][] diagonal = new double[score.length][1];
        loss.all(
                Columns.planar(scores),
                Columns.planar(targets),
                null,
                value,
                Columns.planar(gradient),
                Columns.planar(diagonal),
                0,
                1);
        RowEvaluation rough = new RowEvaluation(value[0], flat(gradient), flat(diagonal));
        return Double.isFinite(value[0]) && isFinite(score) && isFinite(target) && isShort(loss, score)
                ? refined(loss, score, target, rough)
                : rough;
    }

    private static boolean isShort(RowLoss loss, double[] score) {
        boolean sparsemax = loss.formula().text().contains("sparsemax");
        return score.length <= (sparsemax ? Unrolling.LONGEST_SPARSEMAX : LONGEST);
    }

    private static RowEvaluation refined(RowLoss loss, double[] score, double[] target, RowEvaluation rough) {
        RowFormula formula = loss.specialisedFormula();
        Signature signature = formula.signature();
        Map<String, Integer> widths = signature.widths(score.length, target.length);
        Map<String, Double> values = values(loss, signature, widths, score, target);
        double value =
                AccurateEvaluation.refine(rough.value(), Unrolling.number(formula.stableValue(), widths), values);
        double[] gradient = rough.gradient().clone();
        double[] diagonal = rough.hessianDiagonal().clone();
        int at = 0;
        for (Signature.Block block : signature.scores()) {
            List<Expr> slopes = elements(formula.stableGradient(block), block, widths);
            List<Expr> curvatures = elements(formula.stableHessianDiagonal(block), block, widths);
            for (int i = 0; i < slopes.size(); i++, at++) {
                gradient[at] = AccurateEvaluation.refine(gradient[at], slopes.get(i), values);
                diagonal[at] = AccurateEvaluation.refine(diagonal[at], curvatures.get(i), values);
            }
        }
        return new RowEvaluation(value, gradient, diagonal);
    }

    static List<Expr> elements(Expr expr, Signature.Block block, Map<String, Integer> widths) {
        String dimension = block.dimension();
        return dimension == null
                ? List.of(Unrolling.number(expr, widths))
                : Unrolling.elements(expr, dimension, widths);
    }

    /** Every variable of the loss written out, with its number in one row. */
    static Map<String, Double> values(
            RowLoss loss, Signature signature, Map<String, Integer> widths, double[] score, double[] target) {
        Map<String, Double> values = new HashMap<>(loss.parameters());
        put(values, signature.scores(), widths, score);
        put(values, signature.targets(), widths, target);
        double[][] vectors = loss.vectorValues(widths);
        for (int i = 0; i < vectors.length; i++) {
            put(values, signature.parameters().subList(i, i + 1), widths, vectors[i]);
        }
        return values;
    }

    private static void put(
            Map<String, Double> values, List<Signature.Block> blocks, Map<String, Integer> widths, double[] numbers) {
        List<String> names = new ArrayList<>();
        for (Signature.Block block : blocks) {
            String dimension = block.dimension();
            if (dimension == null) {
                names.add(block.name());
            } else {
                for (int i = 0; i < widths.getOrDefault(dimension, 0); i++) {
                    names.add(Unrolling.element(block.name(), i));
                }
            }
        }
        for (int i = 0; i < numbers.length; i++) {
            values.put(names.get(i), numbers[i]);
        }
    }

    private static double[][] columns(double[] row) {
        double[][] columns = new double[row.length][];
        for (int i = 0; i < row.length; i++) {
            columns[i] = new double[] {row[i]};
        }
        return columns;
    }

    private static double[] flat(double[][] columns) {
        double[] row = new double[columns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = columns[i][0];
        }
        return row;
    }

    private static boolean isFinite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}
