package org.lossmith.formula;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work on formulas that may be nested deeply, with a stack that is large enough for {@link Parser#MAXIMUM_DEPTH} levels: the caller's
 * may be small, and each level takes a dozen calls or two.
 */
final class DeepStack {
    /** A shorter text is not nested deeply enough to need it. */
    private static final int SHORT_TEXT = 200;

    /** What is not used of it takes no memory. Seen: 1,000 levels of where take under 2 MB. */
    private static final long BYTES = 64L << 20;

    private DeepStack() {}

    static <T> T call(String text, Supplier<T> work) {
        if (text.length() < SHORT_TEXT) {
            return work.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable run = () -> {
            try {
                result.complete(work.get());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        };
        Thread thread = new Thread(null, run, "lossmith-formula", BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (failed.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw failed;
        }
    }
}
