package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lossmith.app.report.LossFigures.LossFigure;
import org.lossmith.learn.compare.Comparison.Bin;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Point;

/** What happened to each row's error: who carries the cost, which rows moved, how the errors are distributed. */
final class ErrorsSection {
    /** Shares that differ by less are told as one. */
    private static final double ALIKE = 0.03;

    private final View view;
    private final Pictures pictures;

    ErrorsSection(View view) {
        this.view = view;
        this.pictures = view.comparison().pictures();
    }

    List<Section> toSections() {
        List<Element> figures = new ArrayList<>();
        if (!pictures.cost().isEmpty()) {
            figures.add(cost());
        }
        Pull pull = Pull.of(view);
        if (pull.curves().size() >= Math.min(2, view.candidates().size())) {
            figures.add(pull(pull));
        }
        if (!pictures.movement().isEmpty()) {
            figures.add(movement());
        }
        if (!pictures.errors().isEmpty()) {
            figures.add(distribution());
        }
        if (figures.isEmpty()) {
            return List.of();
        }
        return List.of(new Section("errors", "What each loss does with the errors", figures));
    }

    private Element cost() {
        double part = worstPart(pictures.cost());
        LossFigures shares = LossFigures.of(view.byCandidate(pictures.cost()), curve -> shareOfWorst(curve, part));
        String worst = "worst " + Numbers.percent(part);
        String title = "The " + worst + " of the rows carry " + carried(shares);
        String caption = "Rows are ordered by their held-out error under "
                + view.losses().get(0)
                + ", the largest first; the height is the share of a loss’s total cost that they carry. "
                + "A loss that rises early is ruled by few rows. Share of the " + worst + ": "
                + shares.inWords(Numbers::percent) + ".";
        return Figure.of("cost", title, caption)
                .with(view.legend(shares.losses()))
                .toElement();
    }

    private static String carried(LossFigures shares) {
        LossFigure most = shares.largest();
        LossFigure least = shares.smallest();
        String share = Numbers.percent(most.value());
        if (most.loss().equals(least.loss())) {
            return share + " of " + most.loss() + "’s cost";
        }
        if (most.value() - least.value() < ALIKE) {
            return share + " of every loss’s cost";
        }
        return share + " of what " + most.loss() + " minimises, but " + Numbers.percent(least.value()) + " of what "
                + least.loss() + " does";
    }

