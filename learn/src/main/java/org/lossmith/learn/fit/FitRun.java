package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.penalty.Penalty;

/** One fit: finds a start, chooses the solver from what is true of the loss, certifies the end. */
final class FitRun {
    /** The size of the subsample on which the start is found; fits on fewer than twice as many rows need none. */
    static final int SAMPLE = 20_000;

    private static final int SAMPLE_ITERATIONS = 60;
    private static final double SAMPLE_TOLERANCE = 1e-3;

    private final FitLoss loss;
    private final Settings settings;
    private final Design design;
    private final Objective objective;
    private final Objective sample;
    private final ScaledPenalty penalty;
    private final List<String> notes = new ArrayList<>();
    private final int columns;
    private final Workers workers;
    private ConvexStart.@Nullable Start descent;

    /** What a run ends with, in the solver's coordinates; the other parts as in {@link FitResult}. */
    record Fitted(
            Design design,
            double[] parameters,
            boolean converged,
            int iterations,
            double objective,
            Certificate certificate,
            String solver,
            String reason,
            List<String> notes) {}

    /** A request without its loss. */
    record Settings(
            Penalty penalty,
            boolean intercept,
            boolean standardise,
            double tolerance,
            double gapTolerance,
            int maxIterations,
            SolverName solver,
            int starts,
            long seed) {}

    FitRun(
            FitLoss loss,
            Settings settings,
            BlockMatrix x,
            double[] target,
            double @Nullable [] weight,
            Rows rows,
            Workers workers) {
        this.loss = loss;
        this.settings = settings;
        this.columns = x.columns();
        this.workers = workers;
        Standardisation standardisation = Standardisation.of(x, weight, rows, settings.intercept(), workers);
        this.design =
                new Design(x, target, weight, rows, standardisation, settings.intercept()).withOutputs(loss.outputs());
        this.objective = new Objective(design, workers);
        this.sample = rows.size() < 2 * SAMPLE ? objective : new Objective(design.spread(SAMPLE), workers);
        this.penalty = ScaledPenalty.of(settings.penalty(), design, settings.standardise());
    }

    Fitted run(@Nullable FitResult start) {
        double[] constant = ConvexStart.constant(loss, sample);
        Evaluation reference = sample.evaluate(constant, loss.direct(), false);
        if (!reference.finite()) {
            throw new InputException(loss.spec() + " is " + reference.loss() + " at the constant score "
                    + (settings.intercept() ? constant[constant.length - 1] : 0)
                    + ", so no fit can start: look at the formula and at the targets");
        }
        FitScale scale = loss.scale(sample, reference);
        double[] point = start == null ? null : startFrom(start);
        boolean near = point != null;
        if (point == null) {
            point = loss.convex() ? constant : descentStart(scale);
        }
        if (!near && sample != objective) {
            Solved found = onSample(loss, point, scale);
            if (found.solution().outcome() != Solution.Outcome.SEPARATED) {
                point = found.solution().at().parameters();
                near = true;
            }
        }
        Problem problem = problem(loss, scale);
        Planner.Plan plan = Planner.plan(problem, settings.solver());
        return result(plan.solver().solve(problem, point, near), plan.reason());
    }

    private Problem problem(FitLoss chosen, FitScale scale) {
        return new Problem(
                chosen,
                objective,
                sample,
                penalty,
                scale,
                settings.tolerance(),
                settings.gapTolerance(),
                settings.maxIterations());
    }

    private double[] descentStart(FitScale scale) {
        ConvexStart convex = new ConvexStart(loss, sample, penalty, this::onRows);
        ConvexStart.Start start = convex.best(scale.unit());
        descent =
                settings.starts() == 1 ? start : convex.lowest(start, settings.starts(), settings.seed(), scale, notes);
        return descent.point();
    }

    private Solved onSample(FitLoss chosen, double[] start, FitScale scale) {
        return onRows(chosen, sample, start, scale);
    }

    private Solved onRows(FitLoss chosen, Objective rows, double[] start, FitScale scale) {
        Problem problem = new Problem(
                chosen, rows, rows, penalty, scale, SAMPLE_TOLERANCE, settings.gapTolerance(), SAMPLE_ITERATIONS);
        return Planner.plan(problem, SolverName.AUTO).solver().solve(problem, start, false);
    }

    private double @Nullable [] startFrom(FitResult start) {
        if (start.coefficients().length != columns) {
            throw new IllegalArgumentException("a start with " + start.coefficients().length
                    + " coefficients for a matrix of " + columns + " columns");
        }
        double[] point = design.parameters(start.intercept(), start.coefficients());
        boolean finite = Arrays.stream(point).allMatch(Double::isFinite);
        return finite && sample.evaluate(point, loss.direct(), false).finite() ? point : null;
    }

    private Fitted result(Solved found, String reason) {
        Solution solution = found.solution();
        double[] parameters = solution.at().parameters();
        Certificate certificate = new Certificate(found.kind(), solution.optimality(), found.tolerance());
        Objective alone = loss.outputs() == 1 ? objective : new Objective(design.withOutputs(1), workers);
        new FitNotes(design, alone, loss, columns).add(notes, solution, found.neededRidge());
        if (descent != null) {
            notes.add(fall(descent, solution.at()));
        }
        return new Fitted(
                design,
                parameters,
                solution.converged() && certificate.holds(),
                solution.iterations(),
                solution.at().loss() + penalty.value(parameters),
                certificate,
                found.solver(),
                reason,
                notes);
    }

    /** What is certain of a fit with a loss that is not convex. */
    private String fall(ConvexStart.Start start, Evaluation end) {
        Evaluation before = objective.evaluate(start.point(), loss.direct(), false);
        return String.format(
                Locale.ROOT,
                "the loss is not convex: from %s the objective fell from %.6g to %.6g; the certificate is that of a stationary"
                        + " point, and %s",
                start.name(),
                before.loss() + penalty.value(start.point()),
                end.loss() + penalty.value(end.parameters()),
                settings.starts() == 1 ? "another start may end lower" : "a start that was not tried may end lower");
    }
}
