package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison.Bin;
import org.lossmith.learn.evaluate.WeightedQuantile;

/**
 * Sizes of errors in at most 60 bins: of equal width where the largest is near the median, of equal ratio (the first from 0)
 * where the errors span decades. Delta, if it is within them, is an edge.
 */
final class Histogram {
    private static final int BINS = 50;

    /** Largest error over median error from which bins are of equal ratio. */
    private static final double DECADES = 20;

    private Histogram() {}

    static List<Bin> of(double[] sizes, @Nullable Double delta) {
        WeightedQuantile quantiles = new WeightedQuantile(sizes, null);
        double largest = quantiles.at(1);
        double median = quantiles.at(0.5);
        if (!(largest > 0)) {
            return List.of(new Bin(0, 1, sizes.length));
        }
        boolean ratio = median > 0 && largest / median > DECADES;
        double[] edges = ratio ? ratioEdges(quantiles, largest, delta) : equalEdges(largest, delta);
        long[] counts = new long[edges.length - 1];
        for (double size : sizes) {
            counts[bin(edges, size)]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            bins.add(new Bin(edges[i], edges[i + 1], counts[i]));
        }
        return bins;
    }

    private static double[] ratioEdges(WeightedQuantile quantiles, double largest, @Nullable Double delta) {
        double smallest = Math.max(quantiles.at(0.01), largest / 1e6);
        double step = Math.pow(largest / smallest, 1.0 / (BINS - 1));
        boolean anchored = delta != null && delta > smallest && delta < largest;
        double anchor = anchored && delta != null ? delta : smallest;
        int below = (int) Math.floor(Math.log(anchor / smallest) / Math.log(step) + 1e-9);
        int above = (int) Math.ceil(Math.log(largest / anchor) / Math.log(step) - 1e-9);
        double[] edges = new double[below + above + 2];
        for (int i = 0; i <= below + above; i++) {
            edges[i + 1] = i == below ? anchor : anchor * Math.pow(step, i - below);
        }
        edges[edges.length - 1] = Math.max(edges[edges.length - 1], largest);
        return edges;
    }

    private static double[] equalEdges(double largest, @Nullable Double delta) {
        double width = largest / BINS;
        // A delta below one bin would ask for as many bins as it goes into the largest error: without end, if it is 0.
        if (delta != null && delta >= width && delta < largest) {
            width = delta / Math.max(1, Math.round(delta / width));
        }
        double[] edges = new double[(int) Math.max(1, Math.ceil(largest / width - 1e-9)) + 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = i * width;
        }
        edges[edges.length - 1] = Math.max(edges[edges.length - 1], largest);
        return edges;
    }

    /** The bin whose low edge is the last at or below the size; the largest size falls into the last bin. */
    private static int bin(double[] edges, double size) {
        int low = 0;
        int high = edges.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (edges[middle] <= size) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
