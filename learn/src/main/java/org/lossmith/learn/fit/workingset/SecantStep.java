package org.lossmith.learn.fit.workingset;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/**
 * Steps by curvatures that are no longer quite right leave a share of the error, much the same share each time. From two of
 * them the next one guesses what they will leave and goes on by as much: Anderson's mixing (1965) of depth one, in the norm
 * of those curvatures, where a step's product with a difference of slopes is known without them.
 */
final class SecantStep {
    /** Goes on by at most so many differences of ends: a share of four fifths left. */
    private static final double MOST = 4;

    private final ScaledPenalty penalty;
    private @Nullable Step earlier;

    /** @param slope of loss and penalty on this side of zero */
    private record Step(double[] from, double[] end, double[] slope) {}

    SecantStep(ScaledPenalty penalty) {
        this.penalty = penalty;
    }

    /** Other curvatures leave another share. */
    void forget() {
        earlier = null;
    }

    /**
     * Where to go instead of to the end, given that the step before is known; else the end itself. Coefficients that have
     * just become zero or left it are not touched.
     */
    double[] beyond(double[] from, double[] end, double[] gradient) {
        Step now = new Step(from.clone(), end, slopes(from, gradient));
        Step before = earlier;
        earlier = now;
        return before == null ? end : combined(before, now);
    }

    private double[] slopes(double[] x, double[] gradient) {
        double[] slope = gradient.clone();
        for (int a = 0; a < slope.length; a++) {
            double sign = penalty.l1()[a] > 0 ? Math.copySign(penalty.l1()[a], x[a]) : 0;
            slope[a] += 2 * penalty.l2()[a] * x[a] + sign;
        }
        return slope;
    }

    private double[] combined(Step before, Step now) {
        double change = 0;
        double size = 0;
        for (int a = 0; a < now.end.length; a++) {
            if (settled(before, now, a)) {
                double step = now.end[a] - now.from[a];
                double difference = now.slope[a] - before.slope[a];
                change += step * difference;
                size += (step - (before.end[a] - before.from[a])) * difference;
            }
        }
        double share = change / size;
        if (!(size < 0 && Math.abs(share) <= MOST)) {
            return now.end;
        }
        double[] result = now.end.clone();
        for (int a = 0; a < result.length; a++) {
            double next = now.end[a] - share * (now.end[a] - before.end[a]);
            boolean crosses = penalty.l1()[a] > 0 && !(next * now.end[a] > 0);
            result[a] = settled(before, now, a) && !crosses ? next : now.end[a];
        }
        return result;
    }

    private boolean settled(Step before, Step now, int a) {
        return penalty.l1()[a] == 0
                || (before.from[a] * before.end[a] > 0
                        && before.end[a] * now.from[a] > 0
                        && now.from[a] * now.end[a] > 0);
    }
}
