package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lossmith.learn.evaluate.Estimate;

/**
 * Who is best by the deciding metric, and who cannot be told from the best.
 *
 * @param best the best and those tied with it, smallest value first
 * @param beaten the others, smallest value first
 */
record Ranked(List<CrossFit> best, List<CrossFit> beaten) {
    /** Differences below this part of the value are left to the tolerance of the fits (1e-4 for losses with kinks). */
    private static final double FIT_NOISE = 1e-3;

    static Ranked by(Scoreboard board) {
        List<CrossFit> order = new ArrayList<>(board.fits());
        order.sort(Comparator.comparingDouble(fit -> board.deciding(fit).value()));
        CrossFit first = order.get(0);
        List<CrossFit> best = new ArrayList<>(List.of(first));
        List<CrossFit> beaten = new ArrayList<>();
        for (CrossFit other : order.subList(1, order.size())) {
            Estimate difference = board.difference(other, first);
            double least = FIT_NOISE * Math.abs(board.deciding(first).value());
            boolean clear = difference.excludesZero() && difference.value() > least;
            (clear ? beaten : best).add(other);
        }
        return new Ranked(List.copyOf(best), List.copyOf(beaten));
    }
}
