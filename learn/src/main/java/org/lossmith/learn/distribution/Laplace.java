package org.lossmith.learn.distribution;

/** Two exponential distributions back to back; the density is {@code exp(-|x - location| / scale) / (2 scale)}. */
public record Laplace(double location, double scale) implements Continuous {
    @Override
    public double below(double x) {
        double distance = (x - location) / scale;
        double tail = 0.5 * Math.exp(-Math.abs(distance));
        return distance <= 0 ? tail : 1 - tail;
    }

    @Override
    public double quantile(double p) {
        return p <= 0.5 ? location + scale * logOfDouble(p) : location - scale * logOfDouble(1 - p);
    }

    /** log(2 p): near the middle 2 p - 1 is exact, and log1p keeps its digits. */
    private static double logOfDouble(double p) {
        return p < 0.25 ? Math.log(2 * p) : Math.log1p(2 * p - 1);
    }
}
