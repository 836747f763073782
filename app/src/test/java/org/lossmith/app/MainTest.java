package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void help_beginsWithExamples(String arguments) {
        Cli cli = arguments.isEmpty() ? Cli.run() : Cli.run(arguments.split(" "));
        assertThat(cli.status()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out().indexOf("lossmith compare")).isBetween(0, cli.out().indexOf("Usage:"));
    }

    @Test
    void version_namesProgramAndJava() {
        assertThat(Cli.run("--version").out()).startsWith("lossmith ").contains("Java ");
    }

    @Test
    void option_misspelt_isSuggested() {
        Cli cli = Cli.run("--hlep");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("lossmith: no option \"--hlep\"; did you mean \"--help\"?");
    }

    @Test
    void output_readerGone_isQuiet() {
        assertThat(writingTo("Broken pipe")).isEqualTo("0 ");
    }

    @Test
    void output_diskFull_isAnError() {
        assertThat(writingTo("No space left on device"))
                .isEqualTo("2 lossmith: cannot write the output: No space left on device\n");
    }

    private static String writingTo(String failure) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(new String[] {"--help"}, InputStream.nullInputStream(), out, err);
        return status + " " + err.toString(StandardCharsets.UTF_8);
    }
}
