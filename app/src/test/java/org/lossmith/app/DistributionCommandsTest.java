package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** train and predict of losses whose scores are the parameters of a distribution. */
class DistributionCommandsTest extends TrainedInAFolder {
    /** The normal quantile of 0.9. */
    private static final double NINE_TENTHS = 1.2815515655446004;

    private static double[][] numbers(String csv) {
        return csv.lines()
                .skip(1)
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private Path counts() throws IOException {
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> {
                    int x = i * 37 % 101;
                    int count = i % 3 == 0 ? 0 : (i * 53 % 97) * (50 + x) / 2500;
                    return x + "," + count;
                })
                .collect(Collectors.joining("\n"));
        return file("counts.csv", "x,count\n" + rows + "\n");
    }

    private static Cli trained(String loss, String features, String... more) {
        List<String> command = new ArrayList<>(
                List.of("train", PENGUINS, "--target", "body_mass_g", "--loss", loss, "--features", features));
        command.addAll(List.of(more));
        return Cli.run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-nll", "student-t-nll", "laplace-nll"})
    void predictions_areLocationScaleMeanAndQuantiles(String loss) throws IOException {
        train(PENGUINS, "body_mass_g", "--loss", loss, "--features", "flipper_length_mm,species");
        Cli cli = predict(Path.of(PENGUINS), "--quantiles", "0.1,0.5,0.9");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().lines().findFirst())
                .contains("row,location,scale,mean,quantile=0.1,quantile=0.5,quantile=0.9");
        double[][] rows = numbers(cli.out());
        assertThat(rows).hasNumberOfRows(344);
        for (double[] row : rows) {
            assertThat(row[3]).isEqualTo(row[1]);
            assertThat(row[5]).isCloseTo(row[1], within(1e-9));
            double wide = loss.startsWith("gaussian")
                    ? NINE_TENTHS
                    : loss.startsWith("laplace") ? Math.log(5) : 1.5332062740589438;
            assertThat(row[6]).isCloseTo(row[1] + wide * row[2], within(1e-9 * row[6]));
            assertThat(row[4]).isCloseTo(row[1] - wide * row[2], within(1e-9 * row[6]));
        }
        assertThat(cli.err().replaceAll("\\s+", " ")).contains("within-50 0.", "within-80 0.", "within-90 0.");
        Map<String, Object> kept = JSON.std.mapFrom(Files.readString(model));
        Object objective = ((Map<?, ?>) kept.get("fit")).get("objective");
        Cli json = predict(Path.of(PENGUINS), "--json");
        Object scored = JSON.std.mapFrom(json.out()).get("scored");
        assertThat((double) ((Map<?, ?>) scored).get("mean_loss")).isCloseTo((double) objective, within(1e-9));
    }

    @Test
    void text_says_howTheIntervalsSuit_in80Columns() throws IOException {
        Cli cli = trained(
                "gaussian-nll",
                "flipper_length_mm,species",
                "--report",
                folder.resolve("page.html").toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80 || line.startsWith("Report"));
        assertThat(cli.out())
                .contains("Intervals   of 342 training rows the 50% intervals hold ")
                .contains("Score mean\n", "Score log_scale\n", "Certificate converged in ");
        assertThat(Files.readString(folder.resolve("page.html")))
                .contains("Do the distributions suit the data?", "data-chart=\"coverage\"", "\"histogram\":[");
    }

