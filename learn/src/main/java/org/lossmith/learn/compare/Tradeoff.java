package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.evaluate.Ranking;
import org.lossmith.loss.Link;

/** Precision, recall and cost per row by threshold, at no more than 100 thresholds, denser where few rows are called. */
final class Tradeoff {
    private static final int POINTS = 100;

    private Tradeoff() {}

    static List<Comparison.Threshold> of(double[] logit, Dataset data, Decider decider) {
        int n = logit.length;
        int[] order = Ranking.ascending(logit);
        double positives = 0;
        double all = 0;
        for (int row = 0; row < n; row++) {
            positives += weight(data, row) * data.target()[row];
            all += weight(data, row);
        }
        List<Comparison.Threshold> points = new ArrayList<>();
        double hits = 0;
        double called = 0;
        int next = 1;
        for (int rank = 1; rank <= n; rank++) {
            int row = order[n - rank];
            called += weight(data, row);
            hits += weight(data, row) * data.target()[row];
            boolean tied = rank < n && logit[order[n - rank - 1]] == logit[row];
            if (!tied && called > 0 && (rank >= next || rank == n)) {
                double cost = (decider.under() * (positives - hits) + decider.over() * (called - hits)) / all;
                double recall = positives > 0 ? hits / positives : 0;
                points.add(new Comparison.Threshold(Link.LOGIT.prediction(logit[row]), hits / called, recall, cost));
                double part = points.size() / (POINTS - 1.0);
                next = Math.max(rank + 1, (int) Math.ceil(n * part * part));
            }
        }
        Collections.reverse(points);
        return points;
    }

    private static double weight(Dataset data, int row) {
        double[] weight = data.weight();
        return weight == null ? 1 : weight[row];
    }
}
