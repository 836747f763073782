package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/**
 * What each column of a table is for.
 *
 * @param idle columns that are not features, with the reason
 */
record Roles(
        Column target,
        List<Column> features,
        @Nullable Column weight,
        @Nullable Column splitBy,
        Map<String, String> idle) {

    static Roles of(ReadRequest request, Table table) {
        Column target = table.column(request.target(), "the target");
        Column weight = request.weight() == null ? null : table.column(request.weight(), "the weight");
        Column splitBy = request.splitBy() == null ? null : table.column(request.splitBy(), "the column to split by");
        request.exclude().forEach(name -> table.column(name, "to exclude"));
        request.features().forEach(name -> table.column(name, "a feature"));
        requireApart(request);
        Set<String> wanted = new HashSet<>(request.features());
        Map<String, String> idle = new LinkedHashMap<>();
        List<Column> features = new ArrayList<>();
        for (Column column : table.columns()) {
            String reason = reason(request, wanted, column.name());
            if (reason == null) {
                features.add(column);
            } else {
                idle.put(column.name(), reason);
            }
        }
        if (features.isEmpty()) {
            throw new InputException(request.file() + ": no column is left to predict \"" + request.target()
                    + "\" from; exclude fewer columns");
        }
        return new Roles(target, features, weight, splitBy, idle);
    }

    /** The same roles with text columns turned into what they really hold. */
    Roles settled(TextCheck check) throws SQLException {
        List<Column> all = new ArrayList<>(features);
        all.add(target);
        if (weight != null) {
            all.add(weight);
        }
        List<Column> settled = check.settle(all);
        int inputs = features.size();
        return new Roles(
                settled.get(inputs),
                List.copyOf(settled.subList(0, inputs)),
                weight == null ? null : settled.get(inputs + 1),
                splitBy,
                idle);
    }

    private static void requireApart(ReadRequest request) {
        if (request.features().contains(request.target())) {
            throw new InputException(
                    "column \"" + request.target() + "\" is the target, so it cannot be a feature as well");
        }
        if (request.target().equals(request.weight())) {
            throw new InputException(
                    "column \"" + request.target() + "\" is the target, so it cannot be the weight as well");
        }
    }

    private static @Nullable String reason(ReadRequest request, Set<String> wanted, String name) {
        if (name.equals(request.target())) {
            return "target";
        }
        if (name.equals(request.weight())) {
            return "example weight";
        }
        if (request.exclude().contains(name)) {
            return "left out by --exclude";
        }
        if (!wanted.isEmpty()) {
            return wanted.contains(name) ? null : "left out: not among --features";
        }
        return name.equals(request.splitBy()) ? "rows with the same value stay together; not a feature" : null;
    }
}
