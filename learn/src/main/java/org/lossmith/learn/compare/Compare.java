package org.lossmith.learn.compare;

import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TableSource;

/** Compares losses on a file: the one call behind {@code lossmith compare}. */
public final class Compare {
    private Compare() {}

    /**
     * Reads the file, fits every candidate on every fold, measures all of them on the held-out rows, and decides.
     *
     * @throws org.lossmith.InputException for anything wrong with the request or the data, with place and remedy
     */
    public static Comparison run(CompareRequest request, Progress progress) {
        try (Dataset data = TableSource.read(request.read())) {
            return run(data, request, progress);
        }
    }

    /** The same for data that is in memory; the request's file is only named, not read. The data stays open. */
    public static Comparison run(Dataset data, CompareRequest request, Progress progress) {
        throw new UnsupportedOperationException("comparing is not there yet");
    }
}
