package org.lossmith.learn.fit.workingset;

import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.PenaltySubgradient;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/** The curvatures by which no step along one coefficient alone is longer than ten times the largest of them. */
final class LeastCurvature {
    private static final double LONGEST_STEP = 10;

    private LeastCurvature() {}

    /** @param unit see {@link FitScale#unit} */
    static double[] of(ScaledPenalty penalty, double[] x, double[] gradient, double unit) {
        double size = unit;
        for (double parameter : x) {
            size = Math.max(size, Math.abs(parameter));
        }
        double[] least = new double[x.length];
        for (int a = 0; a < x.length; a++) {
            least[a] = PenaltySubgradient.distance(penalty, a, x[a], gradient[a]) / (LONGEST_STEP * size);
        }
        return least;
    }
}
