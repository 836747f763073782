package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.PenaltyFamily;

class LambdaPathTest {
    private static long nonZero(LinearFit fit) {
        return Arrays.stream(fit.coefficients(0)).filter(each -> each != 0).count();
    }

    private static double[] weights(int rows) {
        double[] weight = new double[rows];
        for (int i = 0; i < rows; i++) {
            weight[i] = i % 3;
        }
        return weight;
    }

    @ParameterizedTest
    @CsvSource({
        "bce, l1, false, 700",
        "bce, l1, true, 700",
        "squared-error, l1, false, 700",
        "squared-error, elastic-net:alpha=0.3, true, 700",
        "huber:delta=1, l1, false, 700",
        "poisson, l1, true, 700",
        "bce, mcp, false, 700",
        "squared-error, scad, false, 700",
        "bce, group-lasso, false, 700",
        "bce, l1, true, 45000",
        "squared-error, l1, false, 12"
    })
    void firstLambda_isTheEdgeOfAllZeros(String spec, String penalty, boolean weighted, int rows) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(rows, 30, 11);
        double[] target = Examples.targets(loss, x, 12);
        double[] weight = weighted ? weights(rows) : null;
        PathResult path = LambdaPath.of(FitRequest.of(loss), PenaltyFamily.parse(penalty))
                .withCount(2)
                .withRatio(0.999)
                .fit(x, target, weight, Rows.all(rows));
        assertThat(path.fits().get(0).coefficients(0)).containsOnly(0.0);
        assertThat(nonZero(path.fits().get(1))).isEqualTo(1);
        assertThat(path.nonZeros()).containsExactly(0, 1);
        assertThat(path.fits()).allMatch(LinearFit::converged);
    }

    /** The column without a penalty is like its neighbour, which at the constant score alone would have come in first. */
    @ParameterizedTest
    @CsvSource({"bce, l1", "squared-error, l1", "huber:delta=1, elastic-net:alpha=0.5", "bce, group-lasso"})
    void firstLambda_withAColumnThatPaysNothing_isTheEdgeOfTheOthers(String spec, String penalty) {
        Loss loss = Losses.parse(spec);
        Random random = new Random(11);
        double[][] rows = new double[600][6];
        for (double[] row : rows) {
            Arrays.setAll(row, column -> random.nextGaussian());
            row[5] = row[0] + 0.1 * row[4];
        }
        DenseMatrix x = Examples.matrix(rows);
        FitRequest request =
                FitRequest.of(loss).withColumns(ColumnPenalties.none().withFactor(0, 0));
        PathResult path = LambdaPath.of(request, PenaltyFamily.parse(penalty))
                .withCount(2)
                .withRatio(0.999)
                .fit(x, Examples.targets(loss, x, 12), null, Rows.all(rows.length));
        assertThat(path.nonZeros()).containsExactly(1, 2);
        assertThat(path.fits().get(0).coefficients(0)[0]).isNotZero();
    }

    /** The lasso's first lambda on half a squared error is the largest covariance with a standardised column. */
    @Test
    void firstLambda_ofTheLasso_isTheLargestCovariance() {
        DenseMatrix x = Examples.random(50, 4, 1);
        double[] target = Examples.targets(Losses.parse("half-squared-error"), x, 2);
        double mean = Arrays.stream(target).average().orElseThrow();
        double largest = 0;
        for (int j = 0; j < 4; j++) {
            double columnMean = 0;
            double square = 0;
            double product = 0;
            for (int i = 0; i < 50; i++) {
                columnMean += x.get(i, j) / 50;
            }
            for (int i = 0; i < 50; i++) {
                double centred = x.get(i, j) - columnMean;
                square += centred * centred / 50;
                product += centred * (target[i] - mean) / 50;
            }
            largest = Math.max(largest, Math.abs(product) / Math.sqrt(square));
        }
        FitRequest request = FitRequest.of(Losses.parse("half-squared-error"));
        double[] lasso = LambdaPath.of(request, PenaltyFamily.parse("l1"))
                .fit(x, target, null, Rows.all(50))
                .lambdas();
        assertThat(lasso[0]).isCloseTo(largest, within(1e-8 * largest));
        assertThat(lasso[33]).isCloseTo(Math.pow(1e-4, 1 / 3.0) * largest, within(1e-8 * largest));
        assertThat(lasso[34] / lasso[33]).isCloseTo(lasso[1] / lasso[0], within(1e-12));
    }

    /** The lambda of a square has no unit under half a squared error: metres or millimetres, the path is the same. */
    @Test
    void lambdas_ofRidge_doNotDependOnTheTargetsUnit() {
        DenseMatrix x = Examples.random(50, 4, 1);
        double[] metres = Examples.targets(Losses.parse("half-squared-error"), x, 2);
        double[] millimetres = Arrays.stream(metres).map(each -> 1000 * each).toArray();
        LambdaPath ridge = LambdaPath.of(FitRequest.of(Losses.parse("half-squared-error")), PenaltyFamily.parse("l2"));
        double[] lambdas = ridge.fit(x, metres, null, Rows.all(50)).lambdas();
        double[] others = ridge.fit(x, millimetres, null, Rows.all(50)).lambdas();
        // Slopes per standard deviation, in standard deviations of the target, are at most 1.
        assertThat(lambdas[0]).isBetween(1.0, 1000.0);
        assertThat(lambdas[33]).isCloseTo(Math.pow(1e-7, 1 / 3.0) * lambdas[0], within(1e-11 * lambdas[0]));
        assertThat(others).hasSameSizeAs(lambdas);
        for (int i = 0; i < lambdas.length; i++) {
            assertThat(others[i]).isCloseTo(lambdas[i], within(1e-9 * lambdas[i]));
        }
    }

    /** An orthogonal design: each coefficient is the soft threshold of its covariance at every lambda. */
    @Test
    void path_orthogonalColumns_isTheSoftThreshold() {
        DenseMatrix x = new DenseMatrix(8, 2);
        double[] target = new double[8];
        for (int i = 0; i < 8; i++) {
            x.set(i, 0, (i & 1) == 0 ? 1 : -1);
            x.set(i, 1, (i & 2) == 0 ? 1 : -1);
            target[i] = 3 * x.get(i, 0) - 0.5 * x.get(i, 1) + 10;
        }
        PathResult path = LambdaPath.of(FitRequest.of(Losses.parse("half-squared-error")), PenaltyFamily.parse("l1"))
                .withCount(20)
                .fit(x, target, null, Rows.all(8));
        for (int i = 0; i < path.lambdas().length; i++) {
            double lambda = path.lambdas()[i];
            double[] coefficients = path.fits().get(i).coefficients(0);
            assertThat(coefficients[0]).isCloseTo(Math.max(0, 3 - lambda), within(1e-12));
            assertThat(coefficients[1]).isCloseTo(-Math.max(0, 0.5 - lambda), within(1e-12));
        }
    }

    /** Once the residual variance is below a thousandth of the target's, which the soft threshold tells in closed form. */
    @Test
    void path_allButExplained_ends() {
        DenseMatrix x = new DenseMatrix(8, 1);
        double[] target = new double[8];
        for (int i = 0; i < 8; i++) {
            x.set(i, 0, (i & 1) == 0 ? 1 : -1);
            target[i] = 3 * x.get(i, 0) + 10;
        }
        PathResult path = LambdaPath.of(FitRequest.of(Losses.parse("squared-error")), PenaltyFamily.parse("l1"))
                .fit(x, target, null, Rows.all(8));
        // Of 9 a lambda of twice the shrinkage leaves its square: a share of 0.001 at lambda / largest = sqrt(0.001).
        int last = path.lambdas().length - 1;
        assertThat(path.lambdas()[last] / path.lambdas()[0]).isLessThan(Math.sqrt(0.001));
        assertThat(path.lambdas()[last - 1] / path.lambdas()[0]).isGreaterThan(Math.sqrt(0.001));
        assertThat(path.ended()).contains("more than 99.9%");
    }

    /** With noise, where a step lowers the loss by less than 1e-5 of its fall so far: told by fits without an end. */
    @ParameterizedTest
    @CsvSource({"bce, l1", "squared-error, elastic-net:alpha=0.5", "poisson, l2", "huber:delta=1, l1"})
    void path_lossThatStandsStill_ends(String spec, String penalty) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(600, 5, 3);
        double[] target = Examples.targets(loss, x, 4);
        PenaltyFamily family = PenaltyFamily.parse(penalty);
        PathResult path = LambdaPath.of(FitRequest.of(loss), family).fit(x, target, null, Rows.all(600));
        int count = path.lambdas().length;
        assertThat(count).isBetween(20, 99);
        assertThat(path.ended()).contains("less than 1/100,000");
        double[] mean = new double[count];
        for (int i = 0; i < count; i++) {
            double[] score = ((FitResult) path.fits().get(i)).scores(x);
            mean[i] = loss.sum(score, target, null, 0, 600) / 600;
        }
        for (int i = 4; i < count; i++) {
            double share = (mean[i - 1] - mean[i]) / (mean[0] - mean[i]);
            if (i == count - 1) {
                assertThat(share).isLessThan(1e-5);
            } else {
                assertThat(share).isGreaterThanOrEqualTo(0.999e-5);
            }
        }
    }

    /** Their loss may stand still for a while: kinks, flat penalties, weights of their own. */
    @ParameterizedTest
    @CsvSource({"absolute-error, l1", "squared-error, mcp", "squared-error, adaptive-l1", "tukey:c=4, l1"})
    void path_lossThatMayStandStillForAWhile_goesToItsEnd(String spec, String penalty) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(60, 3, 3);
        double[] target = Examples.targets(loss, x, 4);
        PathResult path = LambdaPath.of(FitRequest.of(loss), PenaltyFamily.parse(penalty))
                .withCount(40)
                .fit(x, target, null, Rows.all(60));
        assertThat(path.lambdas()).hasSize(40);
        assertThat(path.ended()).isNull();
    }

    /** At the largest lambda no class has a coefficient, a little below it the first has. */
    @ParameterizedTest
    @CsvSource({"l1, softmax", "elastic-net:alpha=0.5, softmax", "group-lasso, softmax"})
    void firstLambda_ofClasses_isTheEdgeOfAllZeros(String penalty, String loss) {
        int rows = 300;
        DenseMatrix x = Examples.random(rows, 6, 11);
        double[] target = classes(x);
        ClassFitter fitter = ClassFitter.of(RowLosses.named(loss), 3);
        PathResult path = LambdaPath.of(fitter, PenaltyFamily.parse(penalty))
                .withCount(2)
                .withRatio(0.99)
                .fit(x, target, null, Rows.all(rows));
        assertThat(path.nonZeros()).containsExactly(0, 1);
        assertThat(path.fits()).allMatch(LinearFit::converged);
    }

    static double[] classes(DenseMatrix x) {
        double[] target = new double[x.rows()];
        for (int row = 0; row < target.length; row++) {
            target[row] = Math.floorMod((int) Math.round(x.get(row, 0) + x.get(row, 1) / 3), 3);
        }
        return target;
    }

    /** The pilot that adaptive weights come from is the same for all lambdas: one fit, not one for each. */
    @Test
    void path_ofAdaptiveWeights_makesOnePilot() {
        DenseMatrix x = Examples.random(200, 4, 1);
        double[] target = Examples.targets(Losses.parse("bce"), x, 2);
        int[] fits = {0};
        FitWatch watch = new FitWatch() {
            @Override
            public boolean stopped() {
                return false;
            }

            @Override
            public void step(Step step) {
                fits[0] += step.number() == 0 ? 1 : 0;
            }
        };
        PenaltyFamily family = PenaltyFamily.parse("adaptive-l1");
        PathResult path = LambdaPath.of(FitRequest.of(Losses.parse("bce")), family)
                .withCount(10)
                .withWatch(watch)
                .fit(x, target, null, Rows.all(200));
        // One that starts at its optimum takes no step.
        assertThat(fits[0]).isBetween(9, 11);
        for (int i = 0; i < 10; i++) {
            FitResult single = new Fitter(FitRequest.of(Losses.parse("bce")).withPenalty(family.at(path.lambdas()[i])))
                    .fit(x, target);
            assertThat(path.fits().get(i).coefficients(0)).containsExactly(single.coefficients(), within(1e-6));
        }
    }

    @Test
    void columnsWithoutAnythingToSay_areRefused() {
        LambdaPath path = LambdaPath.of(FitRequest.of(Losses.parse("squared-error")), PenaltyFamily.parse("l1"));
        DenseMatrix constant = new DenseMatrix(4, 2);
        assertThatThrownBy(() -> path.fit(constant, new double[] {1, 2, 3, 4}, null, Rows.all(4)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no lambda can be chosen");
        assertThatThrownBy(() -> path.withCount(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> path.withRatio(1)).hasMessageContaining("between 0 and 1");
    }
}
