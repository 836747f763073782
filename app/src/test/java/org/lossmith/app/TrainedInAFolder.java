package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of predictions share: a folder with a model in it, trained by the command line. */
abstract class TrainedInAFolder {
    static final String PENGUINS = "../examples/data/penguins.csv";

    @TempDir
    Path folder;

    Path model;

    @BeforeEach
    void name() {
        model = folder.resolve("model.json");
    }

    void train(String data, String target, String... more) {
        Cli cli = Cli.run(
                Stream.concat(Stream.of("train", data, "--target", target, "-o", model.toString()), Stream.of(more))
                        .toArray(String[]::new));
        assertThat(cli.status()).as(cli.err()).isZero();
    }

    Cli predict(Path data, String... more) {
        return Cli.run(Stream.concat(Stream.of("predict", model.toString(), data.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
