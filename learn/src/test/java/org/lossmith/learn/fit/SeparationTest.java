package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lossmith.learn.fit.Examples.fit;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.loss.Losses;

/** Targets that inputs tell apart without a row left over: coefficients would be infinite, and the fit says so. */
class SeparationTest {
    @Test
    void fit_hundredsOfColumnsThatSeparate_saysSo() {
        DenseMatrix x = Examples.random(100, 320, 18);
        FitResult result = fit("bce", x, Examples.targets(Losses.parse("bce"), x, 19));
        assertThat(result.converged()).isFalse();
        assertThat(result.notes()).anyMatch(note -> note.startsWith("separation: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bce", "brier", "focal", "exponential"})
    void fit_separableClasses_stopsAndSaysSo(String loss) {
        DenseMatrix x = Examples.random(100, 2, 10);
        double[] label = new double[100];
        for (int row = 0; row < 100; row++) {
            label[row] = x.get(row, 0) > 0.2 ? 1 : loss.equals("exponential") ? -1 : 0;
        }
        FitResult result = fit(loss, x, label);
        assertThat(result.converged()).isFalse();
        assertThat(result.notes()).anyMatch(note -> note.startsWith("separation: ") && note.contains("l2:lambda="));
        assertThat(result.coefficients()[0]).isPositive();
        FitResult penalised = fit(loss, "l2:lambda=0.001", x, label);
        assertThat(penalised.converged()).as(penalised.toString()).isTrue();
        assertThat(penalised.notes()).allMatch(note -> note.startsWith("the loss is not convex: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hinge", "squared-hinge"})
    void fit_separableClasses_withAMargin_reachesZeroLoss(String loss) {
        DenseMatrix x = Examples.random(100, 2, 10);
        double[] label = new double[100];
        for (int row = 0; row < 100; row++) {
            label[row] = x.get(row, 0) > 0.2 ? 1 : -1;
        }
        FitResult result = fit(loss, x, label);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.objective()).isCloseTo(0, within(1e-9));
    }

    @Test
    void fit_groupThatIsAlwaysPositive_isSeparation() {
        Random random = new Random(11);
        DenseMatrix x = new DenseMatrix(200, 2);
        double[] label = new double[200];
        for (int row = 0; row < 200; row++) {
            x.set(row, 0, random.nextGaussian());
            x.set(row, 1, row < 8 ? 1 : 0);
            label[row] = row < 8 || random.nextBoolean() ? 1 : 0;
        }
        FitResult result = fit("bce", x, label);
        assertThat(result.converged()).isFalse();
        assertThat(result.notes())
                .anyMatch(note -> note.startsWith("separation: ") && note.contains("mainly of input column 2)"));
        assertThat(result.coefficients()[1]).isGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({"bce,1", "bce,0", "poisson,0"})
    void fit_oneClassOnly_saysThatThereIsNothingToLearn(String loss, double target) {
        double[] targets = new double[50];
        Arrays.fill(targets, target);
        FitResult result = fit(loss, Examples.random(50, 2, 12), targets);
        assertThat(result.converged()).isFalse();
        assertThat(result.notes()).anyMatch(note -> note.startsWith("every target on these rows is " + target));
    }
}
