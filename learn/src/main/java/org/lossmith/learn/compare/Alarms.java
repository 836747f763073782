package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison.Warning;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.InputNames;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.leak.Leaks;
import org.lossmith.learn.text.Numbers;
import org.lossmith.learn.text.Texts;

/** What the user should know before relying on the result, the gravest first. */
final class Alarms {
    private static final int ROWS_NAMED = 5;
    private static final int FEW_POSITIVES = 100;

    /** Rows of the rarer label that each input should have (Peduzzi and others 1996). */
    private static final int POSITIVES_PER_INPUT = 10;

    private static final int SMALL_SAMPLE = 50;

    /** Student's t with fewer degrees of freedom widens intervals by a fifth or more. */
    private static final int FEW_GROUPS = 8;

    private final Dataset data;

    Alarms(Dataset data) {
        this.data = data;
    }

    List<Warning> all(Leaks leaks, @Nullable FarRows far, Folds folds, Decider decider, Scoreboard board) {
        List<Warning> found = new ArrayList<>();
        leaks.warnings().forEach(leak -> found.add(new Warning(leak.code(), leak.message())));
        if (far != null) {
            found.add(corrupted(far));
        }
        found.addAll(fits(board));
        if (data.kind() == TargetKind.BINARY) {
            fewPositives(found);
            assumedCosts(found, decider);
        }
        if (data.kind() == TargetKind.CATEGORIES) {
            fewOfAClass(found);
        }
        boolean said = data.notices().stream().anyMatch(notice -> notice.code().equals("few-rows"));
        if (data.used() < SMALL_SAMPLE && !said) {
            found.add(new Warning(
                    "small-sample",
                    "only " + data.used() + " rows: the intervals are too narrow for so few, and"
                            + " another seed may turn the order around"));
        }
        fewGroups(found, folds);
        if (folds.notice() != null) {
            found.add(new Warning("folds", folds.notice()));
        }
        for (Notice notice : data.notices()) {
            found.add(new Warning(notice.code(), notice.message()));
        }
        return found;
    }

    private Warning corrupted(FarRows far) {
        int count = far.rows().length;
        String rows = Arrays.stream(far.rows())
                .limit(ROWS_NAMED)
                .mapToObj(row -> data.sourceRow(row) + " (" + Numbers.plain(data.target()[row]) + ")")
                .collect(Collectors.joining(", "));
        String range = count == 1
                ? "is " + Numbers.plain(far.farthest())
                : "lies from " + Numbers.plain(Math.min(far.nearest(), far.farthest())) + " to "
                        + Numbers.plain(Math.max(far.nearest(), far.farthest()));
        return new Warning(
                "corrupted-target",
                Texts.count(count, "row looks", "rows look") + " corrupted ("
                        + Numbers.percent((double) count / data.used())
                        + "): " + data.targetName() + " " + range + ", with nothing between there and "
                        + Numbers.plain(far.edge()) + ", where the others end. Look at data "
                        + (count == 1 ? "row " : "rows ") + rows + (count > ROWS_NAMED ? ", ..." : "")
                        + ". No loss can predict them, and they are among the rows held out too: judge by mae or"
                        + " median-error, not by rmse");
    }

    /** The notes of the fits: alike ones of several losses are said once. */
    private List<Warning> fits(Scoreboard board) {
        Set<String> collinear = new LinkedHashSet<>();
        List<String> separated = new ArrayList<>();
        List<Warning> found = new ArrayList<>();
        for (CrossFit fit : board.fits()) {
            boolean said = false;
            for (String note : fit.whole().notes()) {
                if (note.startsWith("not converged")) {
                    found.add(new Warning("not-converged", fit.name() + ": " + note));
                    said = true;
                } else if (note.startsWith("separation")) {
                    separated.add(fit.name());
                    said = true;
                } else if (note.startsWith("collinear: ")) {
                    collinear.add(InputNames.in(note.substring("collinear: ".length()), data.features()));
                }
            }
            if (!fit.converged() && !said) {
                found.add(new Warning(
                        "not-converged",
                        fit.name() + " did not converge on "
                                + (fit.whole().converged() ? "some fold" : "all rows")
                                + ", so its figures may still move. A penalty helps: --penalty l2:lambda=0.001"));
            }
        }
        if (!separated.isEmpty()) {
            found.add(0, separation(separated));
        }
        collinear.forEach(message -> found.add(new Warning("collinear", message)));
        return found;
    }

    private Warning separation(List<String> losses) {
        List<String> inputs = Separators.in(data);
        String which = inputs.isEmpty()
                ? "the inputs together tell " + (data.kind() == TargetKind.BINARY ? "the two" : "some")
                        + " labels apart without error, for all rows or for a group of them"
                : (data.kind() == TargetKind.BINARY
                                ? "some inputs mark rows of one label only: "
                                : "some inputs mark rows that some label does not have: ")
                        + String.join("; ", inputs);
        return new Warning(
                "separation",
                String.join(", ", losses) + ": " + which + ". The best coefficients there are infinite,"
                        + " and those shown are where the solver stopped; on which the log-loss of held-out rows that contradict them depends. A penalty makes them"
                        + " finite: --penalty l2:lambda=0.001. If an input is not known at the time of predicting, leave it out");
    }

    private static void fewGroups(List<Warning> found, Folds folds) {
        int[] group = folds.group();
        long groups =
                group == null ? Long.MAX_VALUE : Arrays.stream(group).distinct().count();
        if (groups < FEW_GROUPS) {
            found.add(new Warning(
                    "few-groups",
                    "the rows come in only " + groups + " groups, and rows of a group may resemble"
                            + " each other, so the intervals count each group as one observation: they are wide"));
        }
    }

    private void fewPositives(List<Warning> found) {
        int positives = (int) Arrays.stream(data.target()).sum();
        int rarer = Math.min(positives, data.used() - positives);
        if (rarer < enough()) {
            String label = positives <= data.used() - positives ? "positives" : "negatives";
            found.add(new Warning(
                    "few-positives",
                    "only " + Texts.count(rarer, label, label) + " among " + Texts.count(data.used(), "row") + " for "
                            + Texts.count(data.features().size(), "input", "inputs")
                            + ": precision, recall and the threshold hang on few rows (see their intervals). "
                            + POSITIVES_PER_INPUT + " an input and " + FEW_POSITIVES
                            + " in all is a usual least; fewer inputs or a penalty (--penalty l2:lambda=0.001) help"));
        }
    }

    private int enough() {
        return Math.max(FEW_POSITIVES, POSITIVES_PER_INPUT * data.features().size());
    }

    private void fewOfAClass(List<Warning> found) {
        ClassRows rows = ClassRows.in(data);
        List<Integer> rare = rows.fewerThan(enough());
        if (!rare.isEmpty()) {
            found.add(new Warning(
                    "few-rows-of-a-class",
                    "few rows of " + rows.withCounts(rare) + " for "
                            + Texts.count(data.features().size(), "input", "inputs")
                            + ": what is said of them hangs on few rows (see the intervals). " + POSITIVES_PER_INPUT
                            + " an input and " + FEW_POSITIVES
                            + " in all is a usual least; fewer inputs or a larger --penalty help"));
        }
    }

    private static void assumedCosts(List<Warning> found, Decider decider) {
        if (!decider.stated()) {
            found.add(new Warning(
                    "assumed-costs",
                    "no costs were stated, so thresholds, precision, recall and cost take a missed"
                            + " positive to cost as much as " + Numbers.brief(decider.under())
                            + " false alarms, the negatives per positive; state yours: --mistake fn=500,fp=5"));
        }
    }
}
