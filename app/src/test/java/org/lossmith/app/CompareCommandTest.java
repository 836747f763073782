package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.app.console.ProgressLine;
import org.lossmith.app.options.ColumnList;
import org.lossmith.app.options.LossOption;

class CompareCommandTest {
    private static final String PENGUINS = "../examples/data/penguins.csv";

    @TempDir
    private Path folder;

    private static String[] penguins(String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"compare", PENGUINS, "--target", "body_mass_g"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return arguments;
    }

    private static Map<String, Object> json(String... arguments) throws IOException {
        Cli cli = Cli.run(arguments);
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err()).isEmpty();
        return JSON.std.mapFrom(cli.out());
    }

    @Test
    void json_hasWhatIsPromised() throws IOException {
        Map<String, Object> found = json(penguins("--json", "--loss", "mse,mae"));
        assertThat(found.get("data"))
                .asInstanceOf(MAP)
                .containsEntry("file", PENGUINS)
                .containsEntry("rows", 344)
                .containsEntry("used", 342)
                .containsEntry("dropped", 2)
                .containsEntry("target", "body_mass_g")
                .containsEntry("kind", "continuous")
                .containsKey("features");
        assertThat(found).containsEntry("metric", "rmse").containsKeys("best", "warnings", "verdict");
        assertThat(found.get("candidates")).asInstanceOf(LIST).hasSize(2).allSatisfy(candidate -> {
            assertThat(candidate)
                    .asInstanceOf(MAP)
                    .containsKeys("loss", "parameters", "penalty", "converged", "metrics", "seconds", "coefficients");
            Map<?, ?> metrics = (Map<?, ?>) ((Map<?, ?>) candidate).get("metrics");
            assertThat(metrics.keySet())
                    .map(Object::toString)
                    .containsExactlyInAnyOrder("rmse", "mae", "median-error", "p90-error", "trimmed-rmse");
            assertThat(metrics.values())
                    .allSatisfy(
                            metric -> assertThat(metric).asInstanceOf(MAP).containsOnlyKeys("value", "low", "high"));
        });
    }

    @Test
    void json_isTheSameForAnyNumberOfThreads() {
        String one = Cli.run(penguins("--json", "--threads", "1")).out();
        String three = Cli.run(penguins("--json", "--threads", "3")).out();
        assertThat(withoutTimes(one)).isEqualTo(withoutTimes(three));
    }

    private static String withoutTimes(String json) {
        return json.replaceAll("\"seconds\" : [^,\n]*", "");
    }

    @Test
    void text_fitsEightyColumns() {
        Cli cli = Cli.run(
                penguins("--loss", "mse,mae,huber,log-cosh,quantile:q=0.9,epsilon-insensitive:epsilon=100,expectile"));
        assertThat(cli.status()).as(cli.err()).isZero();
        String report = cli.out().substring(0, cli.out().indexOf("To repeat"));
        assertThat(report.lines()).allMatch(line -> line.length() <= 80);
        assertThat(report).contains("epsilon-", "insensitive", "(best)", "median-error", "\u00B1");
    }

    @Test
    void classes_textFitsEightyColumns_withConfusionAndEachClass() {
        Cli cli =
                Cli.run("compare", PENGUINS, "--target", "species", "--loss", "softmax,sce,gce,poly-1,crammer-singer");
        assertThat(cli.status()).as(cli.err()).isZero();
        String report = cli.out().substring(0, cli.out().indexOf("To repeat"));
        assertThat(report.lines()).allMatch(line -> line.length() <= 80);
        assertThat(report)
                .contains("species (categories: Adelie, Chinstrap,")
                .contains("Penalty  l2:lambda=0.00145")
                .contains("(across) what is really (down)\n           Adelie  Chinstrap  Gentoo\n")
                .contains("             rows  called        precision           recall               F1\n")
                .contains("\nmacro     ")
                .contains("Baseline  the class frequencies alone give log-loss 1.05, accuracy 0.442 (every");
    }

    @Test
    void classes_jsonHasWhatIsPromised() throws IOException {
        Map<String, Object> found = json("compare", PENGUINS, "--target", "species", "--json", "--loss", "softmax");
        assertThat(found.get("classes"))
                .asInstanceOf(MAP)
                .containsEntry("labels", List.of("Adelie", "Chinstrap", "Gentoo"))
                .containsEntry("rows", List.of(152, 68, 124))
                .containsKeys("baseline", "penalty_reason");
        Map<?, ?> softmax = (Map<?, ?>) ((List<?>) found.get("candidates")).get(0);
        assertThat(softmax).asInstanceOf(MAP).doesNotContainKeys("intercept", "coefficients");
        assertThat((List<?>) softmax.get("confusion")).hasSize(3);
        Map<?, ?> adelie = (Map<?, ?>) ((Map<?, ?>) softmax.get("classes")).get("Adelie");
        assertThat(adelie)
                .asInstanceOf(MAP)
                .containsOnlyKeys("called", "precision", "recall", "f1", "intercept", "coefficients");
        assertThat(((Map<?, ?>) adelie.get("coefficients")).keySet())
                .map(Object::toString)
                .contains("bill_length_mm", "island=Dream", "sex_missing");
        assertThat(((Map<?, ?>) softmax.get("metrics")).keySet())
                .map(Object::toString)
                .containsExactly(
                        "log-loss",
                        "brier",
                        "accuracy",
                        "macro-precision",
                        "macro-recall",
                        "macro-f1",
                        "weighted-f1",
                        "calibration-error");
    }

    @Test
    void classes_reportAndFailIf() throws IOException {
        Path report = folder.resolve("species.html");
        String[] arguments = {
            "compare",
            PENGUINS,
            "--target",
            "species",
            "--loss",
            "softmax",
            "--fail-if",
            "accuracy<0.9",
            "--report",
            report.toString()
        };
        assertThat(Cli.run(arguments).status()).isZero();
        assertThat(Files.readString(report)).contains("Which classes are found, and which are confused");
        arguments[7] = "macro-f1<1.1";
        assertThat(Cli.run(arguments).status()).isEqualTo(1);
    }

    @Test
    void numbers_areClassesWhenSaidSo() throws IOException {
        Path data = folder.resolve("codes.csv");
        StringBuilder text = new StringBuilder("a,code\n");
        for (int row = 0; row < 120; row++) {
            text.append(row * 7 % 40).append(',').append(row * 7 % 40 / 10).append('\n');
        }
        Files.writeString(data, text);
        Map<String, Object> counts = json("compare", data.toString(), "--target", "code", "--json", "--loss", "mse");
        assertThat(counts.get("warnings").toString()).contains("classes-as-numbers", "--as classes");
        Map<String, Object> classes =
                json("compare", data.toString(), "--target", "code", "--json", "--as", "classes", "--loss", "softmax");
        assertThat(classes.get("classes")).asInstanceOf(MAP).containsEntry("labels", List.of("0", "1", "2", "3"));
        assertThat(classes.get("repeat").toString()).contains("--as classes");
    }

    @Test
    void formula_isACandidateWithItsParameter() throws IOException {
        Map<String, Object> found =
                json(penguins("--json", "--loss", "mse", "--formula", "log(cosh((z-y)/s))", "--param", "s=300"));
        assertThat(found.get("candidates"))
                .asInstanceOf(LIST)
                .element(1)
                .asInstanceOf(MAP)
                .containsEntry("formula", "log(cosh((z-y)/s))")
                .containsEntry("parameters", Map.of("s", 300.0));
    }

    @Test
    void report_isWrittenWhole() throws IOException {
        Path report = folder.resolve("report.html");
        Cli cli = Cli.run(penguins("--loss", "mse", "--report", report.toString()));
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).endsWith("\nReport: " + report + "\n");
        assertThat(Files.readString(report)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(report);
        }
    }

    @ParameterizedTest
    @CsvSource({"mae>1, 1", "mae>1e9, 0", "rmse<=1e9, 1", "rmse<1, 0", "'p90-error >= 1', 1"})
    void failIf_setsTheExitCode(String condition, int status) {
        Cli cli = Cli.run(penguins("--loss", "mse", "--fail-if", condition));
        assertThat(cli.status()).isEqualTo(status);
        assertThat(cli.err()).isEqualTo(status == 0 ? "" : "lossmith: --fail-if " + condition + " holds\n");
        assertThat(cli.out()).contains("Decides");
    }

    @Test
    void failIf_onAMetricOfAnotherKind_isRefused() {
        Cli cli = Cli.run(penguins("--loss", "mse", "--fail-if", "brier>1"));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("brier is not measured for this target", "mae");
    }

    @Test
    void fileOutsideAscii_isRead() throws IOException {
        Path data = folder.resolve("d\u00E9 t\u00F6.csv");
        Files.copy(Path.of(PENGUINS), data);
        Cli cli = Cli.run("compare", data.toString(), "--target", "body_mass_g", "--loss", "mse");
        assertThat(cli.status()).as(cli.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            huber,mae                            | huber; mae
            huber:delta=2,mae                    | huber:delta=2; mae
            focal:gamma=1,alpha=0.3,bce          | focal:gamma=1,alpha=0.3; bce
            quantile:q=0.1,quantile:q=0.9        | quantile:q=0.1; quantile:q=0.9
            """)
    void lossesBetweenCommas_areTakenApart(String given, String losses) {
        assertThat(LossOption.split(given)).isEqualTo(List.of(losses.split("; ")));
    }

    @Test
    void columnsBetweenCommas_mayBeQuoted() {
        assertThat(ColumnList.split("a, b ,\"c,d\"")).containsExactly("a", "b", "c,d");
    }

    @Test
    void progress_saysHowMuchIsLeft() {
        assertThat(ProgressLine.line(0, 0, "reading x.csv", Double.NaN)).isEqualTo("reading x.csv");
        assertThat(ProgressLine.line(3, 20, "huber, fold 1 of 5", 2))
                .isEqualTo("[3/20] huber, fold 1 of 5, about 34 s left");
        assertThat(ProgressLine.line(3, 20, "x".repeat(100), 2)).hasSizeLessThan(80);
    }

    @Test
    void manyRowsAndInputs_areCountedForTheEye() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            rows.append(i % 3 == 0 ? "1 " : "0 ")
                    .append(1 + i % 1100)
                    .append(":1 1101:")
                    .append(i % 5)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("many.libsvm"), rows);
        Cli cli = Cli.run(
                "compare",
                file.toString(),
                "--target",
                "label",
                "--loss",
                "bce",
                "--penalty",
                "l2:lambda=1",
                "--folds",
                "2");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("from 1,101 inputs, 1,200 of 1,200 rows")
                .contains("only 400 positives among 1,200 rows for 1,101 inputs");
    }
}
