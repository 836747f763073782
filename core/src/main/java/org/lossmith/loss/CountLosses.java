package org.lossmith.loss;

import static org.lossmith.loss.Parameter.between;

import java.util.List;

/** Losses of counts and positive amounts; the score is the logarithm of the predicted mean. */
final class CountLosses {
    private CountLosses() {}

    static List<Definition> all() {
        return List.of(poisson(), gamma(), tweedie());
    }

    private static Definition poisson() {
        return Definition.named("poisson")
                .counts(TargetDomain.NON_NEGATIVE)
                .formula("exp(z) - y*z")
                .summary("counts: the variance grows with the mean")
                .notes("log(y!) is dropped: it does not depend on the score.")
                .source(
                        "McCullagh and Nelder (1989), Generalized Linear Models",
                        p -> Traits.smooth(Learns.MEAN).convex());
    }

    private static Definition gamma() {
        return Definition.named("gamma")
                .counts(TargetDomain.POSITIVE)
                .formula("y*exp(-z) + z")
                .summary("positive amounts whose spread grows with the mean")
                .notes("Terms in the target alone are dropped.")
                .source(
                        "McCullagh and Nelder (1989), Generalized Linear Models",
                        p -> Traits.smooth(Learns.MEAN).convex());
    }

    private static Definition tweedie() {
        return Definition.named("tweedie")
                .counts(TargetDomain.NON_NEGATIVE)
                .formula("exp((2 - power)*z)/(2 - power) - y*exp((1 - power)*z)/(1 - power)")
                .parameters(between(
                        "power", 1.5, 1, 2, "exponent of the variance: near 1 like poisson, near 2 like gamma", "p"))
                .summary("amounts with many exact zeros, such as claims")
                .notes("Terms in the target alone are dropped.")
                .source(
                        "Jorgensen (1987), JRSS B 49",
                        p -> Traits.smooth(Learns.MEAN).convex());
    }
}
