package org.lossmith.learn.data;

import java.util.List;

/** How one column of a file becomes one or more inputs of a model. */
public sealed interface ColumnEncoding {
    /** The column's name in the file. */
    String column();

    /** Names of the inputs it gives. */
    List<String> inputs();

    /** A number that is passed on as it is; missing values become the median, with an indicator beside it. */
    record Numeric(String column, double median, boolean indicator) implements ColumnEncoding {
        @Override
        public List<String> inputs() {
            return indicator ? List.of(column, column + "_missing") : List.of(column);
        }
    }
}
