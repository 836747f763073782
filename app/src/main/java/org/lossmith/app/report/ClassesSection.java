package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.ClassFigure;
import org.lossmith.learn.compare.Comparison.ClassFigures;
import org.lossmith.learn.compare.Comparison.Classes;
import org.lossmith.learn.compare.Comparison.Metric;

/** For targets with several labels: which classes are taken for which, and what each loss finds of each class. */
final class ClassesSection {
    /** More classes than this are too many to look at. */
    static final int MOST_SHOWN = 25;

    private final View view;
    private final List<Candidate> candidates;

    ClassesSection(View view) {
        this.view = view;
        this.candidates = view.candidates().stream()
                .filter(candidate -> candidate.classes() != null)
                .toList();
    }

    List<Section> toSections() {
        Classes classes = view.comparison().classes();
        if (classes == null || candidates.isEmpty()) {
            return List.of();
        }
        List<Element> content = new ArrayList<>();
        content.add(element("p", baseline(classes)));
        content.add(Figure.of("confusion", confusionTitle(classes), confusionCaption(classes)).toElement());
        content.add(Figure.of("classes", eachTitle(classes), eachCaption())
                .with(view.legend(candidates.stream().map(Candidate::loss).toList()))
                .toElement());
        Candidate best = best();
        content.add(confusion(classes, best));
        content.add(each(classes, best));
        if (candidates.size() > 1) {
            List<Element> others = new ArrayList<>();
            others.add(element("summary", "The same tables for the other losses"));
            candidates.stream().filter(candidate -> candidate != best).forEach(candidate -> {
                others.add(confusion(classes, candidate));
                others.add(each(classes, candidate));
            });
            content.add(element("details").addAll(others));
        }
        return List.of(new Section("classes", "Which classes are found, and which are confused", content));
    }

    private Candidate best() {
        List<String> best = view.comparison().best();
        return candidates.stream()
                .filter(candidate -> !best.isEmpty() && candidate.loss().equals(best.get(0)))
                .findFirst()
                .orElse(candidates.get(0));
    }

