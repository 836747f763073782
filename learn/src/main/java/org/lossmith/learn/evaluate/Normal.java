package org.lossmith.learn.evaluate;

/** The standard normal distribution. */
public final class Normal {
    private Normal() {}

    /** Probability of a value above {@code x}; relative error below 1.2e-7 (the erfc fit of Press et al., Numerical Recipes 6.2). */
    public static double above(double x) {
        double z = Math.abs(x) / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * z);
        double[] c = {
            -1.26551223,
            1.00002368,
            0.37409196,
            0.09678418,
            -0.18628806,
            0.27886807,
            -1.13520398,
            1.48851587,
            -0.82215223,
            0.17087277
        };
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = sum * t + c[i];
        }
        double tail = 0.5 * t * Math.exp(-z * z + sum);
        return x >= 0 ? tail : 1 - tail;
    }

    /** The value that a normal variable stays below with probability {@code p} (0 < p < 1). */
    public static double quantile(double p) {
        double low = -40;
        double high = 40;
        while (high - low > 1e-12 * Math.max(1, Math.abs(low))) {
            double middle = (low + high) / 2;
            if (1 - p < above(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
