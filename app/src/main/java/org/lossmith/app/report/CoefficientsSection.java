package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;

/** What each loss learnt: the coefficients side by side, the largest as a picture and all of them as a table. */
final class CoefficientsSection {
    private static final int IN_THE_PICTURE = 20;
    private static final int OPEN_UP_TO = 12;

    private static final int MOST_PANELS = 12;

    /** The size that four in five coefficients stay under, and how many times that one must be to count as run away. */
    private static final double USUAL_LEVEL = 0.8;

    private static final double FAR_OUT = 50;

    private final View view;
    private final List<String> features;
    private final double[] spread;

    /** Indices of the features, the one whose coefficient per standard deviation is largest under any loss first. */
    private final List<Integer> order;

    CoefficientsSection(View view) {
        this.view = view;
        this.features = view.comparison().data().features();
        double[] known = view.comparison().pictures().spread();
        this.spread = known.length == features.size()
                ? known
                : DoubleStream.generate(() -> 1).limit(features.size()).toArray();
        double[] sizes =
                IntStream.range(0, features.size()).mapToDouble(this::size).toArray();
        this.order = IntStream.range(0, features.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer feature) -> -sizes[feature]))
                .toList();
    }

    List<Integer> inPicture() {
        return order.subList(0, Math.min(IN_THE_PICTURE, order.size()));
    }

    double standardised(Candidate candidate, int score, int feature) {
        return candidate.scores().get(score).coefficients()[feature] * spread[feature];
    }

    /** The scores that have a panel: the only one, or those of the most frequent classes. */
    List<Integer> scoresInPicture() {
        Comparison.Classes classes = view.comparison().classes();
        return classes == null
                ? List.of(0)
                : ClassesSection.shown(classes).stream().limit(MOST_PANELS).toList();
    }

    String nameOfScore(int score) {
        Comparison.Classes classes = view.comparison().classes();
        return classes == null ? "" : View.shortened(classes.labels().get(score));
    }

    boolean isStandardised() {
        return view.comparison().pictures().spread().length == features.size();
    }

    private double size(int feature) {
        return sizes(feature).filter(Double::isFinite).max().orElse(0);
    }

    private DoubleStream sizes(int feature) {
        return view.candidates().stream().flatMapToDouble(candidate -> IntStream.range(
                        0, candidate.scores().size())
                .mapToDouble(score -> Math.abs(standardised(candidate, score, feature))));
    }

    List<Section> toSections() {
        if (features.isEmpty()) {
            return List.of();
        }
        Element picture = Figure.of("coefficients", title(), caption())
                .with(view.legend(view.losses()))
                .toElement();
        List<Element> content = new ArrayList<>(List.of(picture));
        content.addAll(view.isClasses() ? tablesOfClasses() : List.of(tableOfAll()));
        return List.of(new Section("coefficients", "What each loss learnt", content));
    }

    /**
     * Where the picture's scale ends, or infinity if it need not: a coefficient that has run away, as it does where an input
     * separates the labels, would flatten all others.
     */
    double limit() {
        double[] sizes = inPicture().stream()
                .flatMapToDouble(this::sizes)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sizes.length == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double usual = sizes[(int) (USUAL_LEVEL * (sizes.length - 1))];
        double largest = sizes[sizes.length - 1];
        return usual > 0 && largest > FAR_OUT * usual ? 2 * usual : Double.POSITIVE_INFINITY;
    }

    private String title() {
        double limit = limit();
        List<Integer> beyond =
                inPicture().stream().filter(feature -> size(feature) > limit).toList();
        if (!beyond.isEmpty()) {
            return Numbers.count(beyond.size(), "feature") + (beyond.size() == 1 ? " has" : " have")
                    + " a coefficient far beyond all others, beginning with " + name(beyond.get(0));
        }
        long contested = inPicture().stream().filter(this::changesSign).count();
        String agreement = contested == 0
                ? "the losses agree on every sign shown"
                : "the losses disagree on the sign of " + Numbers.count(contested, "feature");
        return name(order.get(0)) + " matters most" + (view.candidates().size() > 1 ? "; " + agreement : "");
    }

    private String name(int feature) {
        return View.shortened(features.get(feature));
    }

    private boolean changesSign(int feature) {
        return scoresInPicture().stream().anyMatch(score -> {
            boolean up = view.candidates().stream().anyMatch(candidate -> standardised(candidate, score, feature) > 0);
            boolean down = view.candidates().stream().anyMatch(candidate -> standardised(candidate, score, feature) < 0);
            return up && down;
        });
    }

    private String caption() {
        String unit = isStandardised()
                ? "How far the model’s score moves when the feature rises by one standard deviation"
                : "Coefficients in original units";
        String part = features.size() > IN_THE_PICTURE
                ? "; the " + IN_THE_PICTURE + " largest of " + Numbers.count(features.size()) + " features"
                : "";
        String edge = Double.isFinite(limit()) ? " Marks at the edge lie beyond it." : "";
        return unit + part + "." + edge + " " + score() + " The "
                + (view.isClasses() ? "tables below have" : "table below has") + " every coefficient in original units.";
    }

    private String score() {
        if (view.isClasses()) {
            return "Only differences between the scores of the classes count, so each feature’s coefficients sum to 0 over all"
                    + " classes.";
        }
        return view.isBinary()
                ? "The score is on the log-odds scale for losses that state probabilities."
                : view.comparison().data().kind().equals("counts")
                        ? "The score is the log of the expected count for losses with a log link."
                        : "The score is in units of " + view.target() + ".";
    }

    /** One table for each loss, a column for each class. */
    private List<Element> tablesOfClasses() {
        List<Element> tables = new ArrayList<>();
        for (Candidate candidate : view.candidates()) {
            Table table = new Table("Coefficients of " + candidate.loss() + " in original units, largest effect first");
            table.column("Feature");
            List<Integer> scores = scoresInPicture();
            scores.forEach(score -> table.numbers(nameOfScore(score)));
            table.row(element("th", "intercept"), cells(scores, score -> candidate.scores().get(score).intercept()));
            for (int feature : order.subList(0, Math.min(View.MOST_ROWS, features.size()))) {
                table.row(
                        element("th", View.cell(features.get(feature))).style("name"),
                        cells(scores, score -> candidate.scores().get(score).coefficients()[feature]));
            }
            tables.add(element("details")
                    .add(element("summary", "Every coefficient of " + candidate.loss()))
                    .add(table.toElement()));
        }
        return tables;
    }

    private static List<Element> cells(List<Integer> scores, IntToDoubleFunction value) {
        return scores.stream()
                .map(score -> Table.number(Numbers.plain(value.applyAsDouble(score))))
                .toList();
    }

    private Element tableOfAll() {
        int shown = Math.min(View.MOST_ROWS, features.size());
        String part = shown < features.size()
                ? "The " + shown + " largest of " + Numbers.count(features.size()) + " coefficients"
                : "All " + Numbers.count(features.size(), "coefficient") + " and the intercept";
        Table table = new Table("Coefficients in original units, largest effect first");
        table.column("Feature");
        view.candidates()
                .forEach(candidate -> table.column(element("th").style("number").add(view.lossName(candidate.loss()))));
        table.row(
                element("th", "intercept"),
                view.candidates().stream()
                        .map(candidate -> Table.number(Numbers.plain(candidate.intercept())))
                        .toList());
        for (int feature : order.subList(0, shown)) {
            List<Element> cells = new ArrayList<>();
            view.candidates()
                    .forEach(candidate ->
                            cells.add(Table.number(Numbers.plain(candidate.coefficients()[feature]))));
            table.row(element("th", View.cell(features.get(feature))).style("name"), cells);
        }
        Element details = element("details").add(element("summary", part)).add(table.toElement());
        return features.size() <= OPEN_UP_TO ? details.attribute("open", "") : details;
    }
}
