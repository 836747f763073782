package org.lossmith.learn.fit.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.SparseMatrix;
import org.lossmith.learn.fit.workingset.SupportFactor;
import org.lossmith.learn.fit.workingset.WorkingSetTest;

/** Gram matrices that grow, and the factors of parts of them, against sums over the rows and the equations written out. */
class WeightedGramTest {
    private static final int ROWS = 70;
    private static final int COLUMNS = 60;
    private static final int ONES = COLUMNS;

    private final Workers workers = new Workers(1);

    /** Columns from nearly empty to full, so that lines are worked out by columns and by rows. */
    private static DenseMatrix matrix() {
        Random random = new Random(5);
        DenseMatrix x = new DenseMatrix(ROWS, COLUMNS);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                boolean entry = row % COLUMNS == column || random.nextInt(COLUMNS) < column;
                x.set(row, column, entry ? 1 + random.nextGaussian() : 0);
            }
        }
        return x;
    }

    private DesignColumns columns(Matrix x) {
        Rows all = Rows.all(ROWS);
        Standardisation scale = Standardisation.of(x, null, all, true, workers);
        return DesignColumns.of(new Design(x, Series.of(new double[ROWS]), null, all, scale, true));
    }

    private static double[] weights(long seed) {
        return new Random(seed).doubles(ROWS, 0, 2).toArray();
    }

    private static double[] column(DesignColumns columns, int j) {
        double[] result = new double[ROWS];
        columns.add(new int[] {j}, 1, new double[] {1}, result);
        return result;
    }

    private static double product(DesignColumns columns, int j, int k, double[] weight) {
        double[] left = column(columns, j);
        double[] right = column(columns, k);
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> weight[i] * left[i] * right[i])
                .sum();
    }

    private static void assertHolds(WeightedGram gram, DesignColumns columns, int[] set, double[] weight) {
        for (int j : set) {
            for (int k : set) {
                assertThat(gram.line(gram.position(j))[gram.position(k)])
                        .as("columns %d and %d", j, k)
                        .isCloseTo(product(columns, j, k, weight), within(1e-11));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lines_asColumnsComeInAndCurvaturesChange_areThoseSums(boolean sparse) {
        DesignColumns columns = columns(sparse ? WorkingSetTest.sparse(matrix()) : matrix());
        WeightedGram gram = new WeightedGram(columns, workers);
        int[] few = {3, 0, ONES, 7};
        int[] more = {3, 0, ONES, 7, 1, 2, 40};
        int[] all = IntStream.rangeClosed(0, ONES).toArray();
        gram.renew(weights(1), few, few.length);
        assertHolds(gram, columns, few, weights(1));
        gram.include(more, more.length);
        assertHolds(gram, columns, more, weights(1));
        gram.include(new int[] {58}, 1);
        gram.include(all, all.length);
        assertHolds(gram, columns, all, weights(1));
        gram.renew(weights(2), new int[] {59, 2}, 2);
        gram.include(few, few.length);
        assertHolds(gram, columns, new int[] {59, 2, 3, 0, ONES, 7}, weights(2));
    }

    /** Until they are accepted the lines that are being prepared are not there, and those that are there stay as they are. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void linesPrepared_areHeldOnceAccepted(boolean sparse) {
        DesignColumns columns = columns(sparse ? WorkingSetTest.sparse(matrix()) : matrix());
        WeightedGram gram = new WeightedGram(columns, workers);
        int[] few = {3, 0, ONES, 7};
        int[] all = IntStream.rangeClosed(0, ONES).toArray();
        gram.renew(weights(1), few, few.length);
        Runnable lines = gram.prepare(all, all.length);
        assertThat(gram.missing(all, all.length)).isEqualTo(all.length - few.length);
        gram.include(few, few.length);
        assertHolds(gram, columns, few, weights(1));
        lines.run();
        assertThat(gram.size()).isEqualTo(few.length);
        assertHolds(gram, columns, few, weights(1));
        gram.accept();
        assertThat(gram.missing(all, all.length)).isZero();
        assertHolds(gram, columns, all, weights(1));
        for (int j : all) {
            assertThat(gram.diagonal(gram.position(j))).isEqualTo(gram.line(gram.position(j))[gram.position(j)]);
        }
        gram.prepare(few, few.length).run();
        gram.accept();
        assertHolds(gram, columns, all, weights(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 9, 17, 40})
    void factor_ofColumnsThatComeAndGo_solvesTheirEquations(int count) {
        DesignColumns columns = columns(matrix());
        WeightedGram gram = new WeightedGram(columns, workers);
        int[] all = IntStream.range(0, COLUMNS).toArray();
        gram.renew(weights(3), all, all.length);
        SupportFactor factor = new SupportFactor(gram, columns.count());
        double[] ridge = new double[COLUMNS];
        Arrays.fill(ridge, 0.125);
        int[] first = IntStream.range(0, count).toArray();
        int[] others = IntStream.range(0, count + 9).filter(j -> j % 5 != 1).toArray();
        int[] last = IntStream.range(2, count + 9).filter(j -> j % 7 != 3).toArray();
        double[] right = new Random(7).doubles(COLUMNS, -1, 1).toArray();
        for (int[] wanted : new int[][] {first, others, last, first, others}) {
            assertThat(factor.match(wanted, ridge, wanted.length, j -> right[j]))
                    .isEqualTo(-1);
            assertSolves(factor, columns, wanted, right);
        }
        factor.scale(-3);
        int[] less = Arrays.copyOf(others, others.length - 1);
        assertThat(factor.match(less, ridge, less.length, j -> -3 * right[j])).isEqualTo(-1);
        assertSolves(
                factor, columns, less, Arrays.stream(right).map(r -> -3 * r).toArray());
        double[] other = new Random(8).doubles(COLUMNS, -1, 1).toArray();
        factor.renew();
        assertThat(factor.match(last, ridge, last.length, j -> other[j])).isEqualTo(-1);
        assertSolves(factor, columns, last, other);
    }

    private static void assertSolves(SupportFactor factor, DesignColumns columns, int[] wanted, double[] right) {
        int size = factor.size();
        int[] order = IntStream.range(0, size).map(factor::column).toArray();
        assertThat(order).containsExactlyInAnyOrder(wanted);
        double[] found = factor.solution();
        for (int a = 0; a < size; a++) {
            double sum = 0.125 * found[a];
            for (int b = 0; b < size; b++) {
                sum += product(columns, order[a], order[b], weights(3)) * found[b];
            }
            assertThat(sum).as("equation %d", a).isCloseTo(right[order[a]], within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 6})
    void factor_ofAColumnThatRepeatsAnother_namesIt(int repeated) {
        DenseMatrix x = matrix();
        for (int row = 0; row < ROWS; row++) {
            x.set(row, 9, -2 * x.get(row, repeated));
        }
        DesignColumns columns = columns(x);
        WeightedGram gram = new WeightedGram(columns, workers);
        int[] wanted = {0, 1, 2, 3, 4, 5, 6, 9, 7};
        gram.renew(weights(4), wanted, wanted.length);
        SupportFactor factor = new SupportFactor(gram, columns.count());
        assertThat(factor.match(wanted, new double[9], 9, j -> 1)).isEqualTo(9);
        assertThat(factor.size()).isEqualTo(7);
        double[] shares = factor.shares(9);
        for (int place = 0; place < 7; place++) {
            assertThat(shares[place]).isCloseTo(factor.column(place) == repeated ? -1 : 0, within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void moments_ofSparseRowsSomeRepeated_areThoseOfTheRowsWrittenOut(int threads) {
        DenseMatrix x = matrix();
        x.set(4, 2, Double.NaN);
        int[] rows = IntStream.range(0, 2 * ROWS)
                .map(i -> i % ROWS)
                .filter(i -> i != 4)
                .toArray();
        SparseMatrix sparse = WorkingSetTest.sparse(x);
        double[] weight = weights(6);
        SparseMoments found;
        try (Workers own = new Workers(threads)) {
            found = SparseMoments.of(sparse, Series.of(weight), Rows.of(rows), own);
        }
        double sum = Arrays.stream(rows).mapToDouble(i -> weight[i]).sum();
        assertThat(found.sum()).isCloseTo(sum, within(1e-12));
        for (int j = 0; j < COLUMNS; j++) {
            int column = j;
            double mean = Arrays.stream(rows)
                            .mapToDouble(i -> weight[i] * x.get(i, column))
                            .sum()
                    / sum;
            double square = Arrays.stream(rows)
                    .mapToDouble(i -> weight[i] * Math.pow(x.get(i, column) - mean, 2))
                    .sum();
            assertThat(found.mean()[j]).isCloseTo(mean, within(1e-13));
            assertThat(found.square()[j]).isCloseTo(square, within(1e-11));
        }
    }
}
