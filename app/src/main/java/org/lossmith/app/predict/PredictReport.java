package org.lossmith.app.predict;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Json;
import org.lossmith.learn.data.ScanSummary;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.Predict;

/** What is said of predictions besides themselves. */
final class PredictReport {
    private PredictReport() {}

    /** The members of the JSON document that docs/json.md describes. */
    static Map<String, @Nullable Object> tree(Model model, Predict.Outcome outcome, @Nullable String output) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("output", output);
        tree.put("rows", outcome.file().rows());
        tree.put("predicted", outcome.file().used());
        tree.put("target", model.target().column());
        tree.put("threshold", model.threshold());
        Predict.Fitness scored = outcome.scored();
        if (scored == null) {
            tree.put("scored", null);
        } else {
            Map<String, @Nullable Object> fitness = Json.object();
            fitness.put("rows", scored.rows());
            fitness.put(
                    "loss",
                    model.loss().ofCatalogue()
                            ? model.loss().spec()
                            : model.loss().formula());
            fitness.put("mean_loss", Json.number(scored.meanLoss()));
            fitness.put("metrics", Json.numbers(scored.metrics()));
            tree.put("scored", fitness);
        }
        tree.put(
                "columns_with_gaps",
                outcome.file().columns().stream().map(PredictReport::oddities).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> oddities(ScanSummary.Oddities found) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("column", found.column());
        tree.put("missing", found.missing());
        tree.put("unseen", found.unseen());
        tree.put("example", found.unseen() == 0 ? null : found.example());
        tree.put("treatment", found.treatment());
        return tree;
    }

    /** In words, a line for each thing to say. */
    static List<String> lines(Model model, Predict.Outcome outcome) {
        List<String> lines = new java.util.ArrayList<>();
        for (ScanSummary.Oddities found : outcome.file().columns()) {
            String unseen = found.unseen() == 0
                    ? ""
                    : rows(found.unseen()) + " with a value unseen in training (such as \"" + found.example() + "\")";
            String missing = found.missing() == 0 ? "" : rows(found.missing()) + " without a value";
            lines.add(found.column() + ": " + unseen + (unseen.isEmpty() || missing.isEmpty() ? "" : ", ") + missing
                    + "; " + found.treatment());
        }
        Predict.Fitness scored = outcome.scored();
        if (scored != null) {
            String metrics = scored.metrics().entrySet().stream()
                    .map(each -> each.getKey() + " " + Figures.significant(each.getValue(), 6))
                    .collect(Collectors.joining(", "));
            lines.add(judgedBy(
                            model.target().column(),
                            scored.rows(),
                            outcome.file().used()) + ": mean loss " + Figures.significant(scored.meanLoss(), 6) + ", "
                    + metrics);
        }
        return lines;
    }

    private static String judgedBy(String target, long rows, long all) {
        return rows == all
                ? "the target " + target + " is there in " + rows(rows)
                : "the target " + target + " is there in " + Figures.count(rows) + " of " + rows(all)
                        + " (in the others it is missing or none that the model can have)";
    }

    static String rows(long count) {
        return Figures.count(count) + (count == 1 ? " row" : " rows");
    }
}
