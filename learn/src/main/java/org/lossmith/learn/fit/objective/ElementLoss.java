package org.lossmith.learn.fit.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Formula;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.loss.Link;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.Properties;
import org.lossmith.loss.TargetDomain;

/** A loss over one score a row; array arguments as in {@link Loss}. */
public interface ElementLoss extends FitLoss {
    Properties properties();

    Link link();

    TargetDomain targetDomain();

    void values(double[] score, double[] target, double[] value, int from, int to);

    double sumGradient(
            double[] score, double[] target, double @Nullable [] weight, double[] gradient, int from, int to);

    double sumGradientHessian(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] gradient,
            double[] hessian,
            int from,
            int to);

    @Override
    default int outputs() {
        return 1;
    }

    @Override
    default boolean convex() {
        return properties().convex();
    }

    @Override
    default boolean smooth() {
        return properties().smooth();
    }

    @Override
    default boolean classifies() {
        return link() == Link.LOGIT || link() == Link.SIGN;
    }

    @Override
    default boolean accepts(double target) {
        return targetDomain().contains(target);
    }

    @Override
    default String accepted() {
        return targetDomain().description();
    }

    @Override
    default RowModel direct() {
        return new DirectModel(this);
    }

    @Override
    default RowModel smoothed(double width) {
        return new SmoothedModel(this, width);
    }

    @Override
    default void values(Tile tile, double[] value) {
        values(tile.score, tile.target, value, 0, tile.rows);
    }

    @Override
    default double[] constant(double[] target, double @Nullable [] weight) {
        return new double[] {ConstantMinimum.of(this, target, weight)};
    }

    @Override
    default FitScale scale(Objective sample, Evaluation reference) {
        return FitScale.of(this, sample, reference);
    }

    static ElementLoss of(Loss loss) {
        return new Compiled(loss);
    }

    /** A loss of the catalogue or a user's formula. */
    record Compiled(Loss loss) implements ElementLoss {
        @Override
        public String spec() {
            return loss.spec();
        }

        @Override
        public Properties properties() {
            return loss.properties();
        }

        @Override
        public boolean quadratic() {
            return convex() && smooth() && !loss.formula().stableHessian().contains(Formula.SCORE.name());
        }

        @Override
        public boolean evenlyCurved() {
            return quadratic() && !loss.formula().stableHessian().contains(Formula.TARGET.name());
        }

        @Override
        public Link link() {
            return loss.link();
        }

        @Override
        public TargetDomain targetDomain() {
            return loss.targetDomain();
        }

        @Override
        public List<FitLoss> convexRelatives(double[] target, double unit, boolean smooth) {
            List<FitLoss> relatives = new ArrayList<>();
            switch (loss.link()) {
                case IDENTITY ->
                    relatives.add(
                            of(smooth ? Losses.parse("huber").with("delta", unit) : Losses.parse("absolute-error")));
                case LOG -> relatives.add(of(Losses.parse("poisson")));
                case SIGN -> relatives.add(of(Losses.parse("squared-hinge")));
                case LOGIT -> {}
            }
            // A formula's link is not known to us: targets between 0 and 1 may well be probabilities.
            if (Arrays.stream(target).allMatch(TargetDomain.UNIT_INTERVAL::contains)) {
                relatives.add(of(Losses.parse("bce")));
            }
            return relatives;
        }

        @Override
        public void values(double[] score, double[] target, double[] value, int from, int to) {
            loss.values(score, target, value, from, to);
        }

        @Override
        public double sumGradient(
                double[] score, double[] target, double @Nullable [] weight, double[] gradient, int from, int to) {
            return loss.sumGradient(score, target, weight, gradient, from, to);
        }

        @Override
        public double sumGradientHessian(
                double[] score,
                double[] target,
                double @Nullable [] weight,
                double[] gradient,
                double[] hessian,
                int from,
                int to) {
            return loss.sumGradientHessian(score, target, weight, gradient, hessian, from, to);
        }
    }
}
