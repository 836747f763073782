package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Matrix;

/** Inputs of two values one of which occurs with one label only, so that a logistic fit would give it an infinite coefficient. */
final class Separators {
    private static final int MOST_NAMED = 4;

    private Separators() {}

    /** In words, at most {@value #MOST_NAMED}: {@code temp_f_missing (1 row, none positive)}. */
    static List<String> in(Dataset data) {
        Matrix x = data.x();
        List<String> found = new ArrayList<>();
        for (int column = 0; column < x.columns() && found.size() < MOST_NAMED; column++) {
            int[][] count = counts(data, column);
            for (int value = 0; value < 2 && count.length == 2; value++) {
                int rows = count[value][0] + count[value][1];
                boolean one = count[value][0] == 0 || count[value][1] == 0;
                if (rows > 0 && rows < data.used() && one) {
                    found.add(data.features().get(column) + (value == 0 ? " where it is 0" : "") + " ("
                            + Numbers.count(rows, "row", "rows") + ", " + (count[value][1] == 0 ? "none" : "all")
                            + " positive)");
                }
            }
        }
        return found;
    }

    /** Rows by the input's value (0 or 1) and label; empty if the input has other values. */
    private static int[][] counts(Dataset data, int column) {
        int[][] count = new int[2][2];
        for (int row = 0; row < data.used(); row++) {
            double value = data.x().get(row, column);
            if (value != 0 && value != 1) {
                return new int[0][];
            }
            count[(int) value][(int) data.target()[row]]++;
        }
        return count;
    }
}
