package org.lossmith.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Our fit beside the peers': who reached the objective that counts, and how long that took. */
record FitComparison(FitProblem problem, OwnFit.Timed own, double[] ownObjectives, List<Peer> peers) {
    /** Objectives that differ by less are one: sums over rows in another order differ by about this much. */
    private static final double ROUNDING = 1e-9;

    /** A peer's fit and its objectives, one for each lambda. */
    record Peer(TimedFit fit, double[] objectives) {}

    /** The lowest objectives that anyone found. */
    private double[] best() {
        return Stream.concat(Stream.of(ownObjectives), peers.stream().map(Peer::objectives))
                .reduce((a, b) -> {
                    double[] lower = new double[a.length];
                    Arrays.setAll(lower, k -> Math.min(a[k], b[k]));
                    return lower;
                })
                .orElseThrow();
    }

    /** How far the objectives are above others, at worst over the lambdas, relative to the others. */
    static double excess(double[] objectives, double[] others) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < others.length; k++) {
            double excess = (objectives[k] - others[k]) / Math.abs(others[k]);
            worst = Double.isNaN(excess) ? Double.POSITIVE_INFINITY : Math.max(worst, excess);
        }
        return worst;
    }

    double ownGap() {
        return excess(ownObjectives, best());
    }

    double gap(Peer peer) {
        return excess(peer.objectives(), best());
    }

    boolean counts(Peer peer) {
        return gap(peer) <= problem.equal();
    }

    Optional<Peer> fastestPeer() {
        return peers.stream()
                .filter(this::counts)
                .min(Comparator.comparing(peer -> peer.fit().seconds()));
    }

    double ratio() {
        return fastestPeer()
                .map(peer -> own.fit().seconds() / peer.fit().seconds())
                .orElse(Double.NaN);
    }

    /** How far our objectives are above the fastest peer's; below 0 if they are lower at every lambda. */
    double difference() {
        return fastestPeer()
                .map(peer -> excess(ownObjectives, peer.objectives()))
                .orElse(Double.NaN);
    }

    String verdict() {
        if (Double.isNaN(ratio())) {
            return peers.isEmpty() ? "no peer ran" : "no peer got there";
        }
        if (difference() > Math.min(ROUNDING, problem.equal())) {
            return "objective higher";
        }
        return ratio() <= problem.goal() ? "met" : "missed";
    }
}
