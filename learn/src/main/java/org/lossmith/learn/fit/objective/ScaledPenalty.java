package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * Penalty and bounds in the solver's coordinates. For a parameter on its own the penalty is {@code l1[j] |p[j]| + l2[j]
 * p[j]^2}, or a folded concave one that leaves 0 with the slope l1[j]; a group of parameters pays for its norm. The
 * intercept pays nothing.
 */
public final class ScaledPenalty {
    private final double[] l1;
    private final double[] l2;
    private final Bounds[] bounds;
    private final @Nullable FoldedTerm[] folded;
    private final List<GroupTerm> groups;
    private final boolean[] intercept;
    private final boolean convex;
    private final boolean bounded;

    /** @param intercept which parameters are no coefficients of a column */
    public ScaledPenalty(
            double[] l1,
            double[] l2,
            Bounds[] bounds,
            @Nullable FoldedTerm[] folded,
            List<GroupTerm> groups,
            boolean[] intercept) {
        this.l1 = l1;
        this.l2 = l2;
        this.bounds = bounds;
        this.folded = folded;
        this.groups = List.copyOf(groups);
        this.intercept = intercept;
        boolean anyFolded = false;
        boolean anyBounded = false;
        for (int j = 0; j < l1.length; j++) {
            anyFolded |= folded[j] != null;
            anyBounded |= bounds[j] != Bounds.NONE && !bounds[j].none();
        }
        this.convex = !anyFolded;
        this.bounded = anyBounded;
    }

    private ScaledPenalty(ScaledPenalty same, double[] l1, double[] l2) {
        this.l1 = l1;
        this.l2 = l2;
        this.bounds = same.bounds;
        this.folded = same.folded;
        this.groups = same.groups;
        this.intercept = same.intercept;
        this.convex = same.convex;
        this.bounded = same.bounded;
    }

    /** The same with other slopes and factors of the parameters' own penalties. */
    ScaledPenalty with(double[] otherL1, double[] otherL2) {
        return new ScaledPenalty(this, otherL1, otherL2);
    }

    /** Absolute values and squares, without bounds. */
    public ScaledPenalty(double[] l1, double[] l2) {
        this(l1, l2, unbounded(l1.length), new FoldedTerm[l1.length], List.of(), new boolean[l1.length]);
    }

    private static Bounds[] unbounded(int length) {
        Bounds[] bounds = new Bounds[length];
        Arrays.fill(bounds, Bounds.NONE);
        return bounds;
    }

    /** All columns alike. */
    public static ScaledPenalty of(Penalty penalty, Design design, boolean standardise) {
        return of(penalty, ColumnPenalties.none(), design, standardise);
    }

    public static ScaledPenalty of(Penalty penalty, ColumnPenalties columns, Design design, boolean standardise) {
        return new PenaltyScaling(columns, design, standardise).scaled(penalty);
    }

    /** The slope of each parameter's own penalty on leaving 0. */
    public double[] l1() {
        return l1;
    }

    /** The factor of each parameter's square. */
    public double[] l2() {
        return l2;
    }

    /** What each parameter may be. */
    public Bounds[] bounds() {
        return bounds;
    }

    public List<GroupTerm> groups() {
        return groups;
    }

    /** Whether it has kinks that hold parameters at 0, alone or in groups. */
    public boolean hasL1() {
        return !groups.isEmpty() || Arrays.stream(l1).anyMatch(slope -> slope > 0);
    }

    public boolean isConvex() {
        return convex;
    }

    /** Whether every parameter pays on its own. */
    public boolean isSeparable() {
        return groups.isEmpty();
    }

    /** Whether some parameter may not be any number. */
    public boolean bounded() {
        return bounded;
    }

    /** Whether it is nothing but {@code l1} and {@code l2}. */
    public boolean isElastic() {
        return convex && groups.isEmpty() && !bounded;
    }

    /** Whether neither penalty nor bounds hold any parameter. */
    public boolean none() {
        return !hasL1() && !bounded && Arrays.stream(l2).allMatch(factor -> factor == 0);
    }

