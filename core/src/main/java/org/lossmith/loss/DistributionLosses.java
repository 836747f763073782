package org.lossmith.loss;

import static org.lossmith.loss.Parameter.positive;

import java.util.List;

/** Minus log likelihoods of distributions with several parameters, all of them scores. */
final class DistributionLosses {
    private static final String CONSTANTS = "Terms that do not depend on the scores are dropped: ";
    private static final String MIXTURES =
            "gradients where components explain a row as well as the prior does, and second derivatives next to"
                    + " a root: error of some 1e-16 of the terms that cancel; where exponents of components, such as"
                    + " ((y - mean)/scale)^2/2, are of size u, be the row far from one or from all: relative error of 1e-16 times u";

    private static final String GAUSSIAN_MIXTURES =
            MIXTURES + "; NaN where the square of a row's distance from every mean, in"
                    + " scales, is beyond all doubles, which it is from 1.4e154 scales on: the value would be infinite, the gradient not";

    private DistributionLosses() {}

    static List<RowDefinition> all() {
        return List.of(
                gaussian(),
                laplace(),
                studentT(),
                gaussianMixture(),
                gaussianMixtureOfOneScale(),
                laplaceMixture(),
                laplaceMixtureOfOneScale(),
                logisticMixture(),
                logisticMixtureOfOneScale(),
                zeroInflatedPoisson(),
                weibullSurvival(),
                logNormalSurvival());
    }

    private static RowDefinition gaussian() {
        return RowDefinition.named("gaussian-nll")
                .distribution(RowTargetDomain.REAL)
                .formula("(mean, log_scale, y) -> log_scale + ((y - mean)/exp(log_scale))^2/2")
                .summary("mean and spread, both learned")
                .notes(CONSTANTS + "log(2 pi)/2.")
                .source("Nix and Weigend (1994), ICNN");
    }

    private static RowDefinition laplace() {
        return RowDefinition.named("laplace-nll")
                .distribution(RowTargetDomain.REAL)
                .formula("(location, log_scale, y) -> log_scale + abs(y - location)/exp(log_scale)")
                .summary("median and spread, both learned")
                .notes(CONSTANTS + "log 2.")
                .source("Koenker and Machado (1999), JASA 94");
    }

    private static RowDefinition studentT() {
        return RowDefinition.named("student-t-nll")
                .distribution(RowTargetDomain.REAL)
                .formula("(location, log_scale, y) ->"
                        + " log_scale + (df + 1)/2*log1p(((y - location)/exp(log_scale))^2/df)")
                .parameters(positive("df", 4, "degrees of freedom; small for heavy tails", "nu"))
                .summary("location and spread with outliers, both learned")
                .notes(CONSTANTS + "the gamma functions of df.")
                .source("Lange, Little and Taylor (1989), JASA 84");
    }

    private static RowDefinition gaussianMixture() {
        return RowDefinition.named("gaussian-mixture")
                .distribution(RowTargetDomain.REAL)
                .formula("(logit[], mean[], log_scale[], y) -> logsumexp(logit)"
                        + " - logsumexp(logit - log_scale - ((y - mean)/exp(log_scale))^2/2)")
                .summary("several answers may be right: a density with several peaks")
                .notes(CONSTANTS + "log(2 pi)/2. K components; a logit of -infinity takes one out.")
                .conditioning(GAUSSIAN_MIXTURES)
                .source("Bishop (1994), Mixture density networks");
    }

    private static RowDefinition gaussianMixtureOfOneScale() {
        return RowDefinition.named("gaussian-mixture-fixed")
                .distribution(RowTargetDomain.REAL)
                .formula("(logit[], mean[], y) -> logsumexp(logit) - logsumexp(logit - ((y - mean)/scale)^2/2)")
                .parameters(positive("scale", 1, "standard deviation of every component"))
                .summary("a density with several peaks of known width")
                .notes(CONSTANTS + "log(scale) + log(2 pi)/2.")
                .conditioning(GAUSSIAN_MIXTURES)
                .source("Bishop (1994), Mixture density networks");
    }

    private static RowDefinition laplaceMixture() {
        return RowDefinition.named("laplace-mixture")
                .distribution(RowTargetDomain.REAL)
                .formula("(logit[], location[], log_scale[], y) -> logsumexp(logit)"
                        + " - logsumexp(logit - log_scale - abs(y - location)/exp(log_scale))")
                .summary("a density with several sharp peaks")
                .notes(CONSTANTS + "log 2.")
                .conditioning(MIXTURES)
                .source("Bishop (1994), Mixture density networks, with Laplace components");
    }

