package org.lossmith.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Numbers without a header, little-endian, as numpy's fromfile and R's readBin read them. */
final class BinaryFiles {
    private static final int CHUNK = 1 << 17;

    private BinaryFiles() {}

    /** One array after the other: for the columns of a matrix, column by column. */
    static void writeDoubles(Path file, double[]... columns) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (double[] column : columns) {
                for (int from = 0; from < column.length; from += CHUNK) {
                    bytes.clear();
                    int length = Math.min(CHUNK, column.length - from);
                    bytes.asDoubleBuffer().put(column, from, length);
                    writeFully(channel, bytes.limit(length * Double.BYTES));
                }
            }
        }
    }

    static void writeInts(Path file, int[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        Files.write(file, bytes.array());
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static double[] doubles(Path file) throws IOException {
        double[] values = new double[Math.toIntExact(Files.size(file) / Double.BYTES)];
        doubles(file, 0, values);
        return values;
    }

    /** Fills the array with the numbers from position {@code first} on. */
    static void doubles(Path file, long first, double[] values) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.map(FileChannel.MapMode.READ_ONLY, first * Double.BYTES, (long) values.length * Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(values);
        }
    }

    static int[] ints(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int[] values = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }
}
