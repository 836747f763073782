package org.lossmith.loss;

import static org.lossmith.loss.Parameter.nonNegative;

import java.util.List;

/** Losses whose target is a vector, as long as the scores'. */
final class VectorLosses {
    private VectorLosses() {}

    static List<RowDefinition> all() {
        return List.of(softTargets(), klDivergence(), multiLabel(), cosine(), betaElbo(), gaussianBetaElbo());
    }

    private static RowDefinition softTargets() {
        return RowDefinition.named("soft-softmax", "soft-cross-entropy")
                .vectors(RowTargetDomain.UNIT_INTERVAL, RowLink.SOFTMAX)
                .formula("(z[], y[]) -> sum(where(y > 0, y*(logsumexp(z) - z), 0))")
                .convex()
                .summary("several classes, targets are probabilities")
                .notes("The cross-entropy of the target's probabilities, as in distillation.")
                .source("Hinton, Vinyals and Dean (2015), arXiv:1503.02531");
    }

    private static RowDefinition klDivergence() {
        return RowDefinition.named("kl-divergence", "kl")
                .vectors(RowTargetDomain.UNIT_INTERVAL, RowLink.SOFTMAX)
                .formula("(z[], y[]) -> sum(where(y > 0, y*((logsumexp(z) - z) + log(y)), 0))")
                .convex()
                .summary("distance of a distribution from the target's")
                .notes("KL(y || softmax(z)); 0 log 0 is 0. Has the gradient of soft-softmax.")
                .conditioning("the value where the two distributions are close: absolute error of some 1e-16")
                .source("Kullback and Leibler (1951), Annals of Mathematical Statistics 22");
    }

    private static RowDefinition multiLabel() {
        return RowDefinition.named("multi-label-bce")
                .vectors(RowTargetDomain.UNIT_INTERVAL, RowLink.LOGITS)
                .formula("(z[], y[]) -> sum(softplus(z) - y*z)")
                .convex()
                .summary("several labels, each of them yes or no")
                .notes("The sum over labels, not their mean.")
                .source("Cox (1958), JRSS B 20, label by label");
    }

    private static RowDefinition cosine() {
        return RowDefinition.named("cosine", "cosine-similarity")
                .vectors(RowTargetDomain.REAL, RowLink.IDENTITY)
                .formula("(z[], y[]) -> sum((z/sqrt(sum(z^2)) - y/sqrt(sum(y^2)))^2)/2")
                .summary("direction of a vector, whatever its length")
                .notes("1 - cos of the angle between the two, written so that small angles keep their digits. NaN for a vector of zeros.")
                .conditioning("small angles a: relative error of some 1e-16/a")
                .source("Salton and McGill (1983), Introduction to Modern Information Retrieval");
    }

    private static final String DIVERGENCE =
            " + beta/2*sum(mean^2 + (expm1(log_variance) - log_variance))";

    private static RowDefinition betaElbo() {
        return RowDefinition.named("beta-elbo", "elbo")
                .vectors(RowTargetDomain.UNIT_INTERVAL, RowLink.DISTRIBUTION)
                .formula("(logit[d], mean[l], log_variance[l], x[d]) -> sum(softplus(logit) - x*logit)" + DIVERGENCE)
                .parameters(nonNegative("beta", 1, "weight of the divergence from the standard normal; 1 gives the ELBO"))
                .convex()
                .summary("variational autoencoder, reconstruction of 0 and 1")
                .notes("Minus the evidence lower bound: Bernoulli reconstruction plus beta times KL(N(mean, variance) || N(0, 1)).")
                .source("Kingma and Welling (2014), ICLR; beta: Higgins et al. (2017), ICLR");
    }

    private static RowDefinition gaussianBetaElbo() {
        return RowDefinition.named("gaussian-beta-elbo")
                .vectors(RowTargetDomain.REAL, RowLink.DISTRIBUTION)
                .formula("(output[d], mean[l], log_variance[l], x[d]) -> sum((output - x)^2)/2" + DIVERGENCE)
                .parameters(nonNegative("beta", 1, "weight of the divergence from the standard normal; 1 gives the ELBO"))
                .convex()
                .summary("variational autoencoder, reconstruction of numbers")
                .notes("Normal reconstruction of unit variance; its constant d/2 log(2 pi) is dropped.")
                .source("Kingma and Welling (2014), ICLR; beta: Higgins et al. (2017), ICLR");
    }
}
