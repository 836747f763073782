package org.lossmith.learn.distribution;

import org.lossmith.formula.SpecialFunctions;

/**
 * Counts whose variance is {@code mean + dispersion mean^2}: a Poisson distribution whose rate has a gamma distribution.
 *
 * @param mean at least 0
 * @param dispersion more than 0
 */
public record NegativeBinomial(double mean, double dispersion) implements Counts {
    /** With less than this beside 1 the variance is that of a Poisson distribution. */
    private static final double NO_DISPERSION = 1e-12;

    @Override
    public double deviation() {
        return Math.sqrt(mean) * Math.sqrt(1 + dispersion * mean);
    }

    @Override
    public double upTo(double count) {
        if (dispersion * mean < NO_DISPERSION) {
            return new Poisson(mean).upTo(count);
        }
        return mean < LargeCounts.FROM
                ? SpecialFunctions.regularisedBetaComplement(success(), count + 1, 1 / dispersion)
                : large().upTo(count);
    }

    @Override
    public double beyond(double count) {
        if (dispersion * mean < NO_DISPERSION) {
            return new Poisson(mean).beyond(count);
        }
        return mean < LargeCounts.FROM
                ? SpecialFunctions.regularisedBeta(success(), count + 1, 1 / dispersion)
                : large().beyond(count);
    }

    private double success() {
        return dispersion * mean / (1 + dispersion * mean);
    }

    private LargeCounts large() {
        double skewness = (1 / mean + 2 * dispersion) / Math.sqrt(1 / mean + dispersion);
        return new LargeCounts(mean, 1 / (1 / mean + dispersion), skewness);
    }
}
