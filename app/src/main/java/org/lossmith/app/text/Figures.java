package org.lossmith.app.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them; JSON has all their digits. */
public final class Figures {
    private Figures() {}

    /** The value rounded to so many significant digits, plain where that is short: {@code 0.00123}, {@code 1.2e-07}. */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "-" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= Math.max(7, digits)) {
            BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros();
            return mantissa.toPlainString() + "e" + exponent;
        }
        return rounded.scale() < 0
                ? rounded.toPlainString()
                : rounded.stripTrailingZeros().toPlainString();
    }

    /** Like {@link #significant}, but with a fixed number of decimals that suits {@code scale}, so that columns line up. */
    public static String aligned(double value, double scale, int digits) {
        if (!Double.isFinite(value)) {
            return significant(value, digits);
        }
        double size = Math.abs(scale);
        if (!Double.isFinite(size) || size == 0 || size >= 1e7 || size < 1e-4) {
            return significant(value, digits);
        }
        int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** A parameter as it is typed: {@code 4}, not {@code 4.0}; every digit that matters. */
    public static String exact(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** How long something took or will take. */
    public static String seconds(double seconds) {
        if (seconds < 10) {
            return significant(seconds, 2) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 120 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
