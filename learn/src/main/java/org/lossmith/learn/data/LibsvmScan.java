package org.lossmith.learn.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Numbers;

/**
 * Hands the rows of a libsvm file on as inputs of a model that was trained with such a file: index 17 is the input f17. The file
 * is read twice, first to find what is wrong with it before anything is handed on; memory holds a few thousand rows.
 */
final class LibsvmScan {
    private static final int CHUNK_ROWS = 2048;
    private static final Pattern INDEX = Pattern.compile(LibsvmReader.INPUT + "(0|[1-9]\\d{0,8})");

    private final ScanRequest request;
    private final InputFile file;
    private final Map<Integer, Integer> inputOfIndex = new HashMap<>();

    private LibsvmScan(ScanRequest request, InputFile file) {
        this.request = request;
        this.file = file;
        requirePlain();
        int before = -1;
        for (ColumnEncoding column : request.encoder().columns()) {
            int index = index(column);
            if (index <= before) {
                throw new InputException("the model's inputs are not in the order of their numbers (" + column.column()
                        + " stands after " + LibsvmReader.INPUT + before + "), so " + file.name()
                        + ", a libsvm file, cannot be matched with them; give a file with named columns");
            }
            before = index;
            inputOfIndex.put(index, inputOfIndex.size());
        }
    }

    private void requirePlain() {
        String option = request.where() != null ? "--where" : !request.kept().isEmpty() ? "--id" : null;
        if (option != null) {
            throw new InputException(option + " cannot be used with " + file.name()
                    + ": a libsvm file has no named columns; leave it out");
        }
    }

    private int index(ColumnEncoding column) {
        var matcher = INDEX.matcher(column.column());
        if (!(column instanceof ColumnEncoding.Numeric number) || number.indicator() || !matcher.matches()) {
            throw new InputException(file.name()
                    + " is a libsvm file, whose inputs are numbered, and the model was trained" + " with the column \""
                    + column.column() + "\"; give a file with the columns of the training data");
        }
        return Integer.parseInt(matcher.group(1));
    }

    static ScanSummary run(ScanRequest request, InputFile file, Runnable before, Consumer<EncodedChunk> rows) {
        LibsvmScan scan = new LibsvmScan(request, file);
        try {
            Check check = scan.new Check();
            LibsvmParser.read(file, check);
            before.run();
            Chunks chunks = scan.new Chunks(rows);
            LibsvmParser.read(file, chunks);
            chunks.hand();
            return check.summary();
        } catch (IOException e) {
            throw new InputException(file.name() + " cannot be read: " + InputFile.reason(e), e);
        }
    }

    /** Counts rows, and those with an index that the model does not know. */
    private final class Check implements LibsvmParser.Rows {
        private long rows;
        private long strange;
        private boolean known = true;
        private int example = -1;

        @Override
        public void entry(int index, double value) {
            if (!inputOfIndex.containsKey(index)) {
                known = false;
                example = example < 0 ? index : example;
            }
        }

        @Override
        public void endRow(double label, long line) {
            rows++;
            strange += known ? 0 : 1;
            known = true;
        }

        ScanSummary summary() {
            List<ScanSummary.Oddities> oddities = strange == 0
                    ? List.of()
                    : List.of(new ScanSummary.Oddities(
                            "index",
                            0,
                            strange,
                            Integer.toString(example),
                            "entries with an index that the training file did not have count for nothing"));
            return new ScanSummary(rows, rows, oddities);
        }
    }

    /** Collects rows until there are enough of them. */
    private final class Chunks implements LibsvmParser.Rows {
        private final Consumer<EncodedChunk> taker;
        private final double[] target = new double[CHUNK_ROWS];
        private SparseMatrix.Builder entries = new SparseMatrix.Builder();
        private long before;

        Chunks(Consumer<EncodedChunk> taker) {
            this.taker = taker;
        }

        @Override
        public void entry(int index, double value) {
            Integer input = inputOfIndex.get(index);
            if (input != null) {
                entries.add(input, value);
            }
        }

        @Override
        public void endRow(double label, long line) {
            target[entries.rows()] = coded(label);
            entries.endRow();
            if (entries.rows() == CHUNK_ROWS) {
                hand();
            }
        }

        void hand() {
            int count = entries.rows();
            if (count == 0) {
                return;
            }
            long[] source = new long[count];
            for (int i = 0; i < count; i++) {
                source[i] = ++before;
            }
            boolean predicted = request.target().column().equals(LibsvmReader.LABEL);
            double @Nullable [] targets = predicted ? Arrays.copyOf(target, count) : null;
            taker.accept(new EncodedChunk(entries.build(inputOfIndex.size()), targets, new String[0][], source));
            entries = new SparseMatrix.Builder();
        }
    }

    /** As the model codes it; NaN for a label that it does not know. */
    private double coded(double label) {
        List<String> labels = request.target().labels();
        if (labels.isEmpty()) {
            return label;
        }
        int position = labels.indexOf(Numbers.plain(label));
        return position < 0 ? Double.NaN : position;
    }
}
