package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.List;
import org.lossmith.learn.compare.Comparison;

/** What was done to each column, and the commands that repeat it all. */
final class DataSection {
    private final Comparison comparison;

    DataSection(View view) {
        this.comparison = view.comparison();
    }

    List<Element> toElements() {
        return comparison.repeat().isEmpty() ? List.of(columns()) : List.of(columns(), repeat());
    }

    private Element columns() {
        Element section =
                element("section").attribute("id", "columns").add(element("h2", "What was done to each column"));
        if (comparison.data().columns().isEmpty()) {
            return section.add(element("p", "Nothing: every column was used as it stands in the file."));
        }
        Table table = new Table("Columns of the file and what became of them")
                .column("Column")
                .column("Treatment");
        comparison
                .data()
                .columns()
                .forEach(column -> table.row(
                        element("th", column.column()).style("name"), List.of(element("td", column.treatment()))));
        return section.add(table.toElement());
    }

    private Element repeat() {
        String seed = "Fold assignment follows from seed "
                + comparison.validation().seed() + ": the same command gives the same figures.";
        Element section = element("section")
                .attribute("id", "repeat")
                .add(element("h2", "Repeat it"))
                .add(element("p", seed));
        comparison
                .repeat()
                .forEach(command -> section.add(
                        element("div").style("command").add(element("pre").add(element("code", command)))));
        return section;
    }
}
