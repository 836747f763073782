package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Metric;

/** A comparison as the sections see it: with names for what they all ask, and every list in one fixed order. */
final class View {
    private static final int COLOURS = 8;
    private static final int LONGEST_IN_SENTENCE = 40;
    private static final int LONGEST_IN_CELL = 240;

    /** Rows of a table that grows with the file; more are a matter for --json. */
    static final int MOST_ROWS = 500;

    private final Comparison comparison;

    View(Comparison comparison) {
        this.comparison = comparison;
    }

    Comparison comparison() {
        return comparison;
    }

    List<Candidate> candidates() {
        return comparison.candidates();
    }

    List<String> losses() {
        return candidates().stream().map(Candidate::loss).toList();
    }

    String target() {
        return comparison.data().target();
    }

    boolean isBinary() {
        return comparison.data().kind().equals("binary");
    }

    boolean isClasses() {
        return comparison.classes() != null;
    }

    boolean isBest(String loss) {
        return comparison.best().contains(loss);
    }

    boolean isTie() {
        return comparison.best().size() > 1;
    }

    MetricLabel deciding() {
        return MetricLabel.of(comparison.metric());
    }

    /** The metrics that any candidate has, the deciding one first, then in the order of the candidates' tables. */
    List<MetricLabel> metrics() {
        Set<String> names = new LinkedHashSet<>();
        names.add(comparison.metric());
        candidates().forEach(candidate -> names.addAll(candidate.metrics().keySet()));
        return names.stream().map(MetricLabel::of).toList();
    }

    /** What one candidate reached under one metric. */
    record Score(String loss, Metric metric) {}

    /** The scores of every candidate that has this metric. */
    List<Score> scores(String metric) {
        return candidates().stream()
                .filter(candidate -> candidate.metrics().containsKey(metric))
                .map(candidate ->
                        new Score(candidate.loss(), candidate.metrics().get(metric)))
                .toList();
    }

    /** Decimals in which all values of a metric are written, so that they compare at a glance. */
    int decimals(MetricLabel metric) {
        return Numbers.decimals(scores(metric.name()).stream()
                .mapToDouble(score -> score.metric().value()));
    }

    /** The losses with the best value under a metric, all that are equal to the digits shown, whether or not the lead is more than noise. */
    List<String> leaders(MetricLabel metric) {
        int decimals = decimals(metric);
        List<Score> finite = scores(metric.name()).stream()
                .filter(score -> Double.isFinite(score.metric().value()))
                .toList();
        Optional<String> best = finite.stream()
                .map(score -> score.metric().value())
                .reduce((left, right) -> metric.isBetter(right, left) ? right : left)
                .map(value -> Numbers.fixed(value, decimals));
        return finite.stream()
                .filter(score -> best.filter(Numbers.fixed(score.metric().value(), decimals)::equals)
                        .isPresent())
                .map(Score::loss)
                .toList();
    }

    /** The entries of a map by loss in the order of the candidates, whatever the order of the map. */
    <T> Map<String, T> byCandidate(Map<String, T> map) {
        return losses().stream()
                .filter(map::containsKey)
                .collect(Collectors.toMap(loss -> loss, map::get, (left, right) -> left, LinkedHashMap::new));
    }

    /** A loss's name with its mark; the same colour for the same loss all over the page. */
    Element lossName(String loss) {
        return element("span")
                .style("loss " + colourClass(loss))
                .add(element("span").style("swatch").attribute("aria-hidden", "true"))
                .add(element("span", loss));
    }

    /** A loss's name in its colour. */
    Element coloured(String tag, String loss) {
        return element(tag, loss).style(colourClass(loss));
    }

    Element legend(List<String> losses) {
        Element list = element("ul").style("legend");
        losses.forEach(loss -> list.add(element("li").add(lossName(loss))));
        return list;
    }

    private String colourClass(String loss) {
        return "loss-" + Math.max(0, losses().indexOf(loss)) % COLOURS;
    }

    /** Names may be of any length, sentences may not. */
    static String shortened(String name) {
        return shortened(name, LONGEST_IN_SENTENCE);
    }

    /** What a file says may be of any length, the page may not. */
    static String cell(String text) {
        return shortened(text, LONGEST_IN_CELL);
    }

    private static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String enumerate(List<String> names) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        List<String> head = new ArrayList<>(names.subList(0, names.size() - 1));
        return String.join(", ", head) + " and " + names.get(names.size() - 1);
    }
}
