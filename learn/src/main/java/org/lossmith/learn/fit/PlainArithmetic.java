package org.lossmith.learn.fit;

import java.util.Arrays;

/** The loops in plain Java. No fused multiply-adds, so every machine gives the same bits. */
final class PlainArithmetic implements TileArithmetic {
    @Override
    public void scores(double[][] columns, double[] parameters, int first, double[] score, int rows) {
        Arrays.fill(score, 0, rows, 0);
        int j = 0;
        for (; j + 3 < columns.length; j += 4) {
            addFour(score, columns, parameters, first, j, rows);
        }
        for (; j < columns.length; j++) {
            double[] column = columns[j];
            double parameter = parameters[first + j];
            for (int i = 0; i < rows; i++) {
                score[i] += parameter * column[i];
            }
        }
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
