package org.lossmith.kernel.exact;

/**
 * A number as the unevaluated sum of two doubles, the second at most half an ulp of the first: about 31 digits (Dekker 1971; Hida,
 * Li and Bailey 2001, "Library for double-double and quad-double arithmetic"). Results that are infinite or NaN have the second
 * part 0.
 */
public record DoubleDouble(double high, double low) {
    static final DoubleDouble ZERO = new DoubleDouble(0, 0);
    static final DoubleDouble ONE = new DoubleDouble(1, 0);

    static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    /** a + b, where |a| >= |b|, or a is not finite. */
    private static DoubleDouble quick(double a, double b) {
        double sum = a + b;
        return Double.isFinite(sum) ? new DoubleDouble(sum, b - (sum - a)) : new DoubleDouble(sum, 0);
    }

    private static DoubleDouble sum(double a, double b) {
        double sum = a + b;
        double back = sum - a;
        return Double.isFinite(sum) ? new DoubleDouble(sum, (a - (sum - back)) + (b - back)) : new DoubleDouble(sum, 0);
    }

    DoubleDouble plus(DoubleDouble other) {
        DoubleDouble upper = sum(high, other.high);
        DoubleDouble lower = sum(low, other.low);
        DoubleDouble first = quick(upper.high, upper.low + lower.high);
        return quick(first.high, first.low + lower.low);
    }

    DoubleDouble plus(double other) {
        return plus(of(other));
    }

    DoubleDouble minus(DoubleDouble other) {
        return plus(other.negate());
    }

    DoubleDouble negate() {
        return new DoubleDouble(-high, -low);
    }

    DoubleDouble abs() {
        return high < 0 ? negate() : high == 0 ? ZERO : this;
    }

    DoubleDouble times(DoubleDouble other) {
        double product = high * other.high;
        if (!Double.isFinite(product)) {
            return new DoubleDouble(product, 0);
        }
        double rounding = Math.fma(high, other.high, -product);
        return quick(product, rounding + (high * other.low + low * other.high));
    }

    DoubleDouble times(double other) {
        return times(of(other));
    }

    /** Long division by doubles, three digits of it. */
    DoubleDouble over(DoubleDouble other) {
        double first = high / other.high;
        if (!Double.isFinite(first) || first == 0 || Double.isInfinite(other.high)) {
            return new DoubleDouble(first, 0);
        }
        DoubleDouble rest = minus(other.times(first));
        double second = rest.high / other.high;
        double third = rest.minus(other.times(second)).high / other.high;
        return quick(first, second).plus(third);
    }

    DoubleDouble over(double other) {
        return over(of(other));
    }

    DoubleDouble sqrt() {
        double root = Math.sqrt(high);
        if (root == 0 || !Double.isFinite(root)) {
            return new DoubleDouble(root, 0);
        }
        DoubleDouble rest = minus(of(root).times(of(root)));
        return quick(root, rest.high / (2 * root));
    }

    /** Times 2^exponent. */
    DoubleDouble scaled(int exponent) {
        double scaled = Math.scalb(high, exponent);
        return new DoubleDouble(scaled, Double.isFinite(scaled) ? Math.scalb(low, exponent) : 0);
    }

    int compareTo(DoubleDouble other) {
        return high != other.high ? Double.compare(high, other.high) : Double.compare(low + 0.0, other.low + 0.0);
    }

    boolean isNaN() {
        return Double.isNaN(high);
    }

    boolean isZero() {
        return high == 0;
    }
}
