package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lossmith.learn.compare.Comparison.Bin;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Point;
import org.lossmith.loss.Link;
import org.lossmith.loss.Loss;

/**
 * How hard one row pulls on the model as its error grows: |gradient| of each loss, relative to that of a row with the typical
 * error. For numbers the error runs over those that occurred; for a positive row of a binary target it is the score, and the
 * typical row is the undecided one with score 0.
 *
 * @param typical the error at which every curve is 1
 */
record Pull(Map<String, List<Point>> curves, double typical) {
    private static final int POINTS = 80;
    private static final double LEAST_SHOWN = 0.01;
    private static final double FARTHEST_SCORE = 8;

    static Pull of(View view) {
        List<Bin> errors = view.comparison().pictures().errors();
        if (view.isBinary()) {
            return new Pull(curves(view, 0, scores()), 0);
        }
        double typical = Histogram.quantile(errors, 0.5);
        double largest = errors.isEmpty() ? 0 : errors.get(errors.size() - 1).high();
        boolean drawable = typical > 0 && largest > 2 * typical && Double.isFinite(largest);
        return drawable
                ? new Pull(curves(view, typical, errors(typical, largest)), typical)
                : new Pull(Map.of(), typical);
    }

    private static double[] scores() {
        return IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> FARTHEST_SCORE * (2.0 * i / POINTS - 1))
                .toArray();
    }

    private static double[] errors(double typical, double largest) {
        double smallest = typical / 10;
        return IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> smallest * Math.pow(largest / smallest, (double) i / POINTS))
                .toArray();
    }

    private static Map<String, List<Point>> curves(View view, double typical, double[] places) {
        Map<String, List<Point>> curves = new LinkedHashMap<>();
        for (Candidate candidate : view.candidates()) {
            KnownLoss.of(candidate)
                    .map(loss -> curve(loss, view.isBinary(), typical, places))
                    .filter(curve -> !curve.isEmpty())
                    .ifPresent(curve -> curves.put(candidate.loss(), curve));
        }
        return curves;
    }

    private static List<Point> curve(Loss loss, boolean binary, double typical, double[] places) {
        if (!binary && loss.link() != Link.IDENTITY) {
            return List.of();
        }
        double unit = binary ? Math.abs(loss.gradient(0, 1)) : bothSides(loss, typical);
        List<Point> curve = new ArrayList<>();
        for (double place : places) {
            double pull = (binary ? Math.abs(loss.gradient(place, 1)) : bothSides(loss, place)) / unit;
            if (!Double.isFinite(pull)) {
                return List.of();
            }
            curve.add(new Point(place, binary ? pull : Math.max(LEAST_SHOWN, pull)));
        }
        return curve;
    }

    /** Predicted too high and too low together, for losses that are not symmetric. */
    private static double bothSides(Loss loss, double error) {
        return Math.abs(loss.gradient(error, 0)) + Math.abs(loss.gradient(-error, 0));
    }
}
