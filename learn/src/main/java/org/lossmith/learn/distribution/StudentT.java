package org.lossmith.learn.distribution;

/** @param freedom degrees of freedom, more than 0 */
public record StudentT(double freedom, double location, double scale) implements Continuous {
    /** With the location 0 and the scale 1. */
    public static StudentT standard(double freedom) {
        return new StudentT(freedom, 0, 1);
    }

    @Override
    public double mean() {
        return freedom > 1 ? location : Double.NaN;
    }

    @Override
    public double below(double x) {
        double t = (x - location) / scale;
        double tail = StudentTail.beyond(Math.abs(t), freedom);
        return t < 0 ? tail : 1 - tail;
    }

    @Override
    public double quantile(double p) {
        double size = p < 0.5 ? StudentTail.quantile(p, freedom) : StudentTail.quantile(1 - p, freedom);
        return p < 0.5 ? location - scale * size : location + scale * size;
    }
}
