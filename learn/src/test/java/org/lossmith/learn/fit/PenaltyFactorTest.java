package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.AdaptiveL1;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.L1;
import org.lossmith.penalty.L2;
import org.lossmith.penalty.Penalty;

/** Factors of single columns, given or from a pilot. */
class PenaltyFactorTest {
    private static final int ROWS = 250;

    private static void assertSame(double[] found, double[] expected, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        for (int j = 0; j < found.length; j++) {
            assertThat(found[j]).as("column " + j).isCloseTo(expected[j], within(tolerance));
            assertThat(found[j] == 0).as("column " + j).isEqualTo(expected[j] == 0);
        }
    }

    private static DenseMatrix without(DenseMatrix x, int column) {
        DenseMatrix kept = new DenseMatrix(x.rows(), x.columns() - 1);
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < kept.columns(); j++) {
                kept.set(i, j, x.get(i, j < column ? j : j + 1));
            }
        }
        return kept;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l1:lambda=0.1",
                "l2:lambda=0.3",
                "elastic-net:lambda=0.2",
                "mcp:lambda=0.1",
                "group-lasso:lambda=0.1"
            })
    void factorOfZero_forAllColumns_isNoPenalty(String penalty) {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(ROWS, 4, 1);
        double[] target = Examples.targets(loss, x, 2);
        ColumnPenalties columns = ColumnPenalties.none();
        for (int j = 0; j < 4; j++) {
            columns = columns.withFactor(j, 0);
        }
        FitResult free = new Fitter(FitRequest.of(loss)).fit(x, target);
        FitResult fit = new Fitter(
                        FitRequest.of(loss).withPenalty(Penalty.parse(penalty)).withColumns(columns))
                .fit(x, target);
        assertSame(fit.coefficients(), free.coefficients(), 1e-9);
        assertThat(fit.objective()).isCloseTo(free.objective(), within(1e-14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bce; l1:lambda=0.02",
                "poisson; l2:lambda=0.1",
                "absolute-error; l1:lambda=0.02",
                "bce; scad:lambda=0.02",
                "bce; adaptive-l1:lambda=0.02"
            })
    void factorOfInfinity_isTheFitWithoutTheColumn(String name, String penalty) {
        Loss loss = Losses.parse(name);
        DenseMatrix x = Examples.random(ROWS, 5, 1);
        double[] target = Examples.targets(loss, x, 2);
        FitRequest request = FitRequest.of(loss).withPenalty(Penalty.parse(penalty));
        FitResult left = new Fitter(request.withColumns(ColumnPenalties.none().withFactor(4, Double.POSITIVE_INFINITY)))
                .fit(x, target);
        FitResult dropped = new Fitter(request).fit(without(x, 4), target);
        assertThat(left.coefficients()[4]).isEqualTo(0.0);
        assertSame(java.util.Arrays.copyOf(left.coefficients(), 4), dropped.coefficients(), 1e-9);
        assertThat(left.objective()).isCloseTo(dropped.objective(), within(1e-13));
        assertThat(left.notes()).isEqualTo(dropped.notes());
    }

    /** Without standardisation a column divided by f has coefficients f times as large. */
    @ParameterizedTest
    @ValueSource(strings = {"l1:lambda=0.02", "elastic-net:alpha=1,lambda=0.03", "group-lasso:lambda=0.02"})
    void factor_isAColumnOnAnotherScale(String penalty) {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(ROWS, 5, 1);
        double[] target = Examples.targets(loss, x, 2);
        double[] factors = {2, 0.25, 1, 3, 0.5};
        DenseMatrix scaled = new DenseMatrix(ROWS, 5);
        ColumnPenalties columns = ColumnPenalties.none();
        for (int j = 0; j < 5; j++) {
            columns = columns.withFactor(j, factors[j]);
            for (int i = 0; i < ROWS; i++) {
                scaled.set(i, j, x.get(i, j) / factors[j]);
            }
        }
        FitRequest request =
                FitRequest.of(loss).withPenalty(Penalty.parse(penalty)).withStandardise(false);
        double[] found = new Fitter(request.withColumns(columns)).fit(x, target).coefficients();
        double[] expected = new Fitter(request).fit(scaled, target).coefficients();
        for (int j = 0; j < 5; j++) {
            expected[j] /= factors[j];
        }
        assertSame(found, expected, 1e-8);
        assertThat(found).contains(0.0);
    }

    /** The same column twice shares its coefficient: half the square each, so twice the factor costs the same. */
    @Test
    void factor_ofADuplicatedColumn_isTwiceThatOfTheOne() {
        Loss loss = Losses.parse("poisson");
        DenseMatrix x = Examples.random(ROWS, 3, 1);
        double[] target = Examples.targets(loss, x, 2);
        DenseMatrix twice = new DenseMatrix(ROWS, 4);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 4; j++) {
                twice.set(i, j, x.get(i, Math.min(j, 2)));
            }
        }
        FitRequest request = FitRequest.of(loss).withPenalty(new L2(0.2));
        FitResult one = new Fitter(request).fit(x, target);
        FitResult two = new Fitter(request.withColumns(
                        ColumnPenalties.none().withFactor(2, 2).withFactor(3, 2)))
                .fit(twice, target);
        assertThat(two.objective()).isCloseTo(one.objective(), within(1e-13));
        assertThat(two.coefficients()[2]).isCloseTo(one.coefficients()[2] / 2, within(1e-9));
        assertThat(two.coefficients()[3]).isCloseTo(one.coefficients()[2] / 2, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"bce,1,true", "poisson,2,true", "bce,1,false", "absolute-error,1,true"})
    void adaptive_isALassoWithFactorsFromARidge(String name, double gamma, boolean standardise) {
        Loss loss = Losses.parse(name);
        DenseMatrix x = Examples.random(ROWS, 6, 11);
        double[] target = Examples.targets(loss, x, 12);
        FitRequest request = FitRequest.of(loss).withStandardise(standardise).withThreads(1);
        FitResult pilot = new Fitter(request.withPenalty(new L2(0.5 / ROWS))).fit(x, target);
        double[] seen = standardise ? new Outside(x).standardised(pilot) : pilot.coefficients();
        ColumnPenalties columns = ColumnPenalties.none();
        for (int j = 0; j < 6; j++) {
            columns = columns.withFactor(j, 1 / Math.pow(Math.abs(seen[j]), gamma));
        }
        FitResult byHand = new Fitter(request.withPenalty(new L1(0.004)).withColumns(columns)).fit(x, target);
        FitResult adaptive = new Fitter(request.withPenalty(new AdaptiveL1(0.004, gamma))).fit(x, target);
        assertThat(adaptive.converged()).isTrue();
        assertSame(adaptive.coefficients(), byHand.coefficients(), 1e-6);
        assertThat(adaptive.coefficients()).contains(0.0);
        assertThat(adaptive.notes()).anyMatch(note -> note.contains("pilot fit with l2:lambda=0.002"));
        FitResult lasso = new Fitter(request.withPenalty(new L1(0.004))).fit(x, target);
        assertThat(adaptive.coefficients()).isNotEqualTo(lasso.coefficients());
    }

    /** A column that may run away although others are penalised. */
    @Test
    void separation_alongAnUnpenalisedColumn_isSaid() {
        DenseMatrix x = Examples.random(60, 3, 5);
        double[] target = new double[60];
        for (int i = 0; i < 60; i++) {
            target[i] = x.get(i, 1) > 5 ? 1 : 0;
        }
        FitRequest request = FitRequest.of(Losses.parse("bce")).withPenalty(new L1(0.05));
        assertThat(new Fitter(request).fit(x, target).converged()).isTrue();
        FitResult fit = new Fitter(request.withColumns(ColumnPenalties.none().withFactor(1, 0))).fit(x, target);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.notes().toString()).contains("separation").contains("column 2");
    }
}
