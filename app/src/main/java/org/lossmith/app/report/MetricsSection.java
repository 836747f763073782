package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Metric;

/** Every candidate under every metric, not only under its own. */
final class MetricsSection {
    private final View view;

    MetricsSection(View view) {
        this.view = view;
    }

    Section toSection() {
        Element panels = Figure.of("metrics", title(), caption()).toElement();
        return new Section("metrics", "Every loss under every metric", List.of(panels, table(), meanings()));
    }

    /** Who wins where: {@code huber leads 3 of 5 metrics, squared-error 2}. */
    private String title() {
        Map<String, Long> wins = new LinkedHashMap<>();
        for (MetricLabel metric : view.metrics()) {
            view.leaders(metric).forEach(loss -> wins.merge(loss, 1L, Long::sum));
        }
        if (wins.isEmpty()) {
            return "No metric could be computed";
        }
        List<Map.Entry<String, Long>> order = new ArrayList<>(wins.entrySet());
        order.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        Map.Entry<String, Long> first = order.get(0);
        String others = order.stream()
                .skip(1)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return first.getKey() + " has the best value on " + first.getValue() + " of "
                + Numbers.count(view.metrics().size(), "metric") + (others.isEmpty() ? "" : ", " + others);
    }

    private static String caption() {
        return "One panel for each metric, each with its own scale; the lines are 95% intervals. Lower is better, "
                + "except where ↑ says that higher is. The figures are in the table below.";
    }

    private Element table() {
        Table table = new Table("Held-out value and 95% interval of each loss under each metric");
        table.column("Loss");
        for (MetricLabel metric : view.metrics()) {
            boolean decides = metric.name().equals(view.comparison().metric());
            Element heading = element("th", metric.label())
                    .style(decides ? "number decides" : "number")
                    .add(element("small", decides ? "decides; " + metric.direction() : metric.direction()));
            table.column(heading);
        }
        for (Candidate candidate : view.candidates()) {
            List<Element> cells = view.metrics().stream()
                    .map(metric -> cell(candidate, metric))
                    .toList();
            table.row(Table.heading(view.lossName(candidate.loss())), cells);
        }
        return table.toElement();
    }

    private Element cell(Candidate candidate, MetricLabel label) {
        Metric metric = candidate.metrics().get(label.name());
        if (metric == null) {
            return Table.number("n/a");
        }
        int decimals = view.decimals(label);
        boolean leads = view.leaders(label).contains(candidate.loss());
        String value = Numbers.fixed(metric.value(), decimals);
        return element("td")
                .style("number")
                .add(leads ? element("strong", value) : element("span", value))
                .add(element(
                        "small", Numbers.fixed(metric.low(), decimals) + "–" + Numbers.fixed(metric.high(), decimals)));
    }

    private Element meanings() {
        Element list = element("dl").style("meanings");
        view.metrics().stream()
                .filter(metric -> !metric.meaning().isEmpty())
                .forEach(metric ->
                        list.add(element("dt", metric.label())).add(element("dd", metric.meaning() + names(metric))));
        return element("details")
                .add(element("summary", "What the metrics mean"))
                .add(list);
    }

    private String names(MetricLabel metric) {
        String unit = metric.unit() == MetricLabel.Unit.TARGET ? ", in units of " + view.target() : "";
        return unit + "; in commands and JSON: " + metric.name();
    }
}