    /**
     * The part of a direction along which the penalty does not grow for ever: all of it without a penalty, nothing where
     * every coefficient has one (intercepts alone count as nothing then); else coefficients that are unpenalised, or so large
     * that a folded concave penalty is flat there.
     */
    public double[] unpunished(double[] parameters, double[] direction) {
        boolean[] punished = new boolean[direction.length];
        groups.forEach(group -> Arrays.stream(group.members()).forEach(j -> punished[j] = true));
        double[] part = new double[direction.length];
        boolean any = false;
        for (int j = 0; j < part.length; j++) {
            if (!punished[j] && l2[j] == 0 && slope(j, parameters[j]) == 0) {
                part[j] = direction[j];
                any |= !intercept[j];
            }
        }
        return any || none() ? part : new double[direction.length];
    }

    /** The convex penalty that leaves 0 with the same slopes: itself, or for a folded concave one the lasso. */
    public ScaledPenalty relaxed() {
        return convex ? this : new ScaledPenalty(l1, l2, bounds, new FoldedTerm[l1.length], groups, intercept);
    }

    /** The slopes of the parameters' sizes at this point, for all but the squares: a lasso that touches the penalty. */
    public double[] tangent(double[] parameters) {
        double[] slope = l1.clone();
        for (int j = 0; j < slope.length; j++) {
            slope[j] = slope(j, parameters[j]);
        }
        return slope;
    }

    /** The slope of a parameter's own size at this point, without that of its square. */
    double slope(int j, double parameter) {
        FoldedTerm term = folded[j];
        return term == null ? l1[j] : term.slope(parameter);
    }

    /** The second derivative of a folded concave penalty off 0: at most 0; 0 at 0 and for all others. */
    public double foldedCurvature(int j, double parameter) {
        FoldedTerm term = folded[j];
        return term == null || parameter == 0 ? 0 : term.curvature(parameter);
    }

    /** The same for some of the parameters only. */
    public ScaledPenalty of(int[] chosen, int count) {
        double[] someL1 = new double[count];
        double[] someL2 = new double[count];
        for (int a = 0; a < count; a++) {
            someL1[a] = l1[chosen[a]];
            someL2[a] = l2[chosen[a]];
        }
        return new ScaledPenalty(someL1, someL2);
    }

    /** The parameter that minimises penalty and quadratic model, given where it is and slope and curvature there. */
    public double minimum(int j, double parameter, double slope, double curvature) {
        double pull = curvature * parameter - slope;
        double excess = Math.abs(pull) - l1[j];
        if (!(excess > 0)) {
            return 0.0;
        }
        double steepness = curvature + 2 * l2[j];
        return steepness > 0 ? Math.copySign(excess / steepness, pull) : parameter;
    }

    public double value(double[] parameters) {
        double sum = 0;
        for (int j = 0; j < parameters.length; j++) {
            if (parameters[j] != 0) {
                sum += value(j, parameters[j]);
            }
        }
        for (GroupTerm group : groups) {
            sum += group.value(parameters);
        }
        return sum;
    }

    /** The same for a penalty on single parameters, where all but some are zero. */
    public double value(double[] parameters, int[] some) {
        double sum = 0;
        for (int j : some) {
            sum += value(j, parameters[j]);
        }
        return sum;
    }

    private double value(int j, double parameter) {
        FoldedTerm term = convex ? null : folded[j];
        return term != null ? term.value(parameter) : l1[j] * Math.abs(parameter) + l2[j] * parameter * parameter;
    }

    /** The nearest point within the bounds, in place. */
    public double[] clip(double[] parameters) {
        for (int j = 0; bounded && j < parameters.length; j++) {
            parameters[j] = bounds[j].clip(parameters[j]);
        }
        return parameters;
    }

    /** The penalty's derivative along a direction, on arriving at the point (kinks from the side one comes from). */
    public double slopeOnArrival(double[] parameters, double[] direction) {
        return slope(parameters, direction, -1);
    }

    /** The penalty's derivative along a direction, on leaving the point. */
    public double slopeOnLeaving(double[] parameters, double[] direction) {
        return slope(parameters, direction, 1);
    }

    private double slope(double[] parameters, double[] direction, int atZero) {
        double slope = 0;
        for (int j = 0; j < parameters.length; j++) {
            double side =
                    parameters[j] != 0 ? Math.signum(parameters[j]) * direction[j] : atZero * Math.abs(direction[j]);
            slope += 2 * l2[j] * parameters[j] * direction[j] + slope(j, parameters[j]) * side;
        }
        for (GroupTerm group : groups) {
            slope += group.slope(parameters, direction, atZero);
        }
        return slope;
    }
}
