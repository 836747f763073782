package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lossmith.learn.compare.Comparison.CalibrationBin;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Threshold;

/** For binary targets: are the probabilities true, what does a threshold buy, and what does it cost. */
final class ProbabilitySection {
    private final View view;
    private final Pictures pictures;

    ProbabilitySection(View view) {
        this.view = view;
        this.pictures = view.comparison().pictures();
    }

    List<Element> toElements() {
        List<Element> figures = new ArrayList<>();
        if (!pictures.calibration().isEmpty()) {
            figures.add(calibration());
        }
        if (!pictures.tradeoff().isEmpty()) {
            figures.add(tradeoff());
            figures.add(cost());
        }
        if (figures.isEmpty()) {
            return List.of();
        }
        return List.of(element("section")
                .attribute("id", "probabilities")
                .add(element("h2", "Probabilities and the threshold"))
                .addAll(figures));
    }

    private Element calibration() {
        Map<String, List<CalibrationBin>> bins = view.byCandidate(pictures.calibration());
        Map<String, Double> gaps = bins.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> gap(entry.getValue()), (a, b) -> a, LinkedHashMap::new));
        String truest = gaps.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
        String falsest = gaps.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        String title = truest.equals(falsest)
                ? truest + "’s probabilities are off by " + points(gaps.get(truest)) + " on average"
                : truest + " states the truest probabilities: off by " + points(gaps.get(truest)) + " on average, "
                        + falsest + " by " + points(gaps.get(falsest));
        String figures = gaps.entrySet().stream()
                .map(entry -> entry.getKey() + " " + points(entry.getValue()))
                .collect(Collectors.joining(", "));
        String caption = "Held-out rows grouped by stated probability: across, what the model said; upwards, how often "
                + positive() + " came true, with its 95% interval. On the diagonal the probability is true, below it is too high. "
                + "Mean distance from the diagonal: " + figures + ".";
        return Figure.of("calibration", title, caption).toElement();
    }

    private static String points(double gap) {
        return Numbers.plain(100 * gap) + " percentage points";
    }

    /** Mean distance between said and seen, each bin counting as many times as it has rows. */
    private static double gap(List<CalibrationBin> bins) {
        double rows = bins.stream().mapToDouble(CalibrationBin::count).sum();
        double distance = bins.stream()
                .mapToDouble(bin -> bin.count() * Math.abs(bin.predicted() - bin.observed()))
                .sum();
        return rows == 0 ? 0 : distance / rows;
    }

    private Element tradeoff() {
        Candidate shown = view.candidates().stream()
                .filter(candidate -> view.isBest(candidate.loss()) && pictures.tradeoff().containsKey(candidate.loss()))
                .findFirst()
                .orElseGet(() -> view.candidates().stream()
                        .filter(candidate -> pictures.tradeoff().containsKey(candidate.loss()))
                        .findFirst()
                        .orElseThrow());
        String title = chosen(shown)
                .map(at -> "At its threshold of " + Numbers.plain(at.threshold()) + ", " + shown.loss() + " finds "
                        + Numbers.percent(at.recall()) + " of the positives; " + Numbers.percent(at.precision())
                        + " of its alarms are right")
                .orElse("A higher threshold trades recall for precision");
        String figures = view.candidates().stream()
                .flatMap(candidate -> chosen(candidate).stream().map(at -> atThreshold(candidate.loss(), at)))
                .collect(Collectors.joining("; "));
        String caption = "Solid: precision, the part of the alarms that is right. Dashed: recall, the part of " + positive()
                + " that is found. The vertical line is the chosen threshold."
                + (figures.isEmpty() ? "" : " " + View.capitalised(figures) + ".");
        return Figure.of("tradeoff", title, caption).toElement();
    }

    private static String atThreshold(String loss, Threshold at) {
        return loss + " at " + Numbers.plain(at.threshold()) + ": precision " + Numbers.percent(at.precision()) + ", recall "
                + Numbers.percent(at.recall());
    }

    private String positive() {
        String positive = view.comparison().data().positive();
        return positive == null ? "the positives" : view.target() + " = " + positive;
    }

    /** The point of the curve that is nearest to the candidate's threshold. */
    private Optional<Threshold> chosen(Candidate candidate) {
        Double threshold = candidate.threshold();
        if (threshold == null) {
            return Optional.empty();
        }
        return pictures.tradeoff().getOrDefault(candidate.loss(), List.of()).stream()
                .min(Comparator.comparingDouble(point -> Math.abs(point.threshold() - threshold)));
    }

    private Element cost() {
        Map<String, Threshold> cheapest = view.byCandidate(pictures.tradeoff()).entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream().min(Comparator.comparingDouble(Threshold::cost)).orElseThrow(),
                        (a, b) -> a,
                        LinkedHashMap::new));
        Map.Entry<String, Threshold> least = cheapest.entrySet().stream()
                .min(Comparator.comparingDouble(entry -> entry.getValue().cost()))
                .orElseThrow();
        String title = "The cheapest mistakes: " + least.getKey() + " with a threshold of "
                + Numbers.plain(least.getValue().threshold()) + ", " + Numbers.plain(least.getValue().cost()) + " a row";
        String figures = cheapest.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Numbers.plain(entry.getValue().cost()) + " at "
                        + Numbers.plain(entry.getValue().threshold()))
                .collect(Collectors.joining("; "));
        String caption = "Cost of the mistakes per held-out row at every threshold" + costs()
                + "; the dots are the cheapest points. " + View.capitalised(figures) + ".";
        return Figure.of("thresholds", title, caption)
                .with(view.legend(List.copyOf(cheapest.keySet())))
                .toElement();
    }

    private String costs() {
        String mistake = view.comparison().mistake();
        return mistake != null && mistake.contains("fn=") ? " (" + mistake + ")" : "";
    }
}
