package org.lossmith.app.losses;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Json;
import org.lossmith.app.text.Wrap;
import org.lossmith.loss.Accuracy;

/** Measured accuracy as text and as JSON. */
final class AccuracyOutput {
    /** Where it is not measured: how to have it. */
    static final String HINT = "\n--accuracy measures its rounding errors, which takes a few seconds.\n";

    private static final int DIGITS = 3;

    private AccuracyOutput() {}

    static String text(Accuracy accuracy) {
        StringBuilder text = new StringBuilder("\nAccuracy    in ulps: worst, median, and where the worst is\n");
        quantity(text, "Value", accuracy.value());
        quantity(text, "Gradient", accuracy.gradient());
        quantity(text, "Hessian", accuracy.hessian());
        String method =
                accuracy.points() + " points against 50 digits or more. Next to roots, where the inputs make terms"
                        + " cancel, errors are apart, in ulps of the largest term.";
        String doubt = accuracy.isWithinBar() ? "" : doubt(accuracy);
        return text.append(Wrap.paragraph("            ", "            ", method + doubt))
                .toString();
    }

    private static String doubt(Accuracy accuracy) {
        return " Not within " + figure(accuracy.bound())
                + " ulps: no rule makes this formula accurate everywhere. At single points `lossmith eval` is exact"
                + " all the same; `eval --precise`, and loss.inDoubleDouble() from Java, are correct to an ulp on"
                + " every row, but slow.";
    }

    private static void quantity(StringBuilder text, String name, Accuracy.Quantity quantity) {
        line(text, name, "as typed  ", quantity.before());
        line(text, "", "computed  ", quantity.after());
        if (quantity.vector() != null) {
            line(text, "", "vectors   ", quantity.vector());
        }
    }

    private static void line(StringBuilder text, String name, String what, Accuracy.Errors errors) {
        String worst = figure(errors.worst()) + ", " + figure(errors.median()) + point(errors.worstPoint());
        String root = errors.nearRootPoint() == null ? "" : "; next to roots " + figure(errors.nearRoot());
        text.append(Wrap.hanging("  " + name + " ".repeat(10 - name.length()) + what, worst + root));
    }

    private static String figure(double ulps) {
        return Figures.significant(ulps, DIGITS);
    }

    private static String point(Accuracy.@Nullable Point point) {
        return point == null
                ? ""
                : ", at z = " + Figures.exact(point.score()) + ", y = " + Figures.exact(point.target());
    }

    static Map<String, @Nullable Object> json(Accuracy accuracy) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("points", accuracy.points());
        tree.put("within_bar", accuracy.isWithinBar());
        tree.put("bound_ulps", Json.number(accuracy.bound()));
        tree.put("vector_bound_ulps", Json.number(accuracy.vectorBound()));
        tree.put("value", json(accuracy.value()));
        tree.put("gradient", json(accuracy.gradient()));
        tree.put("hessian", json(accuracy.hessian()));
        return tree;
    }

    private static Map<String, @Nullable Object> json(Accuracy.Quantity quantity) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("before", json(quantity.before()));
        tree.put("after", json(quantity.after()));
        tree.put("vector", quantity.vector() == null ? null : json(quantity.vector()));
        tree.put("unknown", quantity.unknown());
        return tree;
    }

    private static Map<String, @Nullable Object> json(Accuracy.Errors errors) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("worst_ulps", Json.number(errors.worst()));
        tree.put("median_ulps", Json.number(errors.median()));
        tree.put("worst_point", json(errors.worstPoint()));
        tree.put("near_root_ulps", Json.number(errors.nearRoot()));
        tree.put("near_root_point", json(errors.nearRootPoint()));
        return tree;
    }

    private static @Nullable Map<String, @Nullable Object> json(Accuracy.@Nullable Point point) {
        if (point == null) {
            return null;
        }
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("score", Json.number(point.score()));
        tree.put("target", Json.number(point.target()));
        return tree;
    }
}
