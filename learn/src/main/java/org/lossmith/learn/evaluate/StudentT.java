package org.lossmith.learn.evaluate;

/** Quantiles of Student's t distribution, to about three digits from 3 degrees of freedom up; exact for 1 and 2. */
final class StudentT {
    private StudentT() {}

    /** The value that a t variable stays below with probability {@code p} (0.5 < p < 1). */
    static double quantile(double p, int freedom) {
        if (freedom == 1) {
            return Math.tan(Math.PI * (p - 0.5));
        }
        if (freedom == 2) {
            double a = 4 * p * (1 - p);
            return 2 * (p - 0.5) * Math.sqrt(2 / a);
        }
        return expansion(Normal.quantile(p), freedom);
    }

    /** Cornish-Fisher expansion of t in the normal quantile (Abramowitz and Stegun 26.7.5). */
    private static double expansion(double z, double n) {
        double z2 = z * z;
        double g1 = z * (z2 + 1) / 4;
        double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
        double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
        return z + g1 / n + g2 / (n * n) + g3 / (n * n * n) + g4 / (n * n * n * n);
    }
}
