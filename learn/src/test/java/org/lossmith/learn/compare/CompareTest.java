package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.SeededRandom;

/** The whole way on data made in memory, where the right answer is known. */
class CompareTest {
    private static final CompareRequest REQUEST =
            CompareRequest.of(Path.of("made.csv"), "target").withThreads(2);

    private static Comparison run(Dataset data, CompareRequest request) {
        return Compare.run(data, request, Progress.none());
    }

    /** Two standard normal inputs, and a target computed from the row of them and a source of noise. */
    private interface Recipe {
        double target(double a, double b, SeededRandom random);
    }

    private static Dataset make(int rows, TargetKind kind, Recipe recipe) {
        SeededRandom random = new SeededRandom(17);
        DenseMatrix x = new DenseMatrix(rows, 2);
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            x.set(row, 0, random.normal());
            x.set(row, 1, random.normal());
            target[row] = recipe.target(x.get(row, 0), x.get(row, 1), random);
        }
        return Dataset.of(x, target, List.of("a", "b"), kind);
    }

    private static Dataset normal(int rows) {
        return make(rows, TargetKind.CONTINUOUS, (a, b, random) -> 3 + 2 * a - b + random.normal());
    }

    private static Dataset labels(int rows) {
        return make(
                rows, TargetKind.BINARY, (a, b, random) -> random.next() < 1 / (1 + Math.exp(2 - 2 * a + b)) ? 1 : 0);
    }

    private static Candidate candidate(Comparison comparison, String loss) {
        return comparison.candidates().stream()
                .filter(candidate -> candidate.loss().equals(loss))
                .findFirst()
                .orElseThrow();
    }

    private static double value(Comparison comparison, String loss, String metric) {
        return candidate(comparison, loss).metrics().get(metric).value();
    }

    @Test
    void normalErrors_areMeasuredAtTheirKnownSize() {
        Comparison found = run(normal(4000), REQUEST);
        assertThat(found.metric()).isEqualTo("rmse");
        assertThat(found.candidates())
                .extracting(Candidate::loss)
                .containsExactly("squared-error", "huber", "absolute-error");
        assertThat(value(found, "squared-error", "rmse")).isCloseTo(1, within(0.03));
        assertThat(value(found, "squared-error", "mae")).isCloseTo(Math.sqrt(2 / Math.PI), within(0.03));
        assertThat(value(found, "squared-error", "median-error")).isCloseTo(0.6745, within(0.03));
        assertThat(value(found, "squared-error", "p90-error")).isCloseTo(1.645, within(0.06));
        assertThat(found.best()).contains("squared-error");
        Candidate squared = candidate(found, "squared-error");
        assertThat(squared.intercept()).isCloseTo(3, within(0.06));
        assertThat(squared.coefficients()[0]).isCloseTo(2, within(0.06));
        assertThat(squared.converged()).isTrue();
        assertThat(candidate(found, "huber").parameters().get("delta")).isCloseTo(1.345, within(0.1));
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void corruptedRows_makeRobustLossesWin_andAreNamed() {
        Dataset data = make(
                3000,
                TargetKind.CONTINUOUS,
                (a, b, random) -> random.next() < 0.005 ? 900 + random.normal() : 3 + 2 * a - b + random.normal());
        Comparison found = run(data, REQUEST);
        assertThat(found.metric()).isEqualTo("mae");
        assertThat(found.best()).isSubsetOf("huber", "absolute-error").isNotEmpty();
        assertThat(found.warnings()).extracting(Comparison.Warning::code).containsExactly("corrupted-target");
        int first = 0;
        for (int row = 0; row < 3000; row++) {
            first = data.target()[row] > data.target()[first] ? row : first;
        }
        assertThat(found.warnings().get(0).message()).contains("data rows " + (first + 1) + " (");
        assertThat(candidate(found, "huber").parameterReasons().get("delta")).startsWith("where the tail");
    }

    @Test
    void statedCosts_giveTheQuantile_andItWins() {
        Dataset data = make(4000, TargetKind.CONTINUOUS, (a, b, random) -> a - 2 * Math.log(1 - random.next()));
        Comparison found = run(data, REQUEST.withMistake("under=4,over=1"));
        assertThat(found.metric()).isEqualTo("cost");
        assertThat(candidate(found, "quantile").parameters()).isEqualTo(Map.of("q", 0.8));
        assertThat(found.best()).containsExactly("quantile");
        assertThat(found.verdict())
                .contains("quantile has the smallest cost per row")
                .matches(".*, \\d+% below squared-error \\(.*");
    }

    @Test
    void knownProbabilities_areFoundByBce_andShiftedByItsWeight() {
        Comparison found = run(labels(6000), REQUEST);
        assertThat(found.metric()).isEqualTo("log-loss");
        assertThat(found.best()).containsExactly("bce");
        Candidate bce = candidate(found, "bce");
        assertThat(bce.intercept()).isCloseTo(-2, within(0.2));
        assertThat(bce.metrics().get("calibration-error").value()).isLessThan(0.025);
        Candidate weighted = candidate(found, "weighted-bce");
        double weight = weighted.parameters().get("positive_weight");
        assertThat(weight).isBetween(1.5, 6.0);
        assertThat(weighted.intercept() - bce.intercept()).isCloseTo(Math.log(weight), within(0.15));
        assertThat(weighted.metrics().get("calibration-error").value())
                .isGreaterThan(3 * bce.metrics().get("calibration-error").value());
        assertThat(value(found, "weighted-bce", "roc-auc")).isCloseTo(value(found, "bce", "roc-auc"), within(0.01));
    }

    @Test
    void statedCosts_giveTheWeightAndTheThreshold() {
        Comparison found = run(labels(6000), REQUEST.withMistake("fn=9,fp=1"));
        assertThat(found.metric()).isEqualTo("cost");
        assertThat(candidate(found, "weighted-bce").parameters().get("positive_weight"))
                .isEqualTo(9);
        assertThat(candidate(found, "bce").threshold()).isCloseTo(0.1, within(0.05));
        assertThat(candidate(found, "weighted-bce").threshold()).isCloseTo(0.5, within(0.12));
        assertThat(found.best()).contains("bce", "weighted-bce");
        assertThat(found.verdict()).contains("Of these take bce: by moving its threshold (to 0.");
        assertThat(found.warnings()).extracting(Comparison.Warning::code).doesNotContain("assumed-costs");
    }

    @Test
    void margins_getTheirProbabilityFromTrainingRows() {
        Comparison found = run(labels(3000), REQUEST.withLosses(List.of("bce", "squared-hinge")));
        assertThat(value(found, "squared-hinge", "log-loss")).isCloseTo(value(found, "bce", "log-loss"), within(0.02));
        assertThat(value(found, "squared-hinge", "calibration-error")).isLessThan(0.04);
    }

    @Test
    void formulaOfBce_isMeasuredAsBce() {
        CompareRequest.Written written =
                new CompareRequest.Written("-(y*log(sigmoid(z)) + (1-y)*log(1-sigmoid(z)))", Map.of());
        Comparison found = run(labels(1500), REQUEST.withLosses(List.of("bce")).withFormulas(List.of(written)));
        assertThat(found.candidates()).extracting(Candidate::loss).containsExactly("bce", "formula");
        assertThat(value(found, "formula", "log-loss")).isCloseTo(value(found, "bce", "log-loss"), within(1e-6));
        assertThat(found.best()).containsExactlyInAnyOrder("bce", "formula");
        assertThat(found.verdict()).contains("are tied").contains("hardly matters here");
    }

    @Test
    void counts_areFittedByPoisson() {
        Dataset data = make(3000, TargetKind.COUNTS, (a, b, random) -> poisson(Math.exp(0.3 + 0.8 * a), random));
        Comparison found = run(data, REQUEST);
        assertThat(found.candidates().get(0).loss()).isEqualTo("poisson");
        assertThat(found.best()).containsExactly("poisson");
        assertThat(candidate(found, "poisson").coefficients()[0]).isCloseTo(0.8, within(0.06));
        assertThat(candidate(found, "poisson").metrics()).containsKey("poisson-deviance");
        assertThat(found.pictures().cost()).containsKey("poisson");
    }

    private static double poisson(double mean, SeededRandom random) {
        double limit = Math.exp(-mean);
        double product = random.next();
        int count = 0;
        while (product > limit) {
            product *= random.next();
            count++;
        }
        return count;
    }

    @Test
    void columnEqualToTheTarget_isALeak() {
        SeededRandom random = new SeededRandom(4);
        DenseMatrix x = new DenseMatrix(500, 2);
        double[] target = new double[500];
        for (int row = 0; row < 500; row++) {
            target[row] = random.normal();
            x.set(row, 0, random.normal());
            x.set(row, 1, 7 - 2 * target[row]);
        }
        Comparison found = run(Dataset.of(x, target, List.of("honest", "twin"), TargetKind.CONTINUOUS), REQUEST);
        assertThat(found.warnings().get(0).code()).isEqualTo("leak");
        assertThat(found.warnings().get(0).message()).startsWith("twin by itself gives target away");
        assertThat(found.repeat()).anyMatch(command -> command.contains("--exclude twin"));
    }

    @Test
    void totalOfItsParts_isALeak() {
        Dataset data = make(300, TargetKind.CONTINUOUS, (a, b, random) -> 2 * a + 3 * b);
        Comparison found = run(data, REQUEST.withLosses(List.of("squared-error")));
        assertThat(found.warnings().get(0).code()).isEqualTo("leak");
        assertThat(found.warnings().get(0).message())
                .startsWith("the inputs together give target away")
                .contains("Are b, a known");
    }

    @Test
    void placeholderAmongCounts_isNamed() {
        Dataset data = make(
                1500,
                TargetKind.COUNTS,
                (a, b, random) -> random.next() < 0.003 ? 9999 : poisson(Math.exp(1 + 0.5 * a), random));
        Comparison found = run(data, REQUEST.withLosses(List.of("poisson", "absolute-error")));
        assertThat(found.warnings()).extracting(Comparison.Warning::code).contains("corrupted-target");
        assertThat(found.metric()).isEqualTo("mae");
        assertThat(found.best()).containsExactly("absolute-error");
    }

    @Test
    void separatedLabels_areSaid() {
        Dataset data = make(400, TargetKind.BINARY, (a, b, random) -> a > 0.5 ? 1 : 0);
        Comparison found = run(data, REQUEST.withLosses(List.of("bce")));
        assertThat(found.warnings()).extracting(Comparison.Warning::code).contains("separation", "leak");
        assertThat(candidate(found, "bce").converged()).isFalse();
    }

    @Test
    void threads_changeNothing() {
        Comparison one = run(normal(3000), REQUEST.withThreads(1));
        Comparison two = run(normal(3000), REQUEST.withThreads(2));
        for (int i = 0; i < one.candidates().size(); i++) {
            assertThat(two.candidates().get(i).metrics())
                    .isEqualTo(one.candidates().get(i).metrics());
            assertThat(two.candidates().get(i).coefficients())
                    .isEqualTo(one.candidates().get(i).coefficients());
        }
        assertThat(two.pictures().movement()).isEqualTo(one.pictures().movement());
    }

    @Test
    void pictures_areBoundedAndAddUp() {
        Comparison numbers = run(normal(3000), REQUEST);
        Comparison.Pictures pictures = numbers.pictures();
        assertThat(pictures.errors().stream().mapToLong(Comparison.Bin::count).sum())
                .isEqualTo(3000);
        assertThat(pictures.errors()).hasSizeLessThanOrEqualTo(60);
        assertThat(pictures.errors()).anyMatch(bin -> Math.abs(bin.low() - pictures.delta()) < 1e-9);
        assertThat(pictures.movement()).containsOnlyKeys("huber", "absolute-error");
        assertThat(pictures.movement().get("huber")).hasSize(400);
        assertThat(pictures.cost().values()).allSatisfy(points -> {
            assertThat(points).hasSizeLessThanOrEqualTo(200);
            assertThat(points.get(0).x()).isEqualTo(1 / 3000.0);
            assertThat(points.get(points.size() - 1)).isEqualTo(new Comparison.Point(1, 1));
        });
        assertThat(pictures.worst()).hasSize(20);
        assertThat(pictures.spread()).hasSize(2);
        assertThat(pictures.spread()[0]).isCloseTo(1, within(0.05));
        Comparison.Pictures binary = run(labels(3000), REQUEST).pictures();
        assertThat(binary.errors()).isEmpty();
        assertThat(binary.tradeoff().get("bce")).hasSizeBetween(50, 100);
        assertThat(binary.tradeoff().get("bce"))
                .isSortedAccordingTo((p, q) -> Double.compare(p.threshold(), q.threshold()));
        assertThat(binary.tradeoff().get("bce").get(0).recall()).isEqualTo(1);
        assertThat(binary.calibration().get("bce").stream()
                        .mapToLong(Comparison.CalibrationBin::count)
                        .sum())
                .isEqualTo(3000);
    }

    @Test
    void sameLossTwice_takesPartOnce_andParametersTellApart() {
        List<String> losses = List.of("mse", "squared-error", "huber:delta=1", "huber:delta=2");
        Comparison found = run(normal(200), REQUEST.withLosses(losses));
        assertThat(found.candidates())
                .extracting(Candidate::loss)
                .containsExactly("squared-error", "huber:delta=1", "huber:delta=2");
        assertThat(candidate(found, "huber:delta=1").parameterReasons()).isEmpty();
    }

    @Test
    void progress_reachesItsEnd() {
        List<int[]> steps = new ArrayList<>();
        Compare.run(normal(200), REQUEST, (done, of, label) -> steps.add(new int[] {done, of}));
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i)[0]).isGreaterThanOrEqualTo(steps.get(i - 1)[0]);
        }
        int[] last = steps.get(steps.size() - 1);
        assertThat(last[0]).isEqualTo(last[1]);
        assertThat(steps.stream().filter(step -> step[0] == step[1])).hasSize(1);
    }

    @Test
    void weightsOfZero_leaveRowsOut() {
        Dataset data = normal(400);
        double[] target = data.target().clone();
        double[] weight = new double[400];
        Arrays.setAll(weight, row -> row % 2);
        IntToDoubleFunction nonsense = row -> row % 2 == 0 ? 1e6 : target[row];
        Dataset weighted = withWeight(
                data, Arrays.stream(indexes(400)).mapToDouble(nonsense).toArray(), weight);
        Comparison found = run(weighted, REQUEST.withLosses(List.of("squared-error")));
        assertThat(value(found, "squared-error", "rmse")).isCloseTo(1, within(0.15));
    }

    private static int[] indexes(int n) {
        return java.util.stream.IntStream.range(0, n).toArray();
    }

    private static Dataset withWeight(Dataset data, double[] target, double[] weight) {
        return new Dataset(
                data.file(),
                data.x(),
                target,
                weight,
                data.features(),
                data.targetName(),
                data.kind(),
                data.labels(),
                data.positive(),
                data.rows(),
                data.droppedBecause(),
                data.columns(),
                data.groups(),
                data.sourceRow(),
                data.encoder(),
                data.notices(),
                data.original());
    }

    @Test
    void moreInputsThanRows_doNotLetHeldOutRowsIn() {
        SeededRandom random = new SeededRandom(31);
        DenseMatrix x = new DenseMatrix(30, 60);
        double[] target = new double[30];
        List<String> names = new ArrayList<>();
        for (int row = 0; row < 30; row++) {
            target[row] = random.normal();
            for (int column = 0; column < 60; column++) {
                x.set(row, column, random.normal());
            }
        }
        for (int column = 0; column < 60; column++) {
            names.add("x" + column);
        }
        Comparison found =
                run(Dataset.of(x, target, names, TargetKind.CONTINUOUS), REQUEST.withLosses(List.of("mse", "huber")));
        assertThat(value(found, "squared-error", "rmse")).isGreaterThan(0.5);
        assertThat(candidate(found, "huber").parameters().get("delta")).isBetween(0.3, 5.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubber", "huber:delta=-1", "quantile:q=2", "huber:width=3"})
    void wrongLosses_areRefusedBeforeAnyWork(String spec) {
        CompareRequest request =
                CompareRequest.of(Path.of("no-such-file.csv"), "y").withLosses(List.of(spec));
        assertThatThrownBy(() -> Compare.run(request, Progress.none()))
                .isInstanceOf(InputException.class)
                .hasMessageNotContaining("no-such-file");
    }

    @Test
    void lossThatCannotTakeATarget_isRefusedWithTheRow() {
        assertThatThrownBy(() -> run(normal(50), REQUEST.withLosses(List.of("gamma"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("gamma wants targets that are more than 0; target in data row ");
        assertThatThrownBy(() -> run(normal(50), REQUEST.withLosses(List.of("bce"))))
                .hasMessageContaining("bce wants targets that are 0, 1, or a number between them");
        assertThatThrownBy(() -> run(normal(50), REQUEST.withMistake("fn=5,fp=1")))
                .hasMessageContaining("is about yes-or-no targets");
    }

    @Test
    void fewRows_areComparedWithAWarning() {
        Comparison found = run(normal(4), REQUEST.withLosses(List.of("squared-error")));
        assertThat(found.validation().folds()).isEqualTo(4);
        assertThat(found.warnings()).extracting(Comparison.Warning::code).contains("small-sample", "folds");
        assertThatThrownBy(() -> run(normal(2), REQUEST)).hasMessageContaining("only 2 rows are left");
    }
}
