package org.lossmith.learn.fit.piecewise;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.ElementLoss;

/**
 * Finds where the lines of a convex piecewise linear loss meet, for one target: where the tangents of two scores cross, either
 * they meet in a kink or another line lies above them, which cuts the search in two.
 */
final class KinkSearch {
    /** In units of the target; nearer scores follow by themselves. */
    private static final double FAR = 1e8;
    /** How much closer about a crossing the next tangents are taken. */
    private static final double CLOSER = 1e-7;
    /** Kinks nearer than this to each other are one, and an interval of this length is a point. */
    private static final double POINT = 4e-16;

    private static final double SAME_SLOPE = 1e-12;
    private static final int DEEPEST = 60;
    private static final int MOST = 4;

    private final ElementLoss loss;
    private final double[] target;
    private final double[] score = new double[1];
    private final double[] slope = new double[1];
    private final double[] value = new double[1];
    private final List<Meeting> found = new ArrayList<>();
    private boolean failed;

    private record Line(double at, double value, double slope) {}

    private record Meeting(double at, double before, double after) {}

    KinkSearch(ElementLoss loss, double target) {
        this.loss = loss;
        this.target = new double[] {target};
    }

    /** In ascending order; null if the loss has too many, or falls for ever on a side. */
    @Nullable
    List<LinearPieces.Kink> kinks() {
        double far = FAR * Math.max(1, Math.abs(target[0]));
        Line left = line(target[0] - far);
        Line right = line(target[0] + far);
        if (!(left.slope() <= 0 && right.slope() >= 0)) {
            return null;
        }
        search(left, right, 0);
        if (failed || found.isEmpty()) {
            return null;
        }
        List<LinearPieces.Kink> kinks = new ArrayList<>();
        for (Meeting meeting : merged()) {
            double above = Math.max(0, -meeting.before()) - Math.max(0, -meeting.after());
            double below = Math.max(0, meeting.after()) - Math.max(0, meeting.before());
            kinks.add(new LinearPieces.Kink(meeting.at() - target[0], above, below));
        }
        return kinks;
    }

    private Line line(double at) {
        score[0] = at;
        loss.sumGradient(score, target, null, slope, 0, 1);
        loss.values(score, target, value, 0, 1);
        return new Line(at, value[0], slope[0]);
    }

    private void search(Line left, Line right, int depth) {
        double jump = right.slope() - left.slope();
        double steepest = Math.max(Math.abs(left.slope()), Math.abs(right.slope()));
        if (failed || !(Math.abs(jump) > SAME_SLOPE * steepest)) {
            return;
        }
        double crossing = left.at()
                + (right.value() - left.value() - right.slope() * (right.at() - left.at()))
                        / (left.slope() - right.slope());
        double at = Math.max(left.at(), Math.min(right.at(), crossing));
        double half = CLOSER * (right.at() - left.at());
        double point = POINT * Math.max(Math.abs(target[0]), Math.abs(at));
        if (!(half > point) || depth >= DEEPEST) {
            found.add(new Meeting(at, left.slope(), right.slope()));
            failed |= found.size() > 2 * MOST || !Double.isFinite(at);
            return;
        }
        Line before = line(Math.max(left.at(), at - half));
        Line after = line(Math.min(right.at(), at + half));
        search(left, before, depth + 1);
        search(before, after, depth + 1);
        search(after, right, depth + 1);
    }

    /** A score that was exactly at a kink has a slope between those of the lines. */
    private List<Meeting> merged() {
        List<Meeting> result = new ArrayList<>();
        for (Meeting next : found) {
            Meeting last = result.isEmpty() ? null : result.get(result.size() - 1);
            double near = 8 * POINT * Math.max(Math.abs(target[0]), Math.abs(next.at()));
            if (last != null && next.at() - last.at() <= near) {
                result.set(result.size() - 1, new Meeting(last.at(), last.before(), next.after()));
            } else {
                result.add(next);
            }
        }
        return result;
    }
}
