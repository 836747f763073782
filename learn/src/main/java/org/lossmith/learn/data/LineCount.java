package org.lossmith.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a text file holds, counted without parsing it: the independent figure that rows read are reconciled with.
 *
 * @param lines lines that are not empty
 * @param blankLines empty lines before the last line that is not empty
 * @param quoted the file has a double quote somewhere
 */
record LineCount(long lines, long blankLines, boolean quoted) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;
    private static final long QUOTES = '"' * ONES;

    static LineCount of(InputFile file) throws IOException {
        Counter counter = new Counter();
        try (InputStream in = file.stream()) {
            byte[] buffer = new byte[1 << 18];
            for (int length = in.readNBytes(buffer, 0, buffer.length); length > 0;
                    length = in.readNBytes(buffer, 0, buffer.length)) {
                counter.add(buffer, length);
            }
        }
        return counter.result();
    }

    private static final class Counter {
        private long lines;
        private long blank;
        private long blankBefore;
        private boolean quoted;
        private long offset;
        private long lineStart;
        private boolean startsWithReturn;

        void add(byte[] buffer, int length) {
            int i = 0;
            for (; i + 8 <= length; i += 8) {
                long word = (long) LONGS.get(buffer, i);
                quoted |= has(word, QUOTES);
                if (offset + i == lineStart || has(word, NEWLINES)) {
                    bytes(buffer, i, i + 8);
                }
            }
            bytes(buffer, i, length);
            offset += length;
        }

        private void bytes(byte[] buffer, int from, int to) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n') {
                    end(offset + i);
                    lineStart = offset + i + 1;
                } else if (buffer[i] == '"') {
                    quoted = true;
                } else if (offset + i == lineStart) {
                    startsWithReturn = buffer[i] == '\r';
                }
            }
        }

        private void end(long newline) {
            boolean empty = newline == lineStart || (newline == lineStart + 1 && startsWithReturn);
            startsWithReturn = false;
            if (empty) {
                blank++;
            } else {
                lines++;
                blankBefore = blank;
            }
        }

        LineCount result() {
            if (offset > lineStart) {
                end(offset);
            }
            return new LineCount(lines, blankBefore, quoted);
        }

        /** Whether any byte of the word equals the pattern's byte: Mycroft's test on the exclusive or. */
        private static boolean has(long word, long pattern) {
            long difference = word ^ pattern;
            return ((difference - ONES) & ~difference & HIGH) != 0;
        }
    }
}
