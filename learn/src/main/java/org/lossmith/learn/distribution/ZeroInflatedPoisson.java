package org.lossmith.learn.distribution;

/**
 * 0 with some probability, else a Poisson count, which may be 0 too.
 *
 * @param counting the Poisson distribution
 * @param extra the probability of a 0 that is no count
 * @param rest 1 - extra, with all its digits
 */
public record ZeroInflatedPoisson(Poisson counting, double extra, double rest) implements Counts {
    /** @param zeroLogit log(extra / rest) */
    public static ZeroInflatedPoisson of(double rate, double zeroLogit) {
        return new ZeroInflatedPoisson(
                new Poisson(rate), 1 / (1 + Math.exp(-zeroLogit)), 1 / (1 + Math.exp(zeroLogit)));
    }

    @Override
    public double mean() {
        return rest == 0 ? 0 : rest * counting.mean();
    }

    @Override
    public double deviation() {
        return counting.mean() + counting.deviation();
    }

    @Override
    public double upTo(double count) {
        return extra + rest * counting.upTo(count);
    }

    @Override
    public double beyond(double count) {
        return rest * counting.beyond(count);
    }
}
