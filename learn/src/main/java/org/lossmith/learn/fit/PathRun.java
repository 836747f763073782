package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.penalty.Penalty;

/**
 * Fits of the same rows under one penalty after the other, each from where the last one ended. What they share is made
 * once: standardised columns, sample and start; the matrix of second derivatives goes from fit to fit; and a loss that
 * is quadratic in the score needs no pass over the rows at all after the first.
 */
final class PathRun {
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
    List<FitRun.Fitted> run(List<Penalty> penalties) {
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
        List<FitRun.Fitted> fitted = new ArrayList<>();
        Solved solved = newton.solve(first.problem(), start.point(), start.near());
        fitted.add(first.result(solved, plan.reason(), objective));
        for (int i = 1; !watch.over(solved.solution()) && i < penalties.size(); i++) {
            FitRun run = shared.under(penalties.get(i));
            solved = newton.resume(run.problem(), objective, solved.solution().at());
            fitted.add(run.result(solved, plan.reason(), objective));
        }
        return fitted;
    }

    private List<FitRun.Fitted> onWorkingSets(
            List<Penalty> penalties, WorkingSetSolver solver, String reason, double[] start) {
        List<FitRun> runs = penalties.stream().map(shared::under).toList();
        List<ScaledPenalty> scaled =
                runs.stream().map(run -> run.problem().penalty()).toList();
        List<Solved> solved = solver.path(runs.get(0).problem(), scaled, start, watch);
        List<FitRun.Fitted> fitted = new ArrayList<>();
        for (int i = 0; i < solved.size(); i++) {
            fitted.add(runs.get(i).result(solved.get(i), reason, objective));
        }
        return fitted;
    }

    private List<FitRun.Fitted> oneByOne(List<Penalty> penalties, Planner.Plan plan, FitRun.Start start) {
        List<FitRun.Fitted> fitted = new ArrayList<>();
        FitRun.Start from = start;
        for (Penalty penalty : penalties) {
            FitRun run = shared.under(penalty);
            Solved solved = plan.solver().solve(run.problem(), from.point(), from.near());
            fitted.add(run.result(solved, plan.reason(), objective));
            if (watch.over(solved.solution())) {
                break;
            }
            from = new FitRun.Start(solved.solution().at().parameters(), true);
        }
        return fitted;
    }

    /**
     * Two passes: one with the Gram matrix at the start, and one where the last fit ended, from which losses are then
     * counted: near the end of a path the loss may be a small difference of what it was at the start.
     */
    private List<FitRun.Fitted> onGram(List<Penalty> penalties, NewtonSolver newton, String reason, double[] start) {
        Evaluation base = objective.evaluate(start, loss.direct(), true);
        List<Solved> solved = new ArrayList<>();
        Surface surface = new QuadraticSurface(objective.design(), base);
        Evaluation at = base;
        for (Penalty penalty : penalties) {
            Solved found = newton.resume(shared.under(penalty).problem(), surface, at);
            solved.add(found);
            at = found.solution().at();
            if (watch.over(found.solution())) {
                break;
            }
        }
        Evaluation last =
                objective.evaluate(at.parameters(), loss.direct(), false).withGram(base.gram());
        Surface exact = new QuadraticSurface(objective.design(), last);
        List<FitRun.Fitted> fitted = new ArrayList<>();
        for (int i = 0; i < solved.size(); i++) {
            FitRun run = shared.under(penalties.get(i));
            double[] point = solved.get(i).solution().at().parameters();
            Evaluation there = exact.evaluate(point, loss.direct(), true);
            Solved again = newton.resume(run.problem(), exact, there);
            fitted.add(run.result(again.after(solved.get(i).solution().iterations()), reason, exact));
        }
        return fitted;
    }
}
