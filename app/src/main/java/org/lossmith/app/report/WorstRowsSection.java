package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison.WorstRow;

/** The rows that the best model gets most wrong: often errors in the data, sometimes what the model cannot see. */
final class WorstRowsSection {
    private static final int SHOWN_AT_ONCE = 8;

    private final View view;
    private final List<WorstRow> worst;

    WorstRowsSection(View view) {
        this.view = view;
        this.worst = view.comparison().pictures().worst();
    }

    List<Section> toSections() {
        if (worst.isEmpty()) {
            return List.of();
        }
        List<String> losses = view.losses().stream()
                .filter(loss -> worst.stream().anyMatch(row -> row.predictions().containsKey(loss)))
                .toList();
        String advice =
                "Look at these rows in the file before anything else: a target that cannot be true belongs out of the "
                        + "data, a true one shows what the features do not tell.";
        List<Element> content = new ArrayList<>();
        content.add(element("p", advice));
        String figure = view.isClasses() ? "; each figure is the probability given to the row’s own class" : "";
        content.add(table("Rows with the largest held-out error under the best loss" + figure, head(worst), losses));
        if (worst.size() > SHOWN_AT_ONCE) {
            List<WorstRow> others = worst.subList(SHOWN_AT_ONCE, worst.size());
            content.add(element("details")
                    .add(element("summary", Numbers.count(others.size()) + " more"))
                    .add(table("The next rows by held-out error", others, losses)));
        }
        return List.of(new Section("worst-rows", "The worst rows", content));
    }

    private static List<WorstRow> head(List<WorstRow> rows) {
        return rows.subList(0, Math.min(SHOWN_AT_ONCE, rows.size()));
    }

    private Element table(String caption, List<WorstRow> rows, List<String> losses) {
        Table table = new Table(caption);
        table.numbers("Row").numbers(view.target());
        losses.forEach(loss -> table.column(element("th").style("number").add(view.lossName(loss))));
        table.column("What the row says");
        rows.forEach(row -> table.row(element("th", String.valueOf(row.row())).style("number"), cells(row, losses)));
        return table.toElement();
    }

    private List<Element> cells(WorstRow row, List<String> losses) {
        List<Element> cells = new ArrayList<>();
        cells.add(Table.number(View.cell(row.target())));
        for (String loss : losses) {
            Double prediction = row.predictions().get(loss);
            String call = row.calls().get(loss);
            Element cell = Table.number(shown(prediction));
            cells.add(call == null ? cell : cell.add(element("small", "called " + View.cell(call))));
        }
        cells.add(element("td").style("values").addAll(values(row)));
        return cells;
    }

    /** Probabilities as percentages, which never round to certainty. */
    private String shown(@Nullable Double prediction) {
        if (prediction == null) {
            return "n/a";
        }
        return view.isBinary() || view.isClasses() ? Numbers.percent(Math.min(prediction, Math.nextDown(1.0))) : Numbers.plain(prediction);
    }

    private List<Element> values(WorstRow row) {
        List<String> columns = view.comparison().data().columns().stream()
                .map(column -> column.column())
                .toList();
        return row.values().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, String> entry) -> position(columns, entry.getKey()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> element("span")
                        .style("value")
                        .add(element("b", View.cell(entry.getKey())))
                        .text(" " + View.cell(entry.getValue()))
                        .text(" "))
                .toList();
    }

    private static int position(List<String> columns, String name) {
        int position = columns.indexOf(name);
        return position < 0 ? columns.size() : position;
    }
}
