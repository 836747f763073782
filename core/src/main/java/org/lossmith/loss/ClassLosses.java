package org.lossmith.loss;

import static org.lossmith.loss.Parameter.nonNegative;

import java.util.List;

/** Losses of one score per class; the target is the class, counted from 0. */
final class ClassLosses {
    private ClassLosses() {}

    static List<RowDefinition> all() {
        return List.of(
                softmax(),
                softmaxFocal(),
                multiclassHinge(),
                polyOne(),
                generalisedCrossEntropy(),
                symmetricCrossEntropy(),
                sparsemax(),
                ordinal());
    }

    private static RowDefinition softmax() {
        return RowDefinition.named("softmax", "cross-entropy", "multinomial")
                .classes(RowLink.SOFTMAX)
                .formula("(z[]; y; class_weight[]) -> (1 - label_smoothing)*class_weight[y]*(logsumexp(z) - z[y])"
                        + " + where(label_smoothing > 0, label_smoothing/K*sum(class_weight*(logsumexp(z) - z)), 0)")
                .parameters(new Parameter(
                        "label_smoothing",
                        0,
                        0,
                        true,
                        1,
                        false,
                        "share of the target that is spread over all classes: s/K each",
                        List.of("smoothing")))
                .convex()
                .summary("several classes, calibrated probabilities")
                .notes("The minus log likelihood of the class. class_weight, one number a class, is 1 unless given.")
                .source("Bridle (1990), NIPS 2; label smoothing: Szegedy et al. (2016), CVPR");
    }

    private static RowDefinition softmaxFocal() {
        return RowDefinition.named("softmax-focal")
                .classes(RowLink.SOFTMAX)
                .formula("(z[], y) -> (1 - softmax(z)[y])^gamma*(logsumexp(z) - z[y])")
                .parameters(nonNegative("gamma", 2, "how much rows that are right already fade; 0 gives softmax"))
                .summary("several classes, attention on rows that are still wrong")
                .notes("Probabilities are less sure than the data say for gamma > 0.")
                .source("Lin et al. (2017), ICCV");
    }

    private static RowDefinition multiclassHinge() {
        return RowDefinition.named("multiclass-hinge", "crammer-singer")
                .classes(RowLink.LARGEST)
                .formula("(z[], y) -> max(z + where(k == y, 0, 1)) - z[y]")
                .convex()
                .summary("several classes, only the winner matters")
                .notes("Where several classes tie for the largest margin the gradient is shared equally among them.")
                .source("Crammer and Singer (2001), JMLR 2");
    }

    private static RowDefinition polyOne() {
        return RowDefinition.named("poly-1")
                .classes(RowLink.SOFTMAX)
                .formula("(z[], y) -> logsumexp(z) - z[y] + epsilon*(1 - softmax(z)[y])")
                .parameters(new Parameter(
                        "epsilon",
                        1,
                        -1,
                        true,
                        Double.POSITIVE_INFINITY,
                        false,
                        "what is added to the first coefficient of the cross-entropy's series; 0 gives softmax",
                        List.of()))
                .summary("several classes, cross-entropy with one more knob")
                .source("Leng et al. (2022), ICLR");
    }

    private static RowDefinition generalisedCrossEntropy() {
        return RowDefinition.named("generalised-cross-entropy", "generalized-cross-entropy", "gce")
                .classes(RowLink.SOFTMAX)
                .formula("(z[], y) -> -expm1(q*(z[y] - logsumexp(z)))/q")
                .parameters(new Parameter(
                        "q",
                        0.7,
                        0,
                        false,
                        1,
                        true,
                        "0 (excluded) would be softmax, 1 is the mean absolute error of probabilities",
                        List.of()))
                .summary("several classes, some labels wrong")
                .source("Zhang and Sabuncu (2018), NeurIPS");
    }

    private static RowDefinition symmetricCrossEntropy() {
        return RowDefinition.named("symmetric-cross-entropy", "sce")
                .classes(RowLink.SOFTMAX)
                .formula("(z[], y) -> alpha*(logsumexp(z) - z[y]) + beta*log_zero*(1 - softmax(z)[y])")
                .parameters(
                        nonNegative("alpha", 0.1, "weight of the cross-entropy"),
                        nonNegative("beta", 1, "weight of the reverse cross-entropy"),
                        nonNegative("log_zero", 4, "what -log(0) counts in the reverse cross-entropy"))
                .summary("several classes, some labels wrong")
                .source("Wang et al. (2019), ICCV");
    }

    private static RowDefinition sparsemax() {
        return RowDefinition.named("sparsemax")
                .classes(RowLink.SPARSEMAX)
                .formula("(z[], y) -> sparsemax_conjugate(z) - z[y]")
                .convex()
                .summary("several classes, probabilities that may be exactly 0")
                .notes("0 with a zero gradient once the class leads all others by 1.")
                .conditioning("gradients of classes close to the threshold: absolute errors of some 1e-16")
                .source("Martins and Astudillo (2016), ICML");
    }

    private static RowDefinition ordinal() {
        return RowDefinition.named("ordinal", "cumulative-logit", "proportional-odds")
                .classes(RowLink.CUTS)
                .extraClasses(1)
                .formula("(z, cut[], y) -> where(y < K, softplus(z - cut[y]), 0)"
                        + " + where(y > 0, softplus(cut[y - 1] - z), 0)"
                        + " - where(y > 0 and y < K, log1mexp(cut[y] - cut[y - 1]), 0)")
                .convex()
                .summary("classes in an order, such as ratings")
                .notes("K cuts, in rising order, divide the line of scores into K + 1 classes.")
                .conditioning(
                        "gradients next to their roots, where the two cuts of a class pull alike: absolute error of"
                                + " some 1e-16 of the pull")
                .source("McCullagh (1980), JRSS B 42");
    }
}
