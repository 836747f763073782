package org.lossmith.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * Walks a CSV file record by record, knowing lines and quotes: slower than DuckDB, but it can say where a quote opened. Used
 * to read the header and to explain what went wrong.
 */
final class CsvScan implements AutoCloseable {
    private final PushbackInputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;
    private final byte delimiter;

    private long line = 1;
    private long recordLine;
    private int fields;
    private boolean blank;
    private boolean openAtEnd;
    private long lastQuoteLine;

    CsvScan(InputStream in, char delimiter) throws IOException {
        this.in = new PushbackInputStream(in, 3);
        this.delimiter = (byte) delimiter;
        skipByteOrderMark();
    }

    private void skipByteOrderMark() throws IOException {
        byte[] start = in.readNBytes(3);
        boolean mark =
                start.length == 3 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb && start[2] == (byte) 0xbf;
        if (!mark) {
            in.unread(start);
        }
    }

    /** Reads the next record, blank lines included; false at the end of the file. */
    boolean next() throws IOException {
        int c = read();
        if (c < 0) {
            return false;
        }
        recordLine = line;
        fields = 1;
        blank = true;
        boolean quoted = false;
        boolean fieldStart = true;
        for (; c >= 0; c = read()) {
            if (quoted) {
                if (c == '"') {
                    quoted = peek() == '"';
                    if (quoted) {
                        read();
                    }
                } else if (c == '\n') {
                    line++;
                }
            } else if (c == '\n' || (c == '\r' && peek() != '\n')) {
                line++;
                return true;
            } else if (c == delimiter) {
                fields++;
                fieldStart = true;
                blank = false;
                continue;
            } else if (c == '"' && fieldStart) {
                quoted = true;
                lastQuoteLine = line;
            }
            blank &= c == '\r';
            fieldStart = false;
        }
        openAtEnd = quoted;
        return true;
    }

    private int read() throws IOException {
        if (position == filled && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    private int peek() throws IOException {
        if (position == filled && !fill()) {
            return -1;
        }
        return buffer[position] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    /** The line on which the record begins. */
    long recordLine() {
        return recordLine;
    }

    /** Lines that the record takes. */
    long recordLines() {
        return Math.max(1, line - recordLine);
    }

    int fields() {
        return fields;
    }

    /** The record is an empty line. */
    boolean blank() {
        return blank && fields == 1;
    }

    /** The file ended inside quotes. */
    boolean openAtEnd() {
        return openAtEnd;
    }

    /** The line of the last quote that opened. */
    long lastQuoteLine() {
        return lastQuoteLine;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