    /** One row in a hundred, or more where there are not that many. */
    static double worstPart(Map<String, List<Point>> curves) {
        double smallest = curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Point::x)
                .min()
                .orElse(1);
        return smallest <= 0.01 ? 0.01 : smallest <= 0.1 ? 0.1 : 0.5;
    }

    /** Reads the curve at a part of the rows, linearly between its points. */
    static double shareOfWorst(List<Point> curve, double part) {
        Point before = new Point(0, 0);
        for (Point point : curve) {
            if (point.x() >= part) {
                double width = point.x() - before.x();
                return width <= 0 ? point.y() : before.y() + (point.y() - before.y()) * (part - before.x()) / width;
            }
            before = point;
        }
        return before.y();
    }

    private Element movement() {
        String first = view.losses().get(0);
        Map<String, List<Point>> movement = view.byCandidate(pictures.movement());
        String figures = movement.entrySet().stream()
                .map(entry -> moved(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" "));
        Map.Entry<String, List<Point>> shown = movement.entrySet().stream()
                .filter(entry -> view.isBest(entry.getKey()))
                .findFirst()
                .orElseGet(() -> movement.entrySet().iterator().next());
        double nearer = improved(shown.getValue());
        double farther = worsened(shown.getValue());
        String title = Math.max(nearer, farther) < 0.5
                ? shown.getKey() + " and " + first + " are nearer for " + Numbers.percent(nearer) + " and "
                        + Numbers.percent(farther) + " of the rows"
                : nearer >= farther
                        ? shown.getKey() + " is nearer than " + first + " for " + Numbers.percent(nearer)
                                + " of the rows"
                        : first + " is nearer than " + shown.getKey() + " for " + Numbers.percent(farther)
                                + " of the rows";
        String error = view.isClasses() ? "its error (1 − the probability given to its own class) under " : "its error under ";
        String caption = "Each dot is a row, from a sample of "
                + Numbers.count(shown.getValue().size()) + ": across, " + error + first
                + "; upwards, under the other loss. Below the diagonal the other loss is nearer. " + figures;
        return Figure.of("movement", title, caption).toElement();
    }

    private String moved(String loss, List<Point> rows) {
        return loss + ": " + Numbers.percent(improved(rows)) + " of the rows below the diagonal, median error "
                + Numbers.plain(median(rows, Point::x)) + " to " + Numbers.plain(median(rows, Point::y)) + unit() + ".";
    }

    private String unit() {
        return view.isBinary() || view.isClasses() ? " in probability" : " in units of " + view.target();
    }

    private static double improved(List<Point> rows) {
        return rows.isEmpty()
                ? 0
                : (double) rows.stream().filter(row -> row.y() < row.x()).count() / rows.size();
    }

    private static double worsened(List<Point> rows) {
        return rows.isEmpty()
                ? 0
                : (double) rows.stream().filter(row -> row.y() > row.x()).count() / rows.size();
    }

    private static double median(List<Point> rows, ToDoubleFunction<Point> side) {
        double[] sorted = rows.stream().mapToDouble(side).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private Element distribution() {
        List<Bin> bins = pictures.errors();
        String median = Numbers.plain(Histogram.quantile(bins, 0.5));
        String tail = Numbers.plain(Histogram.quantile(bins, 0.99));
        Double delta = pictures.delta();
        String title = delta == null
                ? "Half of the errors are under " + median + ", one in a hundred is over " + tail
                : Numbers.percent(Histogram.shareBeyond(bins, delta)) + " of the errors lie beyond Huber’s delta of "
                        + Numbers.plain(delta);
        String marked = delta == null
                ? ""
                : " Up to delta an error costs by its square; beyond, by its size only: such a row pulls no harder than one at delta.";
        String caption = "Held-out errors of " + Numbers.count(Histogram.total(bins), "row") + ", in units of "
                + view.target() + ". Median about " + median + ", 99th percentile about " + tail + ", largest under "
                + Numbers.plain(bins.get(bins.size() - 1).high()) + "." + marked;
        return Figure.of("distribution", title, caption).toElement();
    }

    private Element pull(Pull pull) {
        int worst = view.isBinary() ? 0 : -1;
        LossFigures atWorst = LossFigures.of(
                pull.curves(),
                curve -> curve.get(worst < 0 ? curve.size() - 1 : worst).y());
        LossFigure most = atWorst.largest();
        LossFigure least = atWorst.smallest();
        List<Point> any = pull.curves().values().iterator().next();
        double place = any.get(worst < 0 ? any.size() - 1 : worst).x();
        String hard = times(most) + (most.loss().equals(least.loss()) ? "" : ", " + times(least));
        String title = view.isBinary()
                ? "A positive that is surely missed pulls as hard as " + hard
                : "The row with the largest error pulls as hard as " + hard;
        String what = "How hard one row pulls on the model (the size of the loss’s gradient) ";
        String caption = view.isBinary()
                ? what + "by its score, for a positive row; 1 is the pull of an undecided row, score 0. At score "
                        + Numbers.plain(place) + ": "
                : what + "as its error grows; 1 is the pull of a row with the median error of "
                        + Numbers.plain(pull.typical()) + ", both scales are logarithmic. At an error of "
                        + Numbers.plain(place) + ": ";
        return Figure.of("pull", title, caption + atWorst.inWords(Numbers::plain) + ".")
                .with(view.legend(atWorst.losses()))
                .toElement();
    }

    private String times(LossFigure figure) {
        String count = Numbers.brief(figure.value());
        String rows = (view.isBinary() ? " undecided row" : " typical row") + (count.equals("1") ? "" : "s");
        return count + rows + " under " + figure.loss();
    }
}
