package org.lossmith.bench;

import java.util.SplittableRandom;
import org.lossmith.loss.Losses;
import org.lossmith.loss.TargetDomain;

/** Scores like those of a fitted model and targets of a loss's domain, the same in every run. */
final class Inputs {
    private Inputs() {}

    /** The targets that a loss takes; any number for the wall. */
    static TargetDomain domain(String loss) {
        return loss.isEmpty() ? TargetDomain.REAL : Losses.named(loss).targetDomain();
    }

    /** Uniform from -6 to 6. */
    static double[] scores(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = 12 * random.nextDouble() - 6;
        }
        return scores;
    }

    static double[] targets(int rows, TargetDomain domain) {
        SplittableRandom random = new SplittableRandom(2);
        double[] targets = new double[rows];
        for (int i = 0; i < rows; i++) {
            targets[i] = target(domain, random.nextDouble());
        }
        return targets;
    }

    private static double target(TargetDomain domain, double draw) {
        return switch (domain) {
            case REAL -> 12 * draw - 6;
            case UNIT_INTERVAL -> draw < 0.5 ? 0 : 1;
            case SIGN -> draw < 0.5 ? -1 : 1;
            case NON_NEGATIVE -> Math.floor(8 * draw);
            case POSITIVE -> 0.1 + 5 * draw;
        };
    }

    /** Which class a row is of: 0 to classes - 1. */
    static double[] labels(int rows, int classes) {
        SplittableRandom random = new SplittableRandom(3);
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(classes);
        }
        return labels;
    }

    static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
