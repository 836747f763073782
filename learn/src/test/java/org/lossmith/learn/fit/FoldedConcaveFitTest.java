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
import org.lossmith.penalty.L1;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

class FoldedConcaveFitTest {
    private static SeparablePenalty parse(String spec) {
        return (SeparablePenalty) Penalty.parse(spec);
    }

    /** The eight corners of a cube: columns of mean 0 and variance 1 at right angles to each other. */
    private static DenseMatrix cube() {
        DenseMatrix x = new DenseMatrix(8, 3);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 3; j++) {
                x.set(i, j, (i >> j & 1) == 0 ? -1 : 1);
            }
        }
        return x;
    }

    /** Half the squared error then falls apart into one proximal step of length 1 for each coefficient. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mcp:lambda=0.5,gamma=3",
                "mcp:lambda=0.5,gamma=1.5",
                "mcp:lambda=3,gamma=2",
                "scad:lambda=0.5,a=3.7",
                "scad:lambda=1,a=2.5"
            })
    void orthogonalColumns_areTheProximalStepOfEach(String spec) {
        double[][] effects = {{2, 0.9, 0.3}, {-1.3, 0.4999, -0.7}, {0.5001, -5, 1.1}};
        for (double[] effect : effects) {
            DenseMatrix x = cube();
            double[] target = new double[8];
            for (int i = 0; i < 8; i++) {
                // The product of all three columns is at right angles to each: noise that no column explains.
                target[i] = 4 + 0.3 * x.get(i, 0) * x.get(i, 1) * x.get(i, 2);
                for (int j = 0; j < 3; j++) {
                    target[i] += effect[j] * x.get(i, j);
                }
            }
            FitRequest request =
                    FitRequest.of(Losses.parse("half-squared-error")).withPenalty(parse(spec));
            FitResult fit = new Fitter(request).fit(x, target);
            assertThat(fit.converged()).as(fit.toString()).isTrue();
            for (int j = 0; j < 3; j++) {
                double expected = parse(spec).prox(effect[j], 1);
                assertThat(fit.coefficients()[j]).as(spec + " " + effect[j]).isCloseTo(expected, within(1e-10));
                assertThat(fit.coefficients()[j] == 0).isEqualTo(expected == 0);
            }
            assertThat(fit.intercept()).isCloseTo(4, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bce; mcp:lambda=0.05,gamma=3; true",
                "bce; mcp:lambda=0.03,gamma=8; true",
                "bce; scad:lambda=0.05; true",
                "bce; scad:lambda=0.02; false",
                "poisson; mcp:lambda=0.1; true",
                "poisson; scad:lambda=0.1; true",
                "poisson; mcp:lambda=0.2,gamma=5; false",
                "huber:delta=1; mcp:lambda=0.1; true",
                "gamma; scad:lambda=0.1; true",
                "half-squared-error; mcp:lambda=0.3,gamma=1.2; true"
            })
    void fit_seenFromOutside_isStationaryAndNoWorseThanTheLasso(String name, String spec, boolean standardise) {
        Loss loss = Losses.parse(name);
        SeparablePenalty penalty = parse(spec);
        DenseMatrix x = Examples.random(400, 8, 21);
        double[] target = Examples.targets(loss, x, 22);
        FitRequest request = FitRequest.of(loss).withPenalty(penalty).withStandardise(standardise);
        FitResult fit = new Fitter(request).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.notes().toString()).contains("is not convex: that this is a stationary point is certified");
        Outside view = new Outside(x);
        double[] gradient = view.gradient(fit, loss, target);
        double push = view.push(fit, loss, target);
        int zeros = 0;
        for (int j = 0; j < 8; j++) {
            double scale = standardise ? view.deviation[j] : 1;
            double slope = gradient[j] * view.deviation[j] / scale;
            assertThat(penalty.subgradientDistance(fit.coefficients()[j] * scale, slope))
                    .as("column " + j)
                    .isLessThan(1e-7 * push * view.deviation[j]);
            zeros += fit.coefficients()[j] == 0 ? 1 : 0;
        }
        assertThat(zeros).isBetween(1, 7);
        double cost = view.meanLoss(fit, loss, target) + cost(penalty, view, fit, standardise);
        assertThat(fit.objective()).isCloseTo(cost, within(1e-11));
        FitResult lasso = new Fitter(request.withPenalty(new L1(penalty.lambda()))).fit(x, target);
        double atLasso = view.meanLoss(lasso, loss, target) + cost(penalty, view, lasso, standardise);
        assertThat(fit.objective()).isLessThan(atLasso);
    }

    private static double cost(SeparablePenalty penalty, Outside view, FitResult fit, boolean standardise) {
        return penalty.value(standardise ? view.standardised(fit) : fit.coefficients());
    }

    /** A coefficient beyond gamma lambda is not shrunk: with the right columns it is the unpenalised fit on those. */
    @Test
    void fit_strongSignal_isTheUnpenalisedFitOnTheChosenColumns() {
        Loss loss = Losses.parse("half-squared-error");
        DenseMatrix x = Examples.random(400, 8, 3);
        double[] target = new double[400];
        java.util.Random random = new java.util.Random(4);
        for (int i = 0; i < 400; i++) {
            target[i] = 5 * x.get(i, 2) - 4 * x.get(i, 6) + random.nextGaussian();
        }
        FitResult mcp = new Fitter(FitRequest.of(loss).withPenalty(parse("mcp:lambda=0.5"))).fit(x, target);
        ColumnPenalties two = ColumnPenalties.none();
        for (int j : new int[] {0, 1, 3, 4, 5, 7}) {
            two = two.withFactor(j, Double.POSITIVE_INFINITY);
        }
        FitResult oracle = new Fitter(FitRequest.of(loss).withColumns(two)).fit(x, target);
        for (int j = 0; j < 8; j++) {
            assertThat(mcp.coefficients()[j]).isCloseTo(oracle.coefficients()[j], within(1e-9));
            assertThat(mcp.coefficients()[j] == 0).isEqualTo(j != 2 && j != 6);
        }
    }

    @Test
    void fit_withBounds_keepsThem() {
        Loss loss = Losses.parse("bce");
        SeparablePenalty penalty = parse("scad:lambda=0.02");
        DenseMatrix x = Examples.random(400, 4, 21);
        double[] target = Examples.targets(loss, x, 22);
        FitResult fit = new Fitter(FitRequest.of(loss)
                        .withPenalty(penalty)
                        .withColumns(ColumnPenalties.none().withBounds(0, Bounds.NON_POSITIVE)))
                .fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.coefficients()[0]).isEqualTo(0.0);
        assertThat(fit.coefficients()[3]).isNegative();
    }

    @Test
    void fit_lossWithKinks_isStationaryOnANarrowSmoothing() {
        Loss loss = Losses.parse("absolute-error");
        DenseMatrix x = Examples.random(400, 8, 21);
        double[] target = Examples.targets(loss, x, 22);
        FitResult fit = new Fitter(FitRequest.of(loss).withPenalty(parse("mcp:lambda=0.2"))).fit(x, target);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        assertThat(fit.certificate().kind()).isEqualTo(Certificate.Kind.SUBGRADIENT);
        assertThat(fit.coefficients()[3]).isEqualTo(0.0);
        assertThat(fit.coefficients()[0]).isNotEqualTo(0.0);
    }

    /** Far out the penalty is flat, so it does not keep separable classes from running away. */
    @Test
    void fit_separableClasses_isSaid() {
        DenseMatrix x = new DenseMatrix(40, 1);
        double[] target = new double[40];
        for (int i = 0; i < 40; i++) {
            x.set(i, 0, i);
            target[i] = i < 17 ? 0 : 1;
        }
        FitResult fit =
                new Fitter(FitRequest.of(Losses.parse("bce")).withPenalty(parse("mcp:lambda=0.01"))).fit(x, target);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.notes().toString()).contains("separation");
    }

    @Test
    void fit_withLbfgs_isRefused() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(100, 3, 7);
        FitRequest request =
                FitRequest.of(loss).withPenalty(parse("mcp:lambda=0.1")).withSolver(SolverName.LBFGS);
        assertThatThrownBy(() -> new Fitter(request).fit(x, Examples.targets(loss, x, 8)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs a convex penalty");
    }
}
