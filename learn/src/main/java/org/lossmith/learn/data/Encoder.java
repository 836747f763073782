package org.lossmith.learn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the columns of a file become the inputs of a model: immutable, and the same for the data it was learnt from and for
 * new data.
 *
 * @param columns one entry per column that gives inputs, in the order of the file
 */
public record Encoder(List<ColumnEncoding> columns) {
    public Encoder {
        columns = List.copyOf(columns);
    }

    /** Names of the inputs, in the order of the matrix's columns. */
    public List<String> inputs() {
        return columns.stream().flatMap(column -> column.inputs().stream()).toList();
    }

    /** For each column the 0-based positions of its inputs among all. */
    public List<List<Integer>> groups() {
        List<List<Integer>> groups = new ArrayList<>();
        int first = 0;
        for (ColumnEncoding column : columns) {
            int end = first + column.width();
            groups.add(IntStream.range(first, end).boxed().toList());
            first = end;
        }
        return groups;
    }
}
