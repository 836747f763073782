package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lossmith.learn.fit.Examples.fit;
import static org.lossmith.learn.fit.Examples.request;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.objective.DirectModel;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

class FitterEdgeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"squared-error", "absolute-error", "huber:delta=1", "quantile:q=0.8", "tukey", "poisson", "gamma"
            })
    void fit_oneRow_isItsTarget(String loss) {
        FitResult result = fit(loss, Examples.matrix(new double[][] {{3, 4}}), new double[] {5});
        double prediction = Losses.parse(loss).link().prediction(result.intercept());
        assertThat(prediction).isCloseTo(5, within(1e-3));
        assertThat(result.coefficients()).containsExactly(0, 0);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.notes()).anyMatch(note -> note.contains("constant on these rows") && note.contains("1, 2"));
    }

    @Test
    void fit_noColumns_isTheBestConstant() {
        DenseMatrix x = new DenseMatrix(5, 0);
        double[] target = {1, 2, 4, 8, 100};
        assertThat(fit("squared-error", x, target).intercept()).isCloseTo(23, within(1e-12));
        assertThat(fit("absolute-error", x, target).intercept()).isCloseTo(4, within(1e-2));
    }

    @Test
    void fit_noColumnsAndNoIntercept_isZero() {
        FitResult result = new Fitter(request("squared-error").withIntercept(false))
                .fit(new DenseMatrix(2, 0), new double[] {3, 5});
        assertThat(result.objective()).isEqualTo(17);
        assertThat(result.converged()).isTrue();
    }

    @Test
    void fit_noIntercept_goesThroughTheOrigin() {
        DenseMatrix x = Examples.matrix(new double[][] {{1}, {2}, {3}});
        FitResult result = new Fitter(request("squared-error").withIntercept(false)).fit(x, new double[] {2, 3, 7});
        // sum x y / sum x^2 = 29 / 14
        assertThat(result.coefficients()[0]).isCloseTo(29.0 / 14, within(1e-13));
        assertThat(result.intercept()).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "squared-error",
                "absolute-error",
                "huber:delta=1",
                "tukey",
                "bce",
                "brier",
                "alpha-balanced-focal"
            })
    void fit_columnsThatRepeat_areNamedAndPredictAlike(String loss) {
        DenseMatrix single = Examples.random(200, 2, 1);
        DenseMatrix twice = new DenseMatrix(200, 3);
        for (int row = 0; row < 200; row++) {
            twice.set(row, 0, single.get(row, 0));
            twice.set(row, 1, single.get(row, 1));
            twice.set(row, 2, 3 * single.get(row, 0) - 2 * single.get(row, 1));
        }
        double[] target = Examples.targets(Losses.parse(loss), single, 2);
        FitResult result = fit(loss, twice, target);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.notes()).anyMatch(note -> note.startsWith("collinear: input column 3 "));
        assertThat(result.objective()).isCloseTo(fit(loss, single, target).objective(), within(1e-4));
        assertThat(Arrays.stream(result.coefficients()).map(Math::abs).max().orElseThrow())
                .isLessThan(10);
    }

    @ParameterizedTest
    @CsvSource({
        "squared-error,none",
        "squared-error,l1:lambda=0.1",
        "squared-error,l2:lambda=0.1",
        "absolute-error,none",
        "absolute-error,l1:lambda=0.05",
        "quantile:q=0.8,l2:lambda=0.01",
        "bce,l1:lambda=0.02",
        "bce,l2:lambda=0.01",
        "hinge,l2:lambda=0.01",
        "tukey,l1:lambda=0.01"
    })
    void fit_moreColumnsThanRows_converges(String loss, String penalty) {
        DenseMatrix x = Examples.random(20, 50, 3);
        FitResult result = fit(loss, penalty, x, Examples.targets(Losses.parse(loss), x, 4));
        assertThat(result.converged()).as(result.toString()).isTrue();
        long zeros =
                Arrays.stream(result.coefficients()).filter(value -> value == 0).count();
        if (penalty.startsWith("l1")) {
            assertThat(zeros).isGreaterThan(20);
        } else {
            assertThat(zeros).isZero();
        }
    }

    /** More columns than Newton's matrix is worth: the same optimum by L-BFGS or OWL-QN. */
    @ParameterizedTest
    @CsvSource({
        "squared-error,l2:lambda=0.05",
        "bce,l2:lambda=0.02",
        "bce,l1:lambda=0.03",
        "huber:delta=1,l1:lambda=0.05"
    })
    void fit_hundredsOfColumns_isTheOptimumOfNewton(String loss, String penalty) {
        DenseMatrix x = Examples.random(150, 320, 16);
        double[] target = Examples.targets(Losses.parse(loss), x, 17);
        FitRequest lbfgs = request(loss).withPenalty(Penalty.parse(penalty)).withSolver(SolverName.LBFGS);
        FitResult result = new Fitter(lbfgs).fit(x, target);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.solver()).startsWith(penalty.startsWith("l1") ? "OWL-QN" : "L-BFGS");
        FitSettings settings = FitSettings.of(FitRequest.of(Losses.parse(loss)).withPenalty(Penalty.parse(penalty)));
        try (Workers workers = new Workers(1)) {
            ElementLoss rowLoss = ElementLoss.of(Losses.parse(loss));
            Standardisation scales = Standardisation.of(x, null, Rows.all(150), true, workers);
            Objective objective = new Objective(new Design(x, target, null, Rows.all(150), scales, true), workers);
            ScaledPenalty scaled = ScaledPenalty.of(settings.penalty(), objective.design(), true);
            Solution newton = new ProximalNewton(
                            objective,
                            objective,
                            scaled,
                            new DirectModel(rowLoss),
                            1e-9,
                            true,
                            new FitScale(1e-9, 1e-9, 1, 1e-15))
                    .minimise(new double[321], 100);
            double expected = newton.at().loss() + scaled.value(newton.at().parameters());
            assertThat(result.objective()).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
            double[] coefficients =
                    objective.design().coordinates().coefficients(newton.at().parameters(), 0);
            for (int j = 0; j < 320; j++) {
                assertThat(result.coefficients()[j]).isCloseTo(coefficients[j], within(1e-4));
                assertThat(result.coefficients()[j] == 0).isEqualTo(coefficients[j] == 0);
            }
        }
    }

    @Test
    void fit_strongL1_leavesExactZerosOnly() {
        DenseMatrix x = Examples.random(200, 4, 3);
        for (String loss : new String[] {"squared-error", "absolute-error", "bce", "tukey", "hinge"}) {
            FitResult result = fit(loss, "l1:lambda=1000", x, Examples.targets(Losses.parse(loss), x, 4));
            assertThat(result.coefficients()).as(loss).containsExactly(0.0, 0.0, 0.0, 0.0);
            assertThat(result.converged()).as(loss + result).isTrue();
        }
    }

    @Test
    void fit_inputsFarFromZero_losesNoDigits() {
        DenseMatrix near = Examples.random(300, 2, 5);
        DenseMatrix far = new DenseMatrix(300, 2);
        for (int row = 0; row < 300; row++) {
            far.set(row, 0, near.get(row, 0) + 1e8);
            far.set(row, 1, near.get(row, 1) * 1e-8);
        }
        double[] target = Examples.targets(Losses.parse("huber"), near, 6);
        FitResult expected = fit("huber:delta=1", near, target);
        FitResult result = fit("huber:delta=1", far, target);
        assertThat(result.coefficients()[0]).isCloseTo(expected.coefficients()[0], within(1e-6));
        assertThat(result.coefficients()[1] * 1e-8).isCloseTo(expected.coefficients()[1], within(1e-6));
    }

    /**
     * A gap relative to the objective alone would accept nearly anything here: the corrupted rows make up all of
     * it.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "absolute-error",
                "epsilon-insensitive",
                "huber:delta=1",
                "tukey",
                "cauchy",
                "welsch",
                "student-t"
            })
    void fit_corruptedTargets_doNotHideTheRest(String loss) {
        Random random = new Random(7);
        DenseMatrix x = Examples.random(400, 2, 8);
        double[] target = new double[400];
        for (int row = 0; row < 400; row++) {
            target[row] = row % 20 == 0 ? 1e7 : 3 + 2 * x.get(row, 0) - 0.5 * x.get(row, 1) + random.nextGaussian();
        }
        FitResult result = fit(loss, x, target);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.coefficients()[0]).isCloseTo(2, within(0.2));
        assertThat(result.coefficients()[1]).isCloseTo(-0.5, within(0.2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"squared-error", "absolute-error", "quantile:q=0.9", "huber:delta=1", "log-cosh", "tukey"})
    void fit_targetThatAnInputGivesAway_isFoundExactly(String loss) {
        DenseMatrix x = Examples.random(300, 3, 9);
        double[] target = new double[300];
        for (int row = 0; row < 300; row++) {
            target[row] = x.get(row, 1);
        }
        FitResult result = fit(loss, x, target);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.coefficients()[1]).isCloseTo(1, within(1e-5));
        assertThat(result.coefficients()[0]).isCloseTo(0, within(1e-5));
    }

    @Test
    void fit_countsOfManyMagnitudes_doesNotOverflow() {
        Random random = new Random(13);
        DenseMatrix x = new DenseMatrix(300, 1);
        double[] count = new double[300];
        for (int row = 0; row < 300; row++) {
            x.set(row, 0, random.nextGaussian());
            count[row] = Math.rint(Math.exp(20 + 5 * x.get(row, 0)));
        }
        FitResult result = fit("poisson", x, count);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.coefficients()[0]).isCloseTo(5, within(1e-3));
    }

    @Test
    void fit_tooFewSteps_isNotReportedAsConverged() {
        DenseMatrix x = Examples.random(300, 3, 14);
        Loss loss = Losses.parse("bce");
        FitResult result = new Fitter(request("bce").withMaxIterations(1)).fit(x, Examples.targets(loss, x, 15));
        assertThat(result.converged()).isFalse();
        assertThat(result.certificate().holds()).isFalse();
        assertThat(result.notes())
                .anyMatch(note -> note.startsWith("not converged after 1 steps")
                        && note.contains("start again from these coefficients"));
    }

    @Test
    void fit_rowsOfWeightZero_areNotLookedAt() {
        DenseMatrix x = Examples.inputs();
        double[] target = Examples.DURATION.clone();
        double[] weight = new double[12];
        Arrays.fill(weight, 1);
        weight[8] = 0;
        target[8] = Double.NaN;
        int[] others = {0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11};
        for (String loss : new String[] {"squared-error", "absolute-error", "cauchy"}) {
            Fitter fitter = new Fitter(request(loss));
            FitResult without = fitter.fit(x, Examples.DURATION, null, Rows.of(others), null);
            assertThat(fitter.fit(x, target, weight).coefficients()).isEqualTo(without.coefficients());
        }
    }
}
