package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;

/** How many rows each class has, and whether they are enough to learn it and to hold it out. */
record ClassRows(Dataset data, long[] of) {
    private static final int NAMED = 4;

    /** Rows of weight 0 count as absent. */
    static ClassRows in(Dataset data) {
        long[] rows = new long[data.labels().size()];
        double[] weight = data.weight();
        for (int row = 0; row < data.used(); row++) {
            rows[(int) data.target()[row]] += weight == null || weight[row] > 0 ? 1 : 0;
        }
        return new ClassRows(data, rows);
    }

    void requireTwoOfEach() {
        List<Integer> lonely = fewerThan(2);
        if (lonely.isEmpty()) {
            return;
        }
        String about = data.file() + ": " + data.targetName() + ", the target, has " + of.length + " labels in "
                + data.used() + " rows, ";
        if (2 * lonely.size() > of.length) {
            throw new InputException(about + "most of them once: it looks like an identifier or free text, which cannot be"
                    + " predicted; give a column with few labels, or one of numbers");
        }
        String quoted = lonely.stream()
                .limit(NAMED)
                .map(k -> "'" + data.labels().get(k).replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        throw new InputException(about + "and " + names(lonely) + (lonely.size() == 1 ? " has" : " have")
                + " fewer than 2, so it cannot be both learnt and held out; leave such rows out: --where \""
                + data.targetName() + " NOT IN (" + quoted + (lonely.size() > NAMED ? ", ..." : "") + ")\"");
    }

    List<Integer> fewerThan(long wanted) {
        List<Integer> found = new ArrayList<>();
        for (int k = 0; k < of.length; k++) {
            if (of[k] < wanted) {
                found.add(k);
            }
        }
        return found;
    }

    /** {@code "L" (259), "M" (514)}. */
    String withCounts(List<Integer> classes) {
        return classes.stream()
                        .limit(NAMED)
                        .map(k -> "\"" + data.labels().get(k) + "\" (" + of[k] + ")")
                        .collect(Collectors.joining(", "))
                + more(classes);
    }

    private String names(List<Integer> classes) {
        return classes.stream()
                        .limit(NAMED)
                        .map(k -> "\"" + data.labels().get(k) + "\"")
                        .collect(Collectors.joining(", "))
                + more(classes);
    }

    private static String more(List<Integer> classes) {
        return classes.size() > NAMED ? " and " + (classes.size() - NAMED) + " more" : "";
    }
}
