package org.lossmith.learn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
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
        return read(request, Storage.usual());
    }

    static Dataset read(ReadRequest request, Storage storage) {
        InputFile file = InputFile.open(request.file());
        return file.format() == InputFile.Format.LIBSVM
                ? guarded(file, database -> LibsvmReader.read(request, database, file))
                : guarded(
                        file,
                        database -> DatasetReader.read(
                                request, load(database, file, request.nulls(), Expected.NOTHING, storage), storage));
    }

    /** What somebody does with a database into which a file is read. */
    interface Work<T> {
        T with(Database database) throws SQLException, IOException;
    }

    /** Opens a database, which stays open if all goes well, and turns failures into what the user can mend. */
    static <T> T guarded(InputFile file, Work<T> work) {
        Database database = null;
        try {
            database = Database.open();
            T result = work.with(database);
            database = null;
            return result;
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

    /** Loads a file; from then on the database touches no other. */
    static Table load(Database database, InputFile file, List<String> nulls, Expected expected, Storage storage)
            throws SQLException, IOException {
        makeRoom(database, file, storage);
        Table table = file.format() == InputFile.Format.CSV
                ? CsvLoader.load(database, file, nulls, expected)
                : TypedLoader.load(database, file, nulls, expected);
        database.lock(file.path());
        return table;
    }

    /** A file that would fill the memory is worked on from the disk. */
    private static void makeRoom(Database database, InputFile file, Storage storage) throws SQLException, IOException {
        FileVolume volume = FileVolume.of(database, file);
        if (storage.fits(volume)) {
            return;
        }
        if (file.format() != InputFile.Format.PARQUET) {
            storage.requireRoom(file.name(), Storage.bytes(volume.rows(), volume.columns(), 0));
        }
        database.useScratch(ScratchFolder.in(storage.folder()), storage.heap());
    }

    private static RuntimeException failure(InputFile file, SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Out of Memory")) {
            return new InputException(
                    file.name() + " does not fit into the memory that there is for reading it; give more of it"
                            + " (LOSSMITH_JAVA_OPTIONS=-Xmx8g, on a machine with twice as much), or read fewer rows"
                            + " or columns of it",
                    e);
        }
        if (message.contains("No space left")) {
            return new InputException(
                    file.name() + " is larger than memory, and there is no room on the disk for the scratch file that"
                            + " it needs; make room, or " + Storage.elsewhere(),
                    e);
        }
        return new IllegalStateException("DuckDB failed on " + file.name() + ": " + CsvTrouble.firstLine(message), e);
    }
}
