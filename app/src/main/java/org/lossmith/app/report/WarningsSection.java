package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Warning;

/** What may make the verdict wrong; it stands right after the verdict because it changes how to read it. */
final class WarningsSection {
    private static final int SHOWN_AT_ONCE = 4;
    private static final Set<String> ABOUT_FITS = Set.of("not-converged", "separation");

    private final View view;

    WarningsSection(View view) {
        this.view = view;
    }

    Element toElement() {
        List<Element> items = new ArrayList<>();
        List<Candidate> unfinished = view.candidates().stream()
                .filter(candidate -> !candidate.converged() && !isExplained(candidate))
                .toList();
        if (!unfinished.isEmpty()) {
            items.add(unconverged(unfinished));
        }
        view.comparison().warnings().stream().map(WarningsSection::item).forEach(items::add);
        if (items.isEmpty()) {
            return element("p", "No warnings: nothing in the data or the fits speaks against this result.")
                    .style("all-clear");
        }
        Element section = element("section")
                .style("warnings")
                .attribute("id", "warnings")
                .add(element("h2", "Before you trust this: " + Numbers.count(items.size(), "warning")))
                .add(element("ul").addAll(items.subList(0, Math.min(SHOWN_AT_ONCE, items.size()))));
        if (items.size() > SHOWN_AT_ONCE) {
            List<Element> others = items.subList(SHOWN_AT_ONCE, items.size());
            section.add(element("details")
                    .add(element("summary", Numbers.count(others.size()) + " more"))
                    .add(element("ul").addAll(others)));
        }
        return section;
    }

    /** Whether a warning says already why the fit stopped. */
    private boolean isExplained(Candidate candidate) {
        return view.comparison().warnings().stream()
                .anyMatch(warning ->
                        ABOUT_FITS.contains(warning.code()) && warning.message().contains(candidate.loss()));
    }

    private static Element item(Warning warning) {
        return element("li").add(element("code", warning.code())).text(" " + warning.message());
    }

    private static Element unconverged(List<Candidate> unfinished) {
        List<String> names = unfinished.stream().map(Candidate::loss).toList();
        String stopped = unfinished.stream()
                .map(candidate -> Numbers.count(candidate.iterations()) + " (optimality "
                        + Numbers.plain(candidate.optimality()) + ")")
                .collect(Collectors.joining(", "));
        return item(new Warning(
                "not-converged",
                View.enumerate(names) + " did not converge: stopped after iterations " + stopped
                        + ". The figures are those of unfinished fits."));
    }
}
