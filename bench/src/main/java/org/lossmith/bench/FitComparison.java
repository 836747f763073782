package org.lossmith.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our fits beside the peers', each at several tolerances. A peer's fit is answered by the fastest of ours whose objective is
 * no higher at any lambda; the peers' fit that we answer worst decides.
 *
 * @param own our fits, one for each tolerance
 */
record FitComparison(FitProblem problem, List<Run> own, List<Run> peers) {
    /** Objectives that differ by less are one: sums over rows in another order differ by about this much. */
    private static final double ROUNDING = 1e-9;

    /** A fit and its objectives, one for each lambda. */
    record Run(TimedFit fit, double[] objectives) {}

    /**
     * A peer's fit and the fastest of ours that is as good.
     *
     * @param own null if none of ours is
     */
    record Answer(Run peer, @Nullable Run own) {
        /** Our time as a share of the peer's; infinite without a fit of ours. */
        double ratio() {
            return own == null
                    ? Double.POSITIVE_INFINITY
                    : own.fit().seconds() / peer.fit().seconds();
        }

        /** How far our objectives are above the peer's, at worst over the lambdas; below 0 if they are lower at each. */
        double difference() {
            return own == null ? Double.NaN : excess(own.objectives(), peer.objectives());
        }
    }

    /** The lowest objectives that anyone found. */
    private double[] best() {
        return Stream.concat(own.stream(), peers.stream())
                .map(Run::objectives)
                .reduce((a, b) -> {
                    double[] lower = new double[a.length];
                    Arrays.setAll(lower, k -> Math.min(a[k], b[k]));
                    return lower;
                })
                .orElseThrow();
    }

    /** How far the objectives are above others, at worst over the lambdas, relative to the others. */
    private static double excess(double[] objectives, double[] others) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < others.length; k++) {
            double excess = (objectives[k] - others[k]) / Math.abs(others[k]);
            worst = Double.isNaN(excess) ? Double.POSITIVE_INFINITY : Math.max(worst, excess);
        }
        return worst;
    }

    double gap(Run run) {
        return excess(run.objectives(), best());
    }

    boolean counts(Run run) {
        return gap(run) <= problem.equal();
    }

    private Answer answer(Run peer) {
        double allowed = Math.min(ROUNDING, problem.equal());
        return new Answer(
                peer,
                own.stream()
                        .filter(run -> excess(run.objectives(), peer.objectives()) <= allowed)
                        .min(Comparator.comparing(run -> run.fit().seconds()))
                        .orElse(null));
    }

    /** The peers' fit that we answer worst; none if no peer got there. */
    Optional<Answer> hardest() {
        return peers.stream().filter(this::counts).map(this::answer).max(Comparator.comparing(Answer::ratio));
    }

    String verdict() {
        return hardest()
                .map(answer ->
                        answer.own() == null ? "objective higher" : answer.ratio() <= problem.goal() ? "met" : "missed")
                .orElse(peers.isEmpty() ? "no peer ran" : "no peer got there");
    }
}
