package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lossmith.learn.compare.Comparison.Candidate;

/** What each loss learnt: the coefficients side by side, the largest as a picture and all of them as a table. */
final class CoefficientsSection {
    private static final int IN_THE_PICTURE = 20;
    private static final int OPEN_UP_TO = 12;

    private final View view;
    private final List<String> features;
    private final double[] spread;

    CoefficientsSection(View view) {
        this.view = view;
        this.features = view.comparison().data().features();
        double[] known = view.comparison().pictures().spread();
        this.spread = known.length == features.size()
                ? known
                : DoubleStream.generate(() -> 1).limit(features.size()).toArray();
    }

    /** Indices of the features, the one whose coefficient per standard deviation is largest under any loss first. */
    List<Integer> order() {
        return IntStream.range(0, features.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer feature) -> -size(feature))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    List<Integer> inPicture() {
        List<Integer> order = order();
        return order.subList(0, Math.min(IN_THE_PICTURE, order.size()));
    }

    double standardised(Candidate candidate, int feature) {
        return candidate.coefficients()[feature] * spread[feature];
    }

    boolean isStandardised() {
        return view.comparison().pictures().spread().length == features.size();
    }

    private double size(int feature) {
        return view.candidates().stream()
                .mapToDouble(candidate -> Math.abs(standardised(candidate, feature)))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    List<Section> toSections() {
        if (features.isEmpty()) {
            return List.of();
        }
        Element picture = Figure.of("coefficients", title(), caption())
                .with(view.legend(view.losses()))
                .toElement();
        return List.of(new Section("coefficients", "What each loss learnt", List.of(picture, tableOfAll())));
    }

    private String title() {
        int contested = inPicture().stream().filter(this::changesSign).toList().size();
        String largest = View.shortened(features.get(order().get(0)));
        String agreement = contested == 0
                ? "the losses agree on every sign shown"
                : "the losses disagree on the sign of " + Numbers.count(contested, "feature");
        return largest + " matters most" + (view.candidates().size() > 1 ? "; " + agreement : "");
    }

    private boolean changesSign(int feature) {
        boolean up = view.candidates().stream().anyMatch(candidate -> candidate.coefficients()[feature] > 0);
        boolean down =
                view.candidates().stream().anyMatch(candidate -> candidate.coefficients()[feature] < 0);
        return up && down;
    }

    private String caption() {
        String unit = isStandardised()
                ? "How far the model’s score moves when the feature rises by one standard deviation"
                : "Coefficients in original units";
        String part = features.size() > IN_THE_PICTURE
                ? "; the " + IN_THE_PICTURE + " largest of " + Numbers.count(features.size()) + " features"
                : "";
        return unit + part + ". " + score() + " The table below has every coefficient in original units.";
    }

    private String score() {
        return view.isBinary()
                ? "The score is on the log-odds scale for losses that state probabilities."
                : view.comparison().data().kind().equals("counts")
                        ? "The score is the log of the expected count for losses with a log link."
                        : "The score is in units of " + view.target() + ".";
    }

    private Element tableOfAll() {
        Table table = new Table("Coefficients in original units, largest effect first");
        table.column("Feature");
        view.candidates()
                .forEach(candidate -> table.column(element("th").style("number").add(view.lossName(candidate.loss()))));
        table.row(
                element("th", "intercept"),
                view.candidates().stream()
                        .map(candidate -> Table.number(Numbers.plain(candidate.intercept())))
                        .toList());
        for (int feature : order()) {
            List<Element> cells = new ArrayList<>();
            view.candidates()
                    .forEach(candidate ->
                            cells.add(Table.number(Numbers.plain(candidate.coefficients()[feature]))));
            table.row(element("th", features.get(feature)).style("name"), cells);
        }
        Element details = element("details")
                .add(element("summary", "All " + Numbers.count(features.size(), "coefficient") + " and the intercept"))
                .add(table.toElement());
        return features.size() <= OPEN_UP_TO ? details.attribute("open", "") : details;
    }
}
