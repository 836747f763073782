package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Design;

/**
 * Means of tangents of the rows' losses in which intercepts have the slope 0 exactly: nothing else would keep them from
 * falling for ever. Near the optimum the slopes at a point are nearly so; a small part of other tangents is mixed in that
 * balances them.
 */
final class BalancedTangents {
    /** A shift of an intercept overshoots a little, so that part of it balances. */
    private static final double OVERSHOOT = 2;
    /** A smaller shift, as a share of a step that means something, would change slopes by rounding alone. */
    private static final double SMALLEST = 1e-6;

    private final Design design;
    private final Objective sample;
    private final FitScale scale;

    /** @param sample some of the design's rows, or all */
    BalancedTangents(Design design, Objective sample, FitScale scale) {
        this.design = design;
        this.sample = sample;
        this.scale = scale;
    }

    /**
     * A mean of tangents of the rows.
     *
     * @param slopes by the parameters
     * @param deficit how far it lies below the loss at the point; NaN if there is none that balances the intercepts
     */
    record Tangents(double[] slopes, double deficit) {}

    /** Some rows get tangents at a shifted intercept instead, as much of them as balances it. */
    Tangents of(ElementLoss loss, Evaluation at, Surface surface) {
        int intercept = design.columns() - 1;
        double slope = design.intercept() ? at.gradient()[intercept] : 0;
        if (slope == 0) {
            return new Tangents(at.gradient(), 0);
        }
        RowModel model = loss.direct();
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
        slopes[intercept] = 0;
        double lower = here.loss() - (there.loss() - shift * there.gradient()[intercept]);
        return new Tangents(slopes, share * part * Math.max(0, lower));
    }

    private double shift(Evaluation at, double slope, double share, int intercept) {
        boolean measured = at.gram().length > 0;
        double curvature = measured ? at.gram()[intercept * at.gradient().length + intercept] : 0;
        double wanted = Math.max(SMALLEST * scale.unit(), OVERSHOOT * Math.abs(slope) / (share * curvature));
        return -Math.copySign(Double.isFinite(wanted) ? wanted : scale.unit(), slope);
    }

    /**
     * For cross-entropy: tangents at constant scores, the same for every row, whose slopes by the intercepts are their
     * probabilities less the classes' shares. So the probabilities that balance any slopes are known.
     */
    Tangents of(ClassLoss loss, Evaluation at, Surface surface) {
        double[] share = design.intercept() ? shares(loss.outputs()) : new double[0];
        double part = 0;
        for (int k = 0; k < share.length; k++) {
            double slope = Math.abs(at.gradient()[intercept(k)]);
            // So much that no probability falls below a part of its class's share.
            part = Math.max(part, slope == 0 ? 0 : slope / (slope + share[k] / OVERSHOOT));
        }
        if (part == 0) {
            return new Tangents(at.gradient(), 0);
        }
        double[] point = new double[design.dimension()];
        for (int k = 0; k < share.length; k++) {
            point[intercept(k)] = Math.log(share[k] - (1 - part) / part * at.gradient()[intercept(k)]);
        }
        Evaluation there = surface.evaluate(point, loss.direct(), false);
        if (!there.finite()) {
            return new Tangents(at.gradient(), Double.NaN);
        }
        double[] slopes = new double[point.length];
        double lower = at.loss() - there.loss();
        for (int j = 0; j < point.length; j++) {
            slopes[j] = at.gradient()[j] + part * (there.gradient()[j] - at.gradient()[j]);
            lower -= there.gradient()[j] * (at.parameters()[j] - point[j]);
        }
        for (int k = 0; k < share.length; k++) {
            slopes[intercept(k)] = 0;
        }
        return new Tangents(slopes, part * Math.max(0, lower));
    }

    private int intercept(int output) {
        return (output + 1) * design.columns() - 1;
    }

    /** The weighted share of each class's rows. */
    private double[] shares(int classes) {
        double[] share = new double[classes];
        int block = design.tileRows();
        double[] target = new double[block];
        double[] weight = new double[block];
        for (int from = 0; from < design.size(); from += block) {
            int count = Math.min(block, design.size() - from);
            design.targets().copy(from, count, target, weight);
            for (int i = 0; i < count; i++) {
                share[(int) target[i]] += weight[i] / design.standardisation().weightSum();
            }
        }
        return share;
    }
}
