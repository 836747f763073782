package org.lossmith.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.lossmith.Columns;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.bench.Case.What;
import org.lossmith.formula.Signature;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;

/**
 * Planar arrays, several scores a row.
 *
 * @param copy the wall: reads every score and one target, writes as many gradients
 */
record PlanarRows(Columns score, Columns target, Columns gradient, Columns hessian, Halves.Part copy) {
    /** Rows of a block whose targets stay in the first-level cache. */
    private static final int BLOCK = 512;
    /** Classes, or the length of a vector. */
    private static final int CLASSES = 10;
    /** Components of a mixture: several blocks of scores with so many each. */
    private static final int COMPONENTS = 4;

    /** How many scores a row of the loss has here. */
    static int scores(RowLoss loss) {
        return loss.formula().signature().scoreColumns(widths(loss));
    }

    private static Map<String, Integer> widths(RowLoss loss) {
        Signature signature = loss.formula().signature();
        long vectors =
                signature.scores().stream().filter(Signature.Block::isVector).count();
        Map<String, Integer> widths = new LinkedHashMap<>();
        signature.dimensions().forEach(dimension -> widths.put(dimension, vectors > 1 ? COMPONENTS : CLASSES));
        return widths;
    }

    static PlanarRows of(Case timed) {
        double[][] score = scores(timed);
        double[][] target = targets(RowLosses.named(timed.loss()), timed.rows());
        int second = timed.what() == What.HESSIAN ? timed.rows() : 0;
        if (timed.type() == ElementType.DOUBLE) {
            double[][] gradient = arrays(timed.scores(), column -> new double[timed.rows()]);
            return new PlanarRows(
                    Columns.planar(score),
                    Columns.planar(target),
                    Columns.planar(gradient),
                    Columns.planar(arrays(timed.scores(), column -> new double[second])),
                    (from, to) -> copy(score, target[0], gradient, from, to));
        }
        float[][] floats = floats(score);
        float[][] floatTarget = floats(target);
        float[][] gradient = floats(new double[timed.scores()][timed.rows()]);
        return new PlanarRows(
                Columns.planar(floats),
                Columns.planar(floatTarget),
                Columns.planar(gradient),
                Columns.planar(floats(new double[timed.scores()][second])),
                (from, to) -> copy(floats, floatTarget[0], gradient, from, to));
    }

    private static double[][] scores(Case timed) {
        if (RowLosses.named(timed.loss()).link() == RowLink.CUTS) {
            return arrays(timed.scores(), column -> Inputs.cuts(timed.rows(), column));
        }
        return arrays(timed.scores(), column -> Inputs.scores(timed.rows(), column));
    }

    private static double[][] targets(RowLoss loss, int rows) {
        int columns = loss.formula().signature().targetColumns(widths(loss));
        return switch (loss.targetDomain()) {
            case CLASS -> new double[][] {Inputs.labels(rows, loss.classes(scores(loss)))};
            case UNIT_INTERVAL -> Inputs.probabilities(rows, columns);
            case REAL -> arrays(columns, column -> Inputs.scores(rows, 100 + column));
            case NON_NEGATIVE -> arrays(columns, column -> Inputs.labels(rows, 8));
            case TIME_AND_EVENT -> new double[][] {Inputs.times(rows), Inputs.labels(rows, 2)};
        };
    }

    private static double[][] arrays(int columns, java.util.function.IntFunction<double[]> array) {
        return IntStream.range(0, columns).mapToObj(array).toArray(double[][]::new);
    }

    private static float[][] floats(double[][] doubles) {
        float[][] floats = new float[doubles.length][];
        for (int column = 0; column < floats.length; column++) {
            floats[column] = Inputs.floats(doubles[column]);
        }
        return floats;
    }

    private static double copy(double[][] score, double[] target, double[][] gradient, int from, int to) {
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            for (int column = 0; column < score.length; column++) {
                double[] read = score[column];
                double[] written = gradient[column];
                for (int i = start; i < end; i++) {
                    written[i] = read[i] + target[i];
                }
            }
        }
        return gradient[0][from];
    }

    private static double copy(float[][] score, float[] target, float[][] gradient, int from, int to) {
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            for (int column = 0; column < score.length; column++) {
                float[] read = score[column];
                float[] written = gradient[column];
                for (int i = start; i < end; i++) {
                    written[i] = read[i] + target[i];
                }
            }
        }
        return gradient[0][from];
    }
}
