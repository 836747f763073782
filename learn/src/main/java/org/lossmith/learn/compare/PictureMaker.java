package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison.CalibrationBin;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Point;
import org.lossmith.learn.compare.Comparison.WorstRow;
import org.lossmith.learn.data.ColumnEncoding;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.EvenSample;
import org.lossmith.learn.evaluate.Ranking;
import org.lossmith.learn.text.Numbers;
import org.lossmith.loss.Learns;

/** Aggregates of bounded size for the report: what happened to each row's error under each loss. */
final class PictureMaker {
    private static final int SAMPLED_ROWS = 400;
    private static final int WORST_ROWS = 20;
    private static final int WORST_COLUMNS = 40;

    /** Each point lies at n^COST_STEP times the rows of the one before: under 200 points for any n. */
    private static final double COST_STEP = 1.0 / 150;

    private final Dataset data;
    private final Scoreboard board;
    private final RowErrors errors;
    /** Whether the target is one of some labels, two or more. */
    private final boolean labels;

    PictureMaker(Dataset data, Scoreboard board) {
        this.data = data;
        this.board = board;
        this.labels = data.kind() == TargetKind.BINARY || data.kind() == TargetKind.CATEGORIES;
        this.errors = new RowErrors(data);
    }

    Pictures make(Ranked ranked, long seed) {
        List<CrossFit> fits = board.fits();
        Map<String, List<CalibrationBin>> calibration = new LinkedHashMap<>();
        Map<String, List<Comparison.Threshold>> tradeoff = new LinkedHashMap<>();
        if (labels) {
            for (CrossFit fit : fits) {
                calibration.put(fit.name(), calibration(fit));
                if (fit instanceof ScoreCrossFit one) {
                    tradeoff.put(fit.name(), Tradeoff.of(one.prediction(), data, board.decider()));
                }
            }
        }
        double[] first = errors.sizes(fits.get(0));
        Double delta = delta(fits);
        CrossFit robust = robust(fits);
        return new Pictures(
                labels ? List.of() : Histogram.of(robust == fits.get(0) ? first : errors.sizes(robust), delta),
                delta,
                cost(fits, first),
                movement(fits, first, seed),
                calibration,
                tradeoff,
                worst(ranked.best().get(0)),
                data.x().standardDeviations());
    }

    private @Nullable Double delta(List<CrossFit> fits) {
        return labels
                ? null
                : fits.stream()
                        .filter(PictureMaker::isHuber)
                        .map(fit -> fit.contender().loss().parameters().get("delta"))
                        .findFirst()
                        .orElse(null);
    }

    private static boolean isHuber(CrossFit fit) {
        return fit instanceof ScoreCrossFit one && one.contender().loss().name().equals("huber");
    }

    /** The first Huber, or else the first that learns a median or another robust centre, or else the first. */
    private static CrossFit robust(List<CrossFit> fits) {
        return fits.stream()
                .filter(PictureMaker::isHuber)
                .findFirst()
                .or(() -> fits.stream().filter(PictureMaker::learnsRobustly).findFirst())
                .orElse(fits.get(0));
    }

    private static boolean learnsRobustly(CrossFit fit) {
        if (fit instanceof ScoreCrossFit one) {
            Learns learns = one.contender().loss().properties().learns();
            return learns == Learns.MEDIAN || learns == Learns.CENTRE;
        }
        return false;
    }

    private Map<String, List<Point>> cost(List<CrossFit> fits, double[] first) {
        int[] ascending = Ranking.ascending(first);
        Map<String, List<Point>> found = new LinkedHashMap<>();
        for (CrossFit fit : fits) {
            List<Point> points = shares(errors.costs(fit), ascending);
            if (!points.isEmpty()) {
                found.put(fit.name(), points);
            }
        }
        return found;
    }

    private List<Point> shares(double[] cost, int[] ascending) {
        int n = cost.length;
        double total = 0;
        for (int row = 0; row < n; row++) {
            if (!(cost[row] > -1e-9)) {
                return List.of();
            }
            total += weight(row) * cost[row];
        }
        if (!(total > 0) || Double.isInfinite(total)) {
            return List.of();
        }
        List<Point> points = new ArrayList<>();
        double sum = 0;
        int next = 1;
        for (int rank = 1; rank <= n; rank++) {
            int row = ascending[n - rank];
            sum += weight(row) * cost[row];
            if (rank >= next || rank == n) {
                points.add(new Point(rank / (double) n, rank == n ? 1 : Math.min(1, sum / total)));
                next = Math.max(rank + 1, (int) Math.ceil(rank * Math.pow(n, COST_STEP)));
            }
        }
        return points;
    }

    private double weight(int row) {
        double[] weight = data.weight();
        return weight == null ? 1 : weight[row];
    }

    /** A fair sample of the rows: its shares are the shares of all rows. */
    private Map<String, List<Point>> movement(List<CrossFit> fits, double[] first, long seed) {
        int[] rows = sample(data.used(), seed);
        Map<String, List<Point>> found = new LinkedHashMap<>();
        for (CrossFit fit : fits.subList(1, fits.size())) {
            List<Point> points = new ArrayList<>();
            double[] size = errors.sizes(fit);
            for (int row : rows) {
                points.add(new Point(first[row], size[row]));
            }
            found.put(fit.name(), points);
        }
        return found;
    }

    private static int[] sample(int n, long seed) {
        if (n <= SAMPLED_ROWS) {
            return EvenSample.of(n, n);
        }
        return new SplittableRandom(seed)
                .ints(0, n)
                .distinct()
                .limit(SAMPLED_ROWS)
                .sorted()
                .toArray();
    }

    private List<CalibrationBin> calibration(CrossFit fit) {
        return board.calibration(fit).bins().stream()
                .map(bin -> new CalibrationBin(bin.predicted(), bin.observed(), bin.low(), bin.high(), bin.count()))
                .toList();
    }

    private List<WorstRow> worst(CrossFit best) {
        int[] ascending = Ranking.ascending(errors.sizes(best));
        int count = Math.min(WORST_ROWS, ascending.length);
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = ascending[ascending.length - 1 - i];
        }
        List<Map<String, String>> values = data.values(rows);
        List<String> inputs = data.encoder().columns().stream()
                .map(ColumnEncoding::column)
                .limit(WORST_COLUMNS)
                .toList();
        List<WorstRow> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Double> predictions = new LinkedHashMap<>();
            Map<String, String> calls = new LinkedHashMap<>();
            for (CrossFit fit : board.fits()) {
                predictions.put(fit.name(), errors.shown(fit, rows[i]));
                if (fit instanceof ClassCrossFit classes) {
                    calls.put(fit.name(), data.labels().get(classes.called()[rows[i]]));
                }
            }
            Map<String, String> original = values.get(i);
            Map<String, String> shown = new LinkedHashMap<>();
            inputs.stream().filter(original::containsKey).forEach(name -> shown.put(name, original.get(name)));
            String target = original.get(data.targetName());
            found.add(new WorstRow(
                    data.sourceRow(rows[i]),
                    target == null ? Numbers.plain(data.target()[rows[i]]) : target,
                    predictions,
                    shown,
                    calls));
        }
        return found;
    }
}
