package org.lossmith.learn.fit.design;

import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Rows;

/** Turns rows into standardised columns: eight at a time, so that each line of cache is read once. */
final class TileLoader {
    private static final int AT_ONCE = 8;

    private final RowReader reader;
    private final int width;
    private final Standardisation standardisation;

    TileLoader(BlockMatrix x, Rows rows, Standardisation standardisation) {
        this.reader = new RowReader(x, rows);
        this.width = x.columns();
        this.standardisation = standardisation;
    }

    /** @param columns to write, as many as are active or more */
    void load(int from, int count, double[][] columns) {
        for (int first = 0; first < count; first += reader.atOnce()) {
            int some = Math.min(reader.atOnce(), count - first);
            standardise(reader.read(from + first, some), columns, first, some);
        }
    }

    /** @param to the place in the columns of the first row */
    private void standardise(double[] copy, double[][] columns, int to, int count) {
        int[] active = standardisation.active();
        double[] centre = standardisation.centre();
        double[] factor = standardisation.factor();
        int j = 0;
        while (j < active.length) {
            boolean adjacent = j + AT_ONCE <= active.length && active[j + AT_ONCE - 1] - active[j] == AT_ONCE - 1;
            if (adjacent) {
                eight(copy, width, active[j], standardisation, columns, j, to, count);
                j += AT_ONCE;
            } else {
                one(copy, width, active[j], centre[j], factor[j], columns[j], to, count);
                j++;
            }
        }
    }

    private static void one(
            double[] copy, int width, int source, double middle, double scale, double[] column, int to, int count) {
        for (int i = 0; i < count; i++) {
            column[to + i] = (copy[i * width + source] - middle) * scale;
        }
    }

    /** Eight adjacent columns of the matrix. */
    private static void eight(
            double[] copy,
            int width,
            int source,
            Standardisation standardisation,
            double[][] columns,
            int j,
            int to,
            int count) {
        double[] centre = standardisation.centre();
        double[] factor = standardisation.factor();
        double[] a = columns[j];
        double[] b = columns[j + 1];
        double[] c = columns[j + 2];
        double[] d = columns[j + 3];
        double[] e = columns[j + 4];
        double[] f = columns[j + 5];
        double[] g = columns[j + 6];
        double[] h = columns[j + 7];
        double ca = centre[j];
        double cb = centre[j + 1];
        double cc = centre[j + 2];
        double cd = centre[j + 3];
        double ce = centre[j + 4];
        double cf = centre[j + 5];
        double cg = centre[j + 6];
        double ch = centre[j + 7];
        double fa = factor[j];
        double fb = factor[j + 1];
        double fc = factor[j + 2];
        double fd = factor[j + 3];
        double fe = factor[j + 4];
        double ff = factor[j + 5];
        double fg = factor[j + 6];
        double fh = factor[j + 7];
        for (int i = 0; i < count; i++) {
            int at = i * width + source;
            a[to + i] = (copy[at] - ca) * fa;
            b[to + i] = (copy[at + 1] - cb) * fb;
            c[to + i] = (copy[at + 2] - cc) * fc;
            d[to + i] = (copy[at + 3] - cd) * fd;
            e[to + i] = (copy[at + 4] - ce) * fe;
            f[to + i] = (copy[at + 5] - cf) * ff;
            g[to + i] = (copy[at + 6] - cg) * fg;
            h[to + i] = (copy[at + 7] - ch) * fh;
        }
    }
}
