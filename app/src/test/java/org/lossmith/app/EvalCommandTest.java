package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalCommandTest {
    @TempDir
    private Path folder;

    private static Map<String, Object> json(String... arguments) throws IOException {
        return JSON.std.mapFrom(Cli.run(arguments).out());
    }

    private static String answer(String line) {
        return Cli.runWithInput(line + "\n", "eval", "--cases", "-").out();
    }

    @Test
    void loss_asJson_hasEveryDigit() throws IOException {
        // Closed form: log(1 + exp(-40)), computed with 50 digits and rounded.
        assertThat(json("eval", "bce", "--score", "40", "--target", "1", "--json"))
                .containsEntry("value", List.of(4.248354255291589e-18))
                .containsEntry("gradient", List.of(-4.248354255291589e-18));
    }

    @Test
    void negativeScores_areNotOptions() throws IOException {
        assertThat(json("eval", "mse", "--score", "-1,-2.5e0", "--target=-1,0", "--json"))
                .containsEntry("value", List.of(0.0, 6.25));
    }

    @Test
    void weight_multiplies() throws IOException {
        assertThat(json("eval", "mse", "--score", "3,3", "--target", "1,1", "--weight", "2,0", "--json"))
                .containsEntry("value", List.of(8.0, 0.0))
                .containsEntry("gradient", List.of(8.0, 0.0))
                .containsEntry("hessian", List.of(4.0, 0.0));
    }

    @Test
    void formula_withParameter() throws IOException {
        assertThat(json("eval", "--formula", "s*(z-y)^2", "--param", "s=3", "--score", "2", "--target", "1", "--json"))
                .containsEntry("value", List.of(3.0))
                .containsEntry("gradient", List.of(6.0));
    }

    @Test
    void text_linesUp() {
        assertThat(Cli.run("eval", "mse", "--score", "3,-10", "--target", "1,0").out())
                .isEqualTo("""
                        squared-error
                          score  target  value  gradient  hessian
                          3           1      4         4        2
                          -10         0    100       -20        2
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eval hubber --score 1 --target 1            | did you mean "huber"?
            eval huber:delta=-1 --score 1 --target 1    | delta must be more than 0, got -1
            eval huber:delt=1 --score 1 --target 1      | did you mean "delta"?
            eval bce --score 1                          | --target is missing
            eval --score 1 --target 1                   | name a loss
            eval bce --score 1,2 --target 1             | score has 2 numbers and target has 1 number
            eval bce --score 1,x --target 1,1           | --score, number 2: "x" is not a number
            eval bce --score 1 --target 2               | target[0] is 2, and bce takes 0, 1, or a number between them
            eval bce --score NaN --target 1             | score[0] is NaN
            eval bce --score 1e999 --target 1           | beyond the largest double
            eval bce --score 1 --target 1 --weight -1   | weight[0] is -1
            eval bce --scor 1 --target 1                | did you mean "--score"?
            eval bce --score                            | --score Z,... needs a value
            eval bce extra --score 1 --target 1         | "extra" is one argument too many
            eval bce --formula z --score 1 --target 1   | both a loss (bce) and --formula
            eval --cases nowhere.jsonl                  | there is no file nowhere.jsonl
            eval --cases - --score 1                    | leave the others out
            evall bce                                   | no command "evall"; did you mean "eval"?
            """)
    void wrongUsage_isSaidInOneLine(String arguments, String expected) {
        Cli cli = Cli.run(arguments.split(" "));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("lossmith: ").contains(expected).doesNotContain("\tat ");
    }

    @Test
    void case_isAnsweredElementByElement() {
        assertThat(answer("{\"id\":\"a\",\"loss\":\"mse\",\"score\":[1,2],\"target\":[0,0],\"weight\":[1,2]}"))
                .isEqualTo("{\"id\":\"a\",\"value\":[1.0,8.0],\"gradient\":[2.0,8.0],\"hessian\":[2.0,4.0]}\n");
    }

    @Test
    void case_withPredictionScalarsAndParameters() {
        assertThat(answer("{\"id\":1,\"loss\":\"huber\",\"parameters\":{\"delta\":2},\"prediction\":5,\"target\":0}"))
                .isEqualTo("{\"id\":1,\"value\":[8.0],\"gradient\":[2.0],\"hessian\":[0.0]}\n");
    }

    @Test
    void case_withFormula() {
        assertThat(answer(
                        "{\"id\":1,\"formula\":\"abs(z-y)*k\",\"parameters\":{\"k\":2},\"score\":[3],\"target\":[1]}"))
                .isEqualTo("{\"id\":1,\"value\":[4.0],\"gradient\":[2.0],\"hessian\":[0.0]}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "x"
            7
            1.50
            12345678901234567890123
            {"a" : [1,  2]}
            [ ]
            true
            null
            "\\u00e9\\""
            """)
    void id_comesBackAsItWas(String id) {
        assertThat(answer("{\"score\":[1],\"id\" : " + id + " ,\"loss\":\"mse\",\"target\":[1]}"))
                .startsWith("{\"id\":" + id + ",\"value\":");
    }

    @Test
    void nonFiniteResults_areStrings() {
        assertThat(answer("{\"id\":1,\"loss\":\"mse\",\"score\":[1e200],\"target\":[-1e200]}"))
                .isEqualTo("{\"id\":1,\"value\":[\"Infinity\"],\"gradient\":[4.0E200],\"hessian\":[2.0]}\n");
    }

    @Test
    void emptyCase_hasEmptyAnswers() {
        assertThat(answer("{\"id\":1,\"loss\":\"mse\",\"score\":[],\"target\":[]}"))
                .isEqualTo("{\"id\":1,\"value\":[],\"gradient\":[],\"hessian\":[]}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id":1,"loss":"hubber","score":[1],"target":[1]}                       | did you mean \\"huber\\"?
            {"id":1,"loss":"huber","parameters":{"delta":-1},"score":[1],"target":[1]} | delta must be more than 0
            {"id":1,"loss":"bce","score":[1],"target":[2]}                          | target[0] is 2
            {"id":1,"loss":"bce","score":["NaN"],"target":[1]}                      | score[0] is NaN
            {"id":1,"loss":"bce","score":["Infinity"],"target":[1]}                 | score[0] is Infinity
            {"id":1,"loss":"bce","score":[NaN],"target":[1]}                        | score[0] is NaN
            {"id":1,"loss":"bce","score":[1,2],"target":[1]}                        | score has 2 numbers and target has 1 number
            {"id":1,"loss":"bce","score":[[1,2]],"target":[1]}                      | score has rows of numbers
            {"id":1,"loss":"bce","score":[null],"target":[1]}                       | score[0] should be a number, and is null
            {"id":1,"loss":"bce","target":[1]}                                      | no \\"score\\"
            {"id":1,"loss":"bce","score":[1]}                                       | no \\"target\\"
            {"id":1,"score":[1],"target":[1]}                                       | no \\"loss\\" and no \\"formula\\"
            {"id":1,"loss":"bce","formula":"z","score":[1],"target":[1]}            | both \\"loss\\" and \\"formula\\"
            {"id":1,"loss":"mse","parameter":{"delta":1},"score":[1],"target":[1]}  | unknown member \\"parameter\\"; did you mean \\"parameters\\"?
            {"id":1,"loss":7,"score":[1],"target":[1]}                              | \\"loss\\" should be a string
            {"id":1,"formula":"sigmoyd(z)","score":[1],"target":[1]}                | did you mean \\"sigmoid\\"?
            {"id":1,"formula":"z^p","score":[1],"target":[1]}                       | has no value
            """)
    void impossibleCase_saysWhy_andTheRestGoesOn(String line, String expected) throws IOException {
        String good = "{\"id\":2,\"loss\":\"mse\",\"score\":[1],\"target\":[1]}";
        Cli cli = Cli.runWithInput(line.strip() + "\n" + good, "eval", "--cases", "-");
        assertThat(cli.status()).isZero();
        List<String> answers = cli.out().lines().toList();
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).startsWith("{\"id\":1,\"error\":\"").contains(expected);
        assertThat(JSON.std.mapFrom(answers.get(0))).containsOnlyKeys("id", "error");
        assertThat(answers.get(1)).startsWith("{\"id\":2,\"value\":[0.0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id":1,"loss":
            [1,2]
            hello
            {} {}
            """)
    void lineThatIsNoCase_isNamedByItsNumber(String line) throws IOException {
        String out =
                Cli.runWithInput("\n" + line + "\n", "eval", "--cases", "-").out();
        assertThat(JSON.std.mapFrom(out)).containsEntry("line", 2).containsEntry("id", null);
        assertThat(out).contains("\"error\":\"line 2 ");
    }

    @Test
    void file_withByteOrderMarkAndBlankLines_isRead() throws IOException {
        Path cases = folder.resolve("cases.jsonl");
        Files.writeString(cases, "\uFEFF{\"id\":1,\"loss\":\"mse\",\"score\":1,\"target\":1}\r\n\r\n");
        assertThat(Cli.run("eval", "--cases", cases.toString()).out())
                .startsWith("{\"id\":1,\"value\":[0.0]")
                .hasLineCount(1);
    }

    @Test
    void folder_isNotReadAsCases() {
        assertThat(Cli.run("eval", "--cases", folder.toString()).err()).contains("is a folder");
    }

    @Test
    void everyDouble_comesBackBitForBit() throws IOException {
        List<Double> targets = new Random(1)
                .longs(2000)
                .mapToObj(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .toList();
        // z - y at z = 0 is exactly -y, so what comes back is what went in.
        String line = "{\"formula\":\"z-y\",\"score\":" + Collections.nCopies(targets.size(), 0) + ",\"target\":"
                + targets + "}";
        Map<String, Object> result = JSON.std.mapFrom(answer(line));
        assertThat(result.get("value"))
                .isEqualTo(targets.stream().map(target -> 0 - target).toList());
    }
}
