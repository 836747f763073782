package org.lossmith.learn.fit.stochastic;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.SolverName;

/**
 * Adam (Kingma and Ba 2015) on minibatches, with a rate that falls along half a cosine to nothing, so that the noise of the
 * batches dies out. The squared penalty is part of the gradient: decoupled from it, as in AdamW, it would shrink each coefficient
 * by another measure than the objective says.
 */
public final class AdamSolver implements Solver {
    /** Share of a unit of score that a coefficient of a standardised column moves by in a step at first. */
    private static final double RATE = 0.05;
    /** From a fit on a sample, a coefficient is about this far from where it has to go. */
    private static final double NEAR_RATE = 0.005;

    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.999;

    @Override
    public SolverName name() {
        return SolverName.ADAM;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        return problem.penalty().hasL1()
                ? "it gives no exact zeros, which the penalty asks for (ftrl does)"
                : StochasticDescent.refusal(problem);
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        StochasticDescent descent = new StochasticDescent(problem);
        double rate = (near ? NEAR_RATE : RATE) * problem.scale().unit();
        StochasticDescent.End end = descent.run(new Adam(problem, rate), start);
        return descent.certify(end.last(), end.mean(), end.epochs(), "Adam");
    }

    private static final class Adam implements StochasticDescent.Rule {
        private final double[] l2;
        private final double usual;
        private final double smallest;
        private double rate;
        private double[] first = {};
        private double[] second = {};
        private double firstShare = 1;
        private double secondShare = 1;

        Adam(Problem problem, double rate) {
            this.l2 = problem.penalty().l2();
            this.usual = rate;
            this.smallest = problem.scale().push();
        }

        @Override
        public double[] begin(double[] start, double slower) {
            rate = slower * usual;
            first = new double[start.length];
            second = new double[start.length];
            firstShare = 1;
            secondShare = 1;
            return start;
        }

        @Override
        public void step(double[] point, double[] gradient, double done) {
            firstShare *= FIRST_MOMENT;
            secondShare *= SECOND_MOMENT;
            double length = rate * 0.5 * (1 + Math.cos(Math.PI * done)) / (1 - firstShare);
            for (int j = 0; j < point.length; j++) {
                double slope = gradient[j] + 2 * l2[j] * point[j];
                first[j] += (1 - FIRST_MOMENT) * (slope - first[j]);
                second[j] += (1 - SECOND_MOMENT) * (slope * slope - second[j]);
                point[j] -= length * first[j] / (Math.sqrt(second[j] / (1 - secondShare)) + smallest);
            }
        }
    }
}
