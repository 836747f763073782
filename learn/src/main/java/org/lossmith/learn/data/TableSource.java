package org.lossmith.learn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.lossmith.InputException;

/** Reads a file into a {@link Dataset}. */
public final class TableSource {
    private TableSource() {}

    /**
     * Reads, checks and encodes a file.
     *
     * @throws InputException for anything wrong with the file or the request, with place and remedy
     */
    public static Dataset read(ReadRequest request) {
        InputFile file = InputFile.open(request.file());
        Database database = null;
        try {
            database = Database.open();
            if (file.format() == InputFile.Format.LIBSVM) {
                return LibsvmReader.read(request, database, file);
            }
            Table table = file.format() == InputFile.Format.CSV
                    ? CsvLoader.load(database, file, request.nulls())
                    : TypedLoader.load(database, file, request.nulls());
            database.lock();
            Dataset dataset = DatasetReader.read(request, table);
            database = null;
            return dataset;
        } catch (IOException e) {
            throw new InputException(file.name() + " cannot be read: " + InputFile.reason(e), e);
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            String reason = cause == null ? "a failure of the disk" : InputFile.reason(cause);
            throw new InputException(file.name() + " cannot be read: " + reason, e);
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }

    private static RuntimeException failure(InputFile file, SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Out of Memory")) {
            return new InputException(
                    file.name() + " does not fit into half of this machine's memory; read fewer rows or"
                            + " columns of it",
                    e);
        }
        return new IllegalStateException("DuckDB failed on " + file.name() + ": " + CsvTrouble.firstLine(message), e);
    }
}
