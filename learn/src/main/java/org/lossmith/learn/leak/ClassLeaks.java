package org.lossmith.learn.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lossmith.learn.data.ColumnEncoding;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Matrix;

/** What each column of the file says of the class by itself; a text column as a whole, not level by level. */
final class ClassLeaks {
    /** @param values one number for each row looked at; for text the level's number */
    record Source(String column, double[] values) {}

    private ClassLeaks() {}

    static List<Source> sources(Dataset data, int[] rows) {
        List<Source> found = new ArrayList<>();
        Matrix sample = data.x().selectRows(rows);
        int first = 0;
        for (ColumnEncoding column : data.encoder().columns()) {
            int width = column.inputs().size();
            if (column instanceof ColumnEncoding.Category) {
                double[] level = new double[rows.length];
                for (int input = 0; input < width; input++) {
                    for (int i = 0; i < rows.length; i++) {
                        level[i] += (input + 1) * sample.get(i, first + input);
                    }
                }
                found.add(new Source(column.column(), level));
            } else {
                for (int input = 0; input < width; input++) {
                    int at = first + input;
                    double[] values = IntStream.range(0, rows.length)
                            .mapToDouble(row -> sample.get(row, at))
                            .toArray();
                    found.add(new Source(column.column(), values));
                }
            }
            first += width;
        }
        return found;
    }
}
