package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.ElasticNet;
import org.lossmith.penalty.SeparablePenalty;

class BoundedFitTest {
    private static final Bounds[] BOUNDS = {
        Bounds.NON_NEGATIVE, Bounds.NON_POSITIVE, new Bounds(-0.05, 0.1), Bounds.NONE, Bounds.NON_NEGATIVE
    };
    private static final int ROWS = 200;

    private static ColumnPenalties columns(Bounds... bounds) {
        ColumnPenalties columns = ColumnPenalties.none();
        for (int j = 0; j < bounds.length; j++) {
            columns = columns.withBounds(j, bounds[j]);
        }
        return columns;
    }

    /**
     * Least squares with some columns held at a bound, or null if they have none or another passes its own.
     *
     * @param state for each column a digit to the base of 3: free, held below, held above
     */
    private static double[] solved(DenseMatrix x, double[] target, int state) {
        double[][] system = new double[6][7];
        for (int i = 0; i < ROWS; i++) {
            double[] row = new double[7];
            row[5] = 1;
            row[6] = target[i];
            int digits = state;
            for (int j = 0; j < 5; j++, digits /= 3) {
                if (digits % 3 == 0) {
                    row[j] = x.get(i, j);
                } else {
                    row[6] -= held(j, digits % 3) * x.get(i, j);
                }
            }
            for (int j = 0; j < 6; j++) {
                for (int k = 0; k < 7; k++) {
                    system[j][k] += row[j] * row[k];
                }
            }
        }
        double[] result = eliminated(system);
        int digits = state;
        for (int j = 0; j < 5; j++, digits /= 3) {
            result[j] = digits % 3 == 0 ? result[j] : held(j, digits % 3);
            if (!(BOUNDS[j].clip(result[j]) == result[j]) || Double.isInfinite(result[j])) {
                return null;
            }
        }
        return result;
    }

    private static double held(int column, int digit) {
        return digit == 1 ? BOUNDS[column].lower() : BOUNDS[column].upper();
    }

    /** Gauss-Jordan; columns of zeros are left out. */
    private static double[] eliminated(double[][] system) {
        for (int j = 0; j < 6; j++) {
            if (system[j][j] == 0) {
                continue;
            }
            for (int i = 0; i < 6; i++) {
                double factor = i == j ? 0 : system[i][j] / system[j][j];
                for (int k = 0; k < 7; k++) {
                    system[i][k] -= factor * system[j][k];
                }
            }
        }
        double[] result = new double[6];
        for (int j = 0; j < 6; j++) {
            result[j] = system[j][j] == 0 ? 0 : system[j][6] / system[j][j];
        }
        return result;
    }

    private static double cost(DenseMatrix x, double[] target, double[] model) {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            double residual = model[5] - target[i];
            for (int j = 0; j < 5; j++) {
                residual += model[j] * x.get(i, j);
            }
            sum += residual * residual / ROWS;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void leastSquares_againstAllActiveSets_isTheBest(long seed) {
        Loss loss = Losses.parse("squared-error");
        DenseMatrix x = Examples.random(ROWS, 5, seed);
        double[] target = Examples.targets(loss, x, seed + 10);
        double[] best = null;
        for (int state = 0; state < 243; state++) {
            double[] model = solved(x, target, state);
            if (model != null && (best == null || cost(x, target, model) < cost(x, target, best))) {
                best = model;
            }
        }
        FitRequest request = FitRequest.of(loss).withColumns(columns(BOUNDS));
        FitResult fit = new Fitter(request).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.solver()).isEqualTo("proximal Newton");
        assertThat(fit.certificate().kind()).isEqualTo(Certificate.Kind.SUBGRADIENT);
        for (int j = 0; j < 5; j++) {
            assertThat(fit.coefficients()[j]).isCloseTo(best[j], within(1e-9));
            if (best[j] == 0) {
                assertThat(1 / fit.coefficients()[j]).isEqualTo(Double.POSITIVE_INFINITY);
            }
            assertThat(fit.coefficients()[j]).isBetween(BOUNDS[j].lower() - 1e-15, BOUNDS[j].upper() + 1e-15);
        }
        assertThat(fit.intercept()).isCloseTo(best[5], within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"bce,0.02,1", "bce,0,1", "poisson,0.05,0.7", "poisson,0,1", "gamma,0.05,0.5", "huber:delta=1,0.1,1"})
    void fit_seenFromOutside_meetsTheOptimalityConditions(String name, double lambda, double alpha) {
        Loss loss = Losses.parse(name);
        SeparablePenalty penalty = new ElasticNet(lambda, alpha);
        DenseMatrix x = Examples.random(ROWS, 5, 7);
        double[] target = Examples.targets(loss, x, 8);
        FitRequest request = FitRequest.of(loss).withPenalty(penalty).withColumns(columns(BOUNDS));
        FitResult fit = new Fitter(request).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        Outside view = new Outside(x);
        double[] gradient = view.gradient(fit, loss, target);
        double[] standardised = view.standardised(fit);
        double push = view.push(fit, loss, target);
        int held = 0;
        for (int j = 0; j < 5; j++) {
            // Slack of a rounding, so that a coefficient at its bound counts as there.
            double slack = 1 - 1e-14;
            Bounds bounds = new Bounds(
                    BOUNDS[j].lower() * view.deviation[j] * slack, BOUNDS[j].upper() * view.deviation[j] * slack);
            assertThat(penalty.subgradientDistance(standardised[j], gradient[j], bounds))
                    .as("column " + j)
                    .isLessThan(1e-7 * push);
            held += standardised[j] <= bounds.lower() || standardised[j] >= bounds.upper() ? 1 : 0;
        }
        assertThat(held).isPositive();
        assertThat(gradient[5]).isCloseTo(0, within(1e-7 * push));
        assertThat(fit.objective())
                .isCloseTo(view.meanLoss(fit, loss, target) + penalty.value(standardised), within(1e-11));
    }

