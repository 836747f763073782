package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Matrix;

/**
 * Inputs that have one value for all rows but some, and those some all have one label and lie to one side: a logistic fit gives
 * such an input an infinite coefficient.
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
        int[] others = new int[2];
        for (int row = 0; row < data.used(); row++) {
            if (x.get(row, column) != usual) {
                others[(int) data.target()[row]]++;
            }
            if (others[0] > 0 && others[1] > 0) {
                return;
            }
        }
        int rows = others[0] + others[1];
        if (rows > 0 && found.size() < MOST_NAMED) {
            found.add(data.features().get(column) + " (" + side + Numbers.brief(usual) + " in "
                    + Numbers.count(rows, "row", "rows") + ", " + (others[1] == 0 ? "none" : "all") + " positive)");
        }
    }
}
