package org.lossmith.learn.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a file, worked out while something else is done with it. */
final class FileDigest {
    private static final int BUFFER = 1 << 18;

    private final CompletableFuture<String> running;

    private FileDigest(CompletableFuture<String> running) {
        this.running = running;
    }

    static FileDigest begin(Path file) {
        return new FileDigest(CompletableFuture.supplyAsync(() -> of(file)));
    }

    /** In hexadecimal; null if the file cannot be read a second time. */
    @Nullable
    String get() {
        try {
            String digest = running.join();
            return digest.isEmpty() ? null : digest;
        } catch (CompletionException e) {
            throw new IllegalStateException("a file could not be digested", e);
        }
    }

    private static String of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            // Whoever reads the file for its data says what is wrong with it.
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
