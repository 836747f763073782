package org.lossmith.app.report;

import java.util.List;
import org.lossmith.learn.compare.Comparison.Bin;

/** What a histogram tells of the values that it was made from, taking them as spread evenly within each bin. */
final class Histogram {
    private Histogram() {}

    static long total(List<Bin> bins) {
        return bins.stream().mapToLong(Bin::count).sum();
    }

    /** NaN if there is nothing in it. */
    static double quantile(List<Bin> bins, double level) {
        double wanted = level * total(bins);
        double seen = 0;
        for (Bin bin : bins) {
            if (bin.count() > 0 && seen + bin.count() >= wanted) {
                return bin.low() + (bin.high() - bin.low()) * (wanted - seen) / bin.count();
            }
            seen += bin.count();
        }
        return Double.NaN;
    }

    /** The share of the values beyond one. */
    static double shareBeyond(List<Bin> bins, double value) {
        double beyond = bins.stream()
                .mapToDouble(bin -> bin.count() * partBeyond(bin, value))
                .sum();
        return beyond / Math.max(1, total(bins));
    }

    private static double partBeyond(Bin bin, double value) {
        if (value <= bin.low()) {
            return 1;
        }
        return value >= bin.high() ? 0 : (bin.high() - value) / (bin.high() - bin.low());
    }
}
