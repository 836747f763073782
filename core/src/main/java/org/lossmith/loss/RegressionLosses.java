package org.lossmith.loss;

import static org.lossmith.loss.Parameter.between;
import static org.lossmith.loss.Parameter.nonNegative;
import static org.lossmith.loss.Parameter.positive;

import java.util.List;

/** Losses of a real target; the score is the prediction itself. */
final class RegressionLosses {
    private RegressionLosses() {}

    static List<Definition> all() {
        return List.of(
                squaredError(),
                halfSquaredError(),
                absoluteError(),
                huber(),
                smoothL1(),
                pseudoHuber(),
                logCosh(),
                quantile(),
                expectile(),
                epsilonInsensitive(),
                cauchy(),
                tukey(),
                welsch(),
                studentT());
    }

    private static Definition squaredError() {
        return Definition.named("squared-error", "mse", "l2", "squared")
                .formula("(z - y)^2")
                .summary("large errors cost most; learns the mean")
                .notes("Without the factor 1/2; half-squared-error has it.")
                .source(
                        "Gauss (1809); Legendre (1805)",
                        p -> Traits.smooth(Learns.MEAN).curvature(2).convex());
    }

    private static Definition halfSquaredError() {
        return Definition.named("half-squared-error", "half-mse")
                .formula("(z - y)^2/2")
                .summary("squared error whose gradient is the error itself")
                .source(
                        "Bishop (2006), section 1.5.5",
                        p -> Traits.smooth(Learns.MEAN).curvature(1).convex());
    }

    private static Definition absoluteError() {
        return Definition.named("absolute-error", "mae", "l1", "absolute")
                .formula("abs(z - y)")
                .summary("every unit of error costs the same; learns the median")
                .notes("At an error of 0 the gradient is 0, the midpoint of its subdifferential.")
                .source(
                        "Boscovich (1757); Koenker and Bassett (1978)",
                        p -> Traits.piecewiseLinear(Learns.MEDIAN, 1)
                                .kinks("z = y")
                                .convex());
    }

    private static Definition huber() {
        return Definition.named("huber")
                .formula("where(abs(z - y) <= delta, (z - y)^2/2, delta*(abs(z - y) - delta/2))")
                .parameters(positive("delta", 1, "error beyond which the cost grows linearly, in units of the target"))
                .summary("squared for small errors, absolute for large ones")
                .notes("smooth-l1 is this divided by its threshold.")
                .source(
                        "Huber (1964), Annals of Mathematical Statistics 35",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz(p.of("delta"))
                                .curvature(1)
                                .convex());
    }

    private static Definition smoothL1() {
        return Definition.named("smooth-l1")
                .formula("where(abs(z - y) <= beta, (z - y)^2/(2*beta), abs(z - y) - beta/2)")
                .parameters(positive("beta", 1, "error beyond which the cost grows linearly, in units of the target"))
                .summary("huber divided by its threshold: slope 1 far out")
                .source(
                        "Girshick (2015), Fast R-CNN",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz(1)
                                .curvature(1 / p.of("beta"))
                                .convex());
    }

    private static Definition pseudoHuber() {
        return Definition.named("pseudo-huber", "charbonnier")
                .formula("delta^2*(sqrt(1 + ((z - y)/delta)^2) - 1)")
                .parameters(positive("delta", 1, "scale of the errors at which squared becomes linear"))
                .summary("huber with all derivatives continuous")
                .conditioning(
                        "between the points that the build looks at up to 4.4 ulps of the value and 5.5 of the second derivative")
                .source(
                        "Charbonnier, Blanc-Feraud, Aubert and Barlaud (1997)",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz(p.of("delta"))
                                .curvature(1)
                                .convex());
    }

    private static Definition logCosh() {
        return Definition.named("log-cosh", "logcosh")
                .formula("log(cosh(z - y))")
                .summary("half squared error near 0, absolute error less log 2 far out")
                .source(
                        "Green (1990), IEEE Transactions on Medical Imaging 9",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz(1)
                                .curvature(1)
                                .convex());
    }

    private static Definition quantile() {
        return Definition.named("quantile", "pinball")
                .formula("max(q*(y - z), (q - 1)*(y - z))")
                .parameters(between(
                        "q",
                        0.5,
                        0,
                        1,
                        "the quantile: k/(k + 1) if too low costs k times too high",
                        "tau",
                        "alpha",
                        "quantile",
                        "level"))
                .summary("too low and too high cost differently; learns a quantile")
                .notes("At an error of 0 the gradient is 1/2 - q, the midpoint of its subdifferential.")
                .source(
                        "Koenker and Bassett (1978), Econometrica 46",
                        p -> Traits.piecewiseLinear(Learns.QUANTILE, Math.max(p.of("q"), 1 - p.of("q")))
                                .kinks("z = y")
                                .convex());
    }

