package org.lossmith.learn.fit;

/**
 * How far a smooth convex loss with L1, L2 or both can be from its minimum at most. A convex loss lies above its
 * tangents, so {@code loss(q) >= loss(p) + g (q - p)} for all q, and the least that the right side and the penalty come
 * to together bounds the objective from below; this is Fenchel's dual at the slopes of the rows, where the conjugate of
 * the loss is known. Two things are in the way of a bound that is finite and close:
 *
 * <ul>
 *   <li>The intercept pays nothing, so its slope must be 0. Some rows get the tangents of a slightly shifted intercept
 *       instead, as much of them as balances it.
 *   <li>Without L2 a slope above l1 falls for ever. But a better point pays less for its coefficients than what the
 *       objective here lies above the loss's floor.
 * </ul>
 */
final class DualityGap {
    /** The shift overshoots a little, so that part of it balances. */
    private static final double OVERSHOOT = 2;
    /** A smaller shift, as a share of a step that means something, would change slopes by rounding alone. */
    private static final double SMALLEST = 1e-6;

    private final FitLoss loss;
    private final Design design;
    private final Objective sample;
    private final FitScale scale;
    private double floor = Double.NaN;

    /** For any number of points and penalties. */
    DualityGap(FitLoss loss, Design design, Objective sample, FitScale scale) {
        this.loss = loss;
        this.design = design;
        this.sample = sample;
        this.scale = scale;
    }

    /**
     * The gap relative to the objective; NaN where there is no finite one.
     *
     * @param surface where the point was evaluated: the objective, or what stands for it
     */
    double relative(ScaledPenalty penalty, Evaluation at, Surface surface) {
        boolean known = loss.convex() && loss.smooth() && penalty.isElastic();
        if (!(loss instanceof ElementLoss element) || !known || !at.finite()) {
            return Double.NaN;
        }
        double objective = at.loss() + penalty.value(at.parameters());
        double gap = absolute(element, penalty, at, surface, objective);
        return gap / Math.max(Math.abs(objective), scale.loss());
    }

    private double absolute(
            ElementLoss element, ScaledPenalty penalty, Evaluation at, Surface surface, double objective) {
        int penalised = at.parameters().length - (design.intercept() ? 1 : 0);
        for (int j = 0; j < penalised; j++) {
            if (!(penalty.l1()[j] > 0 || penalty.l2()[j] > 0)) {
                return Double.NaN;
            }
        }
        Tangents tangents = design.intercept()
                ? balanced(element.direct(), at, surface, penalised)
                : new Tangents(at.gradient(), 0);
        double sum = tangents.deficit();
        double excess = 0;
        for (int j = 0; j < penalised; j++) {
            double p = at.parameters()[j];
            double slope = tangents.slopes()[j];
            double l1 = penalty.l1()[j];
            double over = Math.max(0, Math.abs(slope) - l1);
            sum += l1 * Math.abs(p) + penalty.l2()[j] * p * p + slope * p;
            if (penalty.l2()[j] > 0) {
                sum += over * over / (4 * penalty.l2()[j]);
            } else {
                excess = Math.max(excess, over / l1);
            }
        }
        return Math.max(0, excess > 0 ? sum + excess * (objective - floor(element)) : sum);
    }

    /**
     * A mean of tangents of the rows.
     *
     * @param slopes by the parameters
     * @param deficit how far it lies below the loss at the point; NaN if there is none that balances the intercept
     */
    private record Tangents(double[] slopes, double deficit) {}

    /** Brings the intercept's slope to 0 by mixing in tangents at a shifted intercept. */
    private Tangents balanced(RowModel model, Evaluation at, Surface surface, int intercept) {
        double slope = at.gradient()[intercept];
        if (slope == 0) {
            return new Tangents(at.gradient(), 0);
        }
        // Where a point costs a pass over the rows, those of the sample will do.
        Surface some = surface instanceof Objective ? sample : surface;
        double share = some.design().standardisation().weightSum()
                / design.standardisation().weightSum();
        boolean known = some == surface || some.design() == design;
        Evaluation here = known ? at : some.evaluate(at.parameters(), model, false);
        double shift = shift(at, slope, share, intercept);
        double[] point = at.parameters().clone();
        point[intercept] += shift;
        Evaluation there = some.evaluate(point, model, false);
        double part = -slope / (share * (there.gradient()[intercept] - here.gradient()[intercept]));
        if (!there.finite() || !(part >= 0 && part <= 1)) {
            return new Tangents(at.gradient(), Double.NaN);
        }
        double[] slopes = at.gradient().clone();
        for (int j = 0; j < slopes.length; j++) {
            slopes[j] += share * part * (there.gradient()[j] - here.gradient()[j]);
        }
        double lower = here.loss() - (there.loss() - shift * there.gradient()[intercept]);
        return new Tangents(slopes, share * part * Math.max(0, lower));
    }

    private double shift(Evaluation at, double slope, double share, int intercept) {
        boolean measured = at.gram().length > 0;
        double curvature = measured ? at.gram()[intercept * at.gradient().length + intercept] : 0;
        double wanted = Math.max(SMALLEST * scale.unit(), OVERSHOOT * Math.abs(slope) / (share * curvature));
        return -Math.copySign(Double.isFinite(wanted) ? wanted : scale.unit(), slope);
    }

    /** A mean loss below which no scores get. */
    private double floor(ElementLoss element) {
        if (Double.isNaN(floor)) {
            floor = LossFloor.of(element, design);
        }
        return floor;
    }
}
