package org.lossmith.learn.distribution;

import org.lossmith.formula.SpecialFunctions;

/** @param mean at least 0 */
public record Poisson(double mean) implements Counts {
    @Override
    public double deviation() {
        return Math.sqrt(mean);
    }

    @Override
    public double upTo(double count) {
        return mean < LargeCounts.FROM ? SpecialFunctions.regularisedGammaUpper(count + 1, mean) : large().upTo(count);
    }

    @Override
    public double beyond(double count) {
        return mean < LargeCounts.FROM
                ? SpecialFunctions.regularisedGammaLower(count + 1, mean)
                : large().beyond(count);
    }

    private LargeCounts large() {
        return new LargeCounts(mean, mean, 1 / deviation());
    }
}
