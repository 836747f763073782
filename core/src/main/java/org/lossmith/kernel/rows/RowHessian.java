package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lossmith.Columns;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;

/**
 * The exact Hessian of every row. For each pair of blocks it is a diagonal and a few outer products of vectors, which a
 * {@link RowPlan} computes like any other results; here they are put together. The second derivatives by the same place in two
 * blocks come as one expression, for as sums of outer products they may cancel.
 */
final class RowHessian {
    private final Signature signature;
    private final RowLoop loop;
    private final List<Pair> pairs;

    /** Two blocks of scores, by number, and how their part is made. */
    private record Pair(int first, int second, boolean samePlaces, int outerProducts) {}

    private RowHessian(Signature signature, RowLoop loop, List<Pair> pairs) {
        this.signature = signature;
        this.loop = loop;
        this.pairs = List.copyOf(pairs);
    }

    static RowHessian of(RowFormula formula, List<String> parameters) {
        Signature signature = formula.signature();
        List<RowPlan.Output> outputs = new ArrayList<>();
        outputs.add(new RowPlan.Output(formula.stableValue(), null));
        List<Pair> pairs = new ArrayList<>();
        int blocks = signature.scores().size();
        for (int first = 0; first < blocks; first++) {
            for (int second = first; second < blocks; second++) {
                pairs.add(pair(formula, first, second, outputs));
            }
        }
        RowPlan plan = RowPlanner.plan(signature, outputs, parameters);
        return new RowHessian(signature, new RowLoop(plan, signature, List.of(), false, false), pairs);
    }

    private static Pair pair(RowFormula formula, int first, int second, List<RowPlan.Output> outputs) {
        Signature.Block left = formula.signature().scores().get(first);
        Signature.Block right = formula.signature().scores().get(second);
        RowFormula.HessianBlock block = formula.stableHessianBlock(left, right);
        boolean samePlaces = Objects.equals(left.dimension(), right.dimension());
        if (samePlaces) {
            outputs.add(new RowPlan.Output(formula.stableSamePlace(left, right), left.dimension()));
        }
        block.coupled().forEach(product -> {
            outputs.add(new RowPlan.Output(product.left(), left.dimension()));
            outputs.add(new RowPlan.Output(product.right(), right.dimension()));
        });
        return new Pair(first, second, samePlaces, block.coupled().size());
    }

    /** One matrix for each row {@code from <= i < to}. */
    double[][][] run(RowInputs in, int from, int to) {
        Map<String, Integer> widths = in.widths();
        int columns = 0;
        for (Pair pair : pairs) {
            int left = width(pair.first(), widths);
            int right = width(pair.second(), widths);
            columns += (pair.samePlaces() ? left : 0) + pair.outerProducts() * (left + right);
        }
        double[][] parts = new double[columns][to - from];
        loop.run(in.unweighted(), null, List.of(Columns.planar(parts)), from, to, from);
        int scores = in.scores().columns();
        double[][][] hessians = new double[to - from][scores][scores];
        for (int row = 0; row < hessians.length; row++) {
            assemble(parts, row, widths, hessians[row]);
            weigh(hessians[row], in, from + row);
        }
        return hessians;
    }

    private int width(int block, Map<String, Integer> widths) {
        return signature.scores().get(block).columns(widths);
    }

    private int start(int block, Map<String, Integer> widths) {
        int start = 0;
        for (int earlier = 0; earlier < block; earlier++) {
            start += width(earlier, widths);
        }
        return start;
    }

    private void assemble(double[][] parts, int row, Map<String, Integer> widths, double[][] hessian) {
        int at = 0;
        for (Pair pair : pairs) {
            int rows = start(pair.first(), widths);
            int columns = start(pair.second(), widths);
            int height = width(pair.first(), widths);
            int width = width(pair.second(), widths);
            if (pair.samePlaces()) {
                for (int i = 0; i < height; i++) {
                    hessian[rows + i][columns + i] += parts[at++][row];
                }
            }
            for (int product = 0; product < pair.outerProducts(); product++) {
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        if (!pair.samePlaces() || i != j) {
                            hessian[rows + i][columns + j] += parts[at + i][row] * parts[at + height + j][row];
                        }
                    }
                }
                at += height + width;
            }
            mirror(hessian, rows, height, columns, width);
        }
    }

    private static void mirror(double[][] hessian, int rows, int height, int columns, int width) {
        if (rows == columns) {
            return;
        }
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                hessian[columns + j][rows + i] = hessian[rows + i][columns + j];
            }
        }
    }

    private static void weigh(double[][] hessian, RowInputs in, int row) {
        double[] weights = in.weights();
        if (weights == null) {
            return;
        }
        for (double[] line : hessian) {
            for (int i = 0; i < line.length; i++) {
                line[i] = weights[row] == 0 ? 0 : weights[row] * line[i];
            }
        }
    }
}
