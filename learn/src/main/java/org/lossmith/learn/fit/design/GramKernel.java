package org.lossmith.learn.fit.design;

/**
 * Adds {@code sum over rows of h x x'} to the lower triangle of a matrix. The hot loops: four rows by two columns of
 * the result are held in registers while the tile's rows stream by, so eight multiply-adds share six loads. No fused
 * multiply-add and a fixed order, so every machine gives the same bits.
 */
public final class GramKernel {
    private GramKernel() {}

    /**
     * @param columns the tile's columns
     * @param h one weight for each row
     * @param scratch four arrays as long as the columns
     * @param out row-major, {@code out[offset + j * dimension + k]} for {@code k <= j}
     */
    public static void add(
            double[][] columns, int dimension, double[] h, int rows, double[][] scratch, double[] out, int offset) {
        int j = 0;
        for (; j + 3 < dimension; j += 4) {
            for (int r = 0; r < 4; r++) {
                multiply(columns[j + r], h, scratch[r], rows);
            }
            int k = 0;
            for (; k <= j + 2; k += 2) {
                fourByTwo(scratch, columns[k], columns[k + 1], rows, out, offset + j * dimension + k, dimension);
            }
        }
        for (; j < dimension; j++) {
            multiply(columns[j], h, scratch[0], rows);
            for (int k = 0; k <= j; k++) {
                out[offset + j * dimension + k] += dot(scratch[0], columns[k], rows);
            }
        }
    }

    private static void multiply(double[] a, double[] b, double[] product, int rows) {
        for (int i = 0; i < rows; i++) {
            product[i] = a[i] * b[i];
        }
    }

    private static void fourByTwo(double[][] left, double[] x, double[] y, int rows, double[] out, int at, int stride) {
        double[] a = left[0];
        double[] b = left[1];
        double[] c = left[2];
        double[] d = left[3];
        double ax = 0;
        double ay = 0;
        double bx = 0;
        double by = 0;
        double cx = 0;
        double cy = 0;
        double dx = 0;
        double dy = 0;
        for (int i = 0; i < rows; i++) {
            double xi = x[i];
            double yi = y[i];
            ax += a[i] * xi;
            ay += a[i] * yi;
            bx += b[i] * xi;
            by += b[i] * yi;
            cx += c[i] * xi;
            cy += c[i] * yi;
            dx += d[i] * xi;
            dy += d[i] * yi;
        }
        out[at] += ax;
        out[at + 1] += ay;
        out[at + stride] += bx;
        out[at + stride + 1] += by;
        out[at + 2 * stride] += cx;
        out[at + 2 * stride + 1] += cy;
        out[at + 3 * stride] += dx;
        out[at + 3 * stride + 1] += dy;
    }

    /** The dot product, as four running sums in a fixed order. */
    public static double dot(double[] a, double[] b, int rows) {
        double s = 0;
        double t = 0;
        double u = 0;
        double v = 0;
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            s += a[i] * b[i];
            t += a[i + 1] * b[i + 1];
            u += a[i + 2] * b[i + 2];
            v += a[i + 3] * b[i + 3];
        }
        for (; i < rows; i++) {
            s += a[i] * b[i];
        }
        return (s + t) + (u + v);
    }

    /** The sum, as four running sums in a fixed order. */
    public static double sum(double[] a, int rows) {
        double s = 0;
        double t = 0;
        double u = 0;
        double v = 0;
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            s += a[i];
            t += a[i + 1];
            u += a[i + 2];
            v += a[i + 3];
        }
        for (; i < rows; i++) {
            s += a[i];
        }
        return (s + t) + (u + v);
    }
}
