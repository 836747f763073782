package org.lossmith.learn.fit.stochastic;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.SolverName;

/**
 * FTRL-proximal (McMahan and others 2013) on minibatches: each coefficient minimises all gradients so far, the penalty once for
 * each of them, and its distance from the points it has been at, so that L1 gives exact zeros.
 */
public final class FtrlSolver implements Solver {
    /** Share of a unit of score that a coefficient of a standardised column moves by in a step at first. */
    private static final double RATE = 0.5;
    /** From a fit on a sample, a coefficient is about this far from where it has to go. */
    private static final double NEAR_RATE = 0.05;

    @Override
    public SolverName name() {
        return SolverName.FTRL;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        return StochasticDescent.refusal(problem);
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        StochasticDescent descent = new StochasticDescent(problem);
        double rate = (near ? NEAR_RATE : RATE) * problem.scale().unit();
        StochasticDescent.End end = descent.run(new Ftrl(problem, rate), start);
        return descent.certify(end.last(), end.epochs(), "FTRL-proximal");
    }

    private static final class Ftrl implements StochasticDescent.Rule {
        private final double[] l1;
        private final double[] l2;
        private final double usual;
        private final double smallest;
        private double rate;
        private long steps;
        /** Sum of the gradients, less what the distances from earlier points pull back. */
        private double[] pull = {};
        /** Sum of squared gradients. */
        private double[] squares = {};

        Ftrl(Problem problem, double rate) {
            this.l1 = problem.penalty().l1();
            this.l2 = problem.penalty().l2();
            this.usual = rate;
            this.smallest = problem.scale().push();
        }

        /** As if the start had been the place of an earlier step with hardly any gradient. */
        @Override
        public double[] begin(double[] start, double slower) {
            rate = slower * usual;
            steps = 0;
            squares = new double[start.length];
            pull = new double[start.length];
            for (int j = 0; j < start.length; j++) {
                pull[j] = -start[j] * smallest / rate;
            }
            return start;
        }

        @Override
        public void step(double[] point, double[] gradient, double done) {
            steps++;
            for (int j = 0; j < point.length; j++) {
                double before = Math.sqrt(squares[j]);
                squares[j] += gradient[j] * gradient[j];
                double after = Math.sqrt(squares[j]);
                pull[j] += gradient[j] - (after - before) / rate * point[j];
                double excess = Math.abs(pull[j]) - steps * l1[j];
                double stiffness = (smallest + after) / rate + 2 * steps * l2[j];
                point[j] = excess <= 0 ? 0.0 : -Math.copySign(excess, pull[j]) / stiffness;
            }
        }
    }
}
