package org.lossmith.learn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * Where the rows of a data set are kept: in memory if they fit, else in scratch files.
 *
 * @param heap bytes that this JVM may use
 * @param folder of scratch files
 * @param disk bytes free there, asked anew each time
 */
record Storage(long heap, Path folder, LongSupplier disk) {
    /** The other half is for what is worked out of every row, of which a comparison keeps several arrays, and for the collector. */
    private static final double SHARE = 0.5;

    /** A fit's sample has this many rows; it and the fit's sums come to less than {@link #working}. */
    private static final long SAMPLE_ROWS = 20_000;

    private static final long LARGEST_SUMS = 64L << 20;

    static Storage usual() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", ".")).toAbsolutePath();
        return new Storage(Runtime.getRuntime().maxMemory(), folder, () -> free(folder));
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            // Whoever writes there will say what is wrong with it.
            return Long.MAX_VALUE;
        }
    }

    /**
     * @param inputs numbers of each row that the model sees
     * @param besides other numbers of each row: target, weight, place in the file
     */
    boolean fits(long rows, int inputs, int besides) {
        return bytes(rows, inputs, besides) + working(rows, inputs) <= SHARE * heap;
    }

    static long bytes(long rows, int inputs, int besides) {
        return rows * (inputs + besides) * Double.BYTES;
    }

    private static long working(long rows, int inputs) {
        long square = Math.min(LARGEST_SUMS, 64L * inputs * inputs * Double.BYTES);
        return Math.min(rows, SAMPLE_ROWS) * (inputs + 2) * Double.BYTES + square;
    }

    /** About so many numbers of a file, before it is known what a model will see of them. */
    boolean fits(FileVolume volume) {
        return fits(volume.rows(), volume.columns(), 1);
    }

    /**
     * What to tell the user about data that does not fit.
     *
     * @throws InputException if there is no room on the disk either
     */
    Notice stored(String file, long rows, int inputs, int besides) {
        long needed = bytes(rows, inputs, besides);
        requireRoom(file, needed);
        return new Notice(
                "larger-than-memory",
                described(file, rows, inputs, needed) + ": it does not fit into the " + size(heap)
                        + " that Java may use, beside the fit, and is kept in a scratch file in " + folder);
    }

    /** @param needed bytes on the disk */
    void requireRoom(String file, long needed) {
        long free = disk.getAsLong();
        if (needed > free) {
            throw new InputException(
                    file + " does not fit into the " + size(heap) + " of memory that Java may use, and "
                            + folder + " has no room for a scratch file of " + size(needed) + ": " + size(free)
                            + " are free. Make room there; or " + elsewhere()
                            + "; or give Java more memory (LOSSMITH_JAVA_OPTIONS=-Xmx" + gigabytes(needed / SHARE)
                            + "g); or read fewer rows (--where) or columns (--features)");
        }
    }

    private static String described(String file, long rows, int inputs, long bytes) {
        return file + " has " + Texts.count(rows, "row") + " of " + Texts.count(inputs, "input") + ", " + size(bytes);
    }

    StoredMatrix matrix(int rows, int columns) {
        return new StoredMatrix(ScratchFile.in(folder), rows, columns);
    }

    StoredSeries series(int rows) {
        return new StoredSeries(matrix(rows, 1));
    }

    /** What to do about a folder that cannot take a scratch file. */
    static String elsewhere() {
        return "name another folder (LOSSMITH_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER)";
    }

    private static long gigabytes(double bytes) {
        return (long) Math.ceil(bytes / (1L << 30)) + 1;
    }

    private static String size(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30))
                : String.format(Locale.ROOT, "%.0f MB", Math.max(1, bytes / (double) (1L << 20)));
    }
}
