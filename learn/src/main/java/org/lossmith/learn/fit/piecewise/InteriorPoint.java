package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.newton.QuadraticStep;

/**
 * The Frisch-Newton method of Portnoy and Koenker (1997): a primal-dual interior point with the predictor and corrector
 * of Mehrotra (1992) for the dual of the pinball regression, {@code maximise target'd} subject to {@code X'd = 0} and
 * {@code -lower <= d <= upper}. Each step solves normal equations {@code X'QX} with one weight a row: one pass for the
 * matrix, two for the directions.
 */
final class InteriorPoint {
    /** A share of the objective: below it the rows of the vertex stand out, and the vertex is found from them. */
    static final double GAP = 1e-9;

    /** A share of the loss at the start that is as good as none. */
    private static final double NOTHING = 1e-14;

    private static final int MOST_STEPS = 60;
    /** Steps stop this far short of the boundary (Lustig, Marsten and Shanno 1992). */
    private static final double BACK_OFF = 0.99995;
    /** A step shorter than this is no progress any more: rounding. */
    private static final double SHORTEST = 1e-6;

    /** How far from zero both parts of a residual begin, in mean residuals. */
    private static final double APART = 0.5;

    private static final int LOSS = 0;
    private static final int GAP_SUM = 1;

    private final PinballRows rows;
    private final int p;
    private final double[] parameters;
    /** Distances of the dual variables from their bounds. */
    private final double[] fromLower;

    private final double[] toUpper;
    /** Residuals as a difference of two positive numbers: {@code target - score = above - below}. */
    private final double[] above;

    private final double[] below;
    private final double[] weight;
    private final double[] crossAbove;
    private final double[] crossBelow;
    private final double[] moveDual;
    private final double[] moveAbove;
    private final double[] moveBelow;
    private double dualStep;
    private double primalStep;
    private double first;
    private double loss;
    private double gap;
    private int steps;
    private boolean stopped;

    /** Is told of each step, and may end them. */
    interface Watch {
        /**
         * @param loss the sum over the rows
         * @param gap how much that is above its minimum at most
         * @return whether to end with the parameters that there are
         */
        boolean stopped(int steps, double loss, double gap);
    }

    /** @param start coefficients to start from */
    InteriorPoint(PinballRows rows, double[] start) {
        int n = rows.size();
        this.rows = rows;
        this.p = rows.columns();
        this.parameters = start.clone();
        this.fromLower = rows.lower().clone();
        this.toUpper = rows.upper().clone();
        inside();
        this.above = new double[n];
        this.below = new double[n];
        this.weight = new double[n];
        this.crossAbove = new double[n];
        this.crossBelow = new double[n];
        this.moveDual = new double[n];
        this.moveAbove = new double[n];
        this.moveBelow = new double[n];
        split();
    }

    int steps() {
        return steps;
    }

    double[] parameters() {
        return parameters;
    }

    /** Whether the watch ended it before it had converged. */
    boolean stopped() {
        return stopped;
    }

    /** The dual variables, inside their bounds. */
    double[] dual() {
        double[] dual = new double[fromLower.length];
        for (int i = 0; i < dual.length; i++) {
            dual[i] = dual(i);
        }
        return dual;
    }

    /** The last weights of the normal equations: large where the row belongs to the vertex. */
    double[] weights() {
        return weight;
    }

    private double dual(int i) {
        // From the nearer bound, so that a dual variable at its bound is exactly there.
        return fromLower[i] < toUpper[i] ? fromLower[i] - rows.lower()[i] : rows.upper()[i] - toUpper[i];
    }

    /** A row that costs nothing on one side has no dual variable of 0 inside its bounds: it begins in the middle. */
    private void inside() {
        for (int i = 0; i < fromLower.length; i++) {
            if (fromLower[i] == 0 || toUpper[i] == 0) {
                double middle = (fromLower[i] + toUpper[i]) / 2;
                fromLower[i] = middle;
                toUpper[i] = middle;
            }
        }
    }

    /** Residuals of the start, both parts kept well away from zero. */
    private void split() {
        double[] score = rows.scores(parameters);
        double sum = 0;
        for (int i = 0; i < rows.data(); i++) {
            sum += Math.abs(rows.target()[i] - score[i]);
        }
        double apart = Math.max(Double.MIN_NORMAL, APART * sum / rows.data());
        for (int i = 0; i < score.length; i++) {
            double residual = rows.target()[i] - score[i];
            above[i] = Math.max(residual, 0) + apart;
            below[i] = Math.max(-residual, 0) + apart;
        }
    }

    void solve(Watch watch) {
        while (true) {
            double[] system = normalEquations();
            loss = system[LOSS];
            gap = system[GAP_SUM];
            stopped = watch.stopped(steps, loss, gap);
            first = steps == 0 ? loss : first;
            // A loss that vanishes leaves no share of itself to compare with.
            if (stopped || gap <= Math.max(GAP * loss, NOTHING * first) || steps >= MOST_STEPS) {
                return;
            }
            double @Nullable [] lower = factor(system);
            if (lower == null) {
                return;
            }
            double[] base = Arrays.copyOfRange(system, 2, 2 + p);
            double[] correction = predict(solve(lower, base));
            for (int j = 0; j < p; j++) {
                base[j] -= correction[j];
            }
            double[] step = solve(lower, base);
            correct(step, centring);
            if (!(Math.max(dualStep, primalStep) > SHORTEST)) {
                dualStep = 0;
                primalStep = 0;
                return;
            }
            for (int j = 0; j < p; j++) {
                parameters[j] += primalStep * step[j];
            }
            steps++;
        }
    }

