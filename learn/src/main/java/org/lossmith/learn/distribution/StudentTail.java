package org.lossmith.learn.distribution;

import org.lossmith.formula.SpecialFunctions;

/**
 * The t that a standard Student's t variable exceeds with a given probability of at most a half: in closed form for 1 and 2
 * degrees of freedom, by the Cornish-Fisher expansion for very many, else by Newton's method on logarithms. There the tail
 * is a concave function of log t, and so is the probability of the middle, so that no step after the first passes the root.
 */
final class StudentTail {
    /** Where (z^2 + 3) / freedom is less, the fifth power of it, which the expansion leaves out, is below 1e-16. */
    private static final double NEARLY_NORMAL = 5e-4;
    /** A tail probability above this is better told by what lies in the middle. */
    private static final double MIDDLE = 0.25;
    /** Where (t^2/freedom) is so large the tail is one power of t to the last digit. */
    private static final double POWER = Math.log(1e18);

    private static final double CLOSE = 1e-15;
    private static final int MOST_STEPS = 200;

    private final double freedom;
    private final double logConstant;

    private StudentTail(double freedom) {
        this.freedom = freedom;
        this.logConstant = SpecialFunctions.lgamma((freedom + 1) / 2)
                - SpecialFunctions.lgamma(freedom / 2)
                - 0.5 * Math.log(freedom * Math.PI);
    }

    static double quantile(double tail, double freedom) {
        if (tail == 0.5) {
            return 0;
        }
        if (freedom == 1) {
            return tail > MIDDLE ? Math.tan(Math.PI * (0.5 - tail)) : 1 / Math.tan(Math.PI * tail);
        }
        if (freedom == 2) {
            return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
        }
        double z = -StandardNormal.quantile(tail);
        return z * z + 3 < NEARLY_NORMAL * freedom ? expansion(z, freedom) : new StudentTail(freedom).solve(tail);
    }

    /** The probability of a value beyond t, which is at least 0. */
    static double beyond(double t, double freedom) {
        double square = t * t / freedom;
        if (square < 1) {
            return 0.5 * SpecialFunctions.regularisedBetaComplement(square / (1 + square), 0.5, freedom / 2);
        }
        return Math.exp(new StudentTail(freedom).logTail(Math.log(t)));
    }

    /** Abramowitz and Stegun 26.7.5. */
    private static double expansion(double z, double n) {
        double z2 = z * z;
        double g1 = z * (z2 + 1) / 4;
        double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
        double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
        return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
    }

    private double solve(double tail) {
        double u = start(tail);
        for (int step = 0; step < MOST_STEPS; step++) {
            double change = tail > MIDDLE ? middleStep(u, 1 - 2 * tail) : tailStep(u, tail);
            u += change;
            if (Math.abs(change) <= CLOSE * Math.max(1, Math.abs(u))) {
                break;
            }
        }
        return Math.exp(u);
    }

    /** log t by the normal approximation of Gaver and Kafadar (1984), whose form suits from 1 degree of freedom on. */
    private double start(double tail) {
        double z = StandardNormal.quantile(tail);
        double n = Math.max(1, freedom);
        double adjusted = n - 2 / 3.0 + 0.1 / n;
        double exponent = z * z * (n - 5 / 6.0) / (adjusted * adjusted);
        return 0.5 * (Math.log(n) + (exponent > 40 ? exponent : Math.log(Math.expm1(exponent))));
    }

    /** log of the density, times t. */
    private double logDensity(double u, double logRatio) {
        double spread = logRatio > POWER ? logRatio : Math.log1p(Math.exp(logRatio));
        return logConstant + u - (freedom + 1) / 2 * spread;
    }

    private double tailStep(double u, double tail) {
        double logTail = logTail(u);
        double slope = -Math.exp(logDensity(u, 2 * u - Math.log(freedom)) - logTail);
        return (Math.log(tail) - logTail) / slope;
    }

    private double logTail(double u) {
        double logRatio = 2 * u - Math.log(freedom);
        return logRatio > POWER
                // I_x(a, b) is x^a / (a B(a, b)) for small x: t times the density is freedom times the tail.
                ? logDensity(u, logRatio) - Math.log(freedom)
                : Math.log(0.5 * SpecialFunctions.regularisedBeta(1 / (1 + Math.exp(logRatio)), freedom / 2, 0.5));
    }

    private double middleStep(double u, double middle) {
        double logRatio = 2 * u - Math.log(freedom);
        double found = SpecialFunctions.regularisedBeta(1 / (1 + Math.exp(-logRatio)), 0.5, freedom / 2);
        double slope = 2 * Math.exp(logDensity(u, logRatio)) / found;
        return Math.log(middle / found) / slope;
    }
}
