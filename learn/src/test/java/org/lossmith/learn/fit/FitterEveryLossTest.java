package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.ElasticNet;

/** What must hold for every loss of the catalogue and for formulas that users write. */
class FitterEveryLossTest {
    static final List<Loss> LOSSES = losses();

    private static List<Loss> losses() {
        List<Loss> all = new ArrayList<>(Losses.all());
        all.add(Losses.parse("quantile:q=0.9"));
        all.add(Losses.parse("expectile:tau=0.8"));
        all.add(Losses.parse("weighted-bce:positive_weight=5"));
        all.add(Losses.formula("abs(z - y) + 0.1*(z - y)^2", Map.of()));
        all.add(Losses.formula("where(z > y, 3*(z - y), y - z)", Map.of()));
        all.add(Losses.formula("(z - y)^4 + (z - y)^2", Map.of()));
        all.add(Losses.formula("min(abs(z - y), 3)", Map.of()));
        all.add(Losses.formula("1 - exp(-(z - y)^2/s)", Map.of("s", 4.0)));
        return all;
    }

    private static FitRequest request(Loss loss) {
        return FitRequest.of(loss).withThreads(1);
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void fit_isCertified(Loss loss) {
        DenseMatrix x = Examples.random(600, 4, 1);
        FitResult result = new Fitter(request(loss)).fit(x, Examples.targets(loss, x, 2));
        assertThat(result.converged()).as(loss.spec() + " " + result).isTrue();
        assertThat(result.certificate().holds()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void fit_objective_isTheMeanOfTheLossesAtItsScores(Loss loss) {
        DenseMatrix x = Examples.random(600, 4, 1);
        double[] target = Examples.targets(loss, x, 2);
        FitResult result = new Fitter(request(loss)).fit(x, target);
        assertThat(mean(loss, result.scores(x), target)).isCloseTo(result.objective(), within(1e-9));
    }

    /**
     * Moves every way from the fit; a convex loss allows no gain beyond its certificate anywhere, others none
     * close by.
     */
    @ParameterizedTest
    @FieldSource("LOSSES")
    void fit_movedAnyWay_isNotBetter(Loss loss) {
        DenseMatrix x = Examples.random(600, 4, 1);
        double[] target = Examples.targets(loss, x, 2);
        FitResult result = new Fitter(request(loss)).fit(x, target);
        boolean gap = result.certificate().kind() == Certificate.Kind.DUALITY_GAP;
        double allowed = (gap ? result.certificate().value() : 1e-12) * Math.abs(result.objective()) + 1e-12;
        boolean convex = loss.properties().convex();
        double kinked = convex || loss.properties().smooth() ? 0 : 1e-2;
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            double length = Math.pow(10, convex ? -4 + random.nextInt(5) : -3);
            double[] moved = result.coefficients().clone();
            for (int j = 0; j < moved.length; j++) {
                moved[j] += length * random.nextGaussian();
            }
            double[] score = score(x, result.intercept() + length * random.nextGaussian(), moved);
            assertThat(mean(loss, score, target)).isGreaterThanOrEqualTo(result.objective() - allowed - kinked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "half-squared-error",
                "huber:delta=1",
                "quantile:q=0.8",
                "tukey",
                "bce",
                "brier",
                "hinge",
                "poisson"
            })
    void fit_threads_doNotChangeABit(String spec) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(42_000, 2, 4);
        double[] target = Examples.targets(loss, x, 5);
        FitResult one = new Fitter(request(loss)).fit(x, target);
        for (int threads : new int[] {2, 7}) {
            FitResult more = new Fitter(request(loss).withThreads(threads)).fit(x, target);
            assertThat(more.intercept()).isEqualTo(one.intercept());
            assertThat(more.coefficients()).isEqualTo(one.coefficients());
            assertThat(more.objective()).isEqualTo(one.objective());
        }
        assertThat(one.converged()).as(loss.spec() + " " + one).isTrue();
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void fit_weights_countRows(Loss loss) {
        DenseMatrix x = Examples.random(300, 2, 6);
        double[] target = Examples.targets(loss, x, 7);
        double[] weight = new double[300];
        int[] repeated = new int[600];
        int count = 0;
        for (int row = 0; row < 300; row++) {
            weight[row] = row % 3;
            for (int copy = 0; copy < row % 3; copy++) {
                repeated[count++] = row;
            }
        }
        Rows rows = Rows.of(Arrays.copyOf(repeated, count));
        FitResult weighted = new Fitter(request(loss)).fit(x, target, weight);
        FitResult copied = new Fitter(request(loss)).fit(x, target, null, rows, null);
        double tolerance = loss.properties().smooth() ? 1e-6 : 1e-4;
        assertThat(weighted.objective()).isCloseTo(copied.objective(), within(tolerance * (1 + copied.objective())));
        double close = loss.properties().smooth() ? 1e-5 : 0.05;
        for (int j = 0; j < 2; j++) {
            assertThat(weighted.coefficients()[j])
                    .isCloseTo(copied.coefficients()[j], within(close * (1 + Math.abs(copied.coefficients()[j]))));
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void fit_someRows_isTheFitOfTheirCopy(Loss loss) {
        DenseMatrix x = Examples.random(3000, 3, 8);
        double[] target = Examples.targets(loss, x, 9);
        int[] fold = new int[3000];
        for (int row = 0; row < 3000; row++) {
            fold[row] = row * 7 % 5;
        }
        Rows rows = Rows.except(fold, 2);
        int[] kept = new int[rows.size()];
        double[] keptTarget = new double[rows.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = rows.row(i);
            keptTarget[i] = target[kept[i]];
        }
        FitResult part = new Fitter(request(loss)).fit(x, target, null, rows, null);
        FitResult copy = new Fitter(request(loss)).fit(x.selectRows(kept), keptTarget);
        assertThat(part.intercept()).isEqualTo(copy.intercept());
        assertThat(part.coefficients()).isEqualTo(copy.coefficients());
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void fit_fromItsOwnResult_staysThere(Loss loss) {
        DenseMatrix x = Examples.random(600, 4, 1);
        double[] target = Examples.targets(loss, x, 2);
        Fitter fitter = new Fitter(request(loss));
        FitResult cold = fitter.fit(x, target);
        FitResult warm = fitter.fit(x, target, null, Rows.all(600), cold);
        assertThat(warm.converged()).as(loss.spec() + " " + warm).isTrue();
        assertThat(warm.iterations()).isLessThanOrEqualTo(loss.properties().smooth() ? 1 : cold.iterations() + 10);
        assertThat(warm.objective()).isCloseTo(cold.objective(), within(1e-4 * Math.abs(cold.objective()) + 1e-12));
    }

    /** The smallest subgradient, worked out from the scores alone. */
    @ParameterizedTest
    @FieldSource("LOSSES")
    void fit_withL1_meetsTheOptimalityConditions(Loss loss) {
        if (!loss.properties().smooth()) {
            return;
        }
        DenseMatrix x = Examples.random(600, 5, 1);
        double[] target = Examples.targets(loss, x, 2);
        double lambda = 0.02 * mean(loss, new double[600], target);
        ElasticNet penalty = new ElasticNet(lambda, 0.9);
        FitResult result = new Fitter(request(loss).withPenalty(penalty)).fit(x, target);
        assertThat(result.converged()).as(loss.spec() + " " + result).isTrue();
        double[] score = result.scores(x);
        double[] push = new double[600];
        double size = 0;
        for (int i = 0; i < 600; i++) {
            push[i] = loss.gradient(score[i], target[i]);
            size += Math.abs(push[i]) / 600;
        }
        for (int j = 0; j < 5; j++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < 600; i++) {
                mean += x.get(i, j) / 600;
            }
            for (int i = 0; i < 600; i++) {
                square += Math.pow(x.get(i, j) - mean, 2) / 600;
            }
            double deviation = Math.sqrt(square);
            double gradient = 0;
            for (int i = 0; i < 600; i++) {
                gradient += push[i] * (x.get(i, j) - mean) / deviation / 600;
            }
            double coefficient = result.coefficients()[j] * deviation;
            assertThat(penalty.subgradientDistance(coefficient, gradient)).isLessThan(1e-6 * size);
        }
    }

    private static double mean(Loss loss, double[] score, double[] target) {
        double sum = 0;
        for (int i = 0; i < score.length; i++) {
            sum += loss.value(score[i], target[i]);
        }
        return sum / score.length;
    }

    private static double[] score(Matrix x, double intercept, double[] coefficients) {
        double[] score = new double[x.rows()];
        for (int i = 0; i < score.length; i++) {
            score[i] = intercept;
            for (int j = 0; j < coefficients.length; j++) {
                score[i] += coefficients[j] * x.get(i, j);
            }
        }
        return score;
    }
}
