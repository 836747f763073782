package org.lossmith.learn.fit.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.penalty.AdaptiveL1;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.FoldedConcave;
import org.lossmith.penalty.GroupLasso;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/** Turns a penalty on the columns' coefficients into one on the solver's parameters. */
public final class PenaltyScaling {
    private final ColumnPenalties columns;
    private final Design design;
    private final int[] active;
    private final double[] scale;
    /** By which each parameter's lambda is multiplied; 0 for intercepts. */
    private final double[] factor;

    private final Bounds[] bounds;
    private final boolean[] intercept;
    private final @Nullable FoldedTerm[] unfolded;
    /** For all penalties without a square, as the one before for those that are not folded. */
    private final double[] noSquares;
    /** The bounds without a penalty. */
    private final ScaledPenalty free;

    /** @param standardise whether the penalty sees the solver's parameters, or original coefficients */
    public PenaltyScaling(ColumnPenalties columns, Design design, boolean standardise) {
        this.columns = columns;
        this.design = design;
        this.active = design.standardisation().active();
        // An original coefficient is parameter * factor: without standardisation it is that which is penalised.
        this.scale = design.standardisation().factor().clone();
        this.factor = new double[design.dimension()];
        this.bounds = new Bounds[design.dimension()];
        this.intercept = new boolean[design.dimension()];
        this.unfolded = new FoldedTerm[design.dimension()];
        this.noSquares = new double[design.dimension()];
        Arrays.fill(bounds, Bounds.NONE);
        for (int parameter = 0; parameter < bounds.length; parameter++) {
            int j = parameter % design.columns();
            intercept[parameter] = j >= active.length;
            if (j < active.length) {
                factor[parameter] = columns.factor(active[j]);
                Bounds original = columns.bounds(active[j]);
                bounds[parameter] = original.none()
                        ? original
                        : new Bounds(original.lower() / scale[j], original.upper() / scale[j]);
            }
        }
        if (standardise) {
            Arrays.fill(scale, 1);
        }
        this.free = new ScaledPenalty(noSquares, noSquares, bounds, unfolded, List.of(), intercept);
    }

    public ScaledPenalty scaled(Penalty penalty) {
        if (penalty instanceof GroupLasso lasso) {
            return grouped(lasso);
        }
        if (penalty instanceof SeparablePenalty separable) {
            return separable(separable, factor, bounds);
        }
        throw new IllegalArgumentException("penalty " + penalty.spec() + " needs a pilot fit first");
    }

    /** @param pilot a parameter for each parameter, from an earlier fit in the same coordinates */
    public ScaledPenalty adapted(AdaptiveL1 penalty, double[] pilot) {
        double[] factors = factor.clone();
        Bounds[] adapted = bounds.clone();
        for (int j = 0; j < pilot.length; j++) {
            double own = intercept[j] ? 0 : penalty.factor(pilot[j] * scale[j % design.columns()]);
            boolean held = own == Double.POSITIVE_INFINITY;
            factors[j] *= held ? 0 : own;
            adapted[j] = held ? Bounds.ZERO : adapted[j];
        }
        return separable(penalty.base(), factors, adapted);
    }

    private ScaledPenalty separable(SeparablePenalty penalty, double[] factors, Bounds[] within) {
        double[] l1 = new double[design.dimension()];
        double[] l2 = penalty.l2() > 0 ? new double[design.dimension()] : noSquares;
        @Nullable FoldedTerm[] folded = penalty instanceof FoldedConcave ? new FoldedTerm[l1.length] : unfolded;
        for (int first = 0; first < l1.length; first += design.columns()) {
            for (int j = 0; j < active.length; ) {
                int end = alike(factors, first + j, first + active.length) - first;
                SeparablePenalty own = penalty.withLambda(penalty.lambda() * factors[first + j]);
                scale(own.l1(), own.l2(), l1, l2, first, j, end);
                for (int k = j; folded != unfolded && own.lambda() > 0 && k < end; k++) {
                    folded[first + k] = FoldedTerm.of((FoldedConcave) own, scale[k]);
                }
                j = end;
            }
        }
        return within == bounds && folded == unfolded
                ? free.with(l1, l2)
                : new ScaledPenalty(l1, l2, within, folded, List.of(), intercept);
    }

    /** The end of the factors that are the same as the first. */
    private static int alike(double[] factors, int from, int to) {
        int end = from + 1;
        while (end < to && factors[end] == factors[from]) {
            end++;
        }
        return end;
    }

    private void scale(double ownL1, double ownL2, double[] l1, double[] l2, int first, int from, int to) {
        for (int j = from; j < to; j++) {
            l1[first + j] = ownL1 * scale[j];
        }
        for (int j = from; ownL2 > 0 && j < to; j++) {
            l2[first + j] = ownL2 * scale[j] * scale[j];
        }
    }

    private ScaledPenalty grouped(GroupLasso penalty) {
        if (!Arrays.stream(bounds).allMatch(Bounds::none)) {
            throw new InputException(
                    "group-lasso cannot be combined with bounds: whether a group is zero is decided for all"
                            + " its coefficients at once; leave out the bounds or use l1");
        }
        List<GroupTerm> groups = new ArrayList<>();
        for (Map.Entry<List<Integer>, List<Integer>> group : activeGroups().entrySet()) {
            double lambda = penalty.lambda() * commonFactor(group.getKey());
            // All columns count, also one that happens to be constant on these rows: lambda means the same on all
            // folds.
            double weight = penalty.withLambda(lambda).weight(group.getKey().size());
            if (weight > 0 && !group.getValue().isEmpty()) {
                addForEachOutput(groups, group.getValue(), weight);
            }
        }
        int size = design.dimension();
        return new ScaledPenalty(new double[size], new double[size], bounds, new FoldedTerm[size], groups, intercept);
    }

    private void addForEachOutput(List<GroupTerm> groups, List<Integer> members, double weight) {
        double[] scales = members.stream().mapToDouble(j -> scale[j]).toArray();
        for (int first = 0; first < design.dimension(); first += design.columns()) {
            int from = first;
            groups.add(new GroupTerm(members.stream().mapToInt(j -> from + j).toArray(), weight, scales));
        }
    }

    /** Each group's columns, and the parameters of those that vary, in the order of the first of these. */
    private Map<List<Integer>, List<Integer>> activeGroups() {
        Map<Integer, List<Integer>> groupOf = new LinkedHashMap<>();
        columns.groups().forEach(group -> group.forEach(column -> groupOf.put(column, group)));
        Map<List<Integer>, List<Integer>> found = new LinkedHashMap<>();
        for (int j = 0; j < active.length; j++) {
            int column = active[j];
            found.computeIfAbsent(groupOf.getOrDefault(column, List.of(column)), group -> new ArrayList<>())
                    .add(j);
        }
        return found;
    }

    private double commonFactor(List<Integer> group) {
        double factor = columns.factor(group.get(0));
        for (int column : group) {
            if (columns.factor(column) != factor) {
                throw new InputException("group-lasso needs one penalty factor for a whole group, but columns "
                        + (group.get(0) + 1) + " and " + (column + 1) + " of one group have " + factor + " and "
                        + columns.factor(column) + "; give both the same");
            }
        }
        return factor;
    }
}
