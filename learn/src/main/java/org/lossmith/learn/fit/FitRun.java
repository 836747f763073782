package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.penalty.Penalty;

/** One fit: finds a start, chooses the solver from what is true of the loss, certifies the end. */
final class FitRun {
    /** The size of the subsample on which the start is found; fits on fewer than twice as many rows need none. */
    static final int SAMPLE = 20_000;

    /** How often the width is divided by ten for losses that are neither convex nor smooth. */
    private static final int NARROWINGS = 3;

    /** What a smoothed gradient of a loss with kinks and several minima can be brought to. */
    private static final double MULTIMODAL_TOLERANCE = 1e-4;

    private static final int MULTIMODAL_STEPS = 40;

    /** With more parameters than this a Gram matrix costs more than it brings. */
    private static final int NEWTON_DIMENSION = 300;

    private static final int LARGEST_GRAM = 2000;

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
    private boolean neededRidge;

    /** What a run ends with, in the solver's coordinates; the other parts as in {@link FitResult}. */
    record Fitted(
            Design design,
            double[] parameters,
            boolean converged,
            int iterations,
            double objective,
            Certificate certificate,
            String solver,
            List<String> notes) {}

    /** A request without its loss. */
    record Settings(
            Penalty penalty,
            boolean intercept,
            boolean standardise,
            double tolerance,
            double gapTolerance,
            int maxIterations) {}

    FitRun(
            FitLoss loss,
            Settings settings,
            Matrix x,
            double[] target,
            double @Nullable [] weight,
            Rows rows,
            Workers workers) {
        this.loss = loss;
        this.settings = settings;
        this.columns = x.columns();
        this.workers = workers;
        Standardisation standardisation = Standardisation.of(x, weight, rows, settings.intercept(), workers);
        this.design = new Design(x, target, weight, rows, standardisation, settings.intercept())
                .withOutputs(loss.outputs());
        this.objective = new Objective(design, workers);
        this.sample = rows.size() < 2 * SAMPLE ? objective : new Objective(design.spread(SAMPLE), workers);
        this.penalty = ScaledPenalty.of(settings.penalty(), design, settings.standardise());
    }

