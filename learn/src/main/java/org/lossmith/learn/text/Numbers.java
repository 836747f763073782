package org.lossmith.learn.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read and type them. */
public final class Numbers {
    private Numbers() {}

    /** All digits, without a fraction where it is whole: 4, 0.25, 1.0E-9. */
    public static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Double.toString(value);
    }

    /** Three significant digits, or whole where larger: 0.0123, 5.92, 1439. */
    public static String brief(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : Double.toString(value);
        }
        if (Math.abs(value) >= 1000 && Math.abs(value) < 1e12) {
            return Long.toString(Math.round(value));
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        double size = Math.abs(value);
        return size < 1e-4 || size >= 1e12 ? rounded.toString() : rounded.toPlainString();
    }

    /** The nearest number with three significant digits, so that a chosen parameter can be typed again exactly. */
    public static double threeDigits(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        return new BigDecimal(value).round(new MathContext(3)).doubleValue();
    }

    /** {@code 0.24%}, {@code 23%}. */
    public static String percent(double share) {
        double hundred = 100 * share;
        return (Math.abs(hundred) >= 10 ? Long.toString(Math.round(hundred)) : brief2(hundred)) + "%";
    }

    private static String brief2(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(value)
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
