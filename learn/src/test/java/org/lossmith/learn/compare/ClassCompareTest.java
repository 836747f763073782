package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.lossmith.InputException;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.ClassFigure;
import org.lossmith.learn.compare.Comparison.Warning;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.SeededRandom;

/** Several classes, the whole way: made in memory, where the truth is known, and from the example files. */
class ClassCompareTest {
    /** Centred over the three classes: intercept and two coefficients of each. */
    private static final double[][] TRUTH = {{1, 1, 0}, {0, -1, 1}, {-1, 0, -1}};

    private static final CompareRequest REQUEST =
            CompareRequest.of(Path.of("made.csv"), "target").withThreads(2);

    private static double score(int k, Matrix x, int row) {
        return TRUTH[k][0] + TRUTH[k][1] * x.get(row, 0) + TRUTH[k][2] * x.get(row, 1);
    }

    /** Two standard normal inputs; classes drawn from the softmax of the true scores (largest with Gumbel noise). */
    private static Dataset made(int rows) {
        SeededRandom random = new SeededRandom(11);
        DenseMatrix x = new DenseMatrix(rows, 2);
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            x.set(row, 0, random.normal());
            x.set(row, 1, random.normal());
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < 3; k++) {
                double noisy = score(k, x, row) - Math.log(-Math.log(random.next()));
                target[row] = noisy > best ? k : target[row];
                best = Math.max(best, noisy);
            }
        }
        return Dataset.of(x, target, List.of("a", "b"), TargetKind.CATEGORIES);
    }

    private static Comparison run(Dataset data, CompareRequest request) {
        return Compare.run(data, request, Progress.none());
    }

    private static Candidate candidate(Comparison comparison, String loss) {
        return comparison.candidates().stream()
                .filter(candidate -> candidate.loss().equals(loss))
                .findFirst()
                .orElseThrow();
    }

    private static double value(Candidate candidate, String metric) {
        return candidate.metrics().get(metric).value();
    }

    private static AbstractStringAssert<?> error(Dataset data, CompareRequest request) {
        return assertThat(
                org.assertj.core.api.Assertions.catchThrowableOfType(InputException.class, () -> run(data, request))
                        .getMessage());
    }

    @Test
    void knownProbabilities_areFoundBySoftmax_asWellAsTheTruthItself() {
        Dataset data = made(6000);
        Comparison found = run(data, REQUEST);
        assertThat(found.metric()).isEqualTo("log-loss");
        assertThat(found.candidates())
                .extracting(Candidate::loss)
                .containsExactly("softmax", "softmax-focal", "multiclass-hinge");
        assertThat(found.best()).containsExactly("softmax");
        Candidate softmax = candidate(found, "softmax");
        for (int k = 0; k < 3; k++) {
            assertThat(softmax.scores().get(k).intercept()).isCloseTo(TRUTH[k][0], within(0.1));
            assertThat(softmax.scores().get(k).coefficients()[0]).isCloseTo(TRUTH[k][1], within(0.1));
            assertThat(softmax.scores().get(k).coefficients()[1]).isCloseTo(TRUTH[k][2], within(0.1));
        }
        double truth = 0;
        for (int row = 0; row < 6000; row++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += Math.exp(score(k, data.x(), row));
            }
            truth += (Math.log(sum) - score((int) data.target()[row], data.x(), row)) / 6000;
        }
        assertThat(value(softmax, "log-loss")).isCloseTo(truth, within(0.005));
        assertThat(value(softmax, "calibration-error")).isLessThan(0.03);
        assertThat(softmax.converged()).isTrue();
        assertThat(found.warnings()).isEmpty();
        assertThat(found.verdict())
                .contains("softmax has the smallest log-loss")
                .contains("The class frequencies alone give");
    }

    @Test
    void baseline_isTheEntropyOfTheClasses_andFiguresAddUp() {
        Dataset data = made(3000);
        Comparison found = run(data, REQUEST.withLosses(List.of("softmax")));
        Comparison.Classes classes = found.classes();
        double entropy = classes.rows().stream()
                .mapToDouble(rows -> -rows / 3000.0 * Math.log(rows / 3000.0))
                .sum();
        assertThat(classes.baseline().get("log-loss").value()).isCloseTo(entropy, within(1e-3));
        long most = classes.rows().stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(classes.baseline().get("accuracy").value()).isCloseTo(most / 3000.0, within(1e-12));
        Comparison.ClassFigures figures = candidate(found, "softmax").classes();
        double right = 0;
        for (int k = 0; k < 3; k++) {
            int of = k;
            assertThat(Arrays.stream(figures.confusion()[k]).sum())
                    .isEqualTo(classes.rows().get(k).doubleValue());
            ClassFigure each = figures.each().get(k);
            assertThat(IntStream.range(0, 3)
                            .mapToDouble(truth -> figures.confusion()[truth][of])
                            .sum())
                    .isEqualTo(each.called());
            assertThat(each.recall().value())
                    .isCloseTo(figures.confusion()[k][k] / classes.rows().get(k), within(1e-12));
            right += figures.confusion()[k][k];
        }
        assertThat(value(candidate(found, "softmax"), "accuracy")).isCloseTo(right / 3000, within(1e-12));
    }

    @Test
    void result_isTheSame_forAnyNumberOfThreads() {
        Dataset data = made(1500);
        Comparison one = run(data, REQUEST.withThreads(1));
        Comparison four = run(data, REQUEST.withThreads(4));
        for (int i = 0; i < one.candidates().size(); i++) {
            assertThat(four.candidates().get(i).metrics())
                    .isEqualTo(one.candidates().get(i).metrics());
            assertThat(four.candidates().get(i).scores().get(2).coefficients())
                    .isEqualTo(one.candidates().get(i).scores().get(2).coefficients());
        }
    }

    @Test
    void formulaOfSoftmax_isSoftmax() {
        Comparison found = run(
                made(800),
                REQUEST.withLosses(List.of("softmax"))
                        .withFormulas(
                                List.of(new CompareRequest.Written("(z[], y) -> logsumexp(z) - z[y]", Map.of()))));
        assertThat(found.candidates()).extracting(Candidate::loss).containsExactly("softmax", "formula");
        Candidate formula = candidate(found, "formula");
        for (int k = 0; k < 3; k++) {
            assertThat(formula.scores().get(k).coefficients())
                    .containsExactly(candidate(found, "softmax").scores().get(k).coefficients(), within(1e-6));
        }
        assertThat(formula.converged()).isTrue();
    }

    /** One class in a hundred: with calls by the largest probability it is never found. */
    @Test
    void rareClass_countsAsMuchAsOthers_whereThatIsTheMistake() {
        SeededRandom random = new SeededRandom(5);
        DenseMatrix x = new DenseMatrix(4000, 1);
        double[] target = new double[4000];
        for (int row = 0; row < 4000; row++) {
            target[row] = row % 100 == 0 ? 2 : row % 2;
            x.set(row, 0, random.normal() + target[row]);
        }
        Dataset data = Dataset.of(x, target, List.of("a"), TargetKind.CATEGORIES);
        Comparison plain = run(data, REQUEST.withMistake("wrong-class").withLosses(List.of("softmax")));
        Comparison balanced = run(data, REQUEST.withMistake("rare-class"));
        assertThat(plain.metric()).isEqualTo("error-rate");
        assertThat(balanced.metric()).isEqualTo("balanced-error");
        assertThat(balanced.candidates()).extracting(Candidate::loss).contains("weighted-softmax");
        double found =
                candidate(plain, "softmax").classes().each().get(2).recall().value();
        assertThat(found).isLessThan(0.05);
        for (String loss : List.of("softmax", "weighted-softmax")) {
            Candidate candidate = candidate(balanced, loss);
            assertThat(candidate.classes().each().get(2).recall().value()).isGreaterThan(0.5);
            assertThat(value(candidate, "balanced-error"))
                    .isCloseTo(1 - value(candidate, "macro-recall"), within(1e-12));
        }
        assertThat(value(candidate(balanced, "softmax"), "balanced-error"))
                .isLessThan(1 - value(candidate(plain, "softmax"), "macro-recall") - 0.05);
    }

    @Test
    void inputThatIsTheClass_isALeak_evenWhenItIsText() {
        Dataset data = made(600);
        DenseMatrix x = new DenseMatrix(600, 2);
        for (int row = 0; row < 600; row++) {
            x.set(row, 0, data.x().get(row, 0));
            // The middle class lies between the others: no order of them gives it away, its value does.
            x.set(
                    row,
                    1,
                    new double[] {5, 9, 2}[(int) data.target()[row]]
                            + 0.1 * data.x().get(row, 1));
        }
        Dataset leaky = Dataset.of(x, data.target(), List.of("a", "code"), TargetKind.CATEGORIES);
        Comparison found = run(leaky, REQUEST.withLosses(List.of("softmax")));
        assertThat(found.warnings()).extracting(Warning::code).contains("leak");
        assertThat(found.warnings().get(0).message()).startsWith("code by itself gives target away");
        assertThat(found.repeat().get(1)).contains("--exclude code");
    }

    @Test
    void wrongRequests_areRefusedWithWhatIsWanted() {
        Dataset data = made(300);
        error(data, REQUEST.withLosses(List.of("bce")))
                .contains(
                        "bce is a loss of one score a row",
                        "target has 3 labels (0, 1, 2)",
                        "softmax",
                        "IN ('0', '1')");
        error(data, REQUEST.withLosses(List.of("ordinal"))).contains("no model for ordinal", "softmax-focal");
        error(data, REQUEST.withMistake("fn=500,fp=5"))
                .contains("about yes-or-no targets", "target has several labels", "rare-class");
        error(data, REQUEST.withMistake("typical-error")).contains("about predicted numbers");
        error(data, REQUEST.withFormulas(List.of(new CompareRequest.Written("(z-y)^2", Map.of()))))
                .contains("one score a row", "(z[], y) -> logsumexp(z) - z[y]");
        Dataset numbers = Dataset.of(data.x(), data.target(), List.of("a", "b"), TargetKind.COUNTS);
        error(numbers, REQUEST.withLosses(List.of("softmax"))).contains("target is counts", "--as classes");
        error(numbers, REQUEST.withMistake("wrong-class")).contains("about targets with several labels");
        assertThatThrownBy(() -> Compare.run(REQUEST.withLosses(List.of("sofmax")), Progress.none()))
                .hasMessage("no loss \"sofmax\"; did you mean \"softmax\"?");
        assertThatThrownBy(() -> Compare.run(REQUEST.withLosses(List.of("softmax:gamma=1")), Progress.none()))
                .hasMessageContaining("no parameter \"gamma\"");
    }

    @Test
    void classesThatCannotBeHeldOut_areRefused_identifiersToo() {
        Matrix x = Matrix.class.cast(made(40).x());
        double[] lonely = new double[40];
        double[] identifier = new double[40];
        for (int row = 0; row < 40; row++) {
            lonely[row] = row == 7 ? 2 : row % 2;
            identifier[row] = row;
        }
        error(Dataset.of(x, lonely, List.of("a", "b"), TargetKind.CATEGORIES), REQUEST)
                .contains("target, the target, has 3 labels in 40 rows", "\"2\" has fewer than 2", "NOT IN ('2')");
        error(Dataset.of(x, identifier, List.of("a", "b"), TargetKind.CATEGORIES), REQUEST)
                .contains("40 labels in 40 rows", "looks like an identifier");
    }

    @Test
    void weightsOfRows_count() {
        Dataset data = made(900);
        Dataset whole = data;
        double[] weight = new double[900];
        for (int row = 0; row < 900; row++) {
            weight[row] = data.target()[row] == 0 ? 3 : 1;
        }
        Dataset weighted = new Dataset(
                data.file(),
                data.x(),
                data.target(),
                weight,
                data.features(),
                data.targetName(),
                data.kind(),
                data.labels(),
                null,
                data.rows(),
                Map.of(),
                List.of(),
                null,
                data.sourceRow(),
                data.encoder(),
                List.of(),
                data.original());
        CompareRequest request = REQUEST.withLosses(List.of("softmax"));
        Candidate plain = candidate(run(whole, request), "softmax");
        Candidate heavy = candidate(run(weighted, request), "softmax");
        assertThat(heavy.classes().each().get(0).called())
                .isGreaterThan(plain.classes().each().get(0).called());
        assertThat(heavy.classes().confusion()[0][0] % 3).isZero();
        double shift = heavy.scores().get(0).intercept() - heavy.scores().get(1).intercept();
        double before =
                plain.scores().get(0).intercept() - plain.scores().get(1).intercept();
        assertThat(shift - before).isCloseTo(Math.log(3), within(0.25));
    }

    @Test
    void jobClasses_fromTheFile() {
        Comparison found = Compare.run(
                CompareRequest.of(Trips.example("job-class.csv"), "class")
                        .withFolds(3)
                        .withLosses(List.of("softmax", "softmax-focal")),
                Progress.none());
        assertThat(found.classes().labels()).containsExactly("F", "L", "M", "VF");
        assertThat(found.classes().rows()).containsExactly(1347L, 259L, 514L, 2211L);
        assertThat(found.candidates()).allMatch(Candidate::converged);
        assertThat(candidate(found, "softmax").penalty()).startsWith("l2:lambda=");
        assertThat(value(candidate(found, "softmax"), "log-loss")).isBetween(0.62, 0.72);
        assertThat(value(candidate(found, "softmax"), "calibration-error"))
                .isLessThan(value(candidate(found, "softmax-focal"), "calibration-error"));
        assertThat(found.pictures().worst().get(0).calls()).containsKeys("softmax", "softmax-focal");
        assertThat(found.repeat().get(1)).contains("--mistake rare-class");
    }

    @Test
    void penguins_withoutAPenalty_areSeparated_andSaidSo() {
        ReadRequest read = ReadRequest.of(Trips.example("penguins.csv"), "species");
        CompareRequest request =
                CompareRequest.of(read).withLosses(List.of("softmax")).withPenalty("none");
        Comparison found = Compare.run(request, Progress.none());
        assertThat(candidate(found, "softmax").converged()).isFalse();
        assertThat(found.warnings())
                .filteredOn(warning -> warning.code().equals("separation"))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.message()).contains("island=Torgersen", "all Adelie", "none Gentoo"));
        assertThat(found.data().used()).isEqualTo(344);
        assertThat(candidate(Compare.run(request.withPenalty("usual"), Progress.none()), "softmax")
                        .converged())
                .isTrue();
    }
}
