package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.data.ColumnNote;

/** What was done to each column, and the commands that repeat it all. */
final class DataSection {
    private final Comparison comparison;

    DataSection(View view) {
        this.comparison = view.comparison();
    }

    List<Section> toSections() {
        Section columns = new Section(
                "columns",
                "What was done to each column",
                List.of(columns(comparison.data().columns())));
        Section repeat = new Section("repeat", "Repeat it", repeat());
        return comparison.repeat().isEmpty() ? List.of(columns) : List.of(columns, repeat);
    }

    static Element columns(List<ColumnNote> columns) {
        if (columns.isEmpty()) {
            return element("p", "Nothing: every column was used as it stands in the file.");
        }
        Table table = new Table("Columns of the file and what became of them")
                .column("Column")
                .column("Treatment");
        List<ColumnNote> shown = columns.subList(0, Math.min(View.MOST_ROWS, columns.size()));
        shown.forEach(column -> table.row(
                element("th", View.cell(column.column())).style("name"),
                List.of(element("td", View.cell(column.treatment())))));
        if (shown.size() < columns.size()) {
            table.row(
                    element("th", "and " + Numbers.count(columns.size() - shown.size()) + " more"),
                    List.of(element("td", "see --json")));
        }
        return table.toElement();
    }

    private List<Element> repeat() {
        List<Element> content = new ArrayList<>();
        content.add(element(
                "p",
                "The folds follow from seed " + comparison.validation().seed()
                        + ": the same command gives the same figures."));
        for (String command : comparison.repeat()) {
            content.add(element("div").style("command").add(element("pre").add(element("code", command))));
        }
        return content;
    }
}
