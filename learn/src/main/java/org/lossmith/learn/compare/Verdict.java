package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Estimate;
import org.lossmith.learn.text.Numbers;

/** The outcome in plain words, with its figures. */
final class Verdict {
    /** Up to 2% apart hardly matters, whatever the number of rows. */
    private static final double LITTLE = 1.02;

    private final Scoreboard board;
    private final Ranked ranked;
    private final TargetKind kind;
    private final @Nullable ClassReport classes;

    private Verdict(Scoreboard board, Ranked ranked, TargetKind kind, @Nullable ClassReport classes) {
        this.board = board;
        this.ranked = ranked;
        this.kind = kind;
        this.classes = classes;
    }

    /** @param classes for targets with several labels, otherwise null */
    static String of(Scoreboard board, Ranked ranked, TargetKind kind, @Nullable ClassReport classes) {
        return new Verdict(board, ranked, kind, classes).text();
    }

    private String text() {
        List<String> sentences = new ArrayList<>();
        sentences.add(ranked.best().size() == 1 ? winner() : tie());
        if (board.decider().metric().equals("mae") && !ranked.beaten().isEmpty()) {
            sentences.add(medianError());
        }
        if (ranked.best().size() == 1) {
            sentences.add(margin());
        }
        if (classes != null) {
            sentences.add(classes.againstBaseline(board));
            sentences.add(classes.differs(board, ranked));
        }
        sentences.add(shifted());
        sentences.add(honest());
        List<String> open = ranked.best().stream()
                .filter(fit -> !fit.converged())
                .map(CrossFit::name)
                .toList();
        if (!open.isEmpty()) {
            sentences.add("Mind the warning about the fit of " + names(open) + ".");
        }
        return sentences.stream().filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining(" "));
    }

    /** Where intervals overlap and the order is clear all the same, says why. */
    private String margin() {
        if (ranked.beaten().isEmpty()) {
            return "";
        }
        CrossFit best = ranked.best().get(0);
        CrossFit next = ranked.beaten().get(0);
        Estimate difference = board.difference(next, best);
        if (board.deciding(best).high() < board.deciding(next).low()) {
            return "";
        }
        return "Row by row " + next.name() + " is worse by " + brief(difference.value()) + " (95%: "
                + brief(difference.low()) + " to " + brief(difference.high()) + "): "
                + (board.deciding(next).value() <= LITTLE * board.deciding(best).value() ? "little, but " : "")
                + "more than noise.";
    }

    /** A weight on positives moves every probability (King and Zeng 2001). */
    private String shifted() {
        CrossFit best = ranked.best().get(0);
        if (ranked.best().size() > 1) {
            return "";
        }
        Double weight = best.contender().loss().parameters().get("positive_weight");
        if (weight == null || weight == 1) {
            return "";
        }
        return "Its weight shifts the probabilities of " + best.name() + ": subtract log(" + Numbers.plain(weight)
                + ") = " + brief(Math.log(weight)) + " from its score before reading one.";
    }

    /** Among the best for calls, bce is the one whose probabilities can still be read. */
    private String honest() {
        if (kind != TargetKind.BINARY
                || !board.decider().metric().equals("cost")
                || ranked.best().size() < 2) {
            return "";
        }
        for (CrossFit fit : ranked.best()) {
            Double threshold = fit.threshold();
            if (fit.name().equals("bce") && threshold != null) {
                return "Of these take bce: by moving its threshold (to " + brief(threshold)
                        + ") it does as well, and its probabilities mean what they say.";
            }
        }
        return "";
    }

    private String winner() {
        CrossFit best = ranked.best().get(0);
        Estimate estimate = board.deciding(best);
        String measured = best.name() + " has the smallest " + metric() + " on rows held out: "
                + brief(estimate.value()) + " (95%: " + brief(estimate.low()) + " to " + brief(estimate.high()) + ")";
        if (ranked.beaten().isEmpty()) {
            return measured.replace("the smallest ", "") + at(best) + "; it was the only candidate.";
        }
        return measured + at(best) + ", " + below(estimate.value(), rival()) + ".";
    }

    private String tie() {
        List<CrossFit> best = ranked.best();
        String values =
                best.stream().map(fit -> brief(board.deciding(fit).value())).collect(Collectors.joining(", "));
        String tied = names(best.stream().map(CrossFit::name).toList()) + " are tied: their " + metric()
                + " on rows held out (" + values + ") differs by no more than noise";
        if (ranked.beaten().isEmpty()) {
            double low = board.deciding(best.get(0)).value();
            double high = board.deciding(best.get(best.size() - 1)).value();
            return tied
                    + (high <= LITTLE * low
                            ? ", so by this measure the choice between them hardly matters here."
                            : ", so these rows cannot tell them apart.");
        }
        return tied + "; the best of them is "
                + below(board.deciding(best.get(0)).value(), rival()) + ".";
    }

    private String metric() {
        return board.decider().metric() + (board.decider().metric().equals("cost") ? " per row" : "");
    }

    private String at(CrossFit fit) {
        Double threshold = fit.threshold();
        boolean cost = board.decider().metric().equals("cost");
        return threshold == null || !cost ? "" : " at the threshold " + brief(threshold);
    }

    /** The first candidate if it was beaten, since it is what people use unless told otherwise; else the next best. */
    private CrossFit rival() {
        CrossFit first = board.fits().get(0);
        return ranked.beaten().contains(first) ? first : ranked.beaten().get(0);
    }

    private String below(double value, CrossFit rival) {
        double other = board.deciding(rival).value();
        double share = other > 0 ? (other - value) / other : 0;
        return Numbers.percent(share) + " below " + rival.name() + " (" + brief(other) + ")";
    }

    private String medianError() {
        CrossFit best = ranked.best().get(0);
        CrossFit rival = rival();
        Estimate before = board.estimate(rival, "median-error");
        Estimate after = board.estimate(best, "median-error");
        if (kind == TargetKind.BINARY || before == null || after == null || !(after.high() < before.low())) {
            return "";
        }
        return "The median error falls from " + brief(before.value()) + " to " + brief(after.value()) + ".";
    }

    private static String brief(double value) {
        return Numbers.brief(value);
    }

    private static String names(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
