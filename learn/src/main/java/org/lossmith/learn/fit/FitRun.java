package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.newton.NewtonSolver;
import org.lossmith.learn.fit.objective.DualityGap;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.PenaltyScaling;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;
import org.lossmith.learn.fit.objective.Surface;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.workingset.PathWatch;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.penalty.AdaptiveL1;
import org.lossmith.penalty.L2;
import org.lossmith.penalty.Penalty;

/** One fit: finds a start, chooses the solver from what is true of the loss, has the end certified. */
final class FitRun {
    /** The size of the subsample on which the start is found; fits on fewer than twice as many rows need none. */
    static final int SAMPLE = 20_000;

    private static final int SAMPLE_ITERATIONS = 60;
    private static final double SAMPLE_TOLERANCE = 1e-3;
    /** What the sample's optimum is worth for all rows ends far above this. */
    private static final double SAMPLE_GAP = 1e-2;

    private final FitLoss loss;
    private final FitSettings settings;
    private final Design design;
    private final Objective objective;
    private final Objective sample;
    private final PenaltyScaling scaling;
    private final ScaledPenalty penalty;
    private final List<String> notes = new ArrayList<>();
    private final int columns;
    private final Workers workers;
    private final double[] constant;
    /** A pass with a Gram matrix at the constant, if it was made before all others. */
    private final @Nullable Evaluation known;

    private final FitScale scale;
    private final DualityGap gaps;
    private final Certification certification;
    private final Pilot pilot;
    private ConvexStart.@Nullable Start descent;

    FitRun(
            FitLoss loss,
            FitSettings settings,
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            Workers workers) {
        this.loss = loss;
        this.settings = settings;
        this.columns = x.columns();
        this.workers = workers;
        if (settings.columns().lastColumn() >= columns) {
            throw new IllegalArgumentException("a penalty for column "
                    + settings.columns().lastColumn() + " of a matrix with " + columns + " columns");
        }
        QuadraticSweep sweep = QuadraticSweep.of(loss, settings, x, target, weight, rows, workers);
        this.known = sweep == null ? null : sweep.at();
        this.design = sweep == null ? design(x, target, weight, rows) : sweep.design();
        this.objective = new Objective(design, workers);
        this.sample = sample();
        this.constant = known == null ? ConvexStart.constant(loss, sample) : known.parameters();
        this.scale = scaleAt(constant);
        this.gaps = new DualityGap(loss, design, sample, scale);
        this.certification = new Certification(loss, design, objective, gaps, columns, settings.columns(), workers);
        this.scaling = new PenaltyScaling(settings.columns(), design, settings.standardise());
        this.pilot = new Pilot();
        this.penalty = scaled();
    }

    private Design design(Matrix x, Series target, @Nullable Series weight, Rows rows) {
        Standardisation standardisation = Standardisation.of(x, weight, rows, settings.intercept(), workers)
                .without(settings.columns()::excluded);
        return new Design(x, target, weight, rows, standardisation, settings.intercept()).withOutputs(loss.outputs());
    }

    private Objective sample() {
        if (design.size() < 2 * SAMPLE) {
            return objective;
        }
        // With all of the loss known, hardly anything is asked of the sample.
        boolean inPlace = known != null && design.inMemory();
        return new Objective(inPlace ? design.spreadInPlace(SAMPLE) : design.spread(SAMPLE), workers);
    }

    /** The same rows under another penalty: all that does not depend on it is shared. */
    private FitRun(FitRun same, FitSettings settings) {
        this.loss = same.loss;
        this.settings = settings;
        this.columns = same.columns;
        this.workers = same.workers;
        this.design = same.design;
        this.objective = same.objective;
        this.sample = same.sample;
        this.known = same.known;
        this.constant = same.constant;
        this.scale = same.scale;
        this.gaps = same.gaps;
        this.certification = same.certification;
        this.scaling = same.scaling;
        this.pilot = same.pilot;
        this.penalty = scaled();
    }

    FitRun under(Penalty other) {
        return new FitRun(this, settings.with(other));
    }

    /** Whether a column has no penalty although others have. */
    boolean someUnpenalised() {
        return Arrays.stream(design.standardisation().active())
                .anyMatch(column -> settings.columns().factor(column) == 0);
    }

    private ScaledPenalty scaled() {
        if (!(settings.penalty() instanceof AdaptiveL1 adaptive)) {
            return scaling.scaled(settings.penalty());
        }
        // Weak, but enough for a finite pilot of separable classes and a single one of collinear columns.
        Penalty ridge = new L2(0.5 / design.standardisation().weightSum());
        Fitted weak = pilot.fit;
        if (weak == null) {
            weak = new FitRun(this, settings.withPilot(ridge)).run(null);
            pilot.fit = weak;
        }
        notes.add("adaptive weights are from a pilot fit with " + ridge.spec()
                + (weak.converged() ? "" : ", which did not converge"));
        return scaling.adapted(adaptive, weak.parameters());
    }

