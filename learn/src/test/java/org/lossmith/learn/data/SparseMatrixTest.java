package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lossmith.InputException;

class SparseMatrixTest {
    /** Two columns of zeros, one full one, some rows without entries. */
    private static DenseMatrix dense() {
        Random random = new Random(3);
        DenseMatrix x = new DenseMatrix(1100, 7);
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 1; column < 6; column++) {
                boolean kept = row % 5 != 0 && random.nextInt(3) == 0;
                x.set(row, column, column == 5 || kept ? random.nextGaussian() + column : 0);
            }
        }
        return x;
    }

    private static SparseMatrix sparse(Matrix x) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder();
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 0; column < x.columns(); column++) {
                builder.add(column, x.get(row, column));
            }
            builder.endRow();
        }
        return builder.build(x.columns());
    }

    private static void assertSame(Matrix found, Matrix expected) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        assertThat(found.columns()).isEqualTo(expected.columns());
        for (int row = 0; row < expected.rows(); row++) {
            for (int column = 0; column < expected.columns(); column++) {
                assertThat(found.get(row, column)).isEqualTo(expected.get(row, column));
            }
        }
    }

    @Test
    void everything_isAsOfTheDenseMatrix() {
        DenseMatrix dense = dense();
        SparseMatrix sparse = sparse(dense);
        assertSame(sparse, dense);
        int[] selected = {1099, 0, 7, 7, 500};
        assertSame(sparse.selectRows(selected), dense.selectRows(selected));
        double[] coefficients = {1, -2, 0.5, 0, 3, 0.25, 9};
        for (int row = 0; row < dense.rows(); row++) {
            assertThat(sparse.dot(row, coefficients)).isCloseTo(dense.dot(row, coefficients), within(1e-13));
        }
        double[] expected = dense.standardDeviations();
        for (int column = 0; column < 7; column++) {
            assertThat(sparse.standardDeviations()[column]).isCloseTo(expected[column], within(1e-13));
        }
    }

    @Test
    void byColumn_holdsEveryEntryOnce() {
        SparseMatrix sparse = sparse(dense());
        SparseColumns columns = sparse.byColumn();
        assertThat(columns.values()).hasSize(sparse.entries());
        for (int column = 0; column < sparse.columns(); column++) {
            int before = -1;
            for (int at = columns.starts()[column]; at < columns.starts()[column + 1]; at++) {
                assertThat(columns.rowIndexes()[at]).isGreaterThan(before);
                before = columns.rowIndexes()[at];
                assertThat(columns.values()[at]).isEqualTo(sparse.get(before, column));
            }
        }
        assertThat(columns.starts()[1]).isZero();
        assertThat(sparse.byColumn()).isSameAs(columns);
    }

    @Test
    void emptyMatrices_areFine() {
        SparseMatrix none = new SparseMatrix.Builder().build(4);
        assertThat(none.rows()).isZero();
        SparseMatrix.Builder builder = new SparseMatrix.Builder();
        builder.endRow();
        SparseMatrix one = builder.build(0);
        assertThat(one.rows()).isEqualTo(1);
        assertThat(one.dot(0, new double[0])).isZero();
    }

    @Test
    void malformed_isRefused() {
        assertThatThrownBy(() -> new SparseMatrix(2, new int[] {0, 2}, new int[] {1, 1}, new double[] {1, 2}))
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> new SparseMatrix(2, new int[] {0, 1}, new int[] {2}, new double[] {1}))
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> new SparseMatrix(2, new int[] {0, 1}, new int[0], new double[0]))
                .hasMessageContaining("as many");
        assertThatThrownBy(() -> new SparseMatrix(2, new int[] {0, 1, 0}, new int[0], new double[0]))
                .hasMessageContaining("well formed");
    }

    @Test
    void moreEntriesThanAnArrayHolds_areRefused() {
        assertThatThrownBy(() -> SparseMatrix.fitting(3_000_000_000L))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("take a sample");
    }
}
