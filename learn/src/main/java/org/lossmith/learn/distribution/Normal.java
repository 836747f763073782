package org.lossmith.learn.distribution;

/** @param scale the standard deviation */
public record Normal(double location, double scale) implements Continuous {
    @Override
    public double below(double x) {
        return StandardNormal.above((location - x) / scale);
    }

    @Override
    public double quantile(double p) {
        return location + scale * StandardNormal.quantile(p);
    }
}