    private static RowDefinition laplaceMixtureOfOneScale() {
        return RowDefinition.named("laplace-mixture-fixed")
                .distribution(RowTargetDomain.REAL)
                .formula("(logit[], location[], y) -> logsumexp(logit) - logsumexp(logit - abs(y - location)/scale)")
                .parameters(positive("scale", 1, "scale of every component"))
                .summary("a density with several sharp peaks of known width")
                .notes(CONSTANTS + "log(2 scale).")
                .conditioning(MIXTURES)
                .source("Bishop (1994), Mixture density networks, with Laplace components");
    }

    private static RowDefinition logisticMixture() {
        return RowDefinition.named("logistic-mixture")
                .distribution(RowTargetDomain.REAL)
                .formula("(logit[], location[], log_scale[], y) -> logsumexp(logit)"
                        + " - logsumexp(logit - log_scale - 2*logcosh((y - location)/exp(log_scale)/2)) + 2*log(2)")
                .summary("a density with several peaks and medium tails")
                .notes("The whole minus log likelihood; nothing is dropped.")
                .conditioning(MIXTURES)
                .source("Salimans et al. (2017), ICLR (the continuous part)");
    }

    private static RowDefinition logisticMixtureOfOneScale() {
        return RowDefinition.named("logistic-mixture-fixed")
                .distribution(RowTargetDomain.REAL)
                .formula("(logit[], location[], y) -> logsumexp(logit)"
                        + " - logsumexp(logit - 2*logcosh((y - location)/scale/2)) + 2*log(2)")
                .parameters(positive("scale", 1, "scale of every component"))
                .summary("a density with several peaks of known width and medium tails")
                .notes(CONSTANTS + "log(scale).")
                .conditioning(MIXTURES)
                .source("Salimans et al. (2017), ICLR (the continuous part)");
    }

    private static RowDefinition zeroInflatedPoisson() {
        return RowDefinition.named("zero-inflated-poisson", "zip")
                .distribution(RowTargetDomain.NON_NEGATIVE)
                .formula("(log_mean, zero_logit, y) -> where(y > 0, softplus(zero_logit) + exp(log_mean) - y*log_mean,"
                        + " where(-sigmoid(-zero_logit)*expm1(-exp(log_mean)) < 0.5,"
                        + " -log1p(sigmoid(-zero_logit)*expm1(-exp(log_mean))),"
                        + " softplus(-zero_logit) - softplus(-zero_logit - exp(log_mean))))")
                .summary("counts with more zeros than a poisson has")
                .notes("zero_logit is the logit of a zero that is no count. " + CONSTANTS + "log(y!).")
                .source("Lambert (1992), Technometrics 34");
    }

    private static RowDefinition weibullSurvival() {
        return RowDefinition.named("weibull-survival", "weibull-aft")
                .distribution(RowTargetDomain.TIME_AND_EVENT)
                .formula("(location, log_scale; time, event) -> exp((log(time) - location)/exp(log_scale))"
                        + " - event*((log(time) - location)/exp(log_scale) - log_scale)")
                .summary("time until an event, some not seen yet")
                .notes("event is 1 where it was seen and 0 where the row was censored at time. " + CONSTANTS
                        + "log(time) of events.")
                .conditioning(
                        "far from the location the error of the exponent u counts: relative error of some 1e-16 times |u|")
                .source("Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data");
    }

    private static RowDefinition logNormalSurvival() {
        return RowDefinition.named("log-normal-survival", "log-normal-aft")
                .distribution(RowTargetDomain.TIME_AND_EVENT)
                .formula("(location, log_scale; time, event) ->"
                        + " where(event > 0, log_scale + ((log(time) - location)/exp(log_scale))^2/2,"
                        + " where(log(time) < location, -log1p(-erfc((location - log(time))/exp(log_scale)/sqrt(2))/2),"
                        + " log(2) - logerfc((log(time) - location)/exp(log_scale)/sqrt(2))))")
                .conditioning("second derivatives of rows censored u scales beyond the location: relative error of some"
                        + " 1e-16 times u^2")
                .summary("time until an event with a long tail, some not seen yet")
                .notes("event is 1 where it was seen and 0 where the row was censored at time. " + CONSTANTS
                        + "log(time) + log(2 pi)/2 of events.")
                .source("Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data");
    }
}
