package org.lossmith.learn.fit.workingset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.WeightedGram;
import org.lossmith.learn.fit.design.Workers;

/** Both models against half of the weighted squares, added up row by row. */
class QuadraticModelTest {
    private static final int ROWS = 30;
    private static final int SIZE = 7;

    private final Workers workers = new Workers(1);
    private final Random random = new Random(8);
    private final DesignColumns columns = columns();
    private final int[] set = IntStream.range(0, SIZE).toArray();
    private final double[] begin = random.doubles(SIZE, -1, 1).toArray();
    private final double[] weight = random.doubles(ROWS, 0, 1).toArray();
    private final double[] floor = new double[SIZE];

    private DesignColumns columns() {
        DenseMatrix x = new DenseMatrix(ROWS, SIZE);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < SIZE; column++) {
                x.set(row, column, random.nextGaussian());
            }
        }
        Rows all = Rows.all(ROWS);
        Standardisation scale = Standardisation.of(WorkingSetTest.sparse(x), null, all, true, workers);
        return DesignColumns.of(
                new Design(WorkingSetTest.sparse(x), Series.of(new double[ROWS]), null, all, scale, true));
    }

    /** The weighted sum of squares of a column, from its numbers. */
    private double square(int column) {
        double[] values = new double[ROWS];
        columns.add(new int[] {column}, 1, new double[] {1}, values);
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += weight[i] * values[i] * values[i];
        }
        return sum;
    }

    /** What a model has risen by after these moves. */
    private double risen(double[] moved) {
        double[] score = new double[ROWS];
        columns.add(set, SIZE, moved, score);
        double sum = 0;
        for (int a = 0; a < SIZE; a++) {
            sum += moved[a] * begin[a] + 0.5 * Math.max(0, floor[a] - square(a)) * moved[a] * moved[a];
        }
        for (int i = 0; i < ROWS; i++) {
            sum += 0.5 * weight[i] * score[i] * score[i];
        }
        return sum;
    }

    private void assertRises(QuadraticModel model) {
        double[] moved = new double[SIZE];
        for (int step = 0; step < 20; step++) {
            int a = step % SIZE;
            double by = random.nextGaussian();
            model.move(a, by);
            moved[a] += by;
            assertThat(model.risen(moved, begin)).isCloseTo(risen(moved), within(1e-10));
        }
    }

    @Test
    void risenByRows() {
        weight[3] = 0;
        floor[2] = 100;
        assertRises(new ResidualQuadratic(columns, set, begin, weight, floor));
    }

    @Test
    void risenByGramMatrix() {
        floor[5] = 50;
        WeightedGram gram = new WeightedGram(columns, workers);
        gram.renew(weight, set, SIZE);
        assertRises(GramQuadratic.of(gram, set, begin, floor));
    }
}
