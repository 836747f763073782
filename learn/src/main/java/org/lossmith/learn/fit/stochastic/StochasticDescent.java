package org.lossmith.learn.fit.stochastic;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.PenaltySubgradient;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.solver.Certificate;

/**
 * Many small steps, each from the gradient of a few rows that follow each other, for data that is read in a stream: the batches
 * of an epoch come in an order that is drawn from a fixed seed, one after the other in one thread, so that the result is always
 * the same.
 */
final class StochasticDescent {
    private static final long SEED = 20130811;
    /** Smaller batches spend their time on calls rather than on rows. */
    private static final int SMALLEST_BATCH = 16;
    /** With fewer batches than this in an epoch, steps are worth more than exact gradients. */
    private static final int BATCHES_WANTED = 500;
    /** Steps in all that bring the noise down far enough where an epoch is short. */
    private static final int STEPS_WANTED = 40_000;

    private static final int FEWEST_EPOCHS = 3;
    private static final int MOST_EPOCHS = 500;
    /** How often a rate that makes the objective grow without bound is divided. */
    private static final int MOST_RETRIES = 6;

    private static final double RETRY = 0.25;
    /** An objective this many times higher than at the start is on its way to infinity. */
    private static final double ESCAPED = 10;

    /** How a point moves. It starts afresh with each run. */
    interface Rule {
        /** The point to go on from, given the one to start at; {@code rate} is 1 unless that was too fast. */
        double[] begin(double[] start, double rate);

        /**
         * Moves the point.
         *
         * @param gradient of the loss over a batch
         * @param done the share of all steps that lie behind
         */
        void step(double[] point, double[] gradient, double done);
    }

    private final Problem problem;
    private final Objective objective;
    private final RowModel model;
    private final int batch;
    private final int[] order;
    private final int epochs;

    StochasticDescent(Problem problem) {
        this.problem = problem;
        this.objective = problem.objective();
        this.model = problem.loss().direct();
        int rows = problem.rows();
        int wanted = Math.max(SMALLEST_BATCH, rows / BATCHES_WANTED / 16 * 16);
        this.batch = Math.min(objective.design().tileRows(), wanted);
        this.order = new int[(rows + batch - 1) / batch];
        int needed = (STEPS_WANTED + order.length - 1) / order.length;
        int few = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, needed));
        this.epochs = Math.min(few, problem.maxIterations());
    }

    /** What no rule can do. */
    static @Nullable String refusal(Problem problem) {
        if (problem.objective().design().sparse()) {
            return "it reads rows one after the other, and sparse data are kept otherwise";
        }
        return problem.penalty().isElastic() ? null : "it takes the penalties l1, l2 and elastic-net, without bounds";
    }

    /** Where the steps of a rule end, and the mean of the points of the last half of them. */
    record End(double[] last, double[] mean, int epochs) {}

    End run(Rule rule, double[] start) {
        double rate = 1;
        for (int attempt = 0; ; attempt++) {
            End end = attempt(rule, start, rate);
            if (end != null) {
                return end;
            }
            if (attempt == MOST_RETRIES) {
                return new End(start, start, 0);
            }
            rate *= RETRY;
        }
    }

    /** Null if the rate is too high. */
    private @Nullable End attempt(Rule rule, double[] start, double rate) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        double first = value(start);
        double[] point = rule.begin(start.clone(), rate);
        double[] mean = new double[point.length];
        Tally tally = new Tally(mean, (long) epochs * order.length);
        SplittableRandom random = new SplittableRandom(SEED);
        int epoch = 0;
        while (epoch < epochs && !objective.stopped()) {
            shuffle(random);
            epoch(rule, point, tally);
            epoch++;
            double value = value(point);
            if (!(value
                    <= first
                            + ESCAPED
                                    * Math.max(Math.abs(first), problem.scale().loss()))) {
                return null;
            }
            if (objective.stopped(epoch, value, Double.NaN, problem.tolerance())) {
                break;
            }
        }
        return new End(point, tally.averaged > 0 ? mean : point, epoch);
    }

    /** Counts steps and averages the points of the last half of them. */
    private static final class Tally {
        private final double[] mean;
        private final long steps;
        private long taken;
        private long averaged;

        Tally(double[] mean, long steps) {
            this.mean = mean;
            this.steps = steps;
        }

        double done() {
            return (double) taken / steps;
        }

        void add(double[] point) {
            taken++;
            if (2 * taken > steps) {
                averaged++;
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += (point[j] - mean[j]) / averaged;
                }
            }
        }
    }

    private void epoch(Rule rule, double[] point, Tally tally) {
        Design design = objective.design();
        Tile tile = design.tile(false);
        double[] gradient = new double[point.length];
        // A last batch of fewer rows gives a shorter gradient: every row counts alike.
        double weight = design.standardisation().weightSum() / design.size() * batch;
        for (int number : order) {
            if (objective.stopped()) {
                return;
            }
            int from = number * batch;
            int to = Math.min(design.size(), from + batch);
            objective.gradient(tile, from, to, point, model, gradient);
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] /= weight;
            }
            rule.step(point, gradient, tally.done());
            tally.add(point);
        }
    }

    /** Fisher and Yates. */
    private void shuffle(SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }

    /** The objective on the sample. */
    private double value(double[] point) {
        return problem.sample().evaluate(point, model, false).loss()
                + problem.penalty().value(point);
    }

    /** A full pass says how good a point is: minibatches cannot. */
    Solved certify(double[] point, int steps, String label) {
        return certified(objective.evaluate(point, model, false), steps, label);
    }

    /** The better of two points. */
    Solved certify(double[] one, double[] other, int steps, String label) {
        Evaluation first = objective.evaluate(one, model, false);
        Evaluation second = objective.evaluate(other, model, false);
        double difference = second.loss()
                + problem.penalty().value(other)
                - first.loss()
                - problem.penalty().value(one);
        return certified(difference < 0 ? second : first, steps, label);
    }

    private Solved certified(Evaluation at, int steps, String label) {
        double distance = PenaltySubgradient.largest(problem.penalty(), at.parameters(), at.gradient());
        double optimality = distance == 0
                ? 0
                : distance / Math.max(at.push(), problem.scale().push());
        Solution.Outcome otherwise = objective.stopped() ? Solution.Outcome.STOPPED : Solution.Outcome.ITERATIONS;
        Solution.Outcome outcome = optimality <= problem.tolerance() ? Solution.Outcome.CONVERGED : otherwise;
        boolean kinks = problem.penalty().hasL1() || !problem.loss().smooth();
        return new Solved(
                new Solution(at, steps, optimality, outcome),
                label,
                kinks ? Certificate.Kind.SUBGRADIENT : Certificate.Kind.GRADIENT_NORM,
                problem.tolerance(),
                false);
    }
}
