package org.lossmith.learn.fit.design;

/** The loops in plain Java. No fused multiply-adds, so every machine gives the same bits. */
public final class PlainArithmetic implements TileArithmetic {
    @Override
    public void add(double[][] columns, int count, double[] factors, int first, double[] to, int rows) {
        int j = 0;
        for (; j + 3 < count; j += 4) {
            addFour(to, columns, factors, first, j, rows);
        }
        for (; j < count; j++) {
            double[] column = columns[j];
            double factor = factors[first + j];
            for (int i = 0; i < rows; i++) {
                to[i] += factor * column[i];
            }
        }
    }

    @Override
    public double dot(double[] a, double[] b, int count) {
        return GramKernel.dot(a, b, count);
    }

    private static void addFour(double[] score, double[][] columns, double[] parameters, int first, int j, int rows) {
        double[] a = columns[j];
        double[] b = columns[j + 1];
        double[] c = columns[j + 2];
        double[] d = columns[j + 3];
        double p = parameters[first + j];
        double q = parameters[first + j + 1];
        double r = parameters[first + j + 2];
        double s = parameters[first + j + 3];
        for (int i = 0; i < rows; i++) {
            score[i] += (p * a[i] + q * b[i]) + (r * c[i] + s * d[i]);
        }
    }

    @Override
    public void gradient(double[][] columns, double[] push, int rows, double[] out, int at) {
        for (int j = 0; j < columns.length; j++) {
            out[at + j] += GramKernel.dot(columns[j], push, rows);
        }
    }

    @Override
    public void products(double[][] left, int high, double[][] columns, int count, int rows, double[][] lines, int at) {
        for (int r = 0; r < high; r++) {
            for (int k = 0; k < count; k++) {
                lines[at + r][k] = GramKernel.dot(left[r], columns[k], rows);
            }
        }
    }

    @Override
    public void deviations(double[] values, int rows, double[] weight, double[] sum, double[] square) {
        int width = sum.length;
        int column = 0;
        for (; column + 4 <= width; column += 4) {
            fourDeviations(values, rows, weight, column, sum, square);
        }
        for (; column < width; column++) {
            double s = 0;
            double q = 0;
            for (int i = 0; i < rows; i++) {
                double deviation = values[i * width + column] - values[column];
                double weighted = weight[i] * deviation;
                s += weighted;
                q += weighted * deviation;
            }
            sum[column] = s;
            square[column] = q;
        }
    }

    /** Four columns at once: additions that wait for each other take turns. */
    private static void fourDeviations(
            double[] values, int rows, double[] weight, int column, double[] sum, double[] square) {
        int width = sum.length;
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
            double w = weight[i];
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
        sum[column] = sa;
        sum[column + 1] = sb;
        sum[column + 2] = sc;
        sum[column + 3] = sd;
        square[column] = qa;
        square[column + 1] = qb;
        square[column + 2] = qc;
        square[column + 3] = qd;
    }

    @Override
    public void gram(double[][] columns, int count, double[] h, int rows, double[][] scratch, double[] out, int at) {
        GramKernel.add(columns, count, h, rows, scratch, out, at);
    }
}
