package org.lossmith.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TargetKind;

class TrainErrorsTest {
    private static final int ROWS = 300;

    /** y = 1 + 2 a + noise; b says nothing. */
    private static Dataset data(TargetKind kind) {
        Random random = new Random(11);
        DenseMatrix x = new DenseMatrix(ROWS, 2);
        double[] y = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double a = random.nextGaussian();
            x.block(0)[2 * row] = a;
            x.block(0)[2 * row + 1] = random.nextGaussian();
            double noise = random.nextGaussian();
            y[row] = kind == TargetKind.CATEGORIES ? row % 3 : 1 + 2 * a + noise;
        }
        return Dataset.of(x, y, java.util.List.of("a", "b"), kind);
    }

    private static TrainRequest request(String loss, String errors) {
        return TrainRequest.of(ReadRequest.of(Path.of("memory"), "y"), ModelLoss.parse(loss))
                .withErrors(ErrorMethod.parse(errors));
    }

    private static Uncertainty errors(String loss, String how) {
        return Objects.requireNonNull(Train.run(data(TargetKind.CONTINUOUS), request(loss, how), step -> {})
                .model()
                .errors());
    }

    /** Where both are defined they tell the same, up to the chance of 400 draws (a relative error of 1 / sqrt(800)). */
    @Test
    void bootstrap_agreesWithTheSandwich() {
        double[] sandwich = errors("mse", "sandwich").scores().get(0).error();
        double[] bootstrap = errors("mse", "bootstrap:400").scores().get(0).error();
        for (int j = 0; j < 3; j++) {
            assertThat(bootstrap[j] / sandwich[j]).isCloseTo(1, within(0.15));
        }
        // The noise has variance 1, so each error is about 1 / sqrt(rows).
        assertThat(sandwich[1]).isCloseTo(1 / Math.sqrt(ROWS), within(0.015));
    }

    @Test
    void bootstrap_hangsOnTheSeedAlone() {
        Dataset data = data(TargetKind.CONTINUOUS);
        TrainRequest request = request("huber:delta=1", "bootstrap:40");
        String one = text(data, request.withThreads(1));
        assertThat(text(data, request.withThreads(3))).isEqualTo(one);
        assertThat(text(data, request.withSeed(2))).isNotEqualTo(one);
    }

    private static String text(Dataset data, TrainRequest request) {
        return ModelFile.text(Train.run(data, request, step -> {}).model());
    }

    @Test
    void bootstrapOfAPenalisedFit_comesWithAWarning() {
        Training training = Train.run(
                data(TargetKind.CONTINUOUS), request("mse", "bootstrap:40").withPenalty("l1:lambda=0.1"), step -> {});
        assertThat(training.warnings()).extracting("code").contains("penalised-errors");
        assertThat(training.model().errors()).isNotNull();
    }

    @Test
    void classes_haveTheBootstrap() {
        Training training = Train.run(data(TargetKind.CATEGORIES), request("softmax", "bootstrap:40"), step -> {});
        Uncertainty errors = Objects.requireNonNull(training.model().errors());
        assertThat(errors.scores()).hasSize(3);
        assertThat(errors.scores().get(2).low()[1])
                .isLessThan(errors.scores().get(2).high()[1]);
    }

    @Test
    void usualErrors_areLeftOutWhereTheyAreNotDefined() {
        TrainRequest lasso =
                request("mse", "none").withErrors(ErrorMethod.USUAL).withPenalty("l1:lambda=0.1");
        assertThat(Train.run(data(TargetKind.CONTINUOUS), lasso, step -> {})
                        .model()
                        .errors())
                .isNull();
        TrainRequest plain = request("mse", "none").withErrors(ErrorMethod.USUAL);
        assertThat(Train.run(data(TargetKind.CONTINUOUS), plain, step -> {})
                        .model()
                        .errors())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mse   | sandwich | l2:lambda=0.1 | a penalty pulls coefficients towards 0
            mse   | model    | l1:lambda=0.1 | take --errors bootstrap:200
            mae   | sandwich | none          | absolute-error has kinks
            huber | model    | none          | take --errors sandwich
            """)
    void undefinedErrors_areRefused(String loss, String how, String penalty, String said) {
        assertThatThrownBy(() -> Train.run(
                        data(TargetKind.CONTINUOUS), request(loss, how).withPenalty(penalty), step -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("--errors " + how)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({"robust", "bootstrap:", "bootstrap:3", "bootstrap:1e3", "model:2", "''"})
    void otherWords_areRefused(String text) {
        assertThatThrownBy(() -> ErrorMethod.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bootstrap:200");
    }
}
