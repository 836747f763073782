package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.app.text.Figures;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.loss.Losses;

class PredictCommandTest extends TrainedInAFolder {
    @Test
    void scores_areTheFitsOwnToTheBit() {
        train(PENGUINS, "body_mass_g", "--loss", "huber:delta=300");
        Cli cli = predict(Path.of(PENGUINS), "--where", "body_mass_g IS NOT NULL", "--columns", "score");
        List<String> lines = cli.out().lines().skip(1).toList();
        try (Dataset data = TableSource.read(ReadRequest.of(Path.of(PENGUINS), "body_mass_g"))) {
            double[] score = new Fitter(FitRequest.of(Losses.parse("huber:delta=300")))
                    .fit(data.x(), data.target())
                    .scores(data.x());
            assertThat(lines).hasSize(score.length);
            for (int row = 0; row < score.length; row++) {
                assertThat(lines.get(row)).isEqualTo(data.sourceRow(row) + "," + Figures.exact(score[row]));
            }
        }
    }

    @Test
    void meanLossOnTheTrainingRows_isTheObjective() throws IOException {
        train(PENGUINS, "sex", "--loss", "bce");
        double objective =
                (double) ((Map<?, ?>) JSON.std.mapFrom(Files.readString(model)).get("fit")).get("objective");
        Map<String, Object> found =
                JSON.std.mapFrom(predict(Path.of(PENGUINS), "--json").out());
        assertThat(found)
                .containsEntry("rows", 344)
                .containsEntry("predicted", 344)
                .containsEntry("threshold", 0.5);
        Map<?, ?> scored = (Map<?, ?>) found.get("scored");
        assertThat(scored.get("rows")).isEqualTo(333);
        assertThat((double) scored.get("mean_loss")).isCloseTo(objective, within(1e-12));
        assertThat((double) ((Map<?, ?>) scored.get("metrics")).get("accuracy")).isBetween(0.85, 1.0);
        assertThat(found.get("columns")).isEqualTo(List.of("row", "score", "prediction", "probability"));
        assertThat(found.get("predictions")).asInstanceOf(LIST).hasSize(344);
    }

    /** A class that the model has never seen and a missing one: both are predicted, neither can be judged. */
    @Test
    void targetsThatTheModelCannotHave_areNotCountedAndSaid() throws IOException {
        train(PENGUINS, "species", "--loss", "softmax");
        List<String> lines = Files.readAllLines(Path.of(PENGUINS));
        lines.set(3, lines.get(3).replace("Adelie", "King"));
        lines.set(4, lines.get(4).replace("Adelie", ""));
        Path file = Files.write(model.resolveSibling("unseen.csv"), lines);
        Cli cli = predict(file);
        assertThat(cli.out().lines()).hasSize(345);
        assertThat(cli.err().replaceAll("\\s+", " "))
                .contains("the target species is there in 342 of 344 rows (in the others it is missing or none that the"
                        + " model can have): mean loss");
        assertThat(predict(Path.of(PENGUINS)).err().replaceAll("\\s+", " "))
                .contains("the target species is there in 344 rows: mean loss");
    }

    /** A model by hand: y = 1 + 2 a for colour red, 3 more for blue. */
    private void colours() throws IOException {
        StringBuilder text = new StringBuilder("a,colour,y\n");
        for (int row = 0; row < 40; row++) {
            boolean blue = row % 4 == 3;
            text.append(row)
                    .append(',')
                    .append(blue ? "blue" : "red")
                    .append(',')
                    .append(1 + 2 * row + (blue ? 3 : 0));
            text.append('\n');
        }
        train(file("train.csv", text.toString()).toString(), "y", "--loss", "mse");
    }

    private static double[] predictions(Cli cli) {
        assertThat(cli.status()).as(cli.err()).isZero();
        return cli.out()
                .lines()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .toArray();
    }

    @Test
    void missingAndUnseen_areTreatedAsInTrainingAndCounted() throws IOException {
        colours();
        Cli cli = predict(file("new.csv", "colour,extra,a\nblue,1,10\ngreen,2,10\n,3,10\nred,4,\n"));
        // unseen and missing colours count as red, the most frequent; a missing a is the median, 19.5
        assertThat(predictions(cli)).containsExactly(new double[] {24, 21, 21, 40}, within(1e-9));
        assertThat(cli.err())
                .contains("colour: 1 row with a value unseen in training (such as \"green\"), 1 row\n  without a value")
                .contains("a: 1 row without a value; missing values are replaced by the training\n  data's median");
        Map<String, Object> json =
                JSON.std.mapFrom(predict(folder.resolve("new.csv"), "--json").out());
        assertThat(json.get("columns_with_gaps"))
                .asInstanceOf(LIST)
                .element(1)
                .asInstanceOf(MAP)
                .containsEntry("column", "colour")
                .containsEntry("unseen", 1)
                .containsEntry("example", "green");
        assertThat(json).containsEntry("scored", null);
    }