    private static Definition expectile() {
        return Definition.named("expectile")
                .formula("where(z <= y, tau, 1 - tau)*(z - y)^2")
                .parameters(between(
                        "tau",
                        0.5,
                        0,
                        1,
                        "the expectile: share of the weight on predictions below the target",
                        "q",
                        "alpha",
                        "level"))
                .summary("squared error with two weights; learns an expectile")
                .notes("tau = 1/2 is half-squared-error.")
                .source(
                        "Newey and Powell (1987), Econometrica 55",
                        p -> Traits.smooth(Learns.EXPECTILE)
                                .curvature(2 * Math.max(p.of("tau"), 1 - p.of("tau")))
                                .convex());
    }

    private static Definition epsilonInsensitive() {
        return Definition.named("epsilon-insensitive", "svr")
                .formula("max(0, abs(z - y) - epsilon)")
                .parameters(
                        nonNegative("epsilon", 0.1, "errors up to this cost nothing, in units of the target", "eps"))
                .summary("small errors are free, larger ones cost linearly")
                .source(
                        "Vapnik (1995), The Nature of Statistical Learning Theory",
                        p -> Traits.piecewiseLinear(Learns.CENTRE, 1)
                                .kinks("|z - y| = epsilon")
                                .convex());
    }

    private static Definition cauchy() {
        return Definition.named("cauchy", "lorentzian")
                .formula("c^2/2*log(1 + ((z - y)/c)^2)")
                .parameters(
                        positive("c", 2.385, "scale; 2.385 has 95% efficiency on normal errors of variance 1", "scale"))
                .summary("grows like a logarithm: gross errors hardly count")
                .notes("Not convex beyond |z - y| = c: a fit may depend on its start.")
                .conditioning(
                        "between the points that the build looks at up to 4.7 ulps of the value and 4.2 of the second derivative")
                .source(
                        "Holland and Welsch (1977); Zhang (1997)",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz(p.of("c") / 2)
                                .curvature(1)
                                .notConvex());
    }

    private static Definition tukey() {
        return Definition.named("tukey", "biweight", "bisquare")
                .formula("where(abs(z - y) <= c, c^2/6*(1 - (1 - ((z - y)/c)^2)^3), c^2/6)")
                .parameters(positive(
                        "c",
                        4.685,
                        "errors beyond this all cost c^2/6; 4.685 has 95% efficiency on normal errors of variance 1"))
                .summary("gross errors cost a constant: they do not count at all")
                .notes("Not convex: a fit may depend on its start.")
                .source(
                        "Beaton and Tukey (1974), Technometrics 16",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz(p.of("c") * 16 / (25 * Math.sqrt(5)))
                                .curvature(1)
                                .notConvex());
    }

    private static Definition welsch() {
        return Definition.named("welsch", "leclerc")
                .formula("c^2/2*(1 - exp(-((z - y)/c)^2))")
                .parameters(
                        positive("c", 2.985, "scale; 2.985 has 95% efficiency on normal errors of variance 1", "scale"))
                .summary("gross errors cost nearly a constant, smoothly")
                .notes("Not convex: a fit may depend on its start.")
                .conditioning(
                        "between the points that the build looks at up to 5.4 ulps of the second derivative, where its terms cancel in part")
                .source(
                        "Dennis and Welsch (1978)",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz(p.of("c") * Math.exp(-0.5) / Math.sqrt(2))
                                .curvature(1)
                                .notConvex());
    }

    private static Definition studentT() {
        return Definition.named("student-t", "students-t")
                .formula("(nu + 1)/2*log(1 + ((z - y)/scale)^2/nu)")
                .parameters(
                        positive("nu", 4, "degrees of freedom: smaller means heavier tails", "df"),
                        positive("scale", 1, "scale of the errors, in units of the target", "sigma", "s"))
                .summary("negative log-likelihood of heavy-tailed errors")
                .notes("The normalising constant is dropped. Not convex beyond |z - y| = scale sqrt(nu).")
                .conditioning(
                        "between the points that the build looks at up to 4.2 ulps of the value and 5.4 of the second derivative")
                .source(
                        "Lange, Little and Taylor (1989), JASA 84",
                        p -> Traits.smooth(Learns.CENTRE)
                                .lipschitz((p.of("nu") + 1) / (2 * p.of("scale") * Math.sqrt(p.of("nu"))))
                                .curvature((p.of("nu") + 1) / (p.of("nu") * p.of("scale") * p.of("scale")))
                                .notConvex());
    }
}
