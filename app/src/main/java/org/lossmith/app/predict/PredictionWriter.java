package org.lossmith.app.predict;

import java.util.List;
import org.lossmith.app.console.Output;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Json;
import org.lossmith.learn.model.Predict;
import org.lossmith.learn.model.PredictedRows;

/** Writes predictions as CSV (RFC 4180), or as the rows of a JSON document. */
abstract class PredictionWriter implements Predict.Sink, PredictColumns.Cells {
    private final PredictColumns columns;
    final Output out;
    final StringBuilder line = new StringBuilder();
    boolean first;

    private PredictionWriter(PredictColumns columns, Output out) {
        this.columns = columns;
        this.out = out;
    }

    static PredictionWriter csv(PredictColumns columns, Output out) {
        return new Csv(columns, out);
    }

    static PredictionWriter json(PredictColumns columns, Output out) {
        return new JsonRows(columns, out);
    }

    abstract void header(List<String> names);

    abstract void endRow();

    @Override
    public void begin() {
        header(columns.names());
    }

    @Override
    public void rows(PredictedRows rows) {
        for (int row = 0; row < rows.size(); row++) {
            line.setLength(0);
            first = true;
            columns.write(rows, row, this);
            endRow();
        }
    }

    @Override
    public void whole(long value) {
        separate().append(value);
    }

    StringBuilder separate() {
        if (!first) {
            line.append(',');
        }
        first = false;
        return line;
    }

    private static final class Csv extends PredictionWriter {
        Csv(PredictColumns columns, Output out) {
            super(columns, out);
        }

        @Override
        void header(List<String> names) {
            first = true;
            names.forEach(this::text);
            endRow();
        }

        @Override
        void endRow() {
            out.print(line).print("\n");
        }

        @Override
        public void text(String value) {
            boolean plain =
                    value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') && !value.isBlank();
            separate().append(plain ? value : '"' + value.replace("\"", "\"\"") + '"');
        }

        @Override
        public void number(double value) {
            separate().append(Figures.exact(value));
        }

        @Override
        public void missing() {
            separate();
        }
    }

    private static final class JsonRows extends PredictionWriter {
        private boolean any;

        JsonRows(PredictColumns columns, Output out) {
            super(columns, out);
        }

        @Override
        void header(List<String> names) {
            first = true;
            names.forEach(this::text);
            out.print("{\n  \"columns\" : [").print(line).print("],\n  \"predictions\" : [");
        }

        @Override
        void endRow() {
            out.print(any ? ",\n    [" : "\n    [").print(line).print("]");
            any = true;
        }

        @Override
        public void text(String value) {
            Json.append(separate(), value);
        }

        @Override
        public void number(double value) {
            if (Double.isFinite(value)) {
                separate().append(value);
            } else {
                text(Double.toString(value));
            }
        }

        @Override
        public void missing() {
            separate().append("null");
        }
    }
}
