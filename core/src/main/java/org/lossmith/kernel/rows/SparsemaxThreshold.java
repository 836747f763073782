package org.lossmith.kernel.rows;

import java.util.Arrays;

/** The t for which the positive parts of v - t sum to 1 (Held, Wolfe and Crowder 1974), row by row. */
final class SparsemaxThreshold {
    private SparsemaxThreshold() {}

    /** @param memory element i of row r is at {@code vector + i * stride + r} */
    static void compute(double[] memory, int vector, int stride, int width, int result, int rows) {
        double[] elements = new double[width];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                elements[i] = memory[vector + i * stride + row];
            }
            memory[result + row] = of(elements);
        }
    }

    /** Adding the next largest element raises the threshold as long as it is above it. Sorts the elements. */
    static double of(double[] elements) {
        Arrays.sort(elements);
        double last = elements[elements.length - 1];
        if (!(last < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        double sum = 0;
        double threshold = Double.NEGATIVE_INFINITY;
        for (int count = 1; count <= elements.length; count++) {
            double element = elements[elements.length - count];
            if (element <= threshold) {
                break;
            }
            sum += element;
            threshold = (sum - 1) / count;
        }
        return threshold;
    }
}
