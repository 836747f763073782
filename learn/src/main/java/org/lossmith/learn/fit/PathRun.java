package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.newton.NewtonSolver;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.Surface;
import org.lossmith.learn.fit.piecewise.InteriorPointSolver;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.fit.workingset.PathWatch;
import org.lossmith.learn.fit.workingset.WorkingSetSolver;
import org.lossmith.penalty.Penalty;

/**
 * Fits of the same rows under one penalty after the other, each from where the last one ended. What they share is made
 * once: standardised columns, sample and start; the matrix of second derivatives goes from fit to fit; and a loss that
 * is quadratic in the score needs no pass over the rows at all after the first.
 */
final class PathRun {
    /** Sums over rows are good to about 1e-14 of themselves, so losses are still good to 1e-10. */
    private static final double SMALL_DIFFERENCE = 1e-4;

    private final FitRun shared;
    private final FitLoss loss;
    private final Objective objective;
    private final PathWatch watch;

    PathRun(FitRun shared, FitLoss loss, Objective objective, PathWatch watch) {
        this.shared = shared;
        this.loss = loss;
        this.objective = objective;
        this.watch = watch;
    }

    /**
     * @param penalties neighbours should be alike: for example from the strongest to the weakest
     * @return one for each penalty, or fewer if the watch ended the path
     */
    List<Fitted> run(List<Penalty> penalties) {
        if (penalties.isEmpty()) {
            return List.of();
        }
        FitRun first = shared.under(penalties.get(0));
        Planner.Plan plan = first.plan();
        FitRun.Start start = first.start(plan, null);
        if (plan.solver() instanceof WorkingSetSolver workingSet) {
            return onWorkingSets(penalties, workingSet, plan.reason(), start.point());
        }
        if (!(plan.solver() instanceof NewtonSolver newton)) {
            return oneByOne(penalties, plan, start);
        }
        if (loss.quadratic()) {
            return onGram(penalties, newton, plan.reason(), start.point());
        }
        List<Fitted> fitted = new ArrayList<>();
        Solved solved = newton.solve(first.problem(), start.point(), start.near());
        fitted.add(first.result(solved, plan.reason(), objective));
        for (int i = 1; !watch.over(solved.solution()) && i < penalties.size(); i++) {
            FitRun run = shared.under(penalties.get(i));
            solved = newton.resume(run.problem(), objective, solved.solution().at());
            fitted.add(run.result(solved, plan.reason(), objective));
        }
        return fitted;
    }

    private List<Fitted> onWorkingSets(
            List<Penalty> penalties, WorkingSetSolver solver, String reason, double[] start) {
        Workers workers = objective.workers();
        Supplier<DesignColumns> columns = workers.beside(() -> DesignColumns.of(objective.design()));
        List<FitRun> runs = penalties.stream().map(shared::under).toList();
        List<ScaledPenalty> scaled =
                runs.stream().map(run -> run.problem().penalty()).toList();
        List<Solved> solved = solver.path(runs.get(0).problem(), columns.get(), scaled, start, watch);
        return workers.list(solved.size(), i -> runs.get(i).result(solved.get(i), reason, objective));
    }

    private List<Fitted> oneByOne(List<Penalty> penalties, Planner.Plan plan, FitRun.Start start) {
        List<Fitted> fitted = new ArrayList<>();
        @Nullable Solved last = null;
        for (Penalty penalty : penalties) {
            FitRun run = shared.under(penalty);
            last = last == null
                    ? plan.solver().solve(run.problem(), start.point(), start.near())
                    : follow(plan.solver(), run.problem(), last.solution().at().parameters());
            fitted.add(run.result(last, plan.reason(), objective));
            if (watch.over(last.solution())) {
                break;
            }
        }
        return fitted;
    }

    private static Solved follow(Solver solver, Problem problem, double[] neighbour) {
        return solver instanceof InteriorPointSolver interior
                ? interior.follow(problem, neighbour)
                : solver.solve(problem, neighbour, true);
    }

    /**
     * The start's Gram matrix does for all. Where a fit leaves so little of the loss that it is a small difference of what it
     * was at the start, a pass at the last fit follows, from which losses are then counted.
     */
    private List<Fitted> onGram(List<Penalty> penalties, NewtonSolver newton, String reason, double[] start) {
        Evaluation known = shared.known();
        Evaluation base = known == null ? objective.evaluate(start, loss.direct(), true) : known;
        List<Solved> solved = new ArrayList<>();
        Surface surface = new QuadraticSurface(objective.design(), base);
        double lowest = base.loss();
        Evaluation at = base;
        for (Penalty penalty : penalties) {
            Solved found = newton.resume(shared.under(penalty).problem(), surface, at);
            solved.add(found);
            at = found.solution().at();
            lowest = Math.min(lowest, at.loss());
            if (watch.over(found.solution())) {
                break;
            }
        }
        if (lowest >= SMALL_DIFFERENCE * base.loss()) {
            return results(penalties, solved, reason, surface);
        }
        Evaluation last =
                objective.evaluate(at.parameters(), loss.direct(), false).withGram(base.gram());
        Surface exact = new QuadraticSurface(objective.design(), last);
        for (int i = 0; i < solved.size(); i++) {
            Solution found = solved.get(i).solution();
            Evaluation there = exact.evaluate(found.at().parameters(), loss.direct(), true);
            Solved again = newton.resume(shared.under(penalties.get(i)).problem(), exact, there);
            solved.set(i, again.after(found.iterations()));
        }
        return results(penalties, solved, reason, exact);
    }

    private List<Fitted> results(List<Penalty> penalties, List<Solved> solved, String reason, Surface surface) {
        List<Fitted> fitted = new ArrayList<>();
        for (int i = 0; i < solved.size(); i++) {
            fitted.add(shared.under(penalties.get(i)).result(solved.get(i), reason, surface));
        }
        return fitted;
    }
}
