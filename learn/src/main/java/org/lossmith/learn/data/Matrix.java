package org.lossmith.learn.data;

/** Finite numbers in rows and columns, the inputs of a model. */
public sealed interface Matrix permits BlockMatrix, SparseMatrix {
    int rows();

    int columns();

    double get(int row, int column);

    /** The given rows, in the given order, as a new matrix. */
    Matrix selectRows(int[] selected);

    /** Standard deviation of each column, its square a mean over the rows. */
    double[] standardDeviations();

    /**
     * The sum of one row's values times the coefficients.
     *
     * @param coefficients one for each column
     */
    double dot(int row, double[] coefficients);
}
