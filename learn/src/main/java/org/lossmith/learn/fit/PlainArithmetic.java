package org.lossmith.learn.fit;

/** The loops in plain Java. No fused multiply-adds, so every machine gives the same bits. */
final class PlainArithmetic implements TileArithmetic {
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
    public void gram(double[][] columns, int count, double[] h, int rows, double[][] scratch, double[] out, int at) {
        GramKernel.add(columns, count, h, rows, scratch, out, at);
    }
}