    @Test
    void fit_boundsThatHoldNothing_changeNothing() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(ROWS, 5, 7);
        double[] target = Examples.targets(loss, x, 8);
        FitResult free = new Fitter(FitRequest.of(loss)).fit(x, target);
        FitResult bounded = new Fitter(FitRequest.of(loss)
                        .withColumns(columns(
                                Bounds.NON_NEGATIVE, new Bounds(-9, 9), Bounds.NONE, Bounds.NONE, Bounds.NON_POSITIVE)))
                .fit(x, target);
        assertThat(free.coefficients()[0]).isPositive();
        assertThat(free.coefficients()[4]).isNegative();
        for (int j = 0; j < 5; j++) {
            assertThat(bounded.coefficients()[j]).isCloseTo(free.coefficients()[j], within(1e-9));
        }
    }

    @Test
    void fit_allHeldAtZero_isTheConstant() {
        Loss loss = Losses.parse("poisson");
        DenseMatrix x = Examples.random(ROWS, 5, 7);
        double[] target = Examples.targets(loss, x, 8);
        FitResult fit = new Fitter(FitRequest.of(loss)
                        .withColumns(columns(
                                Bounds.NON_POSITIVE, Bounds.ZERO, Bounds.ZERO, Bounds.ZERO, Bounds.NON_NEGATIVE)))
                .fit(x, target);
        assertThat(fit.coefficients()).containsOnly(0.0);
        double mean = java.util.Arrays.stream(target).average().orElseThrow();
        assertThat(fit.intercept()).isCloseTo(Math.log(mean), within(1e-9));
        assertThat(fit.notes()).isEmpty();
    }

    @Test
    void fit_lossWithKinks_isWithinItsGap() {
        Loss loss = Losses.parse("quantile:q=0.3");
        DenseMatrix x = Examples.random(ROWS, 5, 7);
        double[] target = Examples.targets(loss, x, 8);
        FitRequest request = FitRequest.of(loss).withColumns(columns(BOUNDS));
        FitResult fit = new Fitter(request).fit(x, target);
        FitResult closer = new Fitter(request.withGapTolerance(1e-7)).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.certificate().kind()).isEqualTo(Certificate.Kind.DUALITY_GAP);
        assertThat(fit.objective() - closer.objective()).isBetween(-1e-7 * fit.objective(), 1e-4 * fit.objective());
        for (int j = 0; j < 5; j++) {
            assertThat(fit.coefficients()[j]).isBetween(BOUNDS[j].lower() - 1e-15, BOUNDS[j].upper() + 1e-15);
        }
    }

    /** A score that may only rise with the input that separates the classes the other way round. */
    @Test
    void fit_separationThatTheBoundsForbid_isNone() {
        DenseMatrix x = new DenseMatrix(20, 1);
        double[] target = new double[20];
        for (int i = 0; i < 20; i++) {
            x.set(i, 0, i);
            target[i] = i < 8 ? 1 : 0;
        }
        FitRequest request = FitRequest.of(Losses.parse("bce"));
        FitResult rising = new Fitter(request.withColumns(columns(Bounds.NON_NEGATIVE))).fit(x, target);
        assertThat(rising.converged()).isTrue();
        assertThat(rising.coefficients()).containsExactly(0.0);
        assertThat(rising.intercept()).isCloseTo(Math.log(8.0 / 12), within(1e-9));
        FitResult falling = new Fitter(request.withColumns(columns(Bounds.NON_POSITIVE))).fit(x, target);
        assertThat(falling.converged()).isFalse();
        assertThat(falling.notes().toString()).contains("separation");
    }

    @Test
    void fit_withLbfgs_isRefused() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(ROWS, 5, 7);
        FitRequest request = FitRequest.of(loss).withColumns(columns(BOUNDS)).withSolver(SolverName.LBFGS);
        assertThatThrownBy(() -> new Fitter(request).fit(x, Examples.targets(loss, x, 8)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("knows no bounds");
    }
}
