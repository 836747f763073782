package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.PenaltyFamily;

/** Paths of distributions for a cross-validation. */
class DensityPathTest {
    private static final int ROWS = 1500;

    /**
     * A row far out in an input bends the valley between location and scale: under most lambdas steps become tiny. With 500
     * steps each the path takes 29,749 and ends at 1.43614.
     */
    @Test
    void judgedFits_thatAreStuck_endAfterAFewSteps() {
        Random random = new Random(3);
        DenseMatrix x = new DenseMatrix(ROWS, 4);
        double[] target = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 4; j++) {
                x.set(i, j, random.nextGaussian());
            }
            double noise = Math.exp(0.5 * x.get(i, 1)) * random.nextGaussian();
            target[i] = x.get(i, 0) + noise + (i % 100 == 0 ? 30 * random.nextGaussian() : 0);
        }
        x.set(7, 2, 300);
        x.set(8, 2, -100);
        target[7] = 2;
        target[8] = -1;
        double[] lambdas = new double[100];
        Arrays.setAll(lambdas, i -> 0.5 * Math.pow(1e-4, i / 99.0));
        Steps steps = new Steps();
        LambdaPath path = LambdaPath.of(
                        DensityFitter.of(RowLosses.parse("gaussian-nll")).withThreads(1), PenaltyFamily.parse("l1"))
                .withWatch(steps);
        PathResult found = path.forJudging(path.loss(ROWS), x, Series.of(target), null, Rows.all(ROWS), lambdas, 1);
        assertThat(found.fits()).hasSize(100);
        assertThat(steps.count).isBetween(100, 2500);
        assertThat(((DensityFitResult) found.fits().get(99)).objective()).isBetween(1.4360, 1.4372);
    }

    private static final class Steps implements FitWatch {
        private int count;

        @Override
        public void step(Step step) {
            count++;
        }

        @Override
        public boolean stopped() {
            return false;
        }

        @Override
        public void fitted(int fits, int of) {}
    }
}
