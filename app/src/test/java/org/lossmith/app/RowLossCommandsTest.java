package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses of several scores a row on the command line. */
final class RowLossCommandsTest {
    private static final double LOG_OF_THREE = Math.log(3);

    @TempDir
    Path folder;

    @Test
    void eval_takesRowsBetweenSemicolons() {
        Cli cli = Cli.run("eval", "softmax", "--score", "2,0,-1;0,0,0", "--target", "0;2");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("row 1: target 0, value 0.16984602", "row 2: target 2, value 1.0986123");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void eval_ofOneRow_givesListsOfRowsAsJson() throws IOException {
        Cli cli = Cli.run(
                "eval", "--formula", "(z[], y) -> logsumexp(z) - z[y]", "--score", "0,0,0", "--target", "2", "--json");
        Map<String, Object> answer = JSON.std.mapFrom(cli.out());
        assertThat((double) ((List<?>) answer.get("value")).get(0)).isCloseTo(LOG_OF_THREE, Offset.offset(4e-16));
        assertThat((List<?>) answer.get("gradient")).singleElement().isEqualTo(List.of(1 / 3.0, 1 / 3.0, -2 / 3.0));
    }

    @Test
    void cases_haveAListOfRows() throws IOException {
        Path file = folder.resolve("cases.jsonl");
        Files.writeString(
                file,
                "{\"id\":1,\"loss\":\"softmax\",\"score\":[[0,0,0],[0,\"-Infinity\",0]],\"target\":[0,2],\"weight\":[1,2]}\n"
                        + "{\"id\":2,\"loss\":\"multi-label-bce\",\"score\":[[0,0]],\"target\":[[0,1]]}\n");
        Cli cli = Cli.run("eval", "--cases", file.toString());
        List<String> answers = cli.out().lines().toList();
        Map<String, Object> first = JSON.std.mapFrom(answers.get(0));
        List<?> values = (List<?>) first.get("value");
        assertThat((double) values.get(0)).isCloseTo(LOG_OF_THREE, Offset.offset(4e-16));
        assertThat((double) values.get(1)).isCloseTo(2 * Math.log(2), Offset.offset(4e-16));
        assertThat((List<?>) first.get("gradient")).last().isEqualTo(List.of(1.0, 0.0, -1.0));
        assertThat(JSON.std.mapFrom(answers.get(1)).get("gradient")).isEqualTo(List.of(List.of(0.5, -0.5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "softmax|0,1|2|the classes are 0 to 1",
                "softmax|0,1|0.5|a class: 0, 1, 2",
                "softmax|0,Infinity|1|finite number, or -Infinity",
                "softmax|0,1;2|0;1|score[1] has 1 number and score[0] has 2; wanted are as many in each row",
                "softmax|0,1;2,3;4,5,6|0;1;2|score[2] has 3 numbers and score[0] has 2",
                "kl-divergence|0,1;2,3|1,0;1|target[1] has 1 number and target[0] has 2",
                "softmax|0,1;2,3|0|belong together in pairs",
                "softmax:label_smoothng=1|0,1|0|label_smoothing",
                "gaussian-nll|0,1,2|0|(mean, log_scale, y)",
                "bce|0,1;2,3|0;1|one number a row",
            })
    void aRowThatCannotBe_saysWhy(String loss, String score, String target, String message) {
        Cli cli = Cli.run("eval", loss, "--score", score, "--target", target);
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains(message);
    }

    @Test
    void losses_showTheSignatureAndDerivativesAtTheParameters() throws IOException {
        Cli cli = Cli.run("losses", "softmax");
        assertThat(cli.out()).contains("(z[]; y; class_weight[])", "by z[]: softmax(z) - where(k == y, 1, 0)");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
        Map<String, Object> loss =
                JSON.std.mapFrom(Cli.run("losses", "softmax", "--json").out());
        assertThat(loss.get("scores")).isEqualTo(List.of("z[]"));
        assertThat(loss.get("gradient")).isEqualTo(Map.of("z", "softmax(z) - where(k == y, 1, 0)"));
    }

    @Test
    void accuracy_isMeasured() {
        Cli cli = Cli.run("losses", "softmax", "--accuracy");
        assertThat(cli.out()).contains("as typed", "computed", "rows of 3 elements against 60 digits");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
    }
}
