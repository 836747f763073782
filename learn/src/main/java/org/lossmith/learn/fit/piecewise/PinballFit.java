package org.lossmith.learn.fit.piecewise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.TileArithmetic;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Problem;

/** Fits a loss of straight lines, with or without L1, to a vertex: on all rows if they are few, otherwise on those that matter. */
final class PinballFit {
    /**
     * Rows worked on, in units of {@code n sqrt(p / sample)}: residuals within about three standard errors of a fit on the
     * sample, for errors of a bell shape.
     */
    private static final double NEAR = 3;
    /**
     * The same for a start that is the optimum of the lambda before: few rows change sides on the way. Too little costs a fit of
     * few rows.
     */
    private static final double NEAR_A_NEIGHBOUR = 0.03;

    private static final double ROWS_A_COLUMN = 4;
    /** With more than this share of the rows to work on, all are. */
    private static final double MOST = 0.4;
    /** So often wrong signs are mended by going on from the vertex; then the start was too far off. */
    private static final int MENDINGS = 8;
    /** More wrong signs than this share of the rows worked on mean the same. */
    private static final double MANY_WRONG = 0.2;

    private static final int WIDENING = 3;
    /** A residual of so many roundings of a score has no sign. */
    private static final double ZERO = 100;

    private final Objective objective;
    private final KinkedDesign design;
    private final Workers workers;
    private final double weightSum;
    private final ScaledPenalty penalty;
    private final FitScale scale;
    /** Of a few rows there are several problems, so what suits all rows suits those. */
    private final TileArithmetic arithmetic;

    private final int sampleRows;
    private final int allRows;
    private final double unit;
    private int steps;
    private boolean dependent;
    private boolean stopped;

    PinballFit(Problem problem, LinearPieces pieces) {
        this.objective = problem.objective();
        this.design = KinkedDesign.of(objective.design(), pieces);
        this.weightSum = objective.design().standardisation().weightSum();
        this.penalty = problem.penalty();
        this.scale = problem.scale();
        this.workers = objective.workers();
        this.arithmetic = TileArithmetic.of(design.size(), design.dimension());
        this.sampleRows = problem.sample().design().size();
        this.allRows = problem.rows();
        this.unit = weightSum / design.size();
    }

    /** Interior point steps and pivots. */
    int steps() {
        return steps;
    }

    /** Whether some columns are combinations of others. */
    boolean dependent() {
        return dependent;
    }

    /** Whether the watch ended it. */
    boolean stopped() {
        return stopped;
    }

    private PinballProgramme programme(PinballRows rows) {
        double share = unit / weightSum;
        int before = steps;
        return new PinballProgramme(
                rows,
                scale,
                (taken, sum, above) -> objective.stopped(before + taken, share * sum, above / sum, InteriorPoint.GAP));
    }

    /**
     * @param parameters of the vertex
     * @param loss its weighted mean loss
     * @param gap how much the objective might be above its minimum, as the dual variables show
     */
    record Fitted(double[] parameters, double loss, double gap) {}

    /** @param near whether the start is the best of a sample */
    Fitted minimise(double[] start, boolean near) {
        boolean sampled = near && sampleRows < allRows;
        return minimise(start, sampled ? NEAR * Math.sqrt((double) design.dimension() / sampleRows) : 1);
    }

    /** @param neighbour the best under a penalty much like this one */
    Fitted follow(double[] neighbour) {
        double least = ROWS_A_COLUMN * design.dimension() / (double) design.size();
        return minimise(neighbour, Math.max(NEAR_A_NEIGHBOUR, least));
    }

    /** @param first the share of the rows to work on; more if that does not do */
    private Fitted minimise(double[] start, double first) {
        double share = first;
        while (share < MOST) {
            Fitted found = onNearRows(start, (int) (share * design.size()));
            if (found != null) {
                return found;
            }
            share *= WIDENING;
        }
        return onAllRows();
    }

    private Fitted onAllRows() {
        PinballRows rows = PinballRows.of(design, unit, penaltyRows(), arithmetic, workers);
        PinballProgramme programme = programme(rows);
        PinballProgramme.Vertex vertex = programme.solve(null);
        stopped = programme.stopped();
        steps += programme.steps();
        dependent = programme.dependent();
        double[] parameters = withZeros(vertex);
        double[] score = rows.scores(parameters);
        double[] residual = new double[rows.data()];
        Arrays.setAll(residual, i -> rows.target()[i] - score[i]);
        double sum = 0;
        for (int i = 0; i < residual.length; i++) {
            sum += (residual[i] > 0 ? rows.upper()[i] : -rows.lower()[i]) * residual[i];
        }
        return new Fitted(parameters, sum / design.size(), gap(rows, parameters, vertex.dual(), residual));
    }

