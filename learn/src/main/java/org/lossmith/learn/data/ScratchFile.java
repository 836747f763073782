package org.lossmith.learn.data;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lossmith.InputException;

/**
 * Doubles in a file of this process's own, which only this user can read. On systems that allow it the file has no name any
 * more once it is open, so that it is gone however the process ends; elsewhere it is deleted when closed. Positions and lengths
 * count doubles. Several threads may read and write at once.
 */
final class ScratchFile implements AutoCloseable {
    /** Through this the bytes of each thread go between file and arrays: large enough that calls cost nothing beside copying. */
    private static final int BUFFER_BYTES = 1 << 18;

    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder()));

    private final Path folder;
    private final FileChannel channel;

    private ScratchFile(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static ScratchFile in(Path folder) {
        try {
            // A temporary file's permissions are rw------- from the start.
            Path path = Files.createTempFile(folder, "lossmith", ".scratch");
            return new ScratchFile(folder, FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new InputException(
                    "no scratch file can be made in " + folder + ": " + InputFile.reason(e) + "; "
                            + Storage.elsewhere(),
                    e);
        }
    }

    void write(long position, double[] values, int count) {
        ByteBuffer bytes = BUFFER.get();
        try {
            for (int done = 0; done < count; ) {
                int some = Math.min(count - done, BUFFER_BYTES / Double.BYTES);
                bytes.clear();
                bytes.asDoubleBuffer().put(values, done, some);
                bytes.limit(some * Double.BYTES);
                long to = (position + done) * Double.BYTES;
                while (bytes.hasRemaining()) {
                    to += channel.write(bytes, to);
                }
                done += some;
            }
        } catch (IOException e) {
            throw new InputException(
                    "the scratch file in " + folder + " cannot be written: " + InputFile.reason(e) + "; "
                            + Storage.elsewhere(),
                    e);
        }
    }

    void read(long position, double[] into, int at, int count) {
        ByteBuffer bytes = BUFFER.get();
        try {
            for (int done = 0; done < count; ) {
                int some = Math.min(count - done, BUFFER_BYTES / Double.BYTES);
                bytes.clear();
                bytes.limit(some * Double.BYTES);
                fill(bytes, (position + done) * Double.BYTES);
                bytes.flip();
                bytes.asDoubleBuffer().get(into, at + done, some);
                done += some;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the scratch file in " + folder + " cannot be read", e);
        }
    }

    private void fill(ByteBuffer bytes, long from) throws IOException {
        long next = from;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, next);
            if (read < 0) {
                throw new IOException("it ends at byte " + next);
            }
            next += read;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the scratch file in " + folder + " does not close", e);
        }
    }
}