    Fitted run(@Nullable FitResult start) {
        double[] constant = constantFor(loss);
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
            point = loss.convex() ? constant : convexStart(constant, scale.unit());
        }
        if (!near && sample != objective) {
            Found found = solve(loss, sample, point, false, scale, SAMPLE_TOLERANCE, SAMPLE_ITERATIONS);
            if (found.solution().outcome() != Solution.Outcome.SEPARATED) {
                point = found.solution().at().parameters();
                near = true;
            }
        }
        neededRidge = false;
        return result(solve(loss, objective, point, near, scale, settings.tolerance(), settings.maxIterations()));
    }

    /** @param tolerance the one that the solution's optimality had to reach */
    private record Found(Solution solution, String solver, boolean gap, double tolerance) {}

    /** The best constant scores on the sample, in the intercepts; 0 where one is infinite or there is no intercept. */
    private double[] constantFor(FitLoss chosen) {
        double[] point = new double[design.dimension()];
        if (settings.intercept()) {
            double[] constant =
                    chosen.constant(sample.design().targets(), sample.design().weights());
            for (int output = 0; output < constant.length; output++) {
                double score = constant[output];
                point[(output + 1) * design.columns() - 1] = Double.isFinite(score) ? score : 0;
            }
        }
        return point;
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

    /** For a loss that is not convex: the best of the constant and of fits with convex relatives, on the sample. */
    private double[] convexStart(double[] constant, double unit) {
        RowModel model = loss.direct();
        double[] best = constant;
        double lowest = sample.evaluate(constant, model, false).loss() + penalty.value(constant);
        boolean many = design.dimension() > NEWTON_DIMENSION;
        for (FitLoss relative : loss.convexRelatives(sample.design().targets(), unit, many)) {
            double[] start = constantFor(relative);
            FitScale scale = relative.scale(sample, sample.evaluate(start, relative.direct(), false));
            Found found = solve(relative, sample, start, false, scale, SAMPLE_TOLERANCE, SAMPLE_ITERATIONS);
            double[] point = found.solution().at().parameters();
            Evaluation at = sample.evaluate(point, model, false);
            double value = at.loss() + penalty.value(point);
            if (at.finite() && value < lowest) {
                lowest = value;
                best = point;
            }
        }
        return best;
    }

    /** @param near whether the start is close to the optimum, so that only the last smoothing is needed */
    private Found solve(
            FitLoss chosen,
            Objective on,
            double[] start,
            boolean near,
            FitScale scale,
            double tolerance,
            int iterations) {
        if (chosen.smooth()) {
            return smooth(chosen, on, start, scale, tolerance, iterations);
        }
        if (!chosen.convex()) {
            return kinkedMultimodal(chosen, on, start, scale, tolerance, iterations);
        }
        KinkedSolver solver = kinked(chosen, on, scale);
        double width = near ? solver.finalWidth(start) : solver.firstWidth(start);
        Solution solution = solver.minimise(start, width, iterations);
        neededRidge |= solver.neededRidge();
        return new Found(solution, "Newton on shrinking smoothings", true, settings.gapTolerance());
    }

    /**
     * Newton up to some hundreds of columns; beyond, quasi-Newton, and Newton to finish what that leaves unfinished.
     */
    private Found smooth(
            FitLoss chosen, Objective on, double[] start, FitScale scale, double tolerance, int iterations) {
        RowModel model = chosen.direct();
        String soft = penalty.hasL1() ? "proximal " : "";
        double[] from = start;
        int before = 0;
        String name = soft + "Newton";
        if (design.dimension() > NEWTON_DIMENSION) {
            QuasiNewton quasi = new QuasiNewton(on, penalty, model, tolerance, scale);
            Solution found = quasi.minimise(start, iterations);
            name = penalty.hasL1() ? "OWL-QN" : "L-BFGS";
            boolean done = found.converged() || found.outcome() == Solution.Outcome.SEPARATED;
            if (done || design.dimension() > LARGEST_GRAM) {
                return new Found(found, name, false, tolerance);
            }
            from = found.at().parameters();
            before = found.iterations();
            name = name + ", then " + soft + "Newton";
        }
        ProximalNewton newton = new ProximalNewton(on, on == objective ? sample : on, penalty, model, tolerance, scale);
        Solution found = newton.minimise(from, iterations);
        neededRidge |= newton.neededRidge();
        Solution counted = new Solution(
                found.at(), before + found.iterations(), found.optimality(), found.outcome(), found.direction());
        return new Found(counted, name, false, tolerance);
    }

    private KinkedSolver kinked(FitLoss chosen, Objective on, FitScale scale) {
        double tolerance = Math.max(1e-10, 1e-3 * settings.gapTolerance());
        return new KinkedSolver(on, sample, penalty, chosen, tolerance, settings.gapTolerance(), scale);
    }

    /** Neither convex nor smooth: a stationary point of a narrow smoothing is the most that can be certified. */
    private Found kinkedMultimodal(
            FitLoss chosen, Objective on, double[] start, FitScale scale, double tolerance, int iterations) {
        double reached = Math.max(tolerance, MULTIMODAL_TOLERANCE);
        int steps = Math.min(MULTIMODAL_STEPS, iterations);
        double[] point = start;
        for (int narrowing = 1; ; narrowing++) {
            RowModel model = chosen.smoothed(scale.unit() * Math.pow(0.1, narrowing));
            ProximalNewton newton =
                    new ProximalNewton(on, on == objective ? sample : on, penalty, model, reached, scale);
            Solution solution = newton.minimise(point, steps);
            neededRidge |= newton.neededRidge();
            point = solution.at().parameters();
            if (narrowing == NARROWINGS) {
                return new Found(solution, "Newton on shrinking smoothings", false, reached);
            }
        }
    }

    private Fitted result(Found found) {
        Solution solution = found.solution();
        double[] parameters = solution.at().parameters();
        boolean l1 = penalty.hasL1();
        Certificate.Kind kind = found.gap()
                ? Certificate.Kind.DUALITY_GAP
                : l1 ? Certificate.Kind.SUBGRADIENT : Certificate.Kind.GRADIENT_NORM;
        Certificate certificate = new Certificate(kind, solution.optimality(), found.tolerance());
        Objective alone = loss.outputs() == 1 ? objective : new Objective(design.withOutputs(1), workers);
        new FitNotes(design, alone, loss, columns).add(notes, solution, neededRidge);
        return new Fitted(
                design,
                parameters,
                solution.converged() && certificate.holds(),
                solution.iterations(),
                solution.at().loss() + penalty.value(parameters),
                certificate,
                found.solver(),
                notes);
    }
}
