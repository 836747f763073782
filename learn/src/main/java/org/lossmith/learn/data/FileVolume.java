package org.lossmith.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.SQLException;

/**
 * About how much a file holds, found without reading all of it.
 *
 * @param rows in it
 * @param columns in it
 */
record FileVolume(long rows, int columns) {
    /** A line's length is that of the average line among the first bytes. */
    private static final int SAMPLE_BYTES = 1 << 20;
    /** Columns of figures become about this much smaller by gzip. */
    private static final int GZIP_RATIO = 4;

    static FileVolume of(Database database, InputFile file) throws IOException {
        if (file.format() == InputFile.Format.PARQUET) {
            return ofParquet(database, Database.pathLiteral(file.path()));
        }
        byte[] sample;
        try (InputStream stream = file.stream()) {
            sample = stream.readNBytes(SAMPLE_BYTES);
        }
        long lines = 1;
        long separators = 0;
        for (byte b : sample) {
            if (b == '\n') {
                lines++;
            } else if (b == ',' || b == ';' || b == '\t' || b == '|') {
                separators++;
            }
        }
        long bytes = Files.size(file.path()) * (file.gzip() ? GZIP_RATIO : 1);
        return new FileVolume(bytes / Math.max(1, sample.length / lines), (int) (1 + separators / lines));
    }

    private static FileVolume ofParquet(Database database, String path) {
        try {
            return new FileVolume(database.count("SELECT sum(num_rows) FROM parquet_file_metadata(" + path + ")"), (int)
                    database.count("SELECT count(*) FROM (DESCRIBE SELECT * FROM read_parquet(" + path + "))"));
        } catch (SQLException e) {
            // Whoever reads it will say what is wrong with it.
            return new FileVolume(0, 0);
        }
    }
}
