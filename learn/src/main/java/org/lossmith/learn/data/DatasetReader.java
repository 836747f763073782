package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/** Makes a dataset from a loaded table: roles, row filter, target, encoding, extraction. */
final class DatasetReader {
    private final ReadRequest request;
    private final Storage storage;
    private final RowFilter filter = new RowFilter();
    private final List<Notice> notices = new ArrayList<>();

    private DatasetReader(ReadRequest request, Storage storage) {
        this.request = request;
        this.storage = storage;
    }

    static Dataset read(ReadRequest request, Table loaded, Storage storage) throws SQLException {
        return new DatasetReader(request, storage).read(loaded);
    }

    private Dataset read(Table loaded) throws SQLException {
        Roles roles = Roles.of(request, loaded);
        Table kept = request.where() == null ? loaded : filter.where(loaded, request.where());
        roles = roles.settled(new TextCheck(kept, request.target(), notices));
        boolean nanIsMissing = NotANumber.meansMissing(request.nulls());
        if (!nanIsMissing) {
            NotANumber.refuse(kept, roles.target());
        }
        Table table = filter.withTarget(kept, roles.target());
        int rows = requireRows(table);

        List<Column> asked = new ArrayList<>(roles.features());
        asked.add(roles.target());
        Map<Column, Statistics> statistics = Statistics.of(table, asked, nanIsMissing);
        Target target = Target.of(
                table, roles.target(), statisticsOf(statistics, roles.target()), request.positive(), request.as());
        notices.addAll(target.notices());
        EncoderLearner.Learnt learnt = EncoderLearner.learn(
                table, !request.features().isEmpty(), request.levels(), rows, roles.features(), statistics);
        Encoder encoder = new Encoder(List.copyOf(learnt.encodings().values()));
        requireInputs(encoder, learnt);
        if (rows <= encoder.inputs().size()) {
            notices.add(fewRows(rows, encoder.inputs().size()));
        }
        Weights.require(table, roles.weight());
        boolean sparse = SparseEncoding.suits(encoder.columns());
        EncodedRows data = Extraction.run(
                table,
                rows,
                sparse ? SparseEncoding.values(learnt.encodings()) : learnt.encodings(),
                target.sql(),
                roles.weight(),
                storage);
        Matrix x = sparse ? SparseEncoding.matrix(data.x(), encoder.columns()) : data.x();
        notices.addAll(data.notices());
        String[] groups = Groups.of(table, rows, roles.splitBy());
        return new Dataset(
                loaded.file().name(),
                x,
                data.target(),
                data.weight(),
                encoder.inputs(),
                request.target(),
                target.kind(),
                target.labels(),
                target.positive(),
                loaded.rows(),
                filter.droppedBecause(),
                notes(loaded, roles, target, learnt),
                groups,
                data.source(),
                encoder,
                notices,
                new RowFetcher(table, data.source()));
    }

    static Notice fewRows(int rows, int inputs) {
        return new Notice(
                "few-rows",
                "Only " + Texts.count(rows, "row") + " for " + Texts.count(inputs, "input")
                        + ": without a penalty many models fit these rows equally well.");
    }

    private int requireRows(Table table) throws SQLException {
        long rows = table.size();
        if (rows < 2) {
            throw new InputException(table.file().name() + " has only one row to use; a model needs at least two");
        }
        if (rows > Integer.MAX_VALUE - 8) {
            throw new InputException(table.file().name() + " has " + Texts.count(rows, "row")
                    + ", more than fit into memory; take a sample with --where");
        }
        return (int) rows;
    }

    private static Statistics statisticsOf(Map<Column, Statistics> statistics, Column column) {
        @Nullable Statistics found = statistics.get(column);
        return found == null ? new Statistics(0, 0, Double.NaN, Double.NaN) : found;
    }

    private void requireInputs(Encoder encoder, EncoderLearner.Learnt learnt) {
        if (encoder.inputs().isEmpty()) {
            List<String> reasons = learnt.treatments().entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .toList();
            throw new InputException(request.file() + ": no column is left to predict " + request.target() + " from: "
                    + Texts.list(reasons));
        }
    }

    private static List<ColumnNote> notes(Table loaded, Roles roles, Target target, EncoderLearner.Learnt learnt) {
        Map<String, String> treatments = new LinkedHashMap<>(roles.idle());
        treatments.putAll(learnt.treatments());
        treatments.put(roles.target().name(), roles.target().described(target.treatment()));
        Column splitBy = roles.splitBy();
        if (splitBy != null) {
            treatments.computeIfPresent(splitBy.name(), (name, said) -> said + Groups.treatment(splitBy));
        }
        return loaded.columnNames().stream()
                .map(name -> new ColumnNote(name, treatments.getOrDefault(name, "not used")))
                .toList();
    }
}
