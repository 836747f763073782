package org.lossmith.learn.fit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.loss.Link;

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
    /** Where sigmoids and exponentials have come within rounding of their limits. */
    private static final double LIMIT = 40;
    /** The floor holds for scores that are no further than this from where the loss is least. */
    private static final double REACH = 1e6;
    /** The shift overshoots a little, so that part of it balances. */
    private static final double OVERSHOOT = 2;
    /** A smaller shift, as a share of a step that means something, would change slopes by rounding alone. */
    private static final double SMALLEST = 1e-6;

    private final Problem problem;
    private final ScaledPenalty penalty;
    private final Evaluation at;
    private final double[] gradient;
    private double deficit;

    private DualityGap(Problem problem, Evaluation at) {
        this.problem = problem;
        this.penalty = problem.penalty();
        this.at = at;
        this.gradient = at.gradient().clone();
    }

    /** The gap relative to the objective; NaN where there is no finite one. */
    static double relative(Problem problem, Evaluation at) {
        FitLoss loss = problem.loss();
        boolean known = loss.convex() && loss.smooth() && problem.penalty().isElastic();
        if (!(loss instanceof ElementLoss element) || !known || !at.finite()) {
            return Double.NaN;
        }
        double objective = at.loss() + problem.penalty().value(at.parameters());
        double gap = new DualityGap(problem, at).absolute(element, objective);
        return gap / Math.max(Math.abs(objective), problem.scale().loss());
    }

    private double absolute(ElementLoss loss, double objective) {
        int penalised = gradient.length - (problem.objective().design().intercept() ? 1 : 0);
        for (int j = 0; j < penalised; j++) {
            if (!(penalty.l1()[j] > 0 || penalty.l2()[j] > 0)) {
                return Double.NaN;
            }
        }
        if (penalised < gradient.length && !balanceIntercept(loss.direct(), penalised)) {
            return Double.NaN;
        }
        double sum = deficit;
        double excess = 0;
        for (int j = 0; j < penalised; j++) {
            double p = at.parameters()[j];
            double l1 = penalty.l1()[j];
            double over = Math.max(0, Math.abs(gradient[j]) - l1);
            sum += l1 * Math.abs(p) + penalty.l2()[j] * p * p + gradient[j] * p;
            if (penalty.l2()[j] > 0) {
                sum += over * over / (4 * penalty.l2()[j]);
            } else {
                excess = Math.max(excess, over / l1);
            }
        }
        return Math.max(0, excess > 0 ? sum + excess * (objective - floor(loss)) : sum);
    }

    /** Brings the intercept's slope to 0 by mixing in tangents at a shifted intercept, on the sample's rows. */
    private boolean balanceIntercept(RowModel model, int intercept) {
        double slope = gradient[intercept];
        if (slope == 0) {
            return true;
        }
        Objective sample = problem.sample();
        double share = sample.design().standardisation().weightSum()
                / problem.objective().design().standardisation().weightSum();
        // With many columns a Gram matrix for one entry of it would be too much; then the shift is a step that means
        // something.
        boolean curved = gradient.length <= Planner.NEWTON_DIMENSION;
        Evaluation here = sample.evaluate(at.parameters(), model, curved);
        double curvature = curved ? here.gram()[intercept * gradient.length + intercept] : 0;
        double unit = problem.scale().unit();
        double wanted = Math.max(SMALLEST * unit, OVERSHOOT * Math.abs(slope) / (share * curvature));
        double shift = -Math.copySign(Double.isFinite(wanted) ? wanted : unit, slope);
        double[] point = at.parameters().clone();
        point[intercept] += shift;
        Evaluation there = sample.evaluate(point, model, false);
        double change = there.gradient()[intercept] - here.gradient()[intercept];
        double part = -slope / (share * change);
        if (!there.finite() || !(part >= 0 && part <= 1)) {
            return false;
        }
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] += share * part * (there.gradient()[j] - here.gradient()[j]);
        }
        gradient[intercept] = 0;
        // How far the other tangents lie below the loss here.
        deficit = share * part * Math.max(0, here.loss() - (there.loss() - shift * there.gradient()[intercept]));
        return true;
    }

    /** A mean loss below which no scores get. */
    private double floor(ElementLoss loss) {
        Design design = problem.objective().design();
        double[] target = design.targets();
        double @Nullable [] weight = design.weights();
        double[] score = new double[target.length];
        for (int i = 0; i < score.length; i++) {
            score[i] = least(loss.link(), target[i]);
        }
        double[] slope = new double[target.length];
        double[] all = new double[target.length];
        Arrays.fill(all, 1);
        double[] used = weight == null ? all : weight;
        double sum = loss.sumGradient(score, target, used, slope, 0, score.length);
        for (double entry : slope) {
            sum -= REACH * Math.abs(entry);
        }
        return sum / design.standardisation().weightSum();
    }

    /** Where the loss of a row is least, going by the link; where it is not, its slope there lowers the floor. */
    private static double least(Link link, double target) {
        return switch (link) {
            case IDENTITY -> target;
            case LOGIT -> bounded(Math.log(target) - Math.log1p(-target));
            case LOG -> bounded(Math.log(target));
            case SIGN -> LIMIT * target;
        };
    }

    private static double bounded(double score) {
        return Math.max(-LIMIT, Math.min(LIMIT, score));
    }
}
