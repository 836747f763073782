package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.penalty.ColumnPenalties;

/** What a careful reader should know about a fit, in sentences. Columns are counted from 1. */
final class FitNotes {
    /** A column of which less than this share is left after the others are taken out counts as repeated. */
    private static final double REPEATED = 1e-10;

    /** Inputs that move by at least this share of the one that moves most carry a direction. */
    private static final double LEADING = 0.2;

    private static final int FEW = 5;
    private static final int MOST_NAMED = 8;

    private final Design design;
    private final Objective objective;
    private final FitLoss loss;
    private final List<String> constant;

    /** @param objective a pass over the rows with one score: what the columns say of each other does not depend on the loss */
    FitNotes(Design design, Objective objective, FitLoss loss, int columns, ColumnPenalties penalties) {
        this.design = design;
        this.objective = objective;
        this.loss = loss;
        this.constant = constants(columns, penalties);
    }

    void add(List<String> notes, Solution solution, boolean neededRidge) {
        notes.addAll(constant);
        if (design.sparse()) {
            notes.add("sparse inputs are scaled, not centred, so that zeros stay zeros"
                    + (design.intercept() ? "; with an intercept the optimum is the same" : ""));
        }
        if (neededRidge) {
            repeated(notes);
        }
        switch (solution.outcome()) {
            case CONVERGED -> {}
            case SEPARATED -> notes.add(separation(solution.direction()));
            case STALLED ->
                notes.add("not converged: no step lowers the objective any further, at an optimality measure of "
                        + far(solution) + " (rounding, or a loss whose derivatives jump)");
            case STOPPED ->
                notes.add("interrupted by the user after " + solution.iterations()
                        + (solution.iterations() == 1 ? " step" : " steps") + ", at an optimality measure of "
                        + far(solution)
                        + ": these are the coefficients so far; a fit that starts from them goes on from here");
            case ITERATIONS ->
                notes.add("not converged after " + solution.iterations() + " steps, at an optimality measure of "
                        + far(solution)
                        + ": allow more steps, start again from these coefficients, or add a penalty; adam and ftrl come"
                        + " near an optimum, not to it");
        }
    }

    private static String far(Solution solution) {
        return String.format(Locale.ROOT, "%.2g", solution.optimality());
    }

    private String separation(double[] direction) {
        String own = loss.runaway(direction);
        if (own != null) {
            return own;
        }
        if (design.targets().oneTarget()) {
            return "every target on these rows is " + design.targets().target(0)
                    + ": the best score is infinite and there is nothing to"
                    + " learn; look at the target column and at the split";
        }
        return "separation: "
                + (loss.classifies()
                        ? "the inputs tell " + (loss.outputs() == 1 ? "the two" : "some")
                                + " classes apart without error" + " (all rows, or some group of them)"
                        : "the loss falls for ever in one direction of the inputs")
                + ", so the best coefficients are infinite" + along(direction)
                + " and these are where the solver stopped; add a penalty"
                + " (l2:lambda=0.001) or look for an input that gives the target away";
    }

    /** The few inputs that carry the direction, if they are few. */
    private String along(double[] direction) {
        int[] active = design.standardisation().active();
        double[] moved = new double[direction.length == 0 ? 0 : active.length];
        double largest = 0;
        for (int j = 0; j < moved.length; j++) {
            for (int at = j; at < direction.length; at += design.columns()) {
                moved[j] = Math.max(moved[j], Math.abs(direction[at]));
            }
            largest = Math.max(largest, moved[j]);
        }
        List<Integer> leading = new ArrayList<>();
        for (int j = 0; j < moved.length; j++) {
            if (moved[j] > LEADING * largest) {
                leading.add(active[j] + 1);
            }
        }
        return leading.isEmpty() || leading.size() > FEW ? "" : " (mainly of input " + named(leading) + ")";
    }

    private List<String> constants(int columns, ColumnPenalties penalties) {
        List<Integer> constant = new ArrayList<>();
        int next = 0;
        int[] active = design.standardisation().active();
        for (int column = 0; column < columns; column++) {
            if (next < active.length && active[next] == column) {
                next++;
            } else if (!penalties.excluded(column)) {
                constant.add(column + 1);
            }
        }
        return constant.isEmpty()
                ? List.of()
                : List.of("constant on these rows, so left at 0: input " + named(constant));
    }

    /**
     * Pivots of the columns' plain Gram matrix, in order: a vanishing one belongs to a column that earlier ones give.
     */
    private void repeated(List<String> notes) {
        int size = design.columns();
        double[] gram =
                objective.evaluate(new double[size], new UnitCurvature(), true).gram();
        List<Integer> found = new ArrayList<>();
        boolean[] skip = new boolean[size];
        double[] lower = new double[size * size];
        for (int j = 0; j < size; j++) {
            double pivot = gram[j * size + j];
            for (int k = 0; k < j; k++) {
                double entry = gram[j * size + k];
                for (int m = 0; m < k; m++) {
                    entry -= skip[m] ? 0 : lower[j * size + m] * lower[k * size + m];
                }
                lower[j * size + k] = skip[k] ? 0 : entry / lower[k * size + k];
                pivot -= lower[j * size + k] * lower[j * size + k];
            }
            skip[j] = !(pivot > REPEATED * gram[j * size + j]);
            lower[j * size + j] = skip[j] ? 0 : Math.sqrt(pivot);
            if (skip[j] && j < design.standardisation().active().length) {
                found.add(design.standardisation().active()[j] + 1);
            }
        }
        if (!found.isEmpty()) {
            notes.add("collinear: input " + named(found)
                    + (found.size() == 1
                            ? " repeats what inputs before it say; its"
                            : " repeat what inputs before them say; their")
                    + (found.size() == 1 ? " coefficient is" : " coefficients are")
                    + " one choice among many that predict alike");
        }
    }

    private static String named(List<Integer> numbers) {
        String shown = numbers.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        String more = numbers.size() > MOST_NAMED ? " and " + (numbers.size() - MOST_NAMED) + " more" : "";
        return (numbers.size() == 1 ? "column " : "columns ") + shown + more;
    }

    /** Weighs every row alike, to see the columns alone. */
    private static final class UnitCurvature implements RowModel {
        @Override
        public void evaluate(Tile tile, boolean curvature) {
            tile.loss = 0;
            tile.gap = 0;
            for (int i = 0; i < tile.rows; i++) {
                tile.gradient[i] = 0;
                tile.curvature[i] = tile.weight[i];
            }
        }

        @Override
        public boolean exact() {
            return true;
        }

        @Override
        public boolean convex() {
            return true;
        }
    }
}
