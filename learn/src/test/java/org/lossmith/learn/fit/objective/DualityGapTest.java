package org.lossmith.learn.fit.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

/** The bound against what is really left to gain, which a fit to far tighter tolerance shows. */
class DualityGapTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            bce,                 'l1:lambda=0.02'
            bce,                 'l2:lambda=0.001'
            bce,                 'elastic-net:lambda=0.02,alpha=0.5'
            logistic,            'l1:lambda=0.02'
            squared-hinge,       'l1:lambda=0.02'
            half-squared-error,  'l1:lambda=0.1'
            squared-error,       'l2:lambda=0.1'
            huber:delta=1,       'l1:lambda=0.05'
            log-cosh,            'elastic-net:lambda=0.05,alpha=0.9'
            poisson,             'l1:lambda=0.05'
            poisson,             'l2:lambda=0.01'
            gamma,               'l1:lambda=0.02'
            """)
    void gap_isNeverBelowWhatIsLeft(String spec, String penalty) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(600, 6, 3);
        double[] target = Examples.targets(loss, x, 4);
        double[] weight = new double[600];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i % 3;
        }
        FitRequest request = FitRequest.of(loss).withPenalty(Penalty.parse(penalty));
        FitResult best = new Fitter(request.withTolerance(1e-13)).fit(x, target, weight);
        double rounding = 1e-13 * Math.abs(best.objective());
        for (int steps = 1; steps <= 4; steps++) {
            FitResult loose = new Fitter(request.withMaxIterations(steps)).fit(x, target, weight);
            double left = loose.objective() - best.objective();
            double bound = loose.certificate().gap() * Math.abs(loose.objective());
            assertThat(bound + rounding).as("after %s steps", steps).isGreaterThanOrEqualTo(left);
        }
        assertThat(best.certificate().gap()).isBetween(0.0, 1e-6);
    }

    @Test
    void gap_withoutIntercept_isClosedFormOfRidge() {
        // half-squared-error, one column of ones: loss (p - 3)^2 / 2, penalty p^2 / 2; the minimum is 9/4 at 3/2.
        // At p = 0 the tangent is 9/2 - 3 q; with q^2 / 2 its least is 9/2 - 9/2 = 0, so the gap there is all of 9/2.
        DenseMatrix x = new DenseMatrix(4, 1);
        for (int row = 0; row < 4; row++) {
            x.set(row, 0, 1);
        }
        double[] target = {3, 3, 3, 3};
        Standardisation same = new Standardisation(new int[] {0}, new double[] {0}, new double[] {1}, 4);
        try (Workers workers = new Workers(1)) {
            Objective objective =
                    new Objective(new Design(x, Series.of(target), null, Rows.all(4), same, false), workers);
            ElementLoss loss = ElementLoss.of(Losses.parse("half-squared-error"));
            ScaledPenalty penalty = new ScaledPenalty(new double[] {0}, new double[] {0.5});
            Evaluation zero = objective.evaluate(new double[] {0}, loss.direct(), false);
            FitScale scale = new FitScale(1, 1e-3, 1, 0);
            DualityGap gaps = new DualityGap(loss, objective.design(), objective, scale);
            assertThat(gaps.relative(penalty, zero, objective)).isEqualTo(1);
            Evaluation best = objective.evaluate(new double[] {1.5}, loss.direct(), false);
            assertThat(gaps.relative(penalty, best, objective)).isZero();
        }
    }

    @Test
    void gap_whereNothingBoundsIt_isNotANumber() {
        DenseMatrix x = Examples.random(100, 3, 1);
        FitRequest free = FitRequest.of(Losses.parse("bce"));
        double[] labels = Examples.targets(free.loss(), x, 1);
        assertThat(new Fitter(free).fit(x, labels).certificate().gap()).isNaN();
        FitRequest bent = FitRequest.of(Losses.parse("cauchy")).withPenalty(Penalty.parse("l2:lambda=0.1"));
        double[] numbers = Examples.targets(bent.loss(), x, 1);
        assertThat(new Fitter(bent).fit(x, numbers).certificate().gap()).isNaN();
    }
}
