package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.learn.compare.Comparison;

/** What was done to each column, and the commands that repeat it all. */
final class DataSection {
    private final Comparison comparison;

    DataSection(View view) {
        this.comparison = view.comparison();
    }

    List<Section> toSections() {
        Section columns = new Section("columns", "What was done to each column", List.of(columns()));
        Section repeat = new Section("repeat", "Repeat it", repeat());
        return comparison.repeat().isEmpty() ? List.of(columns) : List.of(columns, repeat);
    }

    private Element columns() {
        if (comparison.data().columns().isEmpty()) {
            return element("p", "Nothing: every column was used as it stands in the file.");
        }
        Table table = new Table("Columns of the file and what became of them")
                .column("Column")
                .column("Treatment");
        comparison
                .data()
                .columns()
                .forEach(column -> table.row(
                        element("th", column.column()).style("name"), List.of(element("td", column.treatment()))));
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
