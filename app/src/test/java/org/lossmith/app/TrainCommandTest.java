package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.app.console.ExitStatus;

class TrainCommandTest {
    private static final String PENGUINS = "../examples/data/penguins.csv";

    @TempDir
    private Path folder;

    private static Cli train(String target, String... more) {
        return Cli.run(Stream.concat(Stream.of("train", PENGUINS, "--target", target), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void text_fitsEightyColumnsAndHasWhatIsPromised() {
        Cli cli = train("body_mass_g", "--loss", "huber:delta=300");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(cli.out())
                .contains("342 of 344 rows used", "2 left out: no target")
                .contains("huber:delta=300: where(abs(z - y) <= delta")
                .contains("Penalty     none")
                .contains("Certificate converged in ")
                .contains("gradient-norm ", " <= 1e-8")
                .contains("flipper_length_mm", "(intercept)", "species=Gentoo")
                .contains("Nothing was kept; -o model.json");
    }

    @Test
    void columnsThatGiveTheTargetAway_areWarnedOf() throws IOException {
        String trips = "../examples/data/taxi-trips.csv.gz";
        Cli cli = Cli.run("train", trips, "--target", "duration_min", "--loss", "mse", "--json");
        assertThat(cli.status()).as(cli.err()).isZero();
        List<?> warnings = (List<?>) JSON.std.mapFrom(cli.out()).get("warnings");
        assertThat(warnings.toString())
                .startsWith("[{code=leak, message=")
                .contains("fare_amount by itself gives duration_min away");
        Cli without = Cli.run(
                "train",
                trips,
                "--target",
                "duration_min",
                "--loss",
                "mse",
                "--exclude",
                "fare_amount,total_amount,dropoff_datetime");
        assertThat(without.status()).as(without.err()).isZero();
        assertThat(without.out()).doesNotContain("give duration_min away").contains("thursday  ");
        assertThat(without.out().lines().filter(line -> !line.contains("taxi-trips")))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void manyInputs_areCountedForTheEyeAndTheZerosFolded() throws IOException {
        StringBuilder rows = new StringBuilder("city,x,y\n");
        for (int i = 0; i < 3000; i++) {
            rows.append("town")
                    .append(i % 1500)
                    .append(',')
                    .append(i % 7)
                    .append(',')
                    .append(i % 11)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("towns.csv"), rows);
        Path page = folder.resolve("towns.html");
        Cli cli = Cli.run(
                "train",
                file.toString(),
                "--target",
                "y",
                "--loss",
                "mse",
                "--levels",
                "5000",
                "--penalty",
                "l1:lambda=100",
                "--report",
                page.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("from 1,500", "1,500 of 1,500 coefficients are exactly 0: ", " and 1,470 more");
        assertThat(Files.readString(page)).contains("<details><summary>Their names</summary><p>");
        assertThat(train("body_mass_g", "--loss", "mse", "--report", page.toString())
                        .status())
                .isZero();
        assertThat(Files.readString(page)).doesNotContain("Their names", "on standardised inputs");
    }

    @Test
    void output_isAModelAndTheOnlyFile() throws IOException {
        Path file = folder.resolve("model.json");
        Cli cli = train("body_mass_g", "--loss", "mse", "-o", file.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("Model: " + file);
        assertThat(JSON.std.mapFrom(Files.readString(file)))
                .containsEntry("format", "lossmith-model")
                .containsEntry("version", 1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void json_hasTheModelAndHowOthersNameThePenalty() throws IOException {
        Cli cli = train("sex", "--loss", "bce", "--penalty", "l2:lambda=0.01", "--json");
        assertThat(cli.status()).as(cli.err()).isZero();
        Map<String, Object> found = JSON.std.mapFrom(cli.out());
        assertThat(found).containsEntry("model_file", null).containsEntry("zeros", List.of());
        // 333 rows have a sex; C = 1 / (2 n lambda)
        assertThat(found.get("penalty_names"))
                .asInstanceOf(MAP)
                .containsEntry("scikit-learn LogisticRegression C", 1 / (2 * 333 * 0.01))
                .containsEntry("glmnet lambda", 0.02);
        assertThat(found.get("model"))
                .asInstanceOf(MAP)
                .containsEntry("threshold", 0.5)
                .extractingByKey("target")
                .asInstanceOf(MAP)
                .containsEntry("positive", "female");
    }

    /** scikit-learn: |w| times l1_ratio and w^2/2 times the rest; of squared errors it takes half the mean. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            squared-error, body_mass_g, scikit-learn ElasticNet alpha, 1, scikit-learn ElasticNet l1_ratio
            half-squared-error, body_mass_g, scikit-learn ElasticNet alpha, 2, scikit-learn ElasticNet l1_ratio
            bce, sex, glmnet lambda, 2, scikit-learn LogisticRegression l1_ratio
            """)
    void elasticNet_hasTheNamesOfOthersToo(String loss, String target, String strength, double value, String share)
            throws IOException {
        // l1 = 1, l2 = 0.5
        Cli cli =
                train(target, "--loss", loss, "--penalty", "elastic-net:lambda=1.5,alpha=0.6666666666666666", "--json");
        assertThat(cli.status()).as(cli.err()).isZero();
        Map<?, ?> names = (Map<?, ?>) JSON.std.mapFrom(cli.out()).get("penalty_names");
        assertThat((Double) names.get(strength)).isCloseTo(value, within(1e-12));
        assertThat((Double) names.get(share)).isCloseTo(0.5, within(1e-12));
        assertThat((Double) names.get("glmnet alpha")).isCloseTo(0.5, within(1e-12));
        assertThat((Double) names.get("glmnet lambda")).isCloseTo(value, within(1e-12));
    }

    @Test
    void longNames_keepTheirEndsAndOneLine() throws IOException {
        StringBuilder rows = new StringBuilder("\"two\nlines\",a_name_that_is_much_too_long_for_a_line_b,y\n");
        for (int i = 0; i < 20; i++) {
            rows.append(i % 7).append(',').append(i % 3).append(',').append(i).append('\n');
        }
        Path data = folder.resolve("names.csv");
        Files.writeString(data, rows);
        Cli cli = Cli.run("train", data.toString(), "--target", "y", "--loss", "mse", "--errors", "none");
        assertThat(cli.out()).contains("\ntwo lines  ", "\na_name_that_is_...r_a_line_b ");
        Cli narrower = Cli.run("train", data.toString(), "--target", "y", "--loss", "mse");
        assertThat(narrower.out()).contains("\ntwo lines  ").containsPattern("\na_name[a-z_]*\\.\\.\\.r_a_line_b ");
        assertThat(narrower.out().lines().skip(2)).allMatch(line -> line.length() <= 80);
    }

    @Test
    void inputs_canBeBoundedUnpenalisedOrLeftOut() throws IOException {
        Map<String, Object> free = coefficients("--loss", "mse");
        Map<String, Object> found = coefficients(
                "--loss",
                "mse",
                "--penalty",
                "l1:lambda=5000",
                "--penalty-factor",
                "bill_length_mm=0, island=Infinity");
        assertThat(free).doesNotContainValue(0.0);
        // Of what l1 leaves, all is the one unpenalised column.
        assertThat(found.entrySet())
                .filteredOn(each -> !each.getValue().equals(0.0))
                .hasSize(1);
        assertThat(found.get("bill_length_mm")).isNotEqualTo(0.0);
        assertThat((Double) free.get("flipper_length_mm")).isPositive();
        assertThat(coefficients("--loss", "mse", "--non-positive", "flipper_length_mm"))
                .containsEntry("flipper_length_mm", 0.0);
        assertThat(coefficients("--loss", "mse", "--penalty", "group-lasso:lambda=500"))
                .satisfies(grouped -> assertThat(grouped.get("species=Gentoo").equals(0.0))
                        .isEqualTo(grouped.get("species=Chinstrap").equals(0.0)));
    }

    /** By input. */
    private static Map<String, Object> coefficients(String... options) throws IOException {
        Cli cli = train(
                "body_mass_g",
                Stream.concat(Stream.of(options), Stream.of("--json")).toArray(String[]::new));
        assertThat(cli.status()).as(cli.err()).isZero();
        Map<?, ?> model = (Map<?, ?>) JSON.std.mapFrom(cli.out()).get("model");
        Map<?, ?> score = (Map<?, ?>) ((List<?>) model.get("scores")).get(0);
        Map<String, Object> byInput = new TreeMap<>();
        for (Object each : (List<?>) score.get("coefficients")) {
            Map<?, ?> coefficient = (Map<?, ?>) each;
            byInput.put((String) coefficient.get("input"), coefficient.get("coefficient"));
        }
        return byInput;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--penalty-factor | bill_length_m=0 | did you mean \"bill_length_mm\"",
                "--penalty-factor | bill_length_mm | should be COLUMN=FACTOR",
                "--penalty-factor | bill_length_mm=-1 | at least 0, or Infinity, not \"-1\"",
                "--penalty-factor | bill_length_mm=1,bill_length_mm=2 | given twice",
                "--non-negative | species | is not a number",
                "--errors=sandwich | --non-negative=bill_length_mm | bounds and inputs that are left out",
                "--solver=lbfgs | --non-negative=bill_length_mm | knows no bounds"
            })
    void inputs_mistake_saysWhatIsWanted(String option, String value, String message) {
        Cli cli = train("body_mass_g", "--loss", "mse", option, value);
        assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(cli.err()).contains(message);
    }

    @Test
    void lasso_listsExactZeros() throws IOException {
        Cli text = train("body_mass_g", "--loss", "mse", "--penalty", "l1:lambda=200");
        assertThat(text.out()).containsPattern("5 of 8 coefficients are exactly 0: (?s:.*)bill_depth_mm");
        Cli json = train("body_mass_g", "--loss", "mse", "--penalty", "l1:lambda=200", "--json");
        Map<String, Object> found = JSON.std.mapFrom(json.out());
        assertThat(found.get("zeros"))
                .asInstanceOf(LIST)
                .contains("bill_depth_mm")
                .doesNotContain("flipper_length_mm");
    }

    @Test
    void penaltyWithoutLambda_hasItChosen() throws IOException {
        Path page = folder.resolve("page.html");
        String[] options = {"--loss", "mse", "--penalty", "l1", "--lambdas", "20", "--folds", "4"};
        Cli json = train("body_mass_g", with(options, "--json", "--report", page.toString()));
        assertThat(json.status()).as(json.err()).isZero();
        Map<String, Object> found = JSON.std.mapFrom(json.out());
        Map<?, ?> choice = (Map<?, ?>) found.get("lambda_choice");
        List<Object> lambdas = List.copyOf((List<?>) choice.get("lambdas"));
        // Where smaller lambdas change nothing the path ends.
        assertThat(lambdas).hasSizeBetween(10, 19).contains(choice.get("min"), choice.get("one_standard_error"));
        assertThat((List<?>) choice.get("mean")).hasSameSizeAs(lambdas);
        assertThat((List<?>) choice.get("standard_error")).hasSameSizeAs(lambdas);
        assertThat((String) choice.get("ended")).contains("less than 1/100,000");
        assertThat(choice.get("rule")).isEqualTo("1se");
        assertThat(choice.get("chosen")).isEqualTo(choice.get("one_standard_error"));
        assertThat(((List<?>) choice.get("nonzeros")).get(0)).isEqualTo(0);
        int zeros = ((List<?>) found.get("zeros")).size();
        assertThat(((List<?>) choice.get("nonzeros")).get(lambdas.indexOf(choice.get("chosen"))))
                .isEqualTo(8 - zeros);
        assertThat(Files.readString(page)).contains("lambdaCurve", "coefficientPaths", "flipper_length_mm");
        assertThat(Files.size(page)).isLessThan(1_500_000);
        Cli text = train("body_mass_g", options);
        assertThat(text.out()).contains("(one standard error rule), " + (8 - zeros) + " of 8");
        Cli ridge = train("body_mass_g", "--loss", "mse", "--penalty", "l2", "--lambdas", "5", "--folds", "3");
        assertThat(ridge.out()).contains("(smallest held-out loss), 8 of 8");
    }

    @Test
    void classes_haveTheirLambdaChosen() throws IOException {
        Path page = folder.resolve("classes.html");
        String[] options = {"--loss", "softmax", "--penalty", "l1", "--lambdas", "15", "--folds", "4"};
        Cli json = train("species", with(options, "--json", "--report", page.toString()));
        assertThat(json.status()).as(json.err()).isZero();
        Map<String, Object> found = JSON.std.mapFrom(json.out());
        Map<?, ?> choice = (Map<?, ?>) found.get("lambda_choice");
        assertThat(choice.get("rule")).isEqualTo("1se");
        assertThat(choice.get("judged")).isEqualTo(4);
        assertThat(choice.get("chosen")).isEqualTo(choice.get("one_standard_error"));
        assertThat(((List<?>) choice.get("nonzeros")).get(0)).isEqualTo(0);
        assertThat(Files.readString(page))
                .contains("lambdaCurve", "Gentoo: flipper_length_mm", "<h1>species by softmax</h1>");
        Cli text = train("species", options);
        assertThat(text.out()).contains("(one standard error rule)", "inputs are used");
        assertThat(text.out().lines()).allMatch(line -> line.length() <= 80);
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void result_isTheSameForAnyNumberOfThreads() {
        String one = train("body_mass_g", "--loss", "huber:delta=200", "--json", "--threads", "1")
                .out();
        String three = train("body_mass_g", "--loss", "huber:delta=200", "--json", "--threads", "3")
                .out();
        assertThat(one.replaceAll("\"seconds\".*", "")).isEqualTo(three.replaceAll("\"seconds\".*", ""));
    }

    @Test
    void classes_haveAScoreEach() throws IOException {
        Cli cli = train("species", "--loss", "softmax", "--json");
        assertThat(cli.status()).as(cli.err()).isZero();
        Map<String, Object> found = JSON.std.mapFrom(cli.out());
        assertThat(found.get("model"))
                .asInstanceOf(MAP)
                .extractingByKey("scores")
                .asInstanceOf(LIST)
                .extracting("label")
                .containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(found.get("penalty_reason").toString()).contains("1 / (2 rows)");
        assertThat(train("species", "--loss", "softmax").out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void formula_isTrainedWithItsParameter() {
        Cli cli = train("body_mass_g", "--formula", "log(cosh((z-y)/s))", "--param", "s=300");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("Loss        log(cosh((z-y)/s))", "with s = 300");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            body_mass_g |                                | which loss? Name one with --loss
            body_mass_g | --loss mse --formula (z-y)^2   | give one of them
            body_mass_g | --loss softmax                 | if its numbers are codes of classes, say so: --as classes
            species     | --loss mse                     | has 3 labels, which need a score each; take softmax
            sex         | --loss softmax                 | for two labels bce is what softmax is for more
            species     | --loss ordinal                 | cannot be trained with a linear model
            body_mass_g | --loss gaussian-mixture        | cannot be trained with a linear model here: its components
            body_mass_g | --loss bce                     | takes targets that are 0, 1
            body_mass_g | --loss mse --solver simplex    | no solver "simplex"
            species     | --loss softmax --solver newton | leave --solver out
            body_mass_g | --loss mse --penalty l3        | no penalty "l3"
            body_mass_g | --loss mse --penalty l1 --lambda best | wanted min or 1se
            body_mass_g | --loss mse --penalty l1 --folds 1 | wanted at least 2
            body_mass_g | --loss mse --lambdas 10      | is for a penalty whose lambda is to be chosen
            body_mass_g | --loss mse --split-by year     | holds rows out only to choose the lambda
            body_mass_g | --loss mse --threshold 0.5     | leave --threshold out
            sex         | --loss bce --threshold 2       | from 0 to 1
            body_mass_g | --loss mse --threads 0         | threads must be at least 1
            body_mas_g  | --loss mse                     | did you mean "body_mass_g"
            body_mass_g | --loss mse -o none/m.json      | there is no directory
            body_mass_g | --loss mse -o ../examples/data/penguins.csv | would overwrite what is read
            """)
    void wrongUsage_isRefusedWithTheRemedy(String target, String options, String said) {
        Cli cli = train(target, options == null ? new String[0] : options.split(" "));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains(said);
    }

    @Test
    void moreInputsThanRows_wantAPenalty() throws IOException {
        Path data = Files.writeString(folder.resolve("wide.csv"), "a,b,c,y\n1,2,3,4\n2,1,5,3\n3,7,1,9\n");
        Cli bare = Cli.run("train", data.toString(), "--target", "y", "--loss", "mse");
        assertThat(bare.status()).isEqualTo(2);
        assertThat(bare.err()).contains("3 rows for 3 inputs", "--penalty l2:lambda=0.1");
        Cli ridge = Cli.run("train", data.toString(), "--target", "y", "--loss", "mse", "--penalty", "l2:lambda=0.1");
        assertThat(ridge.status()).as(ridge.err()).isZero();
    }

    @Test
    void oneRow_isRefused() throws IOException {
        Path data = Files.writeString(folder.resolve("one.csv"), "a,y\n1,2\n");
        Cli cli = Cli.run("train", data.toString(), "--target", "y", "--loss", "mse");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("only one row");
    }
}
