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
                | problem | ours, tolerance | s | hardest peer, tolerance | s | ratio | goal | objective above the peer's | verdict |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (FitComparison comparison : comparisons) {
            FitComparison.@Nullable Answer answer = comparison.hardest().orElse(null);
            FitComparison.@Nullable Run own = answer == null ? null : answer.own();
            FitComparison.@Nullable Run peer = answer == null ? null : answer.peer();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                    comparison.problem().name(),
                    named(own),
                    seconds(own),
                    named(peer),
                    seconds(peer),
                    number("%.3f", answer == null ? Double.NaN : answer.ratio()),
                    number("%.2f", comparison.problem().goal()),
                    number("%.1e", answer == null ? Double.NaN : answer.difference()),
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
            List<FitComparison.Run> runs = new ArrayList<>(comparison.own());
            runs.addAll(comparison.peers());
            runs.sort(Comparator.comparing(run -> run.fit().seconds()));
            runs.forEach(run -> text.append(line(comparison, run)));
        }
        return text.toString();
    }

    private static String line(FitComparison comparison, FitComparison.Run run) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0e | %d | %.4f | %.1e | %s |%n",
                comparison.problem().name(),
                run.fit().solver(),
                run.fit().tolerance(),
                run.fit().threads(),
                run.fit().seconds(),
                comparison.gap(run),
                comparison.counts(run) ? "yes" : "no");
    }

    private static String named(FitComparison.@Nullable Run run) {
        return run == null
                ? "-"
                : String.format(
                        Locale.ROOT, "%s, %.0e", run.fit().solver(), run.fit().tolerance());
    }

    private static String seconds(FitComparison.@Nullable Run run) {
        return number("%.4f", run == null ? Double.NaN : run.fit().seconds());
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
            tree.put("verdict", comparison.verdict());
            List<Map<String, Object>> runs = new ArrayList<>();
            comparison.own().forEach(run -> runs.add(tree(comparison, run)));
            comparison.peers().forEach(run -> runs.add(tree(comparison, run)));
            tree.put("runs", runs);
            trees.add(tree);
        }
        return trees;
    }

    private static Map<String, Object> tree(FitComparison comparison, FitComparison.Run run) {
        TimedFit fit = run.fit();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("solver", fit.solver());
        tree.put("seconds", fit.seconds());
        tree.put("threads", fit.threads());
        tree.put("tolerance", fit.tolerance());
        tree.put("aboveBest", comparison.gap(run));
        tree.put("objectives", run.objectives());
        return tree;
    }
}
