package org.lossmith.loss;

/** Builds {@link Properties} in words: {@code Traits.smooth(MEAN).curvature(2).convex()}. */
final class Traits {
    private final boolean smooth;
    private final boolean piecewiseLinear;
    private final Learns learns;
    private double lipschitz = Double.POSITIVE_INFINITY;
    private double curvature = Double.POSITIVE_INFINITY;
    private String kinks = "";

    private Traits(boolean smooth, boolean piecewiseLinear, Learns learns) {
        this.smooth = smooth;
        this.piecewiseLinear = piecewiseLinear;
        this.learns = learns;
    }

    static Traits smooth(Learns learns) {
        return new Traits(true, false, learns);
    }

    static Traits piecewiseLinear(Learns learns, double slope) {
        Traits traits = new Traits(false, true, learns).lipschitz(slope);
        traits.curvature = 0;
        return traits;
    }

    Traits lipschitz(double bound) {
        lipschitz = bound;
        return this;
    }

    Traits curvature(double bound) {
        curvature = bound;
        return this;
    }

    Traits kinks(String where) {
        kinks = where;
        return this;
    }

    Properties convex() {
        return properties(true);
    }

    Properties notConvex() {
        return properties(false);
    }

    private Properties properties(boolean convex) {
        return new Properties(convex, smooth, piecewiseLinear, lipschitz, curvature, kinks, learns);
    }
}
