package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

/** Against the normal equations of the pieces in 40 digits, against Newton, and against closed forms. */
class PiecewiseTest {
    private static FitRequest request(String loss) {
        return FitRequest.of(Losses.parse(loss)).withThreads(1);
    }

    private static void assertExact(FitResult result) {
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.solver()).endsWith("Newton from piece to piece");
        assertThat(result.certificate().value()).as(result.toString()).isLessThan(1e-11);
    }

    @ParameterizedTest
    @CsvSource({
        "12,1,1,0",
        "200,3,1,0",
        "200,3,0.01,0",
        "3000,5,0.5,0",
        "300,4,1e4,0",
        "45000,3,0.3,0",
        "200,3,1,0.1",
        "60,2,0.001,0"
    })
    void huber_solvesTheNormalEquationsOfItsPieces(int rows, int columns, double delta, double lambda) {
        DenseMatrix x = Examples.random(rows, columns, 31);
        double[] target = Examples.targets(Losses.parse("huber"), x, 32);
        double[] weight = new Random(33).ints(rows, 0, 4).asDoubleStream().toArray();
        weight[0] = 2;
        FitRequest request = request("huber:delta=" + delta)
                .withStandardise(false)
                .withPenalty(lambda > 0 ? Penalty.parse("l2:lambda=" + lambda) : Penalty.none());
        FitResult result = new Fitter(request).fit(x, target, weight);
        assertExact(result);
        double[] exact = onPieces(result, x, target, weight, delta, lambda);
        assertThat(result.intercept()).isCloseTo(exact[0], within(1e-11 * Math.max(1, Math.abs(exact[0]))));
        for (int j = 0; j < columns; j++) {
            assertThat(result.coefficients()[j]).isCloseTo(exact[j + 1], within(1e-11));
        }
    }

    /**
     * The best model while every row stays on the piece that it has at the result. A model that agrees with its own pieces
     * is the optimum, because the objective is convex and its gradient there is zero.
     */
    private static double[] onPieces(
            FitResult result, DenseMatrix x, double[] target, double[] weight, double delta, double lambda) {
        MathContext digits = new MathContext(40);
        int p = x.columns() + 1;
        double[] score = result.scores(x);
        BigDecimal[][] system = new BigDecimal[p][p + 1];
        Arrays.stream(system).forEach(row -> Arrays.fill(row, BigDecimal.ZERO));
        for (int i = 0; i < target.length; i++) {
            double residual = target[i] - score[i];
            boolean inside = Math.abs(residual) <= delta;
            BigDecimal w = new BigDecimal(weight[i]);
            for (int j = 0; j < p; j++) {
                BigDecimal wx = w.multiply(input(x, i, j), digits);
                for (int k = 0; k < p && inside; k++) {
                    system[j][k] = system[j][k].add(wx.multiply(input(x, i, k), digits), digits);
                }
                double push = inside ? target[i] : Math.signum(residual) * delta;
                system[j][p] = system[j][p].add(wx.multiply(new BigDecimal(push), digits), digits);
            }
        }
        BigDecimal ridge = new BigDecimal(2 * lambda * Arrays.stream(weight).sum());
        for (int j = 1; j < p; j++) {
            system[j][j] = system[j][j].add(ridge);
        }
        return solve(system, digits);
    }

    private static BigDecimal input(DenseMatrix x, int row, int parameter) {
        return parameter == 0 ? BigDecimal.ONE : new BigDecimal(x.get(row, parameter - 1));
    }

    private static double[] solve(BigDecimal[][] system, MathContext digits) {
        int p = system.length;
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < p; i++) {
                BigDecimal factor = system[i][j].divide(system[j][j], digits);
                for (int k = 0; i != j && k <= p; k++) {
                    system[i][k] = system[i][k].subtract(factor.multiply(system[j][k], digits), digits);
                }
            }
        }
        return IntStream.range(0, p)
                .mapToDouble(j -> system[j][p].divide(system[j][j], digits).doubleValue())
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "smooth-l1:beta=0.4,none",
        "expectile:tau=0.9,none",
        "expectile:tau=0.02,l2:lambda=0.01",
        "squared-hinge,l2:lambda=0.01",
        "huber:delta=0.5,l1:lambda=0.05",
        "squared-hinge,l1:lambda=0.02",
        "expectile:tau=0.7,elastic-net:lambda=0.1,alpha=0.5"
    })
    void everyLossOfPieces_isAtTheOptimumOfNewton(String first, String second) {
        Loss loss = Losses.parse(first);
        Penalty penalty = Penalty.parse(second.equals("elastic-net:lambda=0.1") ? second + ",alpha=0.5" : second);
        DenseMatrix x = Examples.random(500, 6, 34);
        double[] target = Examples.targets(loss, x, 35);
        FitRequest request = request(first).withPenalty(penalty);
        FitResult result = new Fitter(request).fit(x, target);
        FitResult newton = new Fitter(request.withSolver(SolverName.NEWTON)).fit(x, target);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.solver()).contains("from piece to piece");
        assertThat(newton.solver()).doesNotContain("piece");
        assertThat(result.objective()).isCloseTo(newton.objective(), within(1e-11 * newton.objective()));
        assertThat(result.objective()).isLessThanOrEqualTo(newton.objective() * (1 + 1e-14));
        assertThat(result.coefficients()).containsExactly(newton.coefficients(), within(1e-7));
    }

    /** delta |e| - delta^2 / 2 <= huber <= delta |e|, so both optima differ by at most delta^2 / 2. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1e-5, 1e-7})
    void huber_smallDelta_comesDownToAbsoluteError(double delta) {
        DenseMatrix x = Examples.random(300, 20, 36);
        double[] target = Examples.targets(Losses.parse("huber"), x, 37);
        FitResult result = new Fitter(request("huber:delta=" + delta)).fit(x, target);
        double absolute = new Fitter(request("absolute-error")).fit(x, target).objective();
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.objective() / delta).isBetween(absolute - delta / 2 - 1e-12, absolute + 1e-12);
    }

    @Test
    void expectile_constantModel_balancesTheWeightedDeviations() {
        DenseMatrix none = new DenseMatrix(4, 0);
        // 0.8 (10 - m) = 0.2 ((m - 0) + (m - 1) + (m - 3)) at m = 8.8 / 1.4
        FitResult result = new Fitter(request("expectile:tau=0.8")).fit(none, new double[] {0, 1, 3, 10});
        assertExact(result);
        assertThat(result.intercept()).isCloseTo(8.8 / 1.4, within(1e-14 * 10));
    }

    @Test
    void huber_collinearColumns_predictAlike() {
        DenseMatrix single = Examples.random(200, 1, 38);
        DenseMatrix twice = new DenseMatrix(200, 2);
        IntStream.range(0, 200).forEach(i -> {
            twice.set(i, 0, single.get(i, 0));
            twice.set(i, 1, -3 * single.get(i, 0));
        });
        double[] target = Examples.targets(Losses.parse("huber"), single, 39);
        FitResult expected = new Fitter(request("huber")).fit(single, target);
        FitResult result = new Fitter(request("huber")).fit(twice, target);
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.scores(twice)).containsExactly(expected.scores(single), within(1e-7));
        assertThat(result.notes()).anyMatch(note -> note.startsWith("collinear: input column 2 "));
    }

    @Test
    void huber_hasTheSameBitsForEveryNumberOfThreads() {
        DenseMatrix x = Examples.random(50_000, 5, 40);
        double[] target = Examples.targets(Losses.parse("huber"), x, 41);
        FitResult one = new Fitter(request("huber:delta=0.7")).fit(x, target);
        FitResult three = new Fitter(request("huber:delta=0.7").withThreads(3)).fit(x, target);
        assertExact(one);
        assertThat(three.coefficients()).containsExactly(one.coefficients());
        assertThat(three.intercept()).isEqualTo(one.intercept());
    }

    @Test
    void solver_askedForWhatItCannotDo_saysWhy() {
        DenseMatrix x = Examples.random(20, 2, 42);
        double[] target = new double[20];
        for (String loss : new String[] {"log-cosh", "squared-error", "absolute-error", "tukey"}) {
            FitRequest asked = request(loss).withSolver(SolverName.PIECEWISE);
            assertThatThrownBy(() -> new Fitter(asked).fit(x, target))
                    .as(loss)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is not smooth, convex and made of several parabolas and straight lines");
        }
    }
}
