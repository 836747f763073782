package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.List;

/** The page of a comparison: its sections in the order of reading. */
final class Page {
    private final View view;

    Page(View view) {
        this.view = view;
    }

    String render() {
        return new Frame(title(), main(), new ChartData(view).toJson(), made()).render();
    }

    private String title() {
        List<String> best = view.comparison().best();
        String outcome = best.isEmpty() ? "" : View.enumerate(best) + (view.isTie() ? " tied: " : " wins: ");
        return outcome + view.target() + " in " + view.comparison().data().file() + " – Lossmith";
    }

    private Element main() {
        List<Section> sections = sections();
        return element("main")
                .add(new VerdictSection(view).toElement())
                .add(new WarningsSection(view).toElement())
                .add(Section.contents(sections))
                .addAll(sections.stream().map(Section::toElement).toList());
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.addAll(new ClassesSection(view).toSections());
        sections.addAll(new ErrorsSection(view).toSections());
        sections.addAll(new ProbabilitySection(view).toSections());
        sections.add(new MetricsSection(view).toSection());
        sections.addAll(new CoefficientsSection(view).toSections());
        sections.addAll(new WorstRowsSection(view).toSections());
        sections.add(new LossesSection(view).toSection());
        sections.addAll(new DataSection(view).toSections());
        return sections;
    }

    private String made() {
        return "Made by Lossmith in " + Numbers.plain(view.comparison().seconds())
                + " s. This page holds aggregates, a sample of errors and the worst rows; it loads nothing from anywhere.";
    }
}
