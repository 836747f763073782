package org.lossmith.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.ReadRequest;

class ModelFileTest {
    @TempDir
    private Path folder;

    /** Every kind of column: a number with and without gaps, a category with gaps, a moment, one that is only there or not. */
    private Path data(String target) throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("size,gap,colour,when,seen," + target + "\n");
        for (int row = 0; row < 400; row++) {
            double size = random.nextDouble();
            String gap = row % 10 == 0 ? "" : String.format(Locale.ROOT, "%.4f", random.nextGaussian());
            String colour = row % 12 == 0
                    ? ""
                    : List.of("red", "green", "\u00FCber \"blue\"").get(random.nextInt(3));
            String when = String.format("2024-%02d-%02d %02d:30:00", 1 + row % 12, 1 + row % 28, row % 24);
            String seen = row % 7 == 0 ? "" : "x";
            text.append(String.format(
                    Locale.ROOT,
                    "%.4f,%s,\"%s\",%s,%s,%s\n",
                    size,
                    gap,
                    colour.replace("\"", "\"\""),
                    when,
                    seen,
                    target.equals("yes")
                            ? (random.nextDouble() < size ? "true" : "false")
                            : target.equals("kind")
                                    ? List.of("a", "b", "c").get(random.nextInt(3))
                                    : String.format(Locale.ROOT, "%.3f", 3 * size + random.nextGaussian())));
        }
        return Files.writeString(folder.resolve(target + ".csv"), text);
    }

    private Model train(String target, String loss) throws IOException {
        return Train.run(TrainRequest.of(ReadRequest.of(data(target), target), ModelLoss.parse(loss)), step -> {})
                .model();
    }

    @ParameterizedTest
    @CsvSource({"number, huber:delta=2", "yes, bce", "yes, hinge", "kind, softmax"})
    void roundTrip_keepsEveryBit(String target, String loss) throws IOException {
        Model model = train(target, loss);
        Path file = folder.resolve("model.json");
        ModelFile.write(model, file);
        Model read = ModelFile.read(file);
        assertThat(ModelFile.text(read)).isEqualTo(ModelFile.text(model));
        assertThat(read.encoder()).isEqualTo(model.encoder());
        for (int k = 0; k < model.scores().size(); k++) {
            assertThat(read.scores().get(k).coefficients())
                    .isEqualTo(model.scores().get(k).coefficients());
            assertThat(read.scores().get(k).intercept())
                    .isEqualTo(model.scores().get(k).intercept());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void formula_roundTripsWithItsParameters() throws IOException {
        ReadRequest read = ReadRequest.of(data("number"), "number");
        ModelLoss loss = ModelLoss.written("log(cosh((z-y)/s))", java.util.Map.of("s", 2.5));
        Model model = Train.run(TrainRequest.of(read, loss), step -> {}).model();
        Path file = folder.resolve("model.json");
        ModelFile.write(model, file);
        assertThat(ModelFile.read(file).loss().parameters()).containsExactly(java.util.Map.entry("s", 2.5));
        assertThat(ModelFile.read(file).loss().formula()).isEqualTo("log(cosh((z-y)/s))");
    }

    @Test
    void training_isFingerprinted() throws Exception {
        Model model = train("number", "mse");
        byte[] bytes = Files.readAllBytes(folder.resolve("number.csv"));
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(model.training().sha256()).isEqualTo(String.format("%064x", new java.math.BigInteger(1, digest)));
        assertThat(model.training().rows()).isEqualTo(400);
    }

    /** What a stranger's file may hold, as a change of a good one, and what has to be said about it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "format" : "lossmith-model"  | "format" : "pickle"         | format: wanted "lossmith-model"
            "version" : 1                | "version" : 2               | version: this program reads version 1
            "version" : 1                | "version" : "1"             | version: wanted a number, found the text "1"
            "version" : 1                | "version" : 1, "version":1  | Duplicate field 'version'
            "version" : 1                | "version" : 1, "extra" : 0  | unknown member "extra"
            "threshold" : 0.5            | "treshold" : 0.5            | unknown member "treshold"; did you mean "threshold"?
            "threshold" : 0.5            | "threshold" : 1.5           | threshold: wanted a probability, from 0 to 1, found 1.5
            "threshold" : 0.5            | "threshold" : NaN           | not a JSON document
            "spec" : "bce"               | "spec" : "bcee"             | loss.spec: no loss "bcee"; did you mean "bce"?
            "spec" : "bce"               | "spec" : "softmax"          | loss.link: wanted "softmax"
            "spec" : "bce"               | "spec" : "ctc"              | loss.spec: no loss "ctc"
            "spec" : "bce"               | "spec" : 7                  | loss.spec: wanted a text, found the number 7.0
            "link" : "logit"             | "link" : "log"              | loss.link: wanted "logit"
            "kind" : "binary"            | "kind" : "counts"           | target.labels: 2 labels do not suit a target that is counts
            "kind" : "binary"            | "kind" : "tree"             | target.kind: "tree" is not a kind of target
            "positive" : "true"          | "positive" : "false"        | target.positive: wanted the second label, "true"
            "labels" : [ "false", "true" ] | "labels" : [ "true", "true" ] | target.labels[1]: "true" stands in this list a second time
            "type" : "number"            | "type" : "code"             | encoder.columns[0].type: "code" is not a type of column
            "column" : "gap"             | "column" : "size"           | encoder.columns[1].column: the column "size" stands here a second time
            "indicator" : true           | "indicator" : "yes"         | encoder.columns[1].indicator: wanted true or false, found the text "yes"
            "indicator" : true           | "indicator" : false         | scores[0].coefficients[2].input: found "gap_missing" where "colour=
            "time_of_year" : true        | "time_of_year" : null       | encoder.columns[3].time_of_year: wanted true or false, found null
            "weekdays" : [ 1,            | "weekdays" : [ 8,           | encoder.columns[3].weekdays[0]: wanted a whole number from 1 to 7, found 8.0
            "input" : "size"             | "input" : "gap"             | scores[0].coefficients[0].input: found "gap" where "size" is expected
            "intercept" :                | "intercept" : 1e999, "x" :  | scores[0]: unknown member "x"
            "iterations" :               | "iterations" : 1e999, "i" : | fit: unknown member "i"
            "lambda" : 0.0               | "lambda" : 1e999            | fit.lambda: the number is beyond the largest double
            "kind" : "gradient-norm"     | "kind" : "oath"             | fit.certificate.kind: "oath" is not a kind of certificate
            "sha256" : "                 | "sha256" : "g               | training.sha256: wanted 64 hexadecimal digits
            "rows" : 400                 | "rows" : 400.5              | training.rows: wanted a whole number
            "rows" : 400                 | "rows" : -1                 | training.rows: wanted a whole number
            "notes" : [ ]                | "notes" : [ 1 ]             | notes[0]: wanted a text, found the number 1.0
            "errors" : null              | "errors" : [ ]              | errors: wanted an object, found a list
            "null" : [ ]                 | "null" : [[[[[[[[[[[[[[[[[[[[ ]]]]]]]]]]]]]]]]]]]] | nesting depth (17) exceeds the maximum allowed (16)
            """)
    void strangersFile_isRefusedAtThePlace(String good, String bad, String said) throws IOException {
        String text = ModelFile.text(plain());
        assertThat(text).contains(good);
        Path file = Files.writeString(
                folder.resolve("m.json"),
                text.replaceFirst(java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad)));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(said);
    }

    private Model plain() throws IOException {
        ReadRequest read = ReadRequest.of(data("yes"), "yes");
        return Train.run(
                        TrainRequest.of(read, ModelLoss.parse("bce")).withErrors(ErrorMethod.parse("none")), step -> {})
                .model();
    }

    /** A formula is parsed and never run: what is no formula, or too deep for one, is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java.lang.System.exit(1)  | loss.formula:
            z - y; drop table         | loss.formula:
            (z - y)^2 + s             | loss.formula:
            DEEP                      | loss.formula:
            """)
    void strangersFormula_isOnlyParsed(String formula, String said) throws IOException {
        String hostile = formula.equals("DEEP") ? "(".repeat(5000) + "z" + ")".repeat(5000) : formula;
        String text = ModelFile.text(plain())
                .replaceFirst("\"spec\" : \"bce\"", "\"spec\" : null")
                .replaceFirst("\"formula\" : \"[^\"]*\"", "\"formula\" : \"" + hostile + "\"");
        Path file = Files.writeString(folder.resolve("m.json"), text);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EMPTY        | is empty
            {            | line 1, column 2: not a JSON document
            []           | this is no model
            3            | this is no model
            {"a": 1}     | this is no model
            {"format":"lossmith-model"} | the member "version" is missing
            {"format":"lossmith-model","version":1} | the member "created_by" is missing
            {"format":"lossmith-model","version":1} x | Unrecognized token
            a,b          | Unrecognized token
            """)
    void otherFile_isRefused(String content, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("m.json"), content.equals("EMPTY") ? "" : content);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(said);
    }

    @Test
    void noFile_orADirectory_isRefused() {
        assertThatThrownBy(() -> ModelFile.read(folder.resolve("none.json")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> ModelFile.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a file");
    }
}
