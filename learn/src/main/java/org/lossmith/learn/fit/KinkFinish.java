package org.lossmith.learn.fit;

/**
 * From a point near the optimum of a loss of straight lines to the optimum itself, under any convex penalty: Newton on
 * {@link PricedKinks}, whose prices need not be quite right for long. Once every row is on its line or at its kink, the next
 * prices are exact where a vertex is the optimum, and nearly so where it is none.
 */
final class KinkFinish {
    private static final int MOST_ROUNDS = 30;
    private static final int MOST_STEPS_A_ROUND = 30;
    private static final int MOST_WITHOUT_GAIN = 3;
    /** A gap of this share of the objective is rounding. */
    private static final double ROUNDING = 1e-13;
    /** The next rounds are cheap for what they bring: at the usual tolerance they end at 1e-8 of the objective. */
    private static final double BELOW_TOLERANCE = 1e-4;
    /** A round that leaves more than this of the gap is not fast enough. */
    private static final double SLOW = 0.1;

    private static final double NARROWER = 0.25;
    /** Of the relative gradient. */
    private static final double TOLERANCE = 1e-13;

    private final Problem problem;
    private final LinearPieces pieces;
    private final KinkedSolver measured;

    KinkFinish(Problem problem, LinearPieces pieces, KinkedSolver measured) {
        this.problem = problem;
        this.pieces = pieces;
        this.measured = measured;
    }

    /** @param width of the smoothing whose minimum the point is */
    Solution from(Solution near, double width) {
        Objective objective = problem.objective();
        PricedKinks model = new PricedKinks((ElementLoss) problem.loss(), pieces, objective.design(), width);
        double[] point = near.at().parameters();
        int steps = near.iterations();
        Evaluation best = near.at();
        double lowest = gap(best);
        int withoutGain = 0;
        for (int round = 0; round < MOST_ROUNDS && steps < problem.maxIterations(); round++) {
            ProximalNewton newton = new ProximalNewton(
                    objective, objective, problem.penalty(), model, TOLERANCE, true, problem.scale());
            Solution found = newton.minimise(point, Math.min(MOST_STEPS_A_ROUND, problem.maxIterations() - steps));
            steps += found.iterations();
            point = found.at().parameters();
            double gap = gap(found.at());
            // The first round is the last smoothing once more.
            boolean slow = round > 0 && !(gap <= SLOW * lowest);
            withoutGain = round == 0 || gap < lowest ? 0 : withoutGain + 1;
            if (gap < lowest) {
                best = found.at();
                lowest = gap;
            }
            double enough = Math.max(ROUNDING, BELOW_TOLERANCE * problem.gapTolerance());
            if (lowest <= enough * measured.size(found.at())
                    || withoutGain >= MOST_WITHOUT_GAIN
                    || objective.stopped()) {
                break;
            }
            model.reprice(objective, point);
            if (slow) {
                model.narrow(NARROWER);
            }
        }
        return measured.certified(best, lowest, problem.gapTolerance(), steps, Solution.Outcome.STALLED);
    }

    /** Neither loss nor penalty are ever below 0. */
    private double gap(Evaluation at) {
        return Math.min(measured.gap(at), at.loss() + problem.penalty().value(at.parameters()));
    }
}
