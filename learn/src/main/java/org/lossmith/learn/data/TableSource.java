package org.lossmith.learn.data;

/** Reads a file into a {@link Dataset}. */
public final class TableSource {
    private TableSource() {}

    /**
     * Reads, checks and encodes a file.
     *
     * @throws org.lossmith.InputException for anything wrong with the file or the request, with place and remedy
     */
    public static Dataset read(ReadRequest request) {
        throw new UnsupportedOperationException("reading is not there yet");
    }
}
