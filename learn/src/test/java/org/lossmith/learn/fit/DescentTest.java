package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;

/** Losses with several minima, and distributions. */
class DescentTest {
    /** Two lines: y = x for six tenths of the rows, y = 8 - x for the rest, told apart by nothing. */
    private static final int ROWS = 400;

    private static DenseMatrix inputs() {
        DenseMatrix x = new DenseMatrix(ROWS, 1);
        for (int row = 0; row < ROWS; row++) {
            x.set(row, 0, row % 100 / 10.0);
        }
        return x;
    }

    private static double[] lines(double share) {
        Random random = new Random(3);
        double[] target = new double[ROWS];
        DenseMatrix x = inputs();
        for (int row = 0; row < ROWS; row++) {
            double value = x.get(row, 0);
            target[row] = (random.nextDouble() < share ? value : 18 - value) + 0.05 * random.nextGaussian();
        }
        return target;
    }

    private static FitResult fit(int starts) {
        FitRequest request =
                FitRequest.of(Losses.parse("tukey:c=0.5")).withThreads(1).withStarts(starts, 1);
        return new Fitter(request).fit(inputs(), lines(0.6));
    }

    @Test
    void severalStarts_findTheLineOfMostRows() {
        FitResult one = fit(1);
        FitResult many = fit(30);
        assertThat(many.objective()).isLessThanOrEqualTo(one.objective() * (1 + 1e-9));
        assertThat(many.coefficients()[0]).isCloseTo(1, within(0.01));
        assertThat(many.intercept()).isCloseTo(0, within(0.05));
        assertThat(many.notes()).anyMatch(note -> note.startsWith("30 starts: "));
        assertThat(fit(30).coefficients()[0]).as("same seed").isEqualTo(many.coefficients()[0]);
    }

    @Test
    void descent_saysFromWhereItFell() {
        assertThat(fit(1).notes())
                .anyMatch(note ->
                        note.matches("the loss is not convex: from .+ the objective fell from \\S+ to \\S+; .*"));
        assertThat(new Fitter(FitRequest.of(Losses.parse("huber")))
                        .fit(inputs(), lines(0.6))
                        .notes())
                .noneMatch(note -> note.contains("not convex"));
    }

    @Test
    void gaussian_withoutInputs_isMeanAndDeviation() {
        double[] target = {1, 2, 3, 4, 10};
        DensityFitResult found =
                DensityFitter.of(RowLosses.named("gaussian-nll")).fit(new DenseMatrix(5, 0), target, null, Rows.all(5));
        assertThat(found.scores()).containsExactly("mean", "log_scale");
        assertThat(found.converged()).as(found.toString()).isTrue();
        assertThat(found.intercepts()[0]).isCloseTo(4, within(1e-6));
        assertThat(found.intercepts()[1]).isCloseTo(Math.log(10) / 2, within(1e-6));
    }

    @Test
    void gaussian_ofOneBinaryInput_hasTheMomentsOfEachGroup() {
        DenseMatrix x = new DenseMatrix(6, 1);
        for (int row = 3; row < 6; row++) {
            x.set(row, 0, 1);
        }
        double[] target = {0, 1, 2, 10, 14, 18};
        DensityFitResult found =
                DensityFitter.of(RowLosses.named("gaussian-nll")).fit(x, target, null, Rows.all(6));
        assertThat(found.intercepts()[0]).isCloseTo(1, within(1e-6));
        assertThat(found.coefficients()[0][0]).isCloseTo(13, within(1e-6));
        assertThat(found.intercepts()[1]).isCloseTo(Math.log(2.0 / 3) / 2, within(1e-6));
        assertThat(found.coefficients()[1][0]).isCloseTo(Math.log(16) / 2, within(1e-6));
    }

    @Test
    void mixture_findsBothLines() {
        DensityFitResult found = DensityFitter.of(RowLosses.named("gaussian-mixture"))
                .withStarts(10, 1)
                .fit(inputs(), lines(0.6), null, Rows.all(ROWS));
        double[] slopes = {found.coefficients()[2][0], found.coefficients()[3][0]};
        assertThat(Math.max(slopes[0], slopes[1])).isCloseTo(1, within(0.02));
        assertThat(Math.min(slopes[0], slopes[1])).isCloseTo(-1, within(0.02));
    }

    @Test
    void distributionsOfSeveralTargets_areRefused() {
        assertThatThrownBy(() -> DensityFitter.of(RowLosses.named("weibull-survival")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not one number");
        assertThatThrownBy(() -> DensityFitter.of(RowLosses.named("cosine"))).isInstanceOf(InputException.class);
    }
}