    /** The classes that pictures show, in the order of the labels. */
    static List<Integer> shown(Classes classes) {
        return IntStream.range(0, classes.labels().size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer k) -> -classes.rows().get(k)))
                .limit(MOST_SHOWN)
                .sorted()
                .toList();
    }

    static ClassFigures figures(Candidate candidate) {
        return Objects.requireNonNull(candidate.classes());
    }

    private String baseline(Classes classes) {
        Metric deciding = classes.baseline().get(view.comparison().metric());
        Metric accuracy = classes.baseline().get("accuracy");
        int most = IntStream.range(0, classes.labels().size())
                .boxed()
                .max(Comparator.comparingLong(classes.rows()::get))
                .orElse(0);
        return "The least that a model must beat: knowing nothing but how frequent the classes are"
                + (deciding == null
                        ? ""
                        : " gives a " + view.deciding().label() + " of " + Numbers.plain(deciding.value()))
                + (accuracy == null ? "" : ", and an accuracy of " + Numbers.percent(accuracy.value()))
                + " by calling every row " + label(classes, most) + ".";
    }

    private static String label(Classes classes, int k) {
        return View.shortened(classes.labels().get(k));
    }

    /** The largest share of a class that the best loss calls one certain other class. */
    private String confusionTitle(Classes classes) {
        Candidate best = best();
        double[][] confusion = figures(best).confusion();
        int truth = 0;
        int call = 1;
        for (int of = 0; of < confusion.length; of++) {
            for (int as = 0; as < confusion.length; as++) {
                if (of != as && share(confusion, of, as) > share(confusion, truth, call)) {
                    truth = of;
                    call = as;
                }
            }
        }
        double share = share(confusion, truth, call);
        return share == 0
                ? best.loss() + " confuses no classes"
                : best.loss() + " takes " + Numbers.percent(share) + " of " + label(classes, truth) + " for "
                        + label(classes, call) + ", its largest confusion";
    }

    static double share(double[][] confusion, int truth, int call) {
        double all = 0;
        for (double count : confusion[truth]) {
            all += count;
        }
        return all == 0 ? 0 : confusion[truth][call] / all;
    }

    private String confusionCaption(Classes classes) {
        String part = classes.labels().size() > MOST_SHOWN
                ? " The " + MOST_SHOWN + " most frequent of " + Numbers.count(classes.labels().size())
                        + " classes; the JSON has them all."
                : "";
        return "Down: what a held-out row is; across: what it was called. Each cell has the share of its line, and the number"
                + " of rows where there is room. On the diagonal a call is right. The tables below have the numbers." + part;
    }

    /** The class on whose recall the losses disagree most. */
    private String eachTitle(Classes classes) {
        List<Integer> order = IntStream.range(0, classes.labels().size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -range(k)))
                .toList();
        int k = order.get(0);
        String figures = candidates.stream()
                .map(candidate -> candidate.loss() + " " + percent(figures(candidate).each().get(k).recall()))
                .collect(Collectors.joining(", "));
        return candidates.size() > 1
                ? "The losses differ most on " + label(classes, k) + ", of which they find: " + figures
                : "Of " + label(classes, k) + " " + figures + " is found";
    }

    private double range(int k) {
        double[] recalls = candidates.stream()
                .map(candidate -> figures(candidate).each().get(k).recall())
                .filter(Objects::nonNull)
                .mapToDouble(Metric::value)
                .sorted()
                .toArray();
        return recalls.length == 0 ? 0 : recalls[recalls.length - 1] - recalls[0];
    }

    private static String percent(@Nullable Metric metric) {
        return metric == null ? "n/a" : Numbers.percent(metric.value());
    }

    private static String eachCaption() {
        return "Precision: of the rows called so, the part that is. Recall: of the rows that are, the part that is found. F1 is"
                + " their harmonic mean. Held-out rows; the lines are 95% intervals.";
    }

    private Element confusion(Classes classes, Candidate candidate) {
        List<Integer> shown = shown(classes);
        double[][] confusion = figures(candidate).confusion();
        Table table = new Table("What held-out rows are (down) and what " + candidate.loss() + " calls them (across)");
        table.column("");
        shown.forEach(call -> table.numbers("called " + label(classes, call)));
        for (int truth : shown) {
            List<Element> cells = new ArrayList<>();
            for (int call : shown) {
                String count = Numbers.plain(confusion[truth][call]);
                cells.add(element("td")
                        .style("number")
                        .add(truth == call ? element("strong", count) : element("span", count))
                        .add(element("small", Numbers.percent(share(confusion, truth, call)))));
            }
            table.row(element("th", label(classes, truth)), cells);
        }
        return table.toElement();
    }

    private Element each(Classes classes, Candidate candidate) {
        Table table = new Table("Each class under " + candidate.loss() + ", with 95% intervals");
        table.column("Class").numbers("Rows").numbers("Called").numbers("Precision").numbers("Recall").numbers("F1");
        for (int k = 0; k < Math.min(View.MOST_ROWS, classes.labels().size()); k++) {
            ClassFigure figure = figures(candidate).each().get(k);
            table.row(
                    element("th", label(classes, k)),
                    List.of(
                            Table.number(Numbers.count(classes.rows().get(k))),
                            Table.number(Numbers.count(figure.called())),
                            cell(figure.precision()),
                            cell(figure.recall()),
                            cell(figure.f1())));
        }
        mean(table, candidate, "macro mean", "macro-precision", "macro-recall", "macro-f1");
        mean(table, candidate, "weighted mean", "", "", "weighted-f1");
        mean(table, candidate, "micro mean (accuracy)", "accuracy", "accuracy", "accuracy");
        return table.toElement();
    }

    private static void mean(
            Table table, Candidate candidate, String name, String precision, String recall, String f1) {
        List<Element> cells = new ArrayList<>(List.of(Table.number(""), Table.number("")));
        for (String metric : List.of(precision, recall, f1)) {
            cells.add(metric.isEmpty() ? Table.number("") : cell(candidate.metrics().get(metric)));
        }
        table.row(element("th", name), cells);
    }

    private static Element cell(@Nullable Metric metric) {
        if (metric == null) {
            return Table.number("n/a");
        }
        return element("td")
                .style("number")
                .add(element("span", Numbers.fixed(metric.value(), 3)))
                .add(element("small", Numbers.fixed(metric.low(), 3) + "–" + Numbers.fixed(metric.high(), 3)));
    }
}