    /** The fit that an adaptive penalty's weights come from: one for all lambdas. */
    private static final class Pilot {
        private @Nullable Fitted fit;
    }

    /** A mean loss below which no scores get, or NaN where none is known. */
    double floor() {
        return gaps.floor();
    }

    /** From here on this one is told of every step over all rows, and may end the fit. */
    FitRun watchedBy(FitWatch watch) {
        objective.watchedBy(watch);
        return this;
    }

    Fitted run(@Nullable LinearFit start) {
        Planner.Plan plan = plan();
        Start from = start(plan, start);
        return result(solved(plan, from), plan.reason(), objective);
    }

    private Solved solved(Planner.Plan plan, Start from) {
        Evaluation begun = known;
        if (begun != null
                && from.point() == constant
                && penalty.isConvex()
                && plan.solver() instanceof NewtonSolver newton) {
            return newton.resume(problem(), objective, begun);
        }
        return plan.solver().solve(problem(), from.point(), from.near());
    }

    /** A pass with a Gram matrix at the constant, if it was made before all others. */
    @Nullable
    Evaluation known() {
        return known;
    }

    /** Fits under one penalty after the other, which should be ordered by strength. */
    List<Fitted> path(List<Penalty> penalties, PathWatch watch) {
        return new PathRun(this, loss, objective, watch).run(penalties);
    }

    Problem problem() {
        return problem(loss, scale);
    }

    Planner.Plan plan() {
        return Planner.plan(problem(), settings.solver());
    }

    /** @param near whether the point is close to the optimum */
    record Start(double[] point, boolean near) {}

    /** Where to begin: a fit of the same columns, else one of the sample. */
    Start start(Planner.Plan plan, @Nullable LinearFit given) {
        double[] point = given == null ? null : startFrom(given);
        if (point != null) {
            return new Start(point, true);
        }
        point = loss.convex() ? constant : descentStart();
        boolean oneStep = loss.quadratic() && plan.solver() instanceof NewtonSolver;
        if (sample != objective && !oneStep) {
            Solved found = onSample(loss, point, scale);
            if (found.solution().outcome() != Solution.Outcome.SEPARATED) {
                return new Start(found.solution().at().parameters(), true);
            }
        }
        return new Start(point, false);
    }

    private Evaluation atConstant(double[] point) {
        return loss instanceof ElementLoss element
                ? ScoredRows.of(element, sample.design()).alike(point, settings.intercept())
                : sample.evaluate(point, loss.direct(), false);
    }

    private FitScale scaleAt(double[] point) {
        Evaluation reference = known == null ? atConstant(point) : known;
        if (!reference.finite()) {
            throw new InputException(loss.spec() + " is " + reference.loss() + " at the constant score "
                    + (settings.intercept() ? point[point.length - 1] : 0)
                    + ", so no fit can start: look at the formula and at the targets");
        }
        return loss.scale(sample, reference);
    }

    private Problem problem(FitLoss chosen, FitScale chosenScale) {
        return new Problem(
                chosen,
                objective,
                sample,
                penalty,
                chosenScale,
                settings.tolerance(),
                settings.polished(),
                settings.gapTolerance(),
                settings.maxIterations());
    }

    private double[] descentStart() {
        ConvexStart convex = new ConvexStart(loss, sample, penalty, this::onRows);
        ConvexStart.Start first = convex.best(scale.unit());
        descent =
                settings.starts() == 1 ? first : convex.lowest(first, settings.starts(), settings.seed(), scale, notes);
        return descent.point();
    }

    private Solved onSample(FitLoss chosen, double[] start, FitScale chosenScale) {
        return onRows(chosen, sample, start, chosenScale);
    }

    private Solved onRows(FitLoss chosen, Objective rows, double[] start, FitScale chosenScale) {
        Problem few = new Problem(
                chosen,
                rows,
                rows,
                penalty,
                chosenScale,
                SAMPLE_TOLERANCE,
                settings.polished(),
                Math.max(SAMPLE_GAP, settings.gapTolerance()),
                SAMPLE_ITERATIONS);
        return Planner.plan(few, SolverName.AUTO).solver().solve(few, start, false);
    }

    private double @Nullable [] startFrom(LinearFit start) {
        double[] point = penalty.clip(new GivenStart(design, columns).parameters(start));
        boolean finite = Arrays.stream(point).allMatch(Double::isFinite);
        return finite && sample.evaluate(point, loss.direct(), false).finite() ? point : null;
    }

    /** @param surface where the solution was found: the objective, or what stands for it */
    Fitted result(Solved found, String reason, Surface surface) {
        return certification.result(settings, penalty, notes, descent, found, reason, surface);
    }
}
