package org.lossmith.app.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Json;
import org.lossmith.app.text.TextTable;
import org.lossmith.formula.Signature;
import org.lossmith.loss.RowLoss;

/** What {@code eval} prints of losses of several scores a row. */
final class RowEvaluationOutput {
    private RowEvaluationOutput() {}

    static String json(RowLoss loss, RowEvaluation result) {
        Map<String, @Nullable Object> document = Json.object();
        document.put("loss", loss.name());
        document.put("spec", loss.spec());
        document.put("parameters", Json.numbers(loss.parameters()));
        document.put("value", Json.numbers(result.value()));
        document.put("gradient", rows(result.gradient()));
        document.put("hessian", rows(result.hessian()));
        return Json.document(document);
    }

    private static List<Object> rows(double[][] rows) {
        List<Object> list = new ArrayList<>();
        for (double[] row : rows) {
            list.add(Json.numbers(row));
        }
        return list;
    }

    static String text(RowLoss loss, double[][] scores, double[][] targets, RowEvaluation result) {
        StringBuilder text = new StringBuilder(loss.spec()).append('\n');
        for (int row = 0; row < scores.length; row++) {
            text.append("\nrow ").append(row + 1).append(": target ");
            text.append(String.join(
                    ", ",
                    Arrays.stream(targets[row])
                            .mapToObj(RowEvaluationOutput::figure)
                            .toList()));
            text.append(", value ").append(figure(result.value()[row])).append('\n');
            text.append(table(loss, scores[row], targets[row].length, result, row));
        }
        return text.toString();
    }

    private static String table(RowLoss loss, double[] scores, int targets, RowEvaluation result, int row) {
        List<String> names = names(loss.formula().signature(), scores.length, targets);
        TextTable table = new TextTable();
        table.row("score", "", "gradient", "hessian");
        for (int i = 0; i < scores.length; i++) {
            table.row(
                    names.get(i),
                    figure(scores[i]),
                    figure(result.gradient()[row][i]),
                    figure(result.hessian()[row][i]));
        }
        return table.format("  ");
    }

    private static List<String> names(Signature signature, int scores, int targets) {
        Map<String, Integer> widths = signature.widths(scores, targets);
        List<String> names = new ArrayList<>();
        for (Signature.Block block : signature.scores()) {
            for (int i = 0; i < block.columns(widths); i++) {
                names.add(block.isVector() ? block.name() + "[" + i + "]" : block.name());
            }
        }
        return names;
    }

    private static String figure(double value) {
        return Figures.significant(value, 8);
    }
}
