package org.lossmith.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.app.Cli;
import org.lossmith.learn.data.ColumnNote;

/** Columns that are not used are named in the text, with the reason; those with too large values are named when refused. */
class LeftOutTest {
    @TempDir
    private Path folder;

    private Path file(String large) throws IOException {
        Path file = folder.resolve("data.csv");
        List<String> rows = IntStream.range(0, 60)
                .mapToObj(i -> i * 37 % 60 + ",3," + (i % 7) + large + "," + (2 * i + i % 5))
                .toList();
        Files.writeString(file, "a,b,c,y\n" + String.join("\n", rows) + "\n");
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "compare"})
    void constantColumn_isNamedInTheText(String command) throws IOException {
        Cli cli = Cli.run(command, file("").toString(), "--target", "y", "--loss", "mse");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("left out: b (the same value in every row)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train --loss mse", "train --loss mse --penalty l1", "compare --loss mse"})
    void columnTooLargeToSquare_isNamed(String command) throws IOException {
        String[] words = (command + " --target y " + file("e180")).split(" ");
        Cli cli = Cli.run(words);
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("input c has values too large to square");
    }

    @Test
    void text_groupsByReason_andShortensLongLists() {
        List<ColumnNote> columns = IntStream.range(0, 11)
                .mapToObj(i ->
                        new ColumnNote("c" + i, i == 1 ? "number" : i == 2 ? "dropped: empty" : "dropped: constant"))
                .toList();
        assertThat(LeftOut.text(columns))
                .isEqualTo("left out: c0, c3, c4, c5, c6, c7, c8, c9 and 1 more (constant), c2 (empty)");
        assertThat(LeftOut.text(columns.subList(1, 2))).isEmpty();
        assertThat(LeftOut.text(List.of(new ColumnNote("x".repeat(99), "dropped: constant"))))
                .isEqualTo("left out: " + "x".repeat(37) + "... (constant)");
    }
}
