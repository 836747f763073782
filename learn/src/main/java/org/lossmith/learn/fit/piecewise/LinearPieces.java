package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.loss.TargetDomain;

/**
 * A convex loss of straight lines that is 0 where it is smallest, as a sum over its kinks: each costs {@code above} for every
 * unit that it lies above the score and {@code below} for every unit that it lies below. Absolute error and quantiles have one
 * kink, at the target; epsilon-insensitive has two; hinge has one, whose costs depend on the label. All is found from the
 * loss's values and slopes, so that a user's formula that comes to the same is one too.
 */
final class LinearPieces {
    /** So many targets are tried. */
    private static final int TRIED = 200;
    /** With so many targets or fewer each may have kinks of its own: labels. */
    private static final int LABELS = 2;
    /** Distances from a kink at which values are compared. */
    private static final double[] DISTANCES = {0, 1e-6, 0.3, 1, 1e3, 1e6};
    /** Two values that differ by less are the same but for rounding. */
    private static final double ROUNDING = 1e-12;

    /** Empty where the kinks move with the target and are the same otherwise. */
    private final double[] labels;

    private final Kink[][] kinks;

    /**
     * A place where two lines meet.
     *
     * @param offset from the target
     * @param above cost of each unit that the kink lies above the score
     * @param below cost of each unit that it lies below
     */
    record Kink(double offset, double above, double below) {
        /** That of a residual {@code kink - score}. */
        double value(double residual) {
            return residual > 0 ? above * residual : -below * residual;
        }
    }

    private LinearPieces(double[] labels, Kink[][] kinks) {
        this.labels = labels;
        this.kinks = kinks;
    }

    /** The kinks of this loss, or null if it is no such loss at these targets. */
    static @Nullable LinearPieces of(FitLoss loss, double[] targets) {
        boolean candidate = loss instanceof ElementLoss element
                && element.properties().piecewiseLinear()
                && element.convex()
                && targets.length > 0;
        if (!candidate) {
            return null;
        }
        ElementLoss element = (ElementLoss) loss;
        double[] labels = labels(element, targets);
        double[] tried = tried(labels.length > 0 ? labels : targets);
        double origin = loss.accepts(0) ? 0 : tried[0];
        LinearPieces same = matching(element, new double[0], tried, origin);
        return same == null && labels.length > 0 ? matching(element, labels, tried, labels) : same;
    }

    /** All targets that there can be or are, if they are so few; else empty. */
    private static double[] labels(ElementLoss loss, double[] targets) {
        if (loss.targetDomain() == TargetDomain.SIGN) {
            return new double[] {-1, 1};
        }
        double[] labels = Arrays.stream(targets).distinct().limit(LABELS + 1L).toArray();
        return labels.length <= LABELS ? labels : new double[0];
    }

    private static double[] tried(double[] targets) {
        double[] tried = new double[Math.min(TRIED, targets.length)];
        Arrays.setAll(tried, i -> targets[(int) ((long) i * targets.length / tried.length)]);
        return tried;
    }

    private static @Nullable LinearPieces matching(
            ElementLoss loss, double[] labels, double[] tried, double... origins) {
        Kink[][] kinks = new Kink[origins.length][];
        for (int label = 0; label < kinks.length; label++) {
            List<Kink> own = new KinkSearch(loss, origins[label]).kinks();
            if (own == null || own.size() != (label == 0 ? own.size() : kinks[0].length)) {
                return null;
            }
            kinks[label] = own.toArray(Kink[]::new);
        }
        LinearPieces pieces = new LinearPieces(labels, kinks);
        return pieces.fit(loss, tried) ? pieces : null;
    }

    /** How many kinks a row has. */
    int count() {
        return kinks[0].length;
    }

    /** One of the kinks of a row with this target. */
    Kink kink(double target, int k) {
        return kinks[labels.length > 1 && target == labels[1] ? 1 : 0][k];
    }

    /** Whether the loss is what its kinks say at these targets. */
    private boolean fit(ElementLoss loss, double[] targets) {
        double[] score = new double[1];
        double[] own = new double[1];
        double[] value = new double[1];
        for (double target : targets) {
            own[0] = target;
            for (int k = 0; k < count(); k++) {
                double at = target + kink(target, k).offset();
                double unit = Math.max(1e-3, Math.max(Math.abs(target), Math.abs(at)));
                for (double distance : DISTANCES) {
                    for (int side = -1; side <= 1; side += 2) {
                        score[0] = at + side * distance * unit;
                        loss.values(score, own, value, 0, 1);
                        double difference = Math.abs(value[0] - value(target, score[0]));
                        if (!(difference <= ROUNDING * cost() * (unit + Math.abs(score[0])))) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    /** The largest sum of the costs of one target. */
    private double cost() {
        double largest = 0;
        for (Kink[] own : kinks) {
            largest = Math.max(
                    largest,
                    Arrays.stream(own)
                            .mapToDouble(kink -> kink.above() + kink.below())
                            .sum());
        }
        return largest;
    }

    private double value(double target, double score) {
        double sum = 0;
        for (int k = 0; k < count(); k++) {
            Kink kink = kink(target, k);
            sum += kink.value(target + kink.offset() - score);
        }
        return sum;
    }
}
