package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Coverage;
import org.lossmith.learn.model.Model;

/** How a model's distributions suit the rows it was trained on: what its intervals hold, and where in them targets lie. */
final class CoverageSection {
    /** An interval that holds so much more or less than it says is worth a word. */
    private static final double NOTICEABLE = 0.03;

    private final Coverage coverage;
    private final Model model;

    CoverageSection(Coverage coverage, Model model) {
        this.coverage = coverage;
        this.model = model;
    }

    Section toSection() {
        return new Section(
                "coverage",
                "Do the distributions suit the data?",
                List.of(Figure.of("coverage", title(), caption()).toElement(), table(), held()));
    }

    private boolean counts() {
        return model.target().kind() == TargetKind.COUNTS;
    }

    private String title() {
        double excess = coverage.within().get(1) - Coverage.LEVELS.get(1);
        String found = "The 80% intervals hold " + percent(coverage.within().get(1)) + " of the training rows";
        if (excess > NOTICEABLE) {
            return found + (counts() ? "" : ": they are wider than need be");
        }
        return excess < -NOTICEABLE ? found + ": they promise too much" : found;
    }

    private String caption() {
        return "Where in its own predicted distribution each target lies: the share of rows by the probability of no more than the"
                + " target, in " + Coverage.BINS + " equal parts. Flat along the line at "
                + percent(1.0 / Coverage.BINS)
                + " is right; high at both ends, the distributions are too narrow or their tails too thin; high in the middle, too"
                + " wide; high on one side, too low or too high."
                + (counts() ? " A count’s share is spread evenly over its step." : "");
    }

    private Element table() {
        Table table = new Table("Central intervals and the share of training rows within them")
                .column("Interval")
                .numbers("Rows within");
        for (int k = 0; k < Coverage.LEVELS.size(); k++) {
            table.row(
                    element("th", percent(Coverage.LEVELS.get(k))).style("name"),
                    List.of(Table.number(percent(coverage.within().get(k)))));
        }
        return table.toElement();
    }

    private Element held() {
        String rows = Numbers.count(coverage.rows(), "row");
        return element(
                "p",
                "Of " + rows
                        + " that the model was trained on; on others it does somewhat worse. lossmith predict says the same of"
                        + " any file that has the target."
                        + (counts() ? " Intervals of whole numbers hold at least their share." : ""));
    }

    private static String percent(double share) {
        return Numbers.plain(Math.round(1000 * share) / 10.0) + "%";
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "histogram",
                ScriptJson.numbers(coverage.histogram().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()));
        return figures;
    }
}
