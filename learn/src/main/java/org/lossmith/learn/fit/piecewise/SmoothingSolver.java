package org.lossmith.learn.fit.piecewise;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.newton.NewtonSolver;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;

/** Losses with kinks: Newton on smoothings that shrink, certified by a duality gap where the loss is convex. */
public final class SmoothingSolver implements Solver {
    /** How often the width is divided by ten for losses that are neither convex nor smooth. */
    private static final int NARROWINGS = 3;

    /** What a smoothed gradient of a loss with kinks and several minima can be brought to. */
    private static final double MULTIMODAL_TOLERANCE = 1e-4;

    private static final int MULTIMODAL_STEPS = 40;

    private static final String LABEL = "Newton on shrinking smoothings";
    /** The relative gap from which multipliers go on. */
    private static final double NEAR = 1e-2;

    private static final String FINISHED = ", finished by multipliers";

    @Override
    public SolverName name() {
        return SolverName.SMOOTHING;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        return problem.loss().smooth() ? problem.loss().spec() + " is smooth as it is" : null;
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        boolean convex = problem.loss().convex() && problem.penalty().isConvex();
        return convex ? convex(problem, start, near) : multimodal(problem, start);
    }

    private static Solved convex(Problem problem, double[] start, boolean near) {
        LinearPieces pieces = finishable(problem);
        double gap = pieces == null ? problem.gapTolerance() : Math.max(NEAR, problem.gapTolerance());
        KinkedSolver solver = new KinkedSolver(
                problem.objective(),
                problem.sample(),
                problem.penalty(),
                problem.loss(),
                Math.max(1e-10, 1e-3 * problem.gapTolerance()),
                gap,
                problem.scale(),
                pieces == null);
        double width = near ? solver.finalWidth(start) : solver.firstWidth(start);
        Solution solution = solver.minimise(start, width, problem.maxIterations());
        if (pieces != null && solution.outcome() != Solution.Outcome.STOPPED) {
            solution = new KinkFinish(problem, pieces, solver).from(solution, solver.width());
        }
        return new Solved(
                solution,
                pieces == null ? LABEL : LABEL + FINISHED,
                Certificate.Kind.DUALITY_GAP,
                problem.gapTolerance(),
                solver.neededRidge());
    }

    /** The kinks, if prices can be kept for them. */
    private static @Nullable LinearPieces finishable(Problem problem) {
        return problem.objective().design().inMemory()
                ? LinearPieces.of(
                        problem.loss(), problem.sample().design().targets().values())
                : null;
    }

    /** A stationary point of a narrow smoothing is the most that can be certified. */
    private static Solved multimodal(Problem problem, double[] start) {
        double reached = Math.max(problem.tolerance(), MULTIMODAL_TOLERANCE);
        int steps = Math.min(MULTIMODAL_STEPS, problem.maxIterations());
        boolean neededRidge = false;
        double[] point = start;
        for (int narrowing = 1; ; narrowing++) {
            RowModel model = problem.loss().smoothed(problem.scale().unit() * Math.pow(0.1, narrowing));
            ProximalNewton newton = new ProximalNewton(
                    problem.objective(), problem.sample(), problem.penalty(), model, reached, true, problem.scale());
            Solution solution = newton.minimise(point, steps);
            neededRidge |= newton.neededRidge();
            point = solution.at().parameters();
            if (narrowing == NARROWINGS || solution.outcome() == Solution.Outcome.STOPPED) {
                return new Solved(solution, LABEL, NewtonSolver.kind(problem), reached, neededRidge);
            }
        }
    }
}