    /** The optimum on all rows, by way of those near a point; null if the point was too far off. */
    private @Nullable Fitted onNearRows(double[] point, int count) {
        NearRows near = NearRows.of(Residuals.of(design, point, workers), count);
        PinballProgramme.@Nullable Vertex vertex = null;
        int[] before = new int[0];
        for (int mending = 0; mending < MENDINGS; mending++) {
            PinballRows rows = rows(near);
            PinballProgramme programme = programme(rows);
            vertex = vertex == null
                    ? programme.solve(point)
                    : continued(programme, rows, vertex, before, near.positions());
            steps += programme.steps();
            dependent = programme.dependent();
            if (vertex == null) {
                return null;
            }
            stopped = programme.stopped();
            if (stopped) {
                return unfinished(vertex);
            }
            before = near.positions();
            double[] parameters = withZeros(vertex);
            Residuals all = Residuals.of(design, parameters, workers);
            int wrong = near.takeIn(all.residual(), ZERO * scale.rounding());
            if (wrong == 0) {
                double[] residual = Arrays.stream(before)
                        .mapToDouble(i -> all.residual()[i])
                        .toArray();
                return certain(rows, vertex)
                        ? new Fitted(parameters, all.loss() / weightSum, gap(rows, parameters, vertex.dual(), residual))
                        : null;
            }
            if (wrong > MANY_WRONG * rows.data()) {
                return null;
            }
        }
        return null;
    }

    /** The loss has its floor at 0, so more than all of it cannot be too much. */
    private Fitted unfinished(PinballProgramme.Vertex vertex) {
        double[] parameters = withZeros(vertex);
        double mean = Residuals.of(design, parameters, workers).loss() / weightSum;
        return new Fitted(parameters, mean, mean + penalty.value(parameters));
    }

    private PinballRows rows(NearRows near) {
        List<PinballRows.Extra> extras = penaltyRows();
        PinballRows.Extra later = new PinballRows.Extra(new double[design.dimension()], 0, 1, 1, true);
        extras.add(later);
        extras.add(later);
        PinballRows rows = PinballRows.of(design.only(near.positions()), unit, extras, arithmetic, workers);
        near.sums(rows, unit);
        return rows;
    }

    /** Whether the sums' dual variables are at the bounds that their rows' signs ask for. */
    private static boolean certain(PinballRows rows, PinballProgramme.Vertex vertex) {
        int above = rows.size() - 2;
        int below = rows.size() - 1;
        return (rows.empty(above) || vertex.dual()[above] == rows.upper()[above])
                && (rows.empty(below) || vertex.dual()[below] == -rows.lower()[below]);
    }

    /** Goes on from a vertex after rows were added. */
    private static PinballProgramme.@Nullable Vertex continued(
            PinballProgramme programme, PinballRows rows, PinballProgramme.Vertex vertex, int[] before, int[] after) {
        int[] place = new int[before.length + rows.size() - rows.data()];
        int at = 0;
        for (int i = 0; i < before.length; i++) {
            while (after[at] != before[i]) {
                at++;
            }
            place[i] = at;
        }
        for (int k = before.length; k < place.length; k++) {
            place[k] = k - before.length + rows.data();
        }
        double[] hint = new double[rows.size()];
        for (int i = 0; i < place.length; i++) {
            hint[place[i]] = vertex.dual()[i];
        }
        int[] members = Arrays.stream(vertex.basis()).map(i -> place[i]).toArray();
        Basis basis = programme.basis(members);
        return basis == null ? null : programme.best(basis, hint);
    }

    /** One row for each penalised coefficient: its residual is the coefficient, its bounds are lambda. */
    private List<PinballRows.Extra> penaltyRows() {
        List<PinballRows.Extra> extras = new ArrayList<>();
        for (int j = 0; j < design.dimension(); j++) {
            double lambda = penalty.l1()[j] * weightSum / unit;
            if (lambda > 0) {
                double[] x = new double[design.dimension()];
                x[j] = 1;
                extras.add(new PinballRows.Extra(x, 0, lambda, lambda, false));
            }
        }
        return extras;
    }

    /** Penalised coefficients that are zero but for rounding are zero. */
    private double[] withZeros(PinballProgramme.Vertex vertex) {
        double[] parameters = vertex.parameters().clone();
        for (int j = 0; j < parameters.length; j++) {
            if (penalty.l1()[j] > 0 && Math.abs(parameters[j]) <= ZERO * scale.rounding()) {
                parameters[j] = 0;
            }
        }
        return parameters;
    }

    /** @param residual of the rows worked on; the others have the sign that their sum's dual variable asks for */
    private double gap(PinballRows rows, double[] parameters, double[] dual, double[] residual) {
        double sum = 0;
        double[] balance = dual.clone();
        for (int i = 0; i < residual.length; i++) {
            double bound = residual[i] > 0 ? rows.upper()[i] : -rows.lower()[i];
            sum += (bound - dual[i]) * residual[i];
        }
        for (int i = rows.data(); i < rows.size(); i++) {
            balance[i] = rows.isSum(i) ? dual[i] : 0;
        }
        double[] gradient = rows.combination(balance);
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] *= -unit / weightSum;
        }
        return sum * unit / weightSum + GapWithinReach.of(penalty, parameters, gradient, scale.unit());
    }
}
