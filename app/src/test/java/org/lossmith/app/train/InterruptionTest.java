package org.lossmith.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lossmith.app.console.Console;

class InterruptionTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console =
            Console.of(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, "");

    @Test
    @Timeout(60)
    void interrupt_isHeldUpUntilTheResultIsWritten() throws InterruptedException {
        Interruption interruption = new Interruption(console);
        interruption.await();
        assertThat(interruption.asked()).isFalse();
        Thread signal = new Thread(interruption::interrupt);
        signal.start();
        while (!interruption.asked()) {
            Thread.onSpinWait();
        }
        assertThat(signal.isAlive()).isTrue();
        interruption.close();
        signal.join();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("interrupted", "is kept");
    }

    @Test
    void interrupt_beforeTheFirstStep_saysThatNothingIsKept() {
        try (Interruption interruption = new Interruption(console)) {
            interruption.interrupt();
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("before the first step", "nothing was kept");
    }

    @Test
    void interrupt_afterTheEnd_saysNothing() {
        Interruption interruption = new Interruption(console);
        interruption.await();
        interruption.close();
        interruption.interrupt();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
