package org.lossmith.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comparisons as tables for people and as a tree for programs. */
final class FitTable {
    private FitTable() {}

    static String summary(List<FitComparison> comparisons) {
        StringBuilder text = new StringBuilder("""
                | problem | ours, s | solver | fastest peer | s | ratio | goal | objective above the peer's | verdict |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (FitComparison comparison : comparisons) {
            FitComparison.@Nullable Peer peer = comparison.fastestPeer().orElse(null);
            String unconverged = comparison.own().unconverged() == 0
                    ? ""
                    : " (" + comparison.own().unconverged() + " not converged)";
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.4f | %s%s | %s | %s | %s | %s | %s | %s |%n",
                    comparison.problem().name(),
                    comparison.own().fit().seconds(),
                    comparison.own().solver(),
                    unconverged,
                    peer == null ? "-" : named(peer),
                    number("%.4f", peer == null ? Double.NaN : peer.fit().seconds()),
                    number("%.3f", comparison.ratio()),
                    number("%.2f", comparison.problem().goal()),
                    number("%.1e", comparison.difference()),
                    comparison.verdict()));
        }
        return text.toString();
    }

    /** Every run, ours too, by problem and time. */
    static String runs(List<FitComparison> comparisons) {
        StringBuilder text = new StringBuilder("""
                | problem | solver | tolerance | threads | s | objective above the best | counts |
                |---|---|---|---|---|---|---|
                """);
        for (FitComparison comparison : comparisons) {
            text.append(run(comparison, comparison.own().fit(), comparison.ownGap(), true));
            List<FitComparison.Peer> peers = new ArrayList<>(comparison.peers());
            peers.sort(Comparator.comparing(peer -> peer.fit().seconds()));
            for (FitComparison.Peer peer : peers) {
                text.append(run(comparison, peer.fit(), comparison.gap(peer), comparison.counts(peer)));
            }
        }
        return text.toString();
    }

    private static String run(FitComparison comparison, TimedFit fit, double gap, boolean counts) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0e | %d | %.4f | %.1e | %s |%n",
                comparison.problem().name(),
                fit.solver(),
                fit.tolerance(),
                fit.threads(),
                fit.seconds(),
                gap,
                counts ? "yes" : "no");
    }

    private static String named(FitComparison.Peer peer) {
        return String.format(
                Locale.ROOT, "%s, %.0e", peer.fit().solver(), peer.fit().tolerance());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    static List<Map<String, Object>> tree(List<FitComparison> comparisons) {
        List<Map<String, Object>> trees = new ArrayList<>();
        for (FitComparison comparison : comparisons) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("problem", comparison.problem().name());
            tree.put("loss", comparison.problem().loss());
            tree.put("solver", comparison.own().solver());
            tree.put("verdict", comparison.verdict());
            List<Map<String, Object>> runs = new ArrayList<>();
            runs.add(tree(comparison.own().fit(), comparison.ownObjectives(), comparison.ownGap()));
            comparison.peers().forEach(peer -> runs.add(tree(peer.fit(), peer.objectives(), comparison.gap(peer))));
            tree.put("runs", runs);
            trees.add(tree);
        }
        return trees;
    }

    private static Map<String, Object> tree(TimedFit fit, double[] objectives, double gap) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("solver", fit.solver());
        tree.put("seconds", fit.seconds());
        tree.put("threads", fit.threads());
        tree.put("tolerance", fit.tolerance());
        tree.put("aboveBest", gap);
        tree.put("objectives", objectives);
        return tree;
    }
}
