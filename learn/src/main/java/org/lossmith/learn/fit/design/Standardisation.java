package org.lossmith.learn.fit.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.SparseMatrix;

/**
 * How columns are brought to a common scale inside the solvers: {@code (value - centre) * factor}. With an intercept
 * the centre is the weighted mean and the factor 1 / standard deviation; without one the centre is 0 and the factor 1 /
 * root mean square. Sparse columns are not centred, because that would make every entry count; with an intercept the
 * optimum is the same.
 *
 * @param active the matrix columns that vary, in order
 * @param centre of each active column
 * @param factor of each active column
 * @param weightSum of the rows
 */
public record Standardisation(int[] active, double[] centre, double[] factor, double weightSum) {
    /** A spread below this share of the mean is rounding, not variation. */
    private static final double CONSTANT = 1e-13;

    public static Standardisation of(Matrix x, @Nullable Series weight, Rows rows, boolean intercept, Workers workers) {
        if (x instanceof SparseMatrix sparse) {
            SparseMoments found = SparseMoments.of(sparse, weight, rows, workers);
            require(x, rows, found.mean(), found.square(), found.sum());
            Standardisation centred = choose(found.mean(), found.square(), found.sum(), intercept);
            return new Standardisation(
                    centred.active, new double[centred.active.length], centred.factor, centred.weightSum);
        }
        Moments found = moments((BlockMatrix) x, weight, rows, workers);
        require(x, rows, found.mean, found.square, found.sum);
        return choose(found.mean, found.square, found.sum, intercept);
    }

    private record Moments(double[] mean, double[] square, double sum) {}

    private static Moments moments(BlockMatrix x, @Nullable Series weight, Rows rows, Workers workers) {
        int columns = x.columns();
        int chunk = Math.max(2048, (rows.size() + 63) / 64);
        int chunks = (rows.size() + chunk - 1) / chunk;
        double[][] mean = new double[chunks][columns];
        double[][] square = new double[chunks][columns];
        double[] sum = new double[chunks];
        workers.run(chunks, (task, worker) -> {
            int from = task * chunk;
            int to = Math.min(rows.size(), from + chunk);
            sum[task] = moments(x, weight, rows, from, to, mean[task], square[task]);
        });
        for (int task = 1; task < chunks; task++) {
            sum[0] = combine(sum[0], mean[0], square[0], sum[task], mean[task], square[task]);
        }
        return new Moments(mean[0], square[0], sum[0]);
    }

    private static void require(Matrix x, Rows rows, double[] mean, double[] square, double sum) {
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new InputException("no row has a weight above 0: there is nothing to fit; look at the weight column");
        }
        for (int column = 0; column < mean.length; column++) {
            if (!Double.isFinite(mean[column]) || !Double.isFinite(square[column])) {
                throw notFinite(x, rows, column);
            }
        }
    }

    /** What is right on a few of the rows, for all columns: one that does not vary there keeps its unit. */
    public static Standardisation near(BlockMatrix x, @Nullable Series weight, Rows few, Workers workers) {
        Moments found = moments(x, weight, few, workers);
        double[] factor = new double[x.columns()];
        for (int column = 0; column < factor.length; column++) {
            double unit = 1 / Math.sqrt(found.square[column] / found.sum);
            factor[column] = unit > 0 && unit < Double.POSITIVE_INFINITY ? unit : 1;
        }
        return new Standardisation(IntStream.range(0, factor.length).toArray(), found.mean, factor, found.sum);
    }

    /**
     * Leaves out the columns that do not vary.
     *
     * @param square the weighted sum of squared deviations from the mean of each column
     * @param sum of the weights
     */
    public static Standardisation choose(double[] mean, double[] square, double sum, boolean intercept) {
        List<Integer> varying = new ArrayList<>();
        double[] factors = new double[mean.length];
        for (int column = 0; column < mean.length; column++) {
            double deviation = Math.sqrt(square[column] / sum);
            double size = Math.hypot(mean[column], deviation);
            double scale = intercept ? deviation : size;
            if (scale > CONSTANT * size && Double.isFinite(1 / scale)) {
                factors[varying.size()] = 1 / scale;
                varying.add(column);
            }
        }
        int[] active = varying.stream().mapToInt(Integer::intValue).toArray();
        double[] centre = new double[active.length];
        for (int j = 0; j < active.length; j++) {
            centre[j] = intercept ? mean[active[j]] : 0;
        }
        return new Standardisation(active, centre, Arrays.copyOf(factors, active.length), sum);
    }

    /** The same without some of the matrix's columns. */
    public Standardisation without(IntPredicate excluded) {
        int[] kept = IntStream.range(0, active.length)
                .filter(j -> !excluded.test(active[j]))
                .toArray();
        return new Standardisation(
                Arrays.stream(kept).map(j -> active[j]).toArray(),
                Arrays.stream(kept).mapToDouble(j -> centre[j]).toArray(),
                Arrays.stream(kept).mapToDouble(j -> factor[j]).toArray(),
                weightSum);
    }

    /** The same coordinates for other rows. */
    public Standardisation withWeightSum(double sum) {
        return new Standardisation(active, centre, factor, sum);
    }

    /** Weighted mean and sum of squared deviations of some rows; returns the sum of weights. */
    private static double moments(
            BlockMatrix x, @Nullable Series weight, Rows rows, int from, int to, double[] mean, double[] square) {
        RowReader reader = new RowReader(x, rows);
        PieceMoments piece =
                new PieceMoments(reader.atOnce(), mean.length, TileArithmetic.of(rows.size(), mean.length));
        double sum = 0;
        for (int first = from; first < to; first += reader.atOnce()) {
            int count = Math.min(reader.atOnce(), to - first);
            for (int i = 0; i < count; i++) {
                piece.weight[i] = weight == null ? 1 : weight.get(rows.row(first + i));
            }
            double some = piece.measure(reader.read(first, count), count);
            sum = combine(sum, mean, square, some, piece.mean, piece.square);
        }
        return sum;
    }

    /** Adds the second group's moments to the first's (Chan, Golub and LeVeque 1983); returns the joint weight. */
    private static double combine(
            double sum, double[] mean, double[] square, double otherSum, double[] otherMean, double[] otherSquare) {
        double joint = sum + otherSum;
        if (!(otherSum > 0)) {
            return sum;
        }
        double share = otherSum / joint;
        double harmonic = sum * share;
        for (int column = 0; column < mean.length; column++) {
            double difference = otherMean[column] - mean[column];
            mean[column] += difference * share;
            square[column] += otherSquare[column] + difference * difference * harmonic;
        }
        return joint;
    }

    /** Called when a column's moments are not finite: says why. */
    private static InputException notFinite(Matrix x, Rows rows, int column) {
        for (int position = 0; position < rows.size(); position++) {
            double value = x.get(rows.row(position), column);
            if (!Double.isFinite(value)) {
                return new InputException("row " + (rows.row(position) + 1) + ", input column " + (column + 1) + ": "
                        + value + " is not a finite number: correct or drop the row");
            }
        }
        return new InputException("input column " + (column + 1)
                + " has values too large to square (beyond 1e150): divide the column by a power of ten");
    }
}
