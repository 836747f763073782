package org.lossmith.learn.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lossmith.loss.AnyLoss;

/**
 * The distributions that a loss chooses among: its scores are their parameters, and it is minus the logarithm of their
 * likelihood.
 */
public final class DistributionFamily {
    private final List<Quantity> quantities;
    private final Function<double[], Distribution> member;

    private DistributionFamily(List<Quantity> quantities, Function<double[], Distribution> member) {
        this.quantities = List.copyOf(quantities);
        this.member = member;
    }

    /** Null for a loss that is no likelihood of a distribution here, such as a user's formula. */
    public static @Nullable DistributionFamily of(AnyLoss loss) {
        if (!loss.ofCatalogue()) {
            return null;
        }
        return switch (loss.name()) {
            case "gaussian-nll" -> locationAndScale(Normal::new, true);
            case "laplace-nll" -> locationAndScale(Laplace::new, true);
            case "student-t-nll" -> studentT(loss.parameters().getOrDefault("df", Double.NaN));
            case "zero-inflated-poisson" -> counts(score -> ZeroInflatedPoisson.of(Math.exp(score[0]), score[1]));
            case "poisson" -> counts(score -> new Poisson(Math.exp(score[0])));
            case "negative-binomial" -> {
                double dispersion = loss.parameters().getOrDefault("dispersion", Double.NaN);
                yield counts(score -> new NegativeBinomial(Math.exp(score[0]), dispersion));
            }
            default -> null;
        };
    }

    private static DistributionFamily studentT(double freedom) {
        return locationAndScale((location, scale) -> new StudentT(freedom, location, scale), freedom > 1);
    }

    private interface ByLocationAndScale {
        Distribution at(double location, double scale);
    }

    private static DistributionFamily locationAndScale(ByLocationAndScale shape, boolean hasMean) {
        List<Quantity> quantities = new ArrayList<>(List.of(Quantity.LOCATION, Quantity.SCALE));
        if (hasMean) {
            quantities.add(Quantity.MEAN);
        }
        return new DistributionFamily(quantities, score -> shape.at(score[0], Math.exp(score[1])));
    }

    private static DistributionFamily counts(Function<double[], Distribution> member) {
        return new DistributionFamily(List.of(Quantity.MEAN, Quantity.ZERO), member);
    }

    /** What there is to say of each of its distributions, in the order of reading. */
    public List<Quantity> quantities() {
        return quantities;
    }

    /** Whether they are of whole numbers from 0 on. */
    public boolean ofCounts() {
        return quantities.contains(Quantity.ZERO);
    }

    /** What stands for the whole distribution where one number is wanted: the mean, or the median where there is none. */
    public Quantity centre() {
        return quantities.contains(Quantity.MEAN) ? Quantity.MEAN : Quantity.LOCATION;
    }

    /** @param scores in the order of the loss's signature */
    public Distribution at(double... scores) {
        return member.apply(scores);
    }
}
