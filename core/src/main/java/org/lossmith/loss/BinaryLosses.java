package org.lossmith.loss;

import static org.lossmith.loss.Parameter.between;
import static org.lossmith.loss.Parameter.nonNegative;
import static org.lossmith.loss.Parameter.positive;

import java.util.List;

/**
 * Losses of a target with two values. Probability losses take the logit as score and targets 0 and 1 (or between them);
 * margin losses take targets -1 and +1.
 */
final class BinaryLosses {
    private BinaryLosses() {}

    static List<Definition> all() {
        return List.of(
                bce(),
                weightedBce(),
                focal(),
                alphaBalancedFocal(),
                brier(),
                hinge(),
                squaredHinge(),
                smoothedHinge(),
                modifiedHuber(),
                exponential());
    }

    private static Definition.Builder probability(String name, String... aliases) {
        return Definition.named(name, aliases).binary(TargetDomain.UNIT_INTERVAL, Link.LOGIT);
    }

    private static Definition.Builder margin(String name, String... aliases) {
        return Definition.named(name, aliases).binary(TargetDomain.SIGN, Link.SIGN);
    }

    private static Definition bce() {
        return probability("bce", "binary-cross-entropy", "log-loss", "logistic")
                .formula("-(y*log(sigmoid(z)) + (1 - y)*log(1 - sigmoid(z)))")
                .summary("confident and wrong costs most; learns the probability")
                .notes("From logits: nothing is clipped. At z = 0 it is log 2.")
                .source(
                        "Cox (1958), JRSS B 20; Good (1952)",
                        p -> Traits.smooth(Learns.PROBABILITY)
                                .lipschitz(1)
                                .curvature(0.25)
                                .convex());
    }

    private static Definition weightedBce() {
        return probability("weighted-bce", "weighted-log-loss")
                .formula("-(positive_weight*y*log(sigmoid(z)) + (1 - y)*log(1 - sigmoid(z)))")
                .parameters(positive(
                        "positive_weight",
                        1,
                        "cost of a missed positive for each of a false alarm",
                        "weight",
                        "pos_weight"))
                .summary("bce in which positives count more")
                .notes(
                        "Shifts the probabilities: a well-specified fit has its intercept raised by about log(positive_weight).")
                .source(
                        "King and Zeng (2001), Political Analysis 9; Elkan (2001)",
                        p -> Traits.smooth(Learns.PROBABILITY)
                                .lipschitz(Math.max(1, p.of("positive_weight")))
                                .curvature(0.25 * Math.max(1, p.of("positive_weight")))
                                .convex());
    }

    private static Definition focal() {
        return probability("focal")
                .formula(
                        "-alpha*(y*(1 - sigmoid(z))^gamma*log(sigmoid(z)) + (1 - y)*sigmoid(z)^gamma*log(1 - sigmoid(z)))")
                .parameters(
                        nonNegative("gamma", 2, "how strongly easy examples are turned down; 0 is bce"),
                        positive("alpha", 0.25, "a factor on every example"))
                .summary("easy examples hardly count")
                .softLabelsByLargerSide()
                .notes(
                        "alpha scales both classes alike; alpha-balanced-focal weights them apart. Its scores are not logits of the"
                                + " probability: calibrate before reading them so. Not where labels are noisy. For labels of 0 and 1.")
                .source(
                        "Lin, Goyal, Girshick, He and Dollar (2017), Focal Loss for Dense Object Detection",
                        p -> focal(p.of("gamma"), p.of("alpha")));
    }

    private static Definition alphaBalancedFocal() {
        return probability("alpha-balanced-focal", "balanced-focal")
                .formula("-(alpha*y*(1 - sigmoid(z))^gamma*log(sigmoid(z))"
                        + " + (1 - alpha)*(1 - y)*sigmoid(z)^gamma*log(1 - sigmoid(z)))")
                .parameters(
                        nonNegative("gamma", 2, "how strongly easy examples are turned down; 0 is weighted bce"),
                        between("alpha", 0.25, 0, 1, "weight of the positives; the negatives have 1 - alpha"))
                .summary("focal with a weight for each class")
                .softLabelsByLargerSide()
                .notes(
                        "Its scores are not logits of the probability: calibrate before reading them so. For labels of 0 and 1.")
                .source(
                        "Lin, Goyal, Girshick, He and Dollar (2017), equation 5",
                        p -> focal(p.of("gamma"), Math.max(p.of("alpha"), 1 - p.of("alpha"))));
    }

    /** At gamma = 0 it is bce, which is convex. */
    private static Properties focal(double gamma, double scale) {
        Traits traits = Traits.smooth(Learns.CLASS);
        return gamma == 0
                ? traits.lipschitz(scale).curvature(scale / 4).convex()
                : traits.lipschitz(scale * FocalBounds.slope(gamma))
                        .curvature(scale * FocalBounds.curvature(gamma))
                        .notConvex();
    }

    private static Definition brier() {
        return probability("brier", "brier-score")
                .formula("(sigmoid(z) - y)^2")
                .summary("squared error of the probability; confident errors cost at most 1")
                .notes("Not convex in the score: its gradient fades where the model is most wrong.")
                .source(
                        "Brier (1950), Monthly Weather Review 78",
                        p -> Traits.smooth(Learns.PROBABILITY)
                                .lipschitz(8.0 / 27)
                                .curvature(0.155)
                                .notConvex());
    }

    private static Definition hinge() {
        return margin("hinge", "svm")
                .formula("max(0, 1 - y*z)")
                .summary("costs nothing beyond the margin; learns the class alone")
                .source(
                        "Cortes and Vapnik (1995), Machine Learning 20",
                        p -> Traits.piecewiseLinear(Learns.CLASS, 1)
                                .kinks("y z = 1")
                                .convex());
    }

    private static Definition squaredHinge() {
        return margin("squared-hinge")
                .formula("max(0, 1 - y*z)^2")
                .summary("hinge squared: smooth, harder on large violations")
                .source(
                        "Chang, Hsieh and Lin (2008), JMLR 9",
                        p -> Traits.smooth(Learns.PROBABILITY).curvature(2).convex());
    }

    private static Definition smoothedHinge() {
        return margin("smoothed-hinge")
                .formula("where(y*z >= 1, 0, where(y*z <= 1 - gamma, 1 - y*z - gamma/2, (1 - y*z)^2/(2*gamma)))")
                .parameters(positive("gamma", 1, "width of the rounded corner, in units of the margin"))
                .summary("hinge with its corner rounded")
                .source(
                        "Shalev-Shwartz and Zhang (2013), JMLR 14",
                        p -> Traits.smooth(Learns.CLASS)
                                .lipschitz(1)
                                .curvature(1 / p.of("gamma"))
                                .convex());
    }

    private static Definition modifiedHuber() {
        return margin("modified-huber")
                .formula("where(y*z >= -1, max(0, 1 - y*z)^2, -4*y*z)")
                .summary("squared hinge that grows linearly on gross errors")
                .source(
                        "Zhang (2004), ICML",
                        p -> Traits.smooth(Learns.PROBABILITY)
                                .lipschitz(4)
                                .curvature(2)
                                .convex());
    }

    private static Definition exponential() {
        return margin("exponential", "adaboost")
                .formula("exp(-y*z)")
                .summary("AdaBoost's loss: wrong and confident costs exponentially")
                .notes("Very sensitive to mislabelled rows.")
                .source(
                        "Friedman, Hastie and Tibshirani (2000), Annals of Statistics 28",
                        p -> Traits.smooth(Learns.PROBABILITY).convex());
    }
}
