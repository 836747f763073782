package org.lossmith.learn.data;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.lossmith.InputException;
import org.lossmith.learn.text.Numbers;
import org.lossmith.learn.text.Texts;

/**
 * Makes a dataset with a sparse matrix from a libsvm file. The labels go through the database, so that they are recognised as
 * any other target is; inputs are named after their indexes, f17.
 */
final class LibsvmReader {
    /** The name by which the label is asked for. */
    static final String LABEL = "label";

    /** Put before an index to name its input. */
    static final String INPUT = "f";

    private LibsvmReader() {}

    /** The dataset does not need the database any more. */
    static Dataset read(ReadRequest request, Database database, InputFile file) throws SQLException, IOException {
        requirePlain(request, file);
        LibsvmContent content = LibsvmContent.read(file);
        int rows = content.labels().length;
        if (rows < 2) {
            throw new InputException(file.name() + " has only one row to use; a model needs at least two");
        }
        if (content.x().columns() == 0) {
            throw new InputException(
                    file.name() + " has labels only and no index:value, so there is nothing to predict "
                            + "from; look at how it was written");
        }
        Table table = labels(database, file, content);
        Column column = table.columns().get(0);
        Statistics statistics =
                Statistics.of(table, List.of(column), false).getOrDefault(column, new Statistics(0, 0, 0, 0));
        Target target = Target.of(table, column, statistics, request.positive(), request.as());
        EncodedRows coded = Extraction.run(table, rows, Map.of(), target.sql(), null, Storage.usual());
        List<String> names = IntStream.range(0, content.x().columns())
                .mapToObj(j -> INPUT + (j + content.first()))
                .toList();
        return new Dataset(
                file.name(),
                content.x(),
                coded.target(),
                null,
                names,
                LABEL,
                target.kind(),
                target.labels(),
                target.positive(),
                rows,
                Map.of(),
                List.of(
                        new ColumnNote(LABEL, target.treatment()),
                        new ColumnNote(names.get(0) + " to " + names.get(names.size() - 1), described(content.x()))),
                null,
                Series.counting(rows),
                new Encoder(names.stream()
                        .<ColumnEncoding>map(name -> new ColumnEncoding.Numeric(name, 0, false))
                        .toList()),
                notices(content, target, rows),
                used -> values(content, names, used));
    }

    private static String described(SparseMatrix x) {
        return Texts.count(x.columns(), "number") + ", sparse: " + Texts.count(x.entries(), "entry", "entries")
                + " other than 0";
    }

    private static void requirePlain(ReadRequest request, InputFile file) {
        if (!request.target().equals(LABEL)) {
            throw new InputException(file.name() + " has no column \"" + request.target()
                    + "\" (the target): what a libsvm file holds to predict is its label; write --target " + LABEL);
        }
        Map<String, Boolean> asked = new LinkedHashMap<>();
        asked.put("--features", !request.features().isEmpty());
        asked.put("--exclude", !request.exclude().isEmpty());
        asked.put("--weight", request.weight() != null);
        asked.put("--where", request.where() != null);
        asked.put("--split-by", request.splitBy() != null);
        asked.put("--levels", request.levels() != ReadRequest.DEFAULT_LEVELS);
        asked.forEach((option, given) -> {
            if (given) {
                throw new InputException(option + " cannot be used with " + file.name()
                        + ": a libsvm file has no named columns; leave it out, or prepare the file with what made it");
            }
        });
    }

    private static Table labels(Database database, InputFile file, LibsvmContent content) throws SQLException {
        database.run("CREATE TABLE data(c0 DOUBLE)");
        try (DuckDBAppender appender = database.connection().createAppender("main", "data")) {
            for (double label : content.labels()) {
                appender.beginRow();
                appender.append(label);
                appender.endRow();
            }
        }
        return new Table(
                database,
                file,
                "data",
                "rowid",
                List.of(Column.of(LABEL, 0, "DOUBLE")),
                content.labels().length,
                row -> content.lines()[(int) row]);
    }

    private static List<Notice> notices(LibsvmContent content, Target target, int rows) {
        List<Notice> notices = new ArrayList<>(target.notices());
        int last = content.x().columns() + content.first() - 1;
        notices.add(new Notice(
                "indexes",
                "Indexes count from " + content.first() + (content.first() == 0 ? ", because a 0 occurs" : "")
                        + ": the inputs are f" + content.first() + " to f" + last + "."));
        if (content.queries()) {
            notices.add(new Notice("query-numbers", "The query numbers (qid) are not used."));
        }
        if (rows <= content.x().columns()) {
            notices.add(DatasetReader.fewRows(rows, content.x().columns()));
        }
        return notices;
    }

    private static List<Map<String, String>> values(LibsvmContent content, List<String> names, int[] used) {
        List<Map<String, String>> found = new ArrayList<>();
        SparseMatrix x = content.x();
        for (int row : used) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put(LABEL, Numbers.plain(content.labels()[row]));
            for (int at = x.starts()[row]; at < x.starts()[row + 1]; at++) {
                values.put(names.get(x.columnIndexes()[at]), Numbers.plain(x.values()[at]));
            }
            found.add(values);
        }
        return found;
    }
}
