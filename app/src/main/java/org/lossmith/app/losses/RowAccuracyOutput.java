package org.lossmith.app.losses;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Json;
import org.lossmith.app.text.Wrap;
import org.lossmith.loss.RowAccuracy;

/** Measured accuracy of a loss of several scores a row, as text and as JSON. */
final class RowAccuracyOutput {
    private static final int DIGITS = 3;

    private RowAccuracyOutput() {}

    static String text(RowAccuracy accuracy) {
        StringBuilder text = new StringBuilder("\nAccuracy    in ulps: worst, median, and where the worst is\n");
        quantity(text, "Value", accuracy.value());
        quantity(text, "Gradient", accuracy.gradient());
        quantity(text, "Hessian", accuracy.hessian());
        String method = accuracy.rows() + " rows of " + accuracy.width() + " elements against 60 digits.";
        String doubt = accuracy.isWithinBar() ? "" : " `lossmith eval` is exact at the worst points.";
        return text.append(Wrap.paragraph("            ", "            ", method + doubt))
                .toString();
    }

    private static void quantity(StringBuilder text, String name, RowAccuracy.Quantity quantity) {
        line(text, name, "as typed  ", quantity.before());
        line(text, "", "computed  ", quantity.after());
    }

    private static void line(StringBuilder text, String name, String what, RowAccuracy.Errors errors) {
        String worst = figure(errors.worst()) + ", " + figure(errors.median());
        RowAccuracy.Point at = errors.worstPoint();
        String point = at == null ? "" : ", at scores " + numbers(at.scores()) + ", target " + numbers(at.targets());
        text.append(Wrap.hanging("  " + name + " ".repeat(10 - name.length()) + what, worst + point));
    }

    private static String numbers(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Figures::exact).collect(Collectors.joining(" "));
    }

    private static String figure(double ulps) {
        return Figures.significant(ulps, DIGITS);
    }

    static Map<String, @Nullable Object> json(RowAccuracy accuracy) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("rows", accuracy.rows());
        tree.put("width", accuracy.width());
        tree.put("within_bar", accuracy.isWithinBar());
        tree.put("value", json(accuracy.value()));
        tree.put("gradient", json(accuracy.gradient()));
        tree.put("hessian", json(accuracy.hessian()));
        return tree;
    }

    private static Map<String, @Nullable Object> json(RowAccuracy.Quantity quantity) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("before", json(quantity.before()));
        tree.put("after", json(quantity.after()));
        return tree;
    }

    private static Map<String, @Nullable Object> json(RowAccuracy.Errors errors) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("worst_ulps", Json.number(errors.worst()));
        tree.put("median_ulps", Json.number(errors.median()));
        RowAccuracy.Point at = errors.worstPoint();
        if (at != null) {
            tree.put("worst_scores", Json.numbers(at.scores()));
            tree.put("worst_targets", Json.numbers(at.targets()));
        }
        return tree;
    }
}
