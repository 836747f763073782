package org.lossmith.learn.fit.design;

/**
 * Weighted means and sums of squared deviations of a few rows, in one sweep over deviations from the first of them. The
 * first is so near the mean that at most the digits of the number of rows are lost, however large the mean is, and a
 * column that does not vary comes out as exactly that.
 */
final class PieceMoments {
    final double[] weight;
    final double[] mean;
    final double[] square;
    private final TileArithmetic arithmetic;
    private final double[] deviation;
    private final double[] product;
    private double sum;

    PieceMoments(int mostRows, int columns, TileArithmetic arithmetic) {
        this.arithmetic = arithmetic;
        deviation = new double[columns];
        product = new double[columns];
        weight = new double[mostRows];
        mean = new double[columns];
        square = new double[columns];
    }

    /**
     * Measures rows that stand one after the other, with the weights that were filled in; returns the sum of the
     * weights.
     */
    double measure(double[] values, int rows) {
        sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += weight[i];
        }
        arithmetic.deviations(values, rows, weight, deviation, product);
        for (int column = 0; column < mean.length; column++) {
            keep(column, values[column], deviation[column], product[column]);
        }
        return sum;
    }

    private void keep(int column, double first, double s, double q) {
        double shift = sum > 0 ? s / sum : 0;
        mean[column] = first + shift;
        double squares = q - s * shift;
        square[column] = squares < 0 ? 0 : squares;
    }
}
