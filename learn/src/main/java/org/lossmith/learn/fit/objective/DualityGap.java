package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Design;

/**
 * How far a smooth convex loss with a convex penalty can be from its minimum at most. A convex loss lies above its
 * tangents, so {@code loss(q) >= loss(p) + g (q - p)} for all q, and the least that the right side and the penalty come
 * to together bounds the objective from below; this is Fenchel's dual at the slopes of the rows, where the conjugate of
 * the loss is known. Two things are in the way of a bound that is finite and close:
 *
 * <ul>
 *   <li>An intercept pays nothing, so its slope must be 0: {@link BalancedTangents}.
 *   <li>Without L2 a slope above what L1 or a group's norm holds falls for ever. But a better point pays less for its
 *       coefficients than what the objective here lies above the loss's floor.
 * </ul>
 */
public final class DualityGap {
    private final FitLoss loss;
    private final Design design;
    private final FitScale scale;
    private final BalancedTangents balance;
    private double floor = Double.NaN;

    /** For any number of points and penalties. */
    public DualityGap(FitLoss loss, Design design, Objective sample, FitScale scale) {
        this.loss = loss;
        this.design = design;
        this.scale = scale;
        this.balance = new BalancedTangents(design, sample, scale);
    }

    /**
     * The gap relative to the objective; NaN where there is no finite one.
     *
     * @param surface where the point was evaluated: the objective, or what stands for it
     */
    public double relative(ScaledPenalty penalty, Evaluation at, Surface surface) {
        if (!loss.convex() || !loss.smooth() || !penalty.isConvex() || penalty.none() || !at.finite()) {
            return Double.NaN;
        }
        BalancedTangents.Tangents tangents;
        if (loss instanceof ElementLoss element) {
            tangents = balance.of(element, at, surface);
        } else if (loss instanceof ClassLoss classes && classes.crossEntropy()) {
            tangents = balance.of(classes, at, surface);
        } else {
            return Double.NaN;
        }
        double objective = at.loss() + penalty.value(at.parameters());
        return absolute(penalty, at, tangents, objective) / Math.max(Math.abs(objective), scale.loss());
    }

    private double absolute(
            ScaledPenalty penalty, Evaluation at, BalancedTangents.Tangents tangents, double objective) {
        PenaltyGap paid = PenaltyGap.of(penalty, at.parameters(), tangents.slopes());
        if (!paid.known()) {
            return Double.NaN;
        }
        double sum = tangents.deficit() + paid.sum();
        return Math.max(0, paid.excess() > 0 ? sum + paid.excess() * (objective - floor()) : sum);
    }

    /** A mean loss below which no scores get; NaN where none is known. */
    public double floor() {
        if (loss instanceof ClassLoss classes && classes.crossEntropy()) {
            return 0;
        }
        if (Double.isNaN(floor) && loss.convex() && loss instanceof ElementLoss element) {
            floor = LossFloor.of(element, design);
        }
        return floor;
    }
}