    @Test
    void json_hasTheHistogram() throws IOException {
        Cli cli = trained("gaussian-nll", "species", "--json");
        Map<?, ?> coverage = (Map<?, ?>) JSON.std.mapFrom(cli.out()).get("coverage");
        assertThat(coverage.get("rows")).isEqualTo(342);
        assertThat((List<?>) coverage.get("levels")).hasToString("[0.5, 0.8, 0.9]");
        double sum = ((List<?>) coverage.get("histogram"))
                .stream().mapToDouble(share -> ((Number) share).doubleValue()).sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    /** With the scores beside them everything can be worked out by hand. */
    @Test
    void zeroInflated_hasMeanZerosAndWholeQuantiles() throws IOException {
        Path counts = counts();
        train(counts.toString(), "count", "--loss", "zip");
        Cli cli = predict(counts, "--columns", "score,prediction,mean,probability=0", "--quantiles", "0.5,0.95");
        assertThat(cli.out().lines().findFirst())
                .contains(
                        "row,score=log_mean,score=zero_logit,prediction,mean,probability=0,quantile=0.5,quantile=0.95");
        assertThat(cli.out().lines().skip(1)).allMatch(line -> line.matches(".*,[0-9]+,[0-9]+"));
        for (double[] row : numbers(cli.out())) {
            double rate = Math.exp(row[1]);
            double extra = 1 / (1 + Math.exp(-row[2]));
            assertThat(row[4]).isCloseTo((1 - extra) * rate, within(1e-12 * rate));
            assertThat(row[3]).isEqualTo(row[4]);
            assertThat(row[5]).isCloseTo(extra + (1 - extra) * Math.exp(-rate), within(1e-12));
            double below = 0;
            double above = 0;
            double term = Math.exp(-rate);
            for (int k = 0; k <= row[7]; k++, term *= rate / k) {
                below = above;
                above += term;
            }
            assertThat(extra + (1 - extra) * below).isLessThan(0.95);
            assertThat(extra + (1 - extra) * above).isGreaterThanOrEqualTo(0.95);
        }
        Cli usual = predict(counts);
        assertThat(usual.out()).startsWith("row,mean,probability=0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negative-binomial:dispersion=0.5"})
    void countsOfOneScore_haveQuantilesOnRequest(String loss) throws IOException {
        Path counts = counts();
        train(counts.toString(), "count", "--loss", loss);
        assertThat(predict(counts, "--quantiles", "0.9").out()).startsWith("row,score,prediction,quantile=0.9\n");
        assertThat(predict(counts).out()).startsWith("row,score,prediction\n");
    }

    @Test
    void cauchy_hasNoMean() {
        train(PENGUINS, "body_mass_g", "--loss", "student-t-nll:df=1", "--features", "species");
        assertThat(predict(Path.of(PENGUINS), "--columns", "prediction,location")
                        .out())
                .startsWith("row,prediction,location\n");
        assertThat(predict(Path.of(PENGUINS), "--columns", "mean").err())
                .contains("this model gives score, prediction, location, scale");
    }

    @Test
    void lambda_isChosen_andErrorsByBootstrap() {
        Cli cli = trained(
                "gaussian-nll",
                "flipper_length_mm,sex",
                "--penalty",
                "l1",
                "--lambdas",
                "5",
                "--folds",
                "3",
                "--errors",
                "bootstrap:40");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("one standard error rule", "inputs are used", "std. error");
    }

    @Test
    void resume_isThereAtOnce() {
        train(PENGUINS, "body_mass_g", "--loss", "student-t-nll", "--features", "flipper_length_mm,species");
        Cli cli = trained("student-t-nll", "flipper_length_mm,species", "--resume", model.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).containsPattern("converged in [01] steps?: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gaussian-mixture             | body_mass_g | its components may narrow to single rows
            weibull-survival             | body_mass_g | it takes two targets for each row
            zero-inflated-poisson        | bill_length_mm | counts: whole numbers from 0 on; bill_length_mm in data row 1 of
            zip                          | body_mass_g | no target is 0 in the 342 rows
            gaussian-nll                 | sex | is binary; take bce
            gaussian-nll                 | species | has 3 labels; take softmax
            gaussian-nll --solver newton | body_mass_g | choose their solver by themselves
            gaussian-nll --errors model  | body_mass_g | take --errors bootstrap:200
            gaussian-nll --non-negative flipper_length_mm | body_mass_g | which of them they are for
            laplace-nll --penalty l2:lambda=1 | body_mass_g | take student-t-nll with the penalty
            laplace-nll --penalty l1     | body_mass_g | take student-t-nll with the penalty
            """)
    void train_refuses(String loss, String target, String said) {
        List<String> command = new ArrayList<>(List.of("train", PENGUINS, "--target", target, "--loss"));
        command.addAll(List.of(loss.split(" ")));
        Cli cli = Cli.run(command.toArray(String[]::new));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains(said);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void compare_saysWhatToUse() {
        Cli cli = Cli.run("compare", PENGUINS, "--target", "body_mass_g", "--loss", "gaussian-nll,mse");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("lossmith train ... --loss gaussian-nll");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "1.5", "x", "NaN", "'0.1,0.1'"})
    void quantiles_areProbabilities(String quantile) {
        train(PENGUINS, "body_mass_g", "--loss", "gaussian-nll", "--features", "species");
        Cli cli = predict(Path.of(PENGUINS), "--quantiles", quantile);
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("--quantiles " + quantile.split(",")[0]);
    }

    @Test
    void quantiles_needADistribution() {
        train(PENGUINS, "body_mass_g", "--loss", "mse", "--features", "species");
        Cli cli = predict(Path.of(PENGUINS), "--quantiles", "0.5");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("--quantiles is for models of a distribution", "gaussian-nll");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "distribution" | "identity"   | loss.link: wanted "distribution"
            "log_scale"    | "scale"      | scores[1].label: wanted "log_scale", a score of gaussian-nll
            gaussian-nll   | gaussian-mixture | cannot be trained with a linear model here
            "continuous"   | "binary"     | labels
            """)
    void modelFile_isCheckedBeforeItIsUsed(String from, String to, String said) throws IOException {
        train(PENGUINS, "body_mass_g", "--loss", "gaussian-nll", "--features", "flipper_length_mm");
        String text = Files.readString(model);
        assertThat(text).contains(from);
        int at = from.contains("log_scale") ? text.lastIndexOf(from) : text.indexOf(from);
        Files.writeString(model, text.substring(0, at) + to + text.substring(at + from.length()));
        Cli cli = predict(Path.of(PENGUINS));
        assertThat(cli.status()).as(cli.err()).isEqualTo(2);
        assertThat(cli.err()).contains(said);
    }
}
