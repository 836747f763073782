package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lossmith.app.report.LossFigures.LossFigure;
import org.lossmith.learn.compare.Comparison.CalibrationBin;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Threshold;

/** For binary targets: are the probabilities true, what does a threshold buy, and what does it cost. */
final class ProbabilitySection {
    private static final String OWN_THRESHOLDS =
            "These are read off the curve of all held-out rows; in the table below "
                    + "each fold has a threshold of its own, so its figures differ.";

    private final View view;
    private final Pictures pictures;

    ProbabilitySection(View view) {
        this.view = view;
        this.pictures = view.comparison().pictures();
    }

    List<Section> toSections() {
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
        String heading = pictures.tradeoff().isEmpty() ? "Are the probabilities true?" : "Probabilities and the threshold";
        return List.of(new Section("probabilities", heading, figures));
    }

    private Element calibration() {
        LossFigures gaps = LossFigures.of(view.byCandidate(pictures.calibration()), ProbabilitySection::gap);
        LossFigure truest = gaps.smallest();
        LossFigure falsest = gaps.largest();
        String title = truest.loss().equals(falsest.loss())
                ? truest.loss() + "’s probabilities are off by " + points(truest.value()) + " on average"
                : truest.loss() + " states the truest probabilities: off by " + points(truest.value()) + " on average, "
                        + falsest.loss() + " by " + points(falsest.value());
        String stated = view.isClasses() ? "the probability stated for their call" : "stated probability";
        String caption = "Held-out rows grouped by " + stated + ": across, what the model said; upwards, how often "
                + positive()
                + " came true, with its 95% interval. On the diagonal the probability is true, below it is too high. "
                + "Mean distance from the diagonal: " + gaps.inWords(ProbabilitySection::points) + ".";
        return Figure.of("calibration", title, caption).toElement();
    }

    private static String points(double gap) {
        double percent = 100 * gap;
        return Numbers.fixed(percent, percent >= 9.95 ? 0 : percent >= 0.095 ? 1 : 2) + " percentage points";
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
                .filter(candidate ->
                        view.isBest(candidate.loss()) && pictures.tradeoff().containsKey(candidate.loss()))
                .findFirst()
                .orElseGet(() -> view.candidates().stream()
                        .filter(candidate -> pictures.tradeoff().containsKey(candidate.loss()))
                        .findFirst()
                        .orElseThrow());
        String title = chosen(shown)
                .map(at -> "With a threshold of " + threshold(shown) + ", " + shown.loss() + " finds "
                        + Numbers.percent(at.recall()) + " of the positives; " + Numbers.percent(at.precision())
                        + " of its alarms are right")
                .orElse("A higher threshold trades recall for precision");
        String figures = view.candidates().stream()
                .flatMap(candidate -> chosen(candidate).stream().map(at -> atThreshold(candidate, at)))
                .collect(Collectors.joining("; "));
        String caption =
                "Solid: precision, the part of the alarms that is right. Dashed: recall, the part of " + positive()
                        + " that is found. The vertical line is the chosen threshold."
                        + (figures.isEmpty() ? "" : " Chosen: " + figures + ". " + OWN_THRESHOLDS);
        return Figure.of("tradeoff", title, caption).toElement();
    }

    private static String atThreshold(Candidate candidate, Threshold at) {
        return candidate.loss() + " at " + threshold(candidate) + ": precision " + Numbers.percent(at.precision())
                + ", recall " + Numbers.percent(at.recall());
    }

    private static String threshold(Candidate candidate) {
        Double threshold = candidate.threshold();
        return threshold == null ? "n/a" : Numbers.brief(threshold);
    }

    private String positive() {
        String positive = view.comparison().data().positive();
        if (view.isClasses()) {
            return "the class that a row was called";
        }
        return positive == null ? "the positives" : view.target() + " = " + positive;
    }

    /**
     * The point of the curve where a candidate's threshold lies: the first at or above it, because a point stands for the rows
     * with at least its probability. The slack covers thresholds that were rounded on their way.
     */
    Optional<Threshold> chosen(Candidate candidate) {
        Double threshold = candidate.threshold();
        List<Threshold> curve = pictures.tradeoff().getOrDefault(candidate.loss(), List.of());
        if (threshold == null || curve.isEmpty()) {
            return Optional.empty();
        }
        Comparator<Threshold> ascending = Comparator.comparingDouble(Threshold::threshold);
        return curve.stream()
                .filter(point -> point.threshold() >= threshold * (1 - 1e-9))
                .min(ascending)
                .or(() -> curve.stream().max(ascending));
    }

    private Element cost() {
        List<Candidate> choosers = view.candidates().stream()
                .filter(candidate -> chosen(candidate).isPresent())
                .toList();
        LossFigures costs = new LossFigures(choosers.stream()
                .flatMap(candidate -> chosen(candidate).stream().map(at -> new LossFigure(candidate.loss(), at.cost())))
                .toList());
        String title = choosers.isEmpty()
                ? "What the mistakes cost at every threshold"
                : (choosers.size() > 1 ? "Each loss needs its own threshold: " : "The chosen threshold: ")
                        + choosers.stream()
                                .map(candidate -> candidate.loss() + " " + threshold(candidate))
                                .collect(Collectors.joining(", "));
        String caption = "Cost of the mistakes per held-out row at every threshold" + costs()
                + "; the marks are the chosen thresholds."
                + (choosers.isEmpty() ? "" : " Cost there: " + costs.inWords() + ".")
                + " " + OWN_THRESHOLDS;
        return Figure.of("thresholds", title, caption)
                .with(view.legend(
                        List.copyOf(view.byCandidate(pictures.tradeoff()).keySet())))
                .toElement();
    }

    private String costs() {
        String mistake = view.comparison().mistake();
        return mistake != null && mistake.contains("fn=") ? " (" + mistake + ")" : "";
    }
}
