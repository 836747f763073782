package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lossmith.learn.compare.Comparison.WorstRow;

/** The rows that the best model gets most wrong: often errors in the data, sometimes what the model cannot see. */
final class WorstRowsSection {
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
        Table table = new Table("Rows with the largest held-out error under the best loss");
        table.numbers("Row").numbers(view.target());
        List<String> losses = view.losses().stream()
                .filter(loss -> worst.stream().anyMatch(row -> row.predictions().containsKey(loss)))
                .toList();
        losses.forEach(loss -> table.column(element("th").style("number").add(view.lossName(loss))));
        table.column("What the row says");
        worst.forEach(row -> table.row(element("th", String.valueOf(row.row())).style("number"), cells(row, losses)));
        String advice =
                "Look at these rows in the file before anything else: a target that cannot be true belongs out of the "
                        + "data, a true one shows what the features do not tell.";
        return List.of(new Section("worst-rows", "The worst rows", List.of(element("p", advice), table.toElement())));
    }

    private List<Element> cells(WorstRow row, List<String> losses) {
        List<Element> cells = new ArrayList<>();
        cells.add(Table.number(row.target()));
        for (String loss : losses) {
            Double prediction = row.predictions().get(loss);
            cells.add(Table.number(prediction == null ? "n/a" : Numbers.plain(prediction)));
        }
        cells.add(element("td").style("values").addAll(values(row)));
        return cells;
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
                        .add(element("b", entry.getKey()))
                        .text(" " + entry.getValue())
                        .text(" "))
                .toList();
    }

    private static int position(List<String> columns, String name) {
        int position = columns.indexOf(name);
        return position < 0 ? columns.size() : position;
    }
}
