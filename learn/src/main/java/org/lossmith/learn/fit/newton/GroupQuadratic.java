package org.lossmith.learn.fit.newton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.GroupTerm;

/**
 * Minimises {@code linear x + x' H x / 2 + sum over groups of weight |scale x|} exactly: block coordinate descent, each
 * block solved by {@link GroupBlock}, finds which groups are zero; Newton steps on the others, where the norms are
 * smooth, finish what correlated groups leave. It works in the coordinates that the penalty sees.
 */
final class GroupQuadratic {
    private static final int ROUNDS = 100;
    private static final int SWEEPS = 20;
    private static final double VIOLATION = 1e-11;
    private static final int MOST_HALVINGS = 20;

    private final double[] matrix;
    private final double[] linear;
    private final List<GroupTerm> groups;
    private final List<GroupBlock> blocks = new ArrayList<>();
    private final int size;
    private final double[] scale;
    private final double[] x;
    /** linear + H x. */
    private final double[] slope;

    /**
     * @param matrix H, row-major, positive definite
     * @param groups disjoint; parameters in none of them pay nothing
     * @param start where to begin
     */
    GroupQuadratic(double[] matrix, double[] linear, List<GroupTerm> groups, double[] start) {
        this.size = start.length;
        this.scale = new double[size];
        Arrays.fill(scale, 1);
        boolean[] grouped = new boolean[size];
        for (GroupTerm group : groups) {
            for (int a = 0; a < group.members().length; a++) {
                scale[group.members()[a]] = group.scale()[a];
                grouped[group.members()[a]] = true;
            }
        }
        this.matrix = matrix.clone();
        this.linear = linear.clone();
        this.x = start.clone();
        for (int j = 0; j < size; j++) {
            this.linear[j] /= scale[j];
            this.x[j] *= scale[j];
            for (int k = 0; k < size; k++) {
                this.matrix[j * size + k] /= scale[j] * scale[k];
            }
        }
        this.groups = withFree(groups, grouped);
        for (GroupTerm group : this.groups) {
            blocks.add(new GroupBlock(part(group.members()), group.members().length, group.weight()));
        }
        this.slope = new double[size];
        refreshSlope();
    }

    /** All groups with the scales taken out, and each parameter that is in none as one without weight. */
    private static List<GroupTerm> withFree(List<GroupTerm> groups, boolean[] grouped) {
        List<GroupTerm> all = new ArrayList<>();
        for (GroupTerm group : groups) {
            all.add(new GroupTerm(group.members(), group.weight(), ones(group.members().length)));
        }
        for (int j = 0; j < grouped.length; j++) {
            if (!grouped[j]) {
                all.add(new GroupTerm(new int[] {j}, 0, ones(1)));
            }
        }
        return all;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    double[] solve() {
        double unit = 0;
        for (int j = 0; j < size; j++) {
            unit = Math.max(unit, Math.abs(linear[j]));
        }
        for (int round = 0; round < ROUNDS; round++) {
            sweeps();
            if (violation() <= VIOLATION * unit) {
                break;
            }
            polish();
            if (violation() <= VIOLATION * unit) {
                break;
            }
        }
        double[] result = new double[size];
        for (int j = 0; j < size; j++) {
            result[j] = x[j] / scale[j];
        }
        return result;
    }

    private double violation() {
        double largest = 0;
        for (GroupTerm group : groups) {
            double distance = group.distance(x, slope);
            largest = distance <= largest ? largest : distance;
        }
        return largest;
    }

    private void refreshSlope() {
        for (int j = 0; j < size; j++) {
            slope[j] = linear[j];
            for (int k = 0; k < size; k++) {
                slope[j] += matrix[j * size + k] * x[k];
            }
        }
    }

    private double[] part(int[] members) {
        int count = members.length;
        double[] part = new double[count * count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                part[a * count + b] = matrix[members[a] * size + members[b]];
            }
        }
        return part;
    }

    private void sweeps() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean changedSupport = false;
            for (int g = 0; g < blocks.size(); g++) {
                changedSupport |= descend(groups.get(g).members(), blocks.get(g));
            }
            if (!changedSupport && sweep > 0) {
                break;
            }
        }
        refreshSlope();
    }

    /** Gives one group its best value, the others as they are; whether it became or ceased to be zero. */
    private boolean descend(int[] members, GroupBlock block) {
        int count = members.length;
        double[] alone = new double[count];
        boolean before = false;
        for (int a = 0; a < count; a++) {
            alone[a] = slope[members[a]];
            before |= x[members[a]] != 0;
            for (int b = 0; b < count; b++) {
                alone[a] -= matrix[members[a] * size + members[b]] * x[members[b]];
            }
        }
        double[] best = block.solve(alone);
        boolean after = false;
        for (int a = 0; a < count; a++) {
            int j = members[a];
            double delta = best[a] - x[j];
            after |= best[a] != 0;
            x[j] = best[a];
            for (int k = 0; k < size && delta != 0; k++) {
                slope[k] += delta * matrix[k * size + j];
            }
        }
        return before != after;
    }

    /** A Newton step for the groups off 0, halved until the cost falls; at most to where sweeps would be needed again. */
    private void polish() {
        int[] free = free();
        double[] step = newton(free);
        if (step == null) {
            return;
        }
        double[] from = x.clone();
        double before = cost();
        double length = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            for (int a = 0; a < free.length; a++) {
                x[free[a]] = from[free[a]] + length * step[a];
            }
            refreshSlope();
            if (cost() <= before) {
                return;
            }
            length /= 2;
        }
        System.arraycopy(from, 0, x, 0, size);
        refreshSlope();
    }

    private double cost() {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            sum += x[j] * (linear[j] + slope[j]) / 2;
        }
        for (GroupTerm group : groups) {
            sum += group.value(x);
        }
        return sum;
    }

    /** The parameters of groups that are not zero, and those without weight, group by group. */
    private int[] free() {
        int[] free = new int[size];
        int count = 0;
        for (GroupTerm group : groups) {
            if (group.weight() == 0 || group.norm(x) > 0) {
                for (int j : group.members()) {
                    free[count++] = j;
                }
            }
        }
        return Arrays.copyOf(free, count);
    }

    /** The norm's second derivative is {@code weight (I - u u') / |x|} with u = x / |x|. */
    private double @Nullable [] newton(int[] free) {
        int count = free.length;
        double[] curved = part(free);
        double[] uphill = new double[count];
        int at = 0;
        for (GroupTerm group : groups) {
            int[] members = group.members();
            double norm = group.norm(x);
            if (group.weight() != 0 && norm == 0) {
                continue;
            }
            for (int a = 0; a < members.length; a++) {
                double unit = group.weight() == 0 ? 0 : x[members[a]] / norm;
                uphill[at + a] = slope[members[a]] + group.weight() * unit;
                for (int b = 0; b < members.length && group.weight() != 0; b++) {
                    double same = a == b ? 1 : 0;
                    curved[(at + a) * count + at + b] += group.weight() / norm * (same - unit * (x[members[b]] / norm));
                }
            }
            at += members.length;
        }
        double[] lower = QuadraticStep.cholesky(curved, count);
        return lower == null ? null : QuadraticStep.solve(lower, count, uphill);
    }
}
