package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.OnDisk;
import org.lossmith.learn.data.StoredMatrix;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

/** Minibatches come close to what the exact solvers find, always by the same way, and never claim more than a full pass shows. */
class StochasticSolversTest {
    private static FitRequest request(String loss, String penalty, String solver) {
        return FitRequest.of(Losses.parse(loss))
                .withPenalty(Penalty.parse(penalty))
                .withSolver(SolverName.parse(solver));
    }

    @ParameterizedTest
    @CsvSource({
        "adam, bce, l2:lambda=0.01, 6000",
        "adam, half-squared-error, none, 6000",
        "adam, poisson, none, 6000",
        "adam, huber:delta=1.5, l2:lambda=0.1, 6000",
        "adam, absolute-error, none, 6000",
        "adam, quantile:q=0.8, none, 50000",
        "adam, half-squared-error, none, 300",
        "ftrl, bce, l1:lambda=0.05, 6000",
        "ftrl, bce, l2:lambda=0.05, 6000",
        "ftrl, half-squared-error, none, 6000",
        "ftrl, absolute-error, l1:lambda=0.1, 6000",
        "ftrl, poisson, l1:lambda=0.3, 50000"
    })
    void fit_objective_isCloseToTheExactSolvers(String solver, String loss, String penalty, int rows) {
        DenseMatrix x = Examples.random(rows, 6, 8);
        double[] target = Examples.targets(Losses.parse(loss), x, 9);
        double[] weight = new double[rows];
        Arrays.setAll(weight, row -> row % 4);
        FitResult exact = new Fitter(request(loss, penalty, "auto")).fit(x, target, weight);
        FitResult found = new Fitter(request(loss, penalty, solver)).fit(x, target, weight);
        assertThat(found.objective()).isCloseTo(exact.objective(), within(2e-3 * exact.objective()));
        assertThat(found.converged()).isFalse();
        assertThat(found.notes()).anySatisfy(note -> assertThat(note).contains("not converged"));
        assertThat(found.certificate().holds()).isFalse();
    }

    @Test
    void ftrl_l1_givesTheZerosOfTheExactSolver() {
        DenseMatrix x = Examples.random(50_000, 12, 8);
        double[] target = Examples.targets(Losses.parse("bce"), x, 9);
        FitResult exact = new Fitter(request("bce", "l1:lambda=0.02", "auto")).fit(x, target);
        FitResult found = new Fitter(request("bce", "l1:lambda=0.02", "ftrl")).fit(x, target);
        assertThat(Arrays.stream(exact.coefficients()).filter(c -> c == 0).count())
                .isPositive();
        for (int j = 0; j < 12; j++) {
            assertThat(found.coefficients()[j] == 0).isEqualTo(exact.coefficients()[j] == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "ftrl"})
    void fit_anyThreadsAndStorage_hasTheSameBits(String solver, @TempDir Path folder) {
        DenseMatrix x = Examples.random(5000, 4, 8);
        double[] target = Examples.targets(Losses.parse("bce"), x, 9);
        FitRequest request = request("bce", "l2:lambda=0.01", solver);
        FitResult one = new Fitter(request.withThreads(1)).fit(x, target);
        FitResult three = new Fitter(request.withThreads(3)).fit(x, target);
        assertThat(three.coefficients()).isEqualTo(one.coefficients());
        try (StoredMatrix stored = OnDisk.copy(x, folder)) {
            assertThat(new Fitter(request).fit(stored, target).coefficients()).isEqualTo(one.coefficients());
        }
    }

    @Test
    void fit_tooFastForTheLoss_slowsDown() {
        DenseMatrix x = Examples.random(4000, 3, 8);
        double[] target = Examples.targets(Losses.parse("poisson"), x, 9);
        for (int row = 0; row < 4000; row += 400) {
            x.set(row, 1, 1000);
        }
        FitResult exact = new Fitter(request("poisson", "none", "auto")).fit(x, target);
        FitResult found = new Fitter(request("poisson", "none", "ftrl")).fit(x, target);
        assertThat(found.objective()).isFinite().isLessThan(exact.objective() + 0.1 * Math.abs(exact.objective()));
    }

    @Test
    void adam_l1_isRefusedAndFtrlIsNamed() {
        DenseMatrix x = Examples.random(100, 3, 8);
        double[] target = Examples.targets(Losses.parse("bce"), x, 9);
        assertThatThrownBy(() -> new Fitter(request("bce", "l1:lambda=0.1", "adam")).fit(x, target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("exact zeros")
                .hasMessageContaining("ftrl");
    }
}
