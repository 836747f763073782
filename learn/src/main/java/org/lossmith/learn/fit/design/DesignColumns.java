package org.lossmith.learn.fit.design;

/**
 * The standardised columns of a design one by one, as coordinate descent needs them. The intercept's column of ones, if
 * there is one, is the last.
 */
public interface DesignColumns {
    static DesignColumns of(Design design) {
        return design.sparse() ? new SparseDesignColumns(design) : new DenseDesignColumns(design);
    }

    int rows();

    /** How many columns, the intercept's included. */
    int count();

    /** How many numbers a look at all columns reads. */
    long entries();

    /** {@code products[a]} becomes the inner product of column {@code set[a]} with the values, for {@code a} below size. */
    void products(int[] set, int size, double[] values, double[] products, Workers workers);

    double product(int column, double[] values);

    /** Writes the sums over the rows of weight and squared value, of the first {@code size} columns of a set. */
    void squares(int[] set, int size, double[] weight, double[] squares);

    /** Adds each column {@code set[a]}, for {@code a} below size, times {@code factors[a]}. */
    void add(int[] set, int size, double[] factors, double[] to);

    /** For vectors as long as the rows or the columns are many. */
    TileArithmetic arithmetic();

    /** Adds the column times the factor times the weight of each row. */
    void addWeighted(int column, double factor, double[] weight, double[] to);

    /** For one Gram matrix. */
    GramLines gramLines();
}
