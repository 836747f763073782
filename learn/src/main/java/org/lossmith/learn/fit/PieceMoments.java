package org.lossmith.learn.fit;

/**
 * Weighted means and sums of squared deviations of a few rows, in one sweep over deviations from the first of them. The
 * first is so near the mean that at most the digits of the number of rows are lost, however large the mean is, and a
 * column that does not vary comes out as exactly that.
 */
final class PieceMoments {
    private static final int AT_ONCE = 4;

    final double[] weight;
    final double[] mean;
    final double[] square;
    private double sum;

    PieceMoments(int mostRows, int columns) {
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
        int column = 0;
        for (; column + AT_ONCE <= mean.length; column += AT_ONCE) {
            four(values, rows, column);
        }
        for (; column < mean.length; column++) {
            one(values, rows, column);
        }
        return sum;
    }

    private void one(double[] values, int rows, int column) {
        double first = values[column];
        double s = 0;
        double q = 0;
        for (int i = 0; i < rows; i++) {
            double deviation = values[i * mean.length + column] - first;
            double weighted = weight[i] * deviation;
            s += weighted;
            q += weighted * deviation;
        }
        keep(column, first, s, q);
    }

    /** The same with four columns at once: additions that wait for each other take turns. */
    private void four(double[] values, int rows, int column) {
        double[] weights = weight;
        int width = mean.length;
        double a = values[column];
        double b = values[column + 1];
        double c = values[column + 2];
        double d = values[column + 3];
        double sa = 0;
        double sb = 0;
        double sc = 0;
        double sd = 0;
        double qa = 0;
        double qb = 0;
        double qc = 0;
        double qd = 0;
        for (int i = 0; i < rows; i++) {
            double w = weights[i];
            int at = i * width + column;
            double da = values[at] - a;
            double db = values[at + 1] - b;
            double dc = values[at + 2] - c;
            double dd = values[at + 3] - d;
            sa += w * da;
            sb += w * db;
            sc += w * dc;
            sd += w * dd;
            qa += w * da * da;
            qb += w * db * db;
            qc += w * dc * dc;
            qd += w * dd * dd;
        }
        keep(column, a, sa, qa);
        keep(column + 1, b, sb, qb);
        keep(column + 2, c, sc, qc);
        keep(column + 3, d, sd, qd);
    }

    private void keep(int column, double first, double s, double q) {
        double shift = sum > 0 ? s / sum : 0;
        mean[column] = first + shift;
        double squares = q - s * shift;
        square[column] = squares < 0 ? 0 : squares;
    }
}