    private double centring;

    private static double[] solve(double[] lower, double[] right) {
        double[] negative = QuadraticStep.solve(lower, right.length, right);
        for (int j = 0; j < negative.length; j++) {
            negative[j] = -negative[j];
        }
        return negative;
    }

    /** Takes the step, then {@code X'QX} and its right-hand side without centring. */
    private double[] normalEquations() {
        int at = 2 + p;
        return rows.pass(at + p * p, 0, (columns, first, count, scratch, out) -> {
            for (int i = 0; i < count; i++) {
                int row = first + i;
                fromLower[row] += dualStep * moveDual[row];
                toUpper[row] -= dualStep * moveDual[row];
                above[row] += primalStep * moveAbove[row];
                below[row] += primalStep * moveBelow[row];
                double q = 1 / (above[row] / toUpper[row] + below[row] / fromLower[row]);
                weight[row] = q;
                scratch[0][i] = q;
                scratch[1][i] = q * (above[row] - below[row]) + dual(row);
                out[LOSS] += rows.upper()[row] * above[row] + rows.lower()[row] * below[row];
                out[GAP_SUM] += toUpper[row] * above[row] + fromLower[row] * below[row];
            }
            rows.arithmetic().gradient(columns, scratch[1], count, out, 2);
            rows.arithmetic().gram(columns, p, scratch[0], count, Arrays.copyOfRange(scratch, 2, 6), out, at);
        });
    }

    /** The Cholesky factor, with a ridge of rounding size where it takes one; null if nothing helps. */
    private double @Nullable [] factor(double[] system) {
        double[] matrix = Arrays.copyOfRange(system, 2 + p, 2 + p + p * p);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                matrix[k * p + j] = matrix[j * p + k];
            }
        }
        for (double ridge : new double[] {0, 1e-14, 1e-12, 1e-10}) {
            for (int j = 0; j < p; j++) {
                matrix[j * p + j] *= 1 + ridge;
            }
            double[] lower = QuadraticStep.cholesky(matrix, p);
            if (lower != null) {
                return lower;
            }
        }
        return null;
    }

    /**
     * The affine direction: how far it leads decides how much centring the step needs. Returns what centring and the
     * products of the affine moves take off the right-hand side.
     */
    private double[] predict(double[] step) {
        // Two right-hand sides, three sums that give the gap after a step of any two lengths, two step lengths.
        double[] found = rows.pass(2 * p + 3, 2, (columns, first, count, scratch, out) -> {
            rows.arithmetic().scores(columns, step, 0, scratch[0], count);
            for (int i = 0; i < count; i++) {
                affine(first + i, i, scratch, out);
            }
            rows.arithmetic().gradient(columns, scratch[1], count, out, 0);
            rows.arithmetic().gradient(columns, scratch[2], count, out, p);
        });
        double dual = length(found[2 * p + 3]);
        double primal = length(found[2 * p + 4]);
        double after = gap + dual * found[2 * p] + primal * found[2 * p + 1] + dual * primal * found[2 * p + 2];
        double share = Math.max(0, after) / gap;
        // Mehrotra's rule: the better the affine step, the less centring.
        centring = share * share * share * gap / (2 * rows.size());
        double[] correction = new double[p];
        for (int j = 0; j < p; j++) {
            correction[j] = centring * found[j] + found[p + j];
        }
        return correction;
    }

    private void affine(int row, int i, double[][] scratch, double[] out) {
        double x = fromLower[row];
        double s = toUpper[row];
        double v = above[row];
        double t = below[row];
        double dx = weight[row] * (v - t - scratch[0][i]);
        double dv = v * dx / s - v;
        double dt = -t * dx / x - t;
        crossAbove[row] = dx * dv;
        crossBelow[row] = dx * dt;
        scratch[1][i] = weight[row] * (1 / s - 1 / x);
        scratch[2][i] = weight[row] * (crossAbove[row] / s + crossBelow[row] / x);
        int at = 2 * p;
        out[at] += dx * (t - v);
        out[at + 1] += s * dv + x * dt;
        out[at + 2] += dx * (dt - dv);
        out[at + 3] = Math.max(out[at + 3], Math.max(-dx / x, dx / s));
        out[at + 4] = Math.max(out[at + 4], Math.max(-dv / v, -dt / t));
    }

    /** The centred and corrected direction, and how far it may be followed. */
    private void correct(double[] step, double centring) {
        double[] found = rows.pass(0, 2, (columns, first, count, scratch, out) -> {
            rows.arithmetic().scores(columns, step, 0, scratch[0], count);
            for (int i = 0; i < count; i++) {
                int row = first + i;
                double x = fromLower[row];
                double s = toUpper[row];
                double v = above[row];
                double t = below[row];
                double forAbove = (centring + crossAbove[row]) / s;
                double forBelow = (centring - crossBelow[row]) / x;
                double dx = weight[row] * (v - t - (forAbove - forBelow) - scratch[0][i]);
                double dv = forAbove - v + v * dx / s;
                double dt = forBelow - t - t * dx / x;
                moveDual[row] = dx;
                moveAbove[row] = dv;
                moveBelow[row] = dt;
                out[0] = Math.max(out[0], Math.max(-dx / x, dx / s));
                out[1] = Math.max(out[1], Math.max(-dv / v, -dt / t));
            }
        });
        dualStep = length(found[0]);
        primalStep = length(found[1]);
    }

    /** @param fastest the largest share of its distance to the boundary that any variable moves in a full step */
    private static double length(double fastest) {
        return fastest > BACK_OFF ? BACK_OFF / fastest : 1;
    }
}
