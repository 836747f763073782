package org.lossmith.learn.data;

import java.util.List;
import java.util.Map;

/** Fetches the values of a few rows as they stand in the file, without keeping the whole file as text. */
@FunctionalInterface
public interface RowValues extends AutoCloseable {
    /** One map per asked row, in the asked order: column name to text, in the file's column order; missing values are absent. */
    List<Map<String, String>> fetch(int[] usedRows);

    /** Lets go of the file; fetching is over. */
    @Override
    default void close() {}

    /** For data that did not come from a file. */
    static RowValues none() {
        return usedRows -> java.util.Collections.nCopies(usedRows.length, Map.of());
    }
}
