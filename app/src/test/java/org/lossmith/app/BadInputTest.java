package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong at the command line ends with exit code 2, a message with place and remedy, and no file. */
class BadInputTest {
    private static final String HEADER = "distance,hour,minutes";

    /** A file with something wrong in it, and what has to be said about it. */
    record Bad(String name, byte[] content, String... said) {
        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    private Path folder;

    private Path good;

    @BeforeEach
    void writeGoodFile() throws IOException {
        good = folder.resolve("good.csv");
        Files.write(good, text(HEADER, rows()));
    }

    private static List<String> rows() {
        Random random = new Random(7);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double distance = 10 * random.nextDouble();
            double hour = random.nextInt(24);
            double minutes = 5 + 3 * distance - hour / 10 + random.nextGaussian();
            rows.add(String.format(Locale.ROOT, "%.3f,%.0f,%.3f", distance, hour, minutes));
        }
        return rows;
    }

    private static byte[] text(String header, List<String> rows) {
        return (header + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withLine(int line, String content) {
        List<String> rows = rows();
        rows.set(line - 2, content);
        return text(HEADER, rows);
    }

    private static byte[] withTargets(UnaryOperator<String> target) {
        return text(
                HEADER,
                rows().stream()
                        .map(row -> row.substring(0, row.lastIndexOf(',') + 1) + target.apply(row))
                        .toList());
    }

    private static byte[] wide() {
        StringBuilder header = new StringBuilder("minutes");
        for (int i = 0; i < 20; i++) {
            header.append(",c").append(i);
        }
        Random random = new Random(3);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < 10; row++) {
            rows.add(random.doubles(21)
                    .mapToObj(Double::toString)
                    .reduce((a, b) -> a + "," + b)
                    .orElseThrow());
        }
        return text(header.toString(), rows);
    }

    static Stream<Bad> badFiles() {
        byte[] none = {};
        byte[] latin = new String(
                        text(
                                HEADER + ",street",
                                rows().stream().map(row -> row + ",caf\u00E9").toList()),
                        StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                new Bad("empty.csv", none, "empty.csv is empty"),
                new Bad("header.csv", (HEADER + "\n").getBytes(StandardCharsets.UTF_8), "no data rows"),
                new Bad(
                        "broken.csv",
                        withLine(42, "1.2.3,4,5"),
                        "line 42",
                        "column distance",
                        "\"1.2.3\" is not a number"),
                new Bad("short.csv", withLine(42, "1.2,4"), "line 42 has 2 values", "3 columns"),
                new Bad("long.csv", withLine(42, "1.2,4,5,6"), "line 42 has 4 values", "3 columns"),
                new Bad("quote.csv", withLine(42, "1.2,\"4,5"), "line 42", "quote", "20 lines that would be lost"),
                new Bad("latin.csv", latin, "line 2", "column street", "not UTF-8", "iconv"),
                new Bad("constant.csv", withTargets(row -> "3"), "column minutes", "same value (3) in every row"),
                new Bad(
                        "text.csv",
                        withTargets(row -> "w" + row.hashCode()),
                        "minutes, the target, has 60 labels",
                        "identifier"),
                new Bad("missing.csv", withTargets(row -> ""), "column minutes", "no value in any of 60 rows"),
                new Bad("one.csv", text(HEADER, rows().subList(0, 1)), "only one row"),
                new Bad("two.csv", text(HEADER, rows().subList(0, 2)), "2 rows"),
                new Bad("wide.csv", wide(), "10 rows for 20 inputs", "--penalty", "--features"),
                new Bad("twice.csv", text("distance,distance,minutes", rows()), "line 1", "\"distance\"", "rename"),
                new Bad("infinite.csv", withLine(42, "1.2,4,inf"), "line 42, column minutes", "infinite", "--where"),
                new Bad("infinite-input.csv", withLine(42, "-inf,4,1"), "line 42, column distance", "infinite"),
                new Bad("headless.csv", text("1,2,3", rows()), "line 1", "not a header"),
                new Bad("broken.parquet", text("PAR1", rows()), "broken.parquet cannot be read as Parquet"),
                new Bad("broken.json", "[{\"minutes\": 1}, {".getBytes(StandardCharsets.UTF_8), "broken.json"),
                new Bad("broken.csv.gz", text("\u001F\u008B", rows()), "broken.csv.gz"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void badFile_isRefusedWithPlaceAndRemedy_andNoReport(Bad bad) throws IOException {
        Files.write(folder.resolve(bad.name()), bad.content());
        Path report = folder.resolve("report.html");
        Cli cli = Cli.run(
                "compare", folder.resolve(bad.name()).toString(), "--target", "minutes", "--report", report.toString());
        assertRefused(cli).contains(bad.said());
        assertOnlyData(bad.name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --target minuts                                        | did you mean "minutes"?
            --target zzzzzzzz                                      | no column "zzzzzzzz"
            --target minutes --loss hubber                         | no loss "hubber"; did you mean "huber"?
            --target minutes --loss huber:delta=-1                 | delta must be more than 0, got -1
            --target minutes --loss huber:delt=1                   | did you mean "delta"?
            --target minutes --loss huber:delta=x                  | delta must be a number, got "x"
            --target minutes --formula sigmoyd(z)                  | did you mean "sigmoid"?
            --target minutes --formula (z-y)^2*s                   | "s" has no value
            --target minutes --param s=1                           | --param belongs to --formula
            --target minutes --formula (z-y)^2 --param s=1         | no formula has the name s
            --target minutes --formula (z-y)^2*s --param s         | should be name=value
            --target minutes --formula (z-y)^2*s --param s=x       | --param s: "x" is not a number
            --target minutes --mistake typical-eror                | did you mean "typical-error"?
            --target minutes --mistake fn=5,fp=1                   | is about yes-or-no targets
            --target minutes --penalty l3:lambda=1                 | no penalty "l3"
            --target minutes --penalty l2:lambda=-1                | lambda
            --target minutes --exclude distence                    | did you mean "distance"?
            --target minutes --features distence                   | did you mean "distance"?
            --target minutes --weight wieght                       | no column "wieght"
            --target minutes --split-by houre                      | did you mean "hour"?
            --target minutes --where houre>3                       | houre
            --target minutes --where hour>99                       | none of the 60 rows
            --target minutes --folds 1                             | folds
            --target minutes --folds five                          | --folds K: "five" is not a whole number; write --folds 5, for example
            --target minutes --seed abc                            | --seed N: "abc" is not a whole number; write --seed 1, for example
            --target minutes --threads 99999999999                 | --threads N: "99999999999" is not within range; write --threads
            --target minutes --positive-weight much                | "much" is not a number; write --positive-weight 0.5, for example
            --target minutes --json=maybe                          | --json takes no value, and was given "maybe"
            --target minutes --threads 0                           | threads must be at least 1, not 0
            --target minutes --fail-if mea>3                       | no metric "mea"; did you mean "mae"?
            --target minutes --fail-if mae=3                       | should be a metric
            --target minutes --positive yes                        | positive
            --target minutes --taget                               | no option "--taget"; did you mean "--target"?
            --targt minutes                                        | no option "--targt"; did you mean "--target"?
            --target                                               | --target COLUMN needs a value
            --target minutes --target hour                         | --target COLUMN was given twice
            """)
    void wrongOption_isRefusedWithASuggestion_andNoReport(String options, String said) {
        List<String> arguments = new ArrayList<>(List.of("compare", good.toString()));
        arguments.add("--report=" + folder.resolve("report.html"));
        arguments.addAll(List.of(options.split(" ")));
        assertRefused(Cli.run(arguments.toArray(String[]::new))).contains(said);
        assertOnlyData();
    }

    /** What stands without an option in one command has one in another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eval --loss bce --score 1 --target 0     | the loss stands without an option: `lossmith eval bce --score 1 --target 0`
            eval --score 1 --loss=bce --target 0     | the loss stands without an option: `lossmith eval bce --score 1 --target 0`
            eval --score 1,2;3,4 --spec softmax --target 0;1 | `lossmith eval softmax --score '1,2;3,4' --target '0;1'`
            losses --loss huber:delta=2              | the loss stands without an option: `lossmith losses huber:delta=2`
            losses --name bce --accuracy             | the loss stands without an option: `lossmith losses bce --accuracy`
            eval bce 0.5,-1 1,0                      | `lossmith eval bce --score 0.5,-1 --target 1,0`
            eval bce --score 0.5 1                   | `lossmith eval bce --score 0.5 --target 1`
            compare --data a.csv --target y          | the data file stands without an option: `lossmith compare a.csv --target y`
            train --target y --input=a.csv           | the data file stands without an option: `lossmith train a.csv --target y`
            compare a.csv huber --target y           | a loss is named with --loss: `lossmith compare a.csv --target y --loss huber`
            train huber a.csv --target y             | a loss is named with --loss: `lossmith train a.csv --target y --loss huber`
            predict --model m.json --data a.csv      | the model file and the data file stand without an option: `lossmith predict m.json a.csv`
            predict m.json --data a.csv              | the data file stands without an option: `lossmith predict m.json a.csv`
            eval --los bce --score 1 --target 0      | no option "--los"
            compare a.csv b.csv --target huber       | "b.csv" is one argument too many
            """)
    void argumentInAnothersPlace_isRefused_withTheCommandAsItShouldBe(String arguments, String said) {
        assertRefused(Cli.run(arguments.split(" "))).contains(said);
    }

    @Test
    void missingFile_isRefused_withTheNearestName() {
        assertRefused(Cli.run("compare", folder.resolve("god.csv").toString(), "--target", "minutes"))
                .contains("there is no file", "did you mean");
        assertRefused(Cli.run("compare", folder.toString(), "--target", "minutes"))
                .contains("is a directory");
    }

    @Test
    void reportPath_isTriedBeforeTheWork() throws IOException {
        String data = good.toString();
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertRefused(Cli.run(
                        "compare",
                        data,
                        "--target",
                        "minutes",
                        "--report",
                        folder.resolve("no/r.html").toString()))
                .contains("cannot write the report", "make it first");
        assertRefused(Cli.run("compare", data, "--target", "minutes", "--report", folder.toString()))
                .contains("it is a directory");
        assertRefused(Cli.run("compare", data, "--target", "minutes", "--report", data + "/r.html"))
                .contains("is not a directory");
        assertRefused(Cli.run("compare", data, "--target", "minutes", "--report", data))
                .contains("would overwrite the data");
        assertRefused(Cli.run(
                        "compare",
                        data,
                        "--target",
                        "minutes",
                        "--report",
                        folder.resolve("notes.txt").toString()))
                .contains("would overwrite a file that is no .html");
        assertRefused(Cli.run("compare", data, "--target", "minutes", "--report", "/dev/null"))
                .contains("device");
        assertThat(good).hasBinaryContent(text(HEADER, rows()));
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertOnlyData("notes.txt");
    }

    @Test
    void failedRun_leavesAnOldReportAlone() throws IOException {
        Path report = folder.resolve("report.html");
        Files.writeString(report, "old");
        Cli.run("compare", good.toString(), "--target", "minuts", "--report", report.toString());
        assertThat(report).hasContent("old");
        assertOnlyData("report.html");
    }

    /** Exit code 2, nothing on stdout, a message that is short and no stack trace. */
    private static org.assertj.core.api.AbstractStringAssert<?> assertRefused(Cli cli) {
        assertThat(cli.status()).as(cli.err()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith("lossmith: ")
                .endsWith("\n")
                .hasSizeLessThan(800)
                .doesNotContain("\tat ", "Exception");
        assertThat(cli.err().lines()).hasSizeLessThanOrEqualTo(4);
        return assertThat(cli.err());
    }

    private void assertOnlyData(String... others) {
        List<String> names = new ArrayList<>(List.of(others));
        names.add("good.csv");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
