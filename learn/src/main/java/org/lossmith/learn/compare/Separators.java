package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.text.Numbers;
import org.lossmith.learn.text.Texts;

/**
 * Inputs that have one value for all rows but some, and those some lie to one side and none of them has some label: a logistic or
 * softmax fit gives such an input an infinite coefficient.
 */
final class Separators {
    private static final int MOST_NAMED = 4;

    private Separators() {}

    /** In words, at most {@value #MOST_NAMED}: {@code temp_f_missing (above 0 in 1 row, none positive)}. */
    static List<String> in(Dataset data) {
        List<String> found = new ArrayList<>();
        for (int column = 0; column < data.x().columns() && found.size() < MOST_NAMED; column++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < data.used(); row++) {
                low = Math.min(low, data.x().get(row, column));
                high = Math.max(high, data.x().get(row, column));
            }
            add(found, data, column, low, "above ");
            add(found, data, column, high, "below ");
        }
        return found;
    }

    private static void add(List<String> found, Dataset data, int column, double usual, String side) {
        Matrix x = data.x();
        int[] others = new int[data.labels().size()];
        int rows = 0;
        for (int row = 0; row < data.used(); row++) {
            if (x.get(row, column) != usual) {
                others[(int) data.target()[row]]++;
                rows++;
            }
        }
        List<Integer> present = IntStream.range(0, others.length)
                .filter(label -> others[label] > 0)
                .boxed()
                .toList();
        if (rows > 0 && present.size() < others.length && found.size() < MOST_NAMED) {
            found.add(data.features().get(column) + " (" + side + Numbers.brief(usual) + " in "
                    + Texts.count(rows, "row", "rows") + ", " + which(data, present) + ")");
        }
    }

    private static String which(Dataset data, List<Integer> present) {
        List<String> labels = data.labels();
        if (data.kind() == TargetKind.BINARY) {
            return (present.contains(1) ? "all" : "none") + " positive";
        }
        return present.size() == 1
                ? "all " + labels.get(present.get(0))
                : "none "
                        + IntStream.range(0, labels.size())
                                .filter(label -> !present.contains(label))
                                .limit(MOST_NAMED)
                                .mapToObj(labels::get)
                                .collect(Collectors.joining(" or "));
    }
}