    @Test
    void oneRow_andNone_areFine() throws IOException {
        colours();
        assertThat(predictions(predict(file("one.csv", "a,colour\n10,blue\n"))))
                .containsExactly(new double[] {24}, within(1e-9));
        Cli none = predict(file("none.csv", "a,colour\n"));
        assertThat(none.status()).as(none.err()).isZero();
        assertThat(none.out()).isEqualTo("row,score,prediction\n");
    }

    @Test
    void formats_giveTheSame() throws IOException {
        colours();
        Path zipped = folder.resolve("new.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("a,colour\n10,blue\n".getBytes(StandardCharsets.UTF_8));
        }
        String csv = predict(file("new.csv", "a,colour\n10,blue\n")).out();
        assertThat(predict(zipped).out()).isEqualTo(csv);
        assertThat(predict(file("new.json", "[{\"a\": 10, \"colour\": \"blue\"}]"))
                        .out())
                .isEqualTo(csv);
        assertThat(predict(file("new.tsv", "a\tcolour\n10\tblue\n")).out()).isEqualTo(csv);
        assertThat(predict(file("comma.csv", "a;colour\n\"10,0\";blue\n")).out())
                .isEqualTo(csv);
    }

    @Test
    void strangersModel_neitherSteersTheTerminalNorFillsIt() throws IOException {
        colours();
        Path file = file("new.csv", "a,colour\n10,blue\n");
        String text = Files.readString(model);
        Files.writeString(model, text.replaceFirst("squared-error", "\\\\u001b[31m" + "x".repeat(100_000)));
        Cli cli = predict(file);
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("loss.spec: no loss \"\ufffd[31mxxx").doesNotContain("\u001b");
        assertThat(cli.err().length()).isLessThan(11_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a\\n1\\n                    | lacks a column that the model needs: "colour"
            a,color\\n1,red\\n          | "colour"; did you mean "color"? Its columns: a, color. Name
            size\\n1\\n                 | lacks columns that the model needs: "a", "colour"
            a,colour\\n1,red\\nten,red\\n | line 3, column a: "ten" is not a number
            a,colour\\nNA,red\\n         | line 2, column a: "NA" is not a number, as it was in training; correct it, or, if it means a missing value, add --null NA
            a,colour\\n1,red\\n1,red\\n1,red\\n1,red\\n1,red\\n1,red\\n1,red\\n1,red\\n1,red\\n1,red\\nx,red\\n | "x" is not a number, as nearly all others are. If it means a missing value, add --null x; otherwise correct it
            a,colour\\n2024-01-01,red\\n | column a is of the type
            a,colour\\ninf,red\\n        | line 2, column a: the value is infinite
            a,colour\\nnan,red\\n        | add --null NaN
            a,colour\\n1,red,2\\n        | line 2
            """)
    void unsuitableFile_isRefusedWithThePlace(String content, String said) throws IOException {
        colours();
        Cli cli = predict(file("new.csv", content.strip().replace("\\n", "\n")));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains(said).doesNotContain("--exclude");
    }

    @Test
    void codes_keepTheirZeros() throws IOException {
        StringBuilder text = new StringBuilder("zip,y\n");
        for (int row = 0; row < 60; row++) {
            String zip = List.of("01000", "02000", "A3").get(row % 3);
            text.append(zip).append(',').append(row % 3 * 10 + row % 2).append('\n');
        }
        train(file("train.csv", text.toString()).toString(), "y", "--loss", "mse");
        // all of these look like numbers, and must be compared as they are written
        Cli cli = predict(file("new.csv", "zip\n02000\n01000\n2000\n"));
        assertThat(predictions(cli)).containsExactly(new double[] {10.5, 0.5, 0.5}, within(1e-9));
        assertThat(cli.err()).contains("1 row with a value unseen in training (such as \"2000\")");
    }

    @Test
    void threshold_andColumns_areChosen() throws IOException {
        train(PENGUINS, "sex", "--loss", "bce", "--threshold", "0.9");
        List<String> own = predict(Path.of(PENGUINS), "--columns", "probability,prediction")
                .out()
                .lines()
                .toList();
        assertThat(own.get(0)).isEqualTo("row,probability,prediction");
        List<String> low = predict(Path.of(PENGUINS), "--columns", "probability,prediction", "--threshold", "0.1")
                .out()
                .lines()
                .toList();
        for (int row = 1; row < own.size(); row++) {
            double probability = Double.parseDouble(own.get(row).split(",")[1]);
            assertThat(own.get(row)).endsWith(probability >= 0.9 ? ",female" : ",male");
            assertThat(low.get(row)).endsWith(probability >= 0.1 ? ",female" : ",male");
        }
    }

    @Test
    void classes_haveProbabilitiesThatSumToOne() throws IOException {
        train(PENGUINS, "species", "--loss", "softmax");
        Map<String, Object> found =
                JSON.std.mapFrom(predict(Path.of(PENGUINS), "--json", "--columns", "prediction,probability,score")
                        .out());
        assertThat(found.get("columns"))
                .asInstanceOf(LIST)
                .startsWith("row", "prediction", "probability=Adelie")
                .endsWith("score=Gentoo");
        for (Object each : (List<?>) found.get("predictions")) {
            List<?> row = (List<?>) each;
            double sum = (double) row.get(2) + (double) row.get(3) + (double) row.get(4);
            assertThat(sum).isCloseTo(1, within(1e-12));
            int best = (double) row.get(2) > 0.5 ? 0 : (double) row.get(3) > 0.5 ? 1 : 2;
            assertThat(row.get(1))
                    .isEqualTo(List.of("Adelie", "Chinstrap", "Gentoo").get(best));
        }
    }

    @ParameterizedTest
    @CsvSource({"hinge", "exponential"})
    void margins_giveLabelsWithoutProbabilities(String loss) throws IOException {
        train(PENGUINS, "sex", "--loss", loss, "--penalty", "l2:lambda=0.01");
        Map<String, Object> found =
                JSON.std.mapFrom(predict(Path.of(PENGUINS), "--json").out());
        assertThat(found.get("columns")).isEqualTo(List.of("row", "score", "prediction"));
        for (Object each : (List<?>) found.get("predictions")) {
            List<?> row = (List<?>) each;
            assertThat(row.get(2)).isEqualTo((double) row.get(1) >= 0 ? "female" : "male");
        }
    }

    @Test
    void counts_areMeans() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int row = 0; row < 50; row++) {
            text.append(row % 2)
                    .append(',')
                    .append(row % 2 == 0 ? row % 4 : 4 + row % 3)
                    .append('\n');
        }
        train(file("train.csv", text.toString()).toString(), "y", "--loss", "poisson");
        Cli cli = predict(file("new.csv", "a\n0\n1\n"));
        // with one yes-or-no input, a poisson fit gives the two group means
        assertThat(predictions(cli)).containsExactly(new double[] {0.96, 5}, within(0.05));
    }

    @Test
    void output_isWrittenWholeOrNotAtAll() throws IOException {
        colours();
        Path out = folder.resolve("out.csv");
        Path data = file("new.csv", "id,a,colour\n\"x,1\",10,blue\n,11,red\n");
        Cli good = predict(data, "-o", out.toString(), "--id", "id");
        assertThat(good.status()).as(good.err()).isZero();
        assertThat(good.out()).isEqualTo("2 rows predicted: " + out + "\n");
        assertThat(Files.readAllLines(out).get(0)).isEqualTo("id,score,prediction");
        assertThat(Files.readAllLines(out).get(1)).startsWith("\"x,1\",2");
        assertThat(Files.readAllLines(out).get(2)).startsWith(",2");
        String before = Files.readString(out);
        Cli bad = predict(file("bad.csv", "a,colour\n1,red\nten,red\n"), "-o", out.toString());
        assertThat(bad.status()).isEqualTo(2);
        assertThat(Files.readString(out)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(each -> each.toString().endsWith(".draft"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --columns probability     | this model gives score, prediction
            --columns scor            | did you mean "score"?
            --threshold 0.5           | leave it out
            --id nme                  | no column "nme"
            -o MODEL                  | would overwrite what is read
            -o no/where.csv           | cannot write the predictions
            --where colour            | --where
            """)
    void wrongUsage_isRefused(String options, String said) throws IOException {
        colours();
        Cli cli = predict(
                file("new.csv", "a,colour\n1,red\n"),
                options.replace("MODEL", model.toString()).split(" "));
        assertThat(cli.status()).as(cli.out()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains(said);
    }

    @Test
    void noModel_isRefused() throws IOException {
        Cli none = predict(Path.of(PENGUINS));
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("there is no file");
        Files.writeString(model, "{\"format\": \"lossmith-model\", \"version\": 9}");
        Cli newer = predict(Path.of(PENGUINS));
        assertThat(newer.status()).isEqualTo(2);
        assertThat(newer.err()).contains("version: this program reads version 1");
    }

    @Test
    void manyRows_keepTheirOrder_andAReaderMayLeave() throws IOException {
        colours();
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("a,colour\n");
        double[] wanted = new double[30_000];
        for (int row = 0; row < wanted.length; row++) {
            int a = random.nextInt(1000);
            wanted[row] = 1 + 2 * a;
            text.append(a).append(",red\n");
        }
        Path data = file("many.csv", text.toString());
        assertThat(predictions(predict(data))).containsExactly(wanted, within(1e-6));
        OutputStream leaving = new OutputStream() {
            private int left = 100_000;

            @Override
            public void write(int b) throws IOException {
                if (left-- == 0) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new String[] {"predict", model.toString(), data.toString()},
                new ByteArrayInputStream(new byte[0]),
                leaving,
                err);
        assertThat(status).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
