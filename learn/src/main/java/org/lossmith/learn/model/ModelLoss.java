package org.lossmith.learn.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.formula.Signature;
import org.lossmith.learn.distribution.DistributionFamily;
import org.lossmith.loss.AnyLoss;
import org.lossmith.loss.Loss;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowTargetDomain;

/** A loss that a linear model can be trained with: of one score a row, one for each class, or the parameters of a distribution. */
public sealed interface ModelLoss {
    /** A loss of one score a row. */
    record OfScore(Loss loss) implements ModelLoss {}

    /** A loss of one score for each class. */
    record OfClasses(RowLoss loss) implements ModelLoss {
        public OfClasses {
            boolean known = loss.link() == RowLink.SOFTMAX || loss.link() == RowLink.LARGEST;
            boolean written = !loss.ofCatalogue();
            var scores = loss.formula().signature().scores();
            boolean oneForEachClass = scores.size() == 1 && scores.get(0).isVector();
            boolean classes = loss.targetDomain() == RowTargetDomain.CLASS
                    && (written || loss.group().equals("classes"));
            if (!classes || !oneForEachClass || !(known || written)) {
                throw new InputException(loss.name() + " cannot be trained with a linear model: its scores are "
                        + loss.link().description()
                        + ", and a linear model here gives one score a row or one for each class; take a loss of one"
                        + " score (`lossmith losses`), or softmax for classes");
            }
        }
    }

    /** A loss whose scores are the parameters of a distribution. */
    record OfDistribution(RowLoss loss, DistributionFamily family) implements ModelLoss {
        static OfDistribution of(RowLoss loss) {
            DistributionFamily family = DistributionFamily.of(loss);
            if (family == null) {
                throw new InputException(loss.name() + " cannot be trained with a linear model here: " + missing(loss)
                        + "; distributions that can are gaussian-nll, laplace-nll, student-t-nll and zero-inflated-poisson, and"
                        + " of one score poisson, negative-binomial and gamma");
            }
            return new OfDistribution(loss, family);
        }

        private static String missing(RowLoss loss) {
            return loss.targetDomain() == RowTargetDomain.TIME_AND_EVENT
                    ? "it takes two targets for each row, "
                            + loss.targetDomain().description() + ", and --target names one column"
                    : "its components may narrow to single rows, which no penalty on inputs prevents";
        }

        /** Whether it is a number that the distributions give. */
        boolean takes(double target) {
            return loss.targetDomain().contains(0, target) && (!family.ofCounts() || target == Math.rint(target));
        }

        /** The numbers that the distributions give, in words. */
        String taken() {
            return family.ofCounts()
                    ? "counts: whole numbers from 0 on"
                    : loss.targetDomain().description();
        }

        /** Names of the scores, in order. */
        public List<String> scores() {
            return loss.formula().signature().scores().stream()
                    .map(Signature.Block::name)
                    .toList();
        }
    }

    AnyLoss loss();

    /** The distributions that the scores stand for, or null where they stand for a number or labels only. */
    default @Nullable DistributionFamily distribution() {
        return DistributionFamily.of(loss());
    }

    default String name() {
        return loss().name();
    }

    default Map<String, Double> parameters() {
        return loss().parameters();
    }

    default boolean ofCatalogue() {
        return loss().ofCatalogue();
    }

    /** As the command line takes it, with parameters; null for a loss that a user wrote. */
    default @Nullable String spec() {
        return loss().ofCatalogue() ? loss().spec() : null;
    }

    /** As maths text. */
    default String formula() {
        return loss().entry().formula();
    }

    /**
     * Reads {@code name} or {@code name:parameter=value,...}.
     *
     * @throws InputException if there is none, or no linear model can be trained with it
     */
    static ModelLoss parse(String spec) {
        return of(AnyLoss.parse(spec));
    }

    /**
     * A loss written as a formula; it is parsed, never run as code.
     *
     * @throws InputException if it is not a formula, or no linear model can be trained with it
     */
    static ModelLoss written(String formula, Map<String, Double> parameters) {
        return of(AnyLoss.written(formula, parameters));
    }

    /** @throws InputException if no linear model can be trained with it */
    static ModelLoss of(AnyLoss loss) {
        if (!(loss instanceof RowLoss rows)) {
            return new OfScore((Loss) loss);
        }
        return rows.ofCatalogue() && rows.link() == RowLink.DISTRIBUTION
                ? OfDistribution.of(rows)
                : new OfClasses(rows);
    }
}
