package org.lossmith.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Numbers as people read them; the same text on every machine. */
final class Numbers {
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A count with its noun: {@code 1 row}, {@code 2,000 rows}. */
    static String count(long value, String singular) {
        return count(value) + " " + singular + (value == 1 ? "" : "s");
    }

    /** Decimals that give the largest of the values three or four significant digits and the smallest two, so that a column lines up. */
    static int decimals(DoubleStream values) {
        double[] sizes = values.map(Math::abs)
                .filter(size -> size > 0 && Double.isFinite(size))
                .sorted()
                .toArray();
        if (sizes.length == 0) {
            return 2;
        }
        int largest = exponent(sizes[sizes.length - 1]);
        int forLargest = largest < -2 ? 2 - largest : Math.min(4, 3 - largest);
        int forSmallest = 1 - exponent(sizes[0]);
        return Math.max(0, Math.min(MOST_DECIMALS, Math.max(forLargest, forSmallest)));
    }

    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        if (Math.abs(value) >= 1e9
                || value != 0 && Math.abs(value) < Math.pow(10, -decimals) / 2 && decimals == MOST_DECIMALS) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return withMinusSign(text.matches("-0(\\.0+)?") ? text.substring(1) : text);
    }

    /** Four significant digits, without trailing zeros. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        if (value == 0) {
            return "0";
        }
        int exponent = exponent(value);
        if (exponent >= 9 || exponent < -4) {
            String text = String.format(Locale.ROOT, "%.3e", value);
            return withMinusSign(text.replaceAll("\\.?0*e([+-])0*", "e$1").replace("e+", "e"));
        }
        String text = String.format(Locale.ROOT, "%,." + Math.max(0, 3 - exponent) + "f", value);
        return withMinusSign(text.contains(".") ? text.replaceAll("\\.?0+$", "") : text);
    }

    /** Two significant digits, for sentences. */
    static String brief(double value) {
        return Double.isFinite(value)
                ? plain(new BigDecimal(value).round(new MathContext(2)).doubleValue())
                : plain(value);
    }

    /** Two or three digits; what is not quite nothing or not quite all is never written as such. */
    static String percent(double part) {
        double percent = 100 * part;
        if (percent > 0 && percent < 0.01) {
            return "under 0.01%";
        }
        if (percent > 99.95 && percent < 100) {
            return "over 99.9%";
        }
        int decimals = percent < 0.095 ? 2 : percent < 9.95 || percent > 99 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", percent).replaceAll("\\.0+$", "") + "%";
    }

    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(Math.abs(value)) + 1e-12);
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "n/a" : value > 0 ? "∞" : "−∞";
    }

    private static String withMinusSign(String text) {
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
