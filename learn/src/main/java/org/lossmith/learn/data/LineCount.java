package org.lossmith.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a text file holds, counted without parsing it: the independent figure that rows read are reconciled with.
 *
 * @param lines lines, empty ones included, whether or not the last one ends properly
 * @param quoted the file has a double quote somewhere
 */
record LineCount(long lines, boolean quoted) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long NEWLINES = '\n' * ONES;
    private static final long QUOTES = '"' * ONES;

    static LineCount of(InputFile file) throws IOException {
        byte[] buffer = new byte[1 << 18];
        long newlines = 0;
        long quotes = 0;
        byte last = '\n';
        try (InputStream in = file.stream()) {
            for (int length = fill(in, buffer); length > 0; length = fill(in, buffer)) {
                newlines += count(buffer, length, NEWLINES);
                quotes += quotes > 0 ? 0 : count(buffer, length, QUOTES);
                last = buffer[length - 1];
            }
        }
        return new LineCount(newlines + (last == '\n' ? 0 : 1), quotes > 0);
    }

    private static int fill(InputStream in, byte[] buffer) throws IOException {
        return in.readNBytes(buffer, 0, buffer.length);
    }

    /** How often a byte occurs, eight at a time: the high bit of each byte of {@code equal} says whether it matches. */
    private static long count(byte[] buffer, int length, long pattern) {
        long found = 0;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            long difference = (long) LONGS.get(buffer, i) ^ pattern;
            long equal = ~(((difference & LOW_BITS) + LOW_BITS) | difference | LOW_BITS);
            found += Long.bitCount(equal);
        }
        for (; i < length; i++) {
            found += buffer[i] == (byte) pattern ? 1 : 0;
        }
        return found;
    }
}
