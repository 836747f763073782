package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

/** Against numbers from elsewhere: exact arithmetic, brute force, and statsmodels 0.14, scikit-learn 1.7 and HiGHS. */
class FitterOracleTest {
    private static FitResult fit(String loss, String penalty, double[] target, double[] weight) {
        FitRequest request = FitRequest.of(Losses.parse(loss))
                .withPenalty(Penalty.parse(penalty))
                .withThreads(1);
        FitResult result = new Fitter(request).fit(Examples.inputs(), target, weight);
        assertThat(result.converged()).as(result.toString()).isTrue();
        return result;
    }

    private static void assertModel(FitResult result, double tolerance, double... expected) {
        double[] found = {result.intercept(), result.coefficients()[0], result.coefficients()[1]};
        for (int i = 0; i < 3; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void squaredError_isTheExactSolutionOfTheNormalEquations() {
        BigDecimal[] exact = normalEquations(Examples.INPUTS, Examples.DURATION);
        FitResult result = fit("squared-error", "none", Examples.DURATION, null);
        assertModel(result, 1e-13, exact[0].doubleValue(), exact[1].doubleValue(), exact[2].doubleValue());
        assertThat(exact[1].doubleValue()).isEqualTo(1.471039234265342, within(1e-12));
        assertThat(fit("half-squared-error", "none", Examples.DURATION, null).objective())
                .isCloseTo(result.objective() / 2, within(1e-12));
    }

    @Test
    void squaredError_weighted_isStatsmodelsWls() {
        assertModel(
                fit("squared-error", "none", Examples.DURATION, Examples.WEIGHT),
                1e-12,
                -22.115846307526983,
                1.8069829276832055,
                1.025993498009087);
    }

    @Test
    void bce_isStatsmodelsLogit() {
        assertModel(
                fit("bce", "none", Examples.LABEL, null),
                1e-9,
                -15.85297836394317,
                0.6271871015188417,
                0.5850606977832628);
    }

    @Test
    void poisson_isStatsmodelsGlm() {
        assertModel(
                fit("poisson", "none", Examples.COUNT, null),
                1e-8,
                -2.7625524691827823,
                0.16693275816076691,
                0.11349106753968378);
        assertModel(
                fit("poisson", "none", Examples.COUNT, Examples.WEIGHT),
                1e-8,
                -3.0426474478809102,
                0.17868032226054928,
                0.12277804552250991);
    }

    @Test
    void gammaAndTweedie_areStatsmodelsGlm() {
        assertModel(
                fit("gamma", "none", Examples.DURATION, null),
                1e-7,
                -1.0699314932101012,
                0.15901257593195972,
                0.10290886577478156);
        assertModel(
                fit("tweedie:power=1.5", "none", Examples.COUNT, null),
                1e-6,
                -3.087880718298477,
                0.1824089138624616,
                0.1222781820777158);
    }

    @Test
    void huber_isTheMinimumThatScipyFinds() {
        FitResult result = fit("huber:delta=1", "none", Examples.DURATION, null);
        assertModel(result, 1e-6, -5.435255473533129, 0.7028019169656528, 0.3971437642493355);
        assertThat(result.objective()).isCloseTo(4.003231522516475, within(1e-12));
    }

    @Test
    void absoluteErrorAndQuantile_areTheLinearProgrammesOfHighs() {
        FitResult median = fit("absolute-error", "none", Examples.DURATION, null);
        assertThat(median.objective()).isBetween(2 * 2.0828333333333333 - 1e-12, 2 * 2.0828333333333333 * 1.0001);
        assertModel(median, 1e-2, -5.25, 0.694, 0.386);
        FitResult quantile = fit("quantile:q=0.8", "none", Examples.DURATION, null);
        assertThat(quantile.objective()).isBetween(3.2725968992248067 - 1e-12, 3.2725968992248067 * 1.0001);
        assertModel(quantile, 2e-2, -4.740697674418606, 0.7941860465116279, 0.3523255813953489);
    }

    @Test
    void absoluteError_gapOfTheCertificate_coversTheBestOfAllVertices() {
        double best = Double.POSITIVE_INFINITY;
        // An optimal plane passes through three of the points: try them all.
        for (int a = 0; a < 12; a++) {
            for (int b = 0; b < a; b++) {
                for (int c = 0; c < b; c++) {
                    best = Math.min(best, meanAbsolute(planeThrough(a, b, c)));
                }
            }
        }
        FitResult result = fit("absolute-error", "none", Examples.DURATION, null);
        assertThat(result.certificate().kind()).isEqualTo(Certificate.Kind.DUALITY_GAP);
        assertThat(result.objective()).isGreaterThanOrEqualTo(best * (1 - 1e-12));
        assertThat(result.objective() - best)
                .isLessThanOrEqualTo(result.certificate().value() * result.objective() + 1e-12);
    }

    @Test
    void lasso_isScikitLearns() {
        assertModel(
                fit("half-squared-error", "l1:lambda=0.7", Examples.DURATION, null),
                1e-9,
                -19.925839308970914,
                1.2753159454782934,
                1.1313976165014337);
        assertModel(
                fit("half-squared-error", "l1:lambda=3", Examples.DURATION, null),
                1e-9,
                -8.379827836385282,
                0.6322251394637073,
                0.7631015548268926);
    }

    @Test
    void lasso_withoutStandardisation_countsCoefficientsPerUnit() {
        FitRequest request = FitRequest.of(Losses.parse("half-squared-error"))
                .withPenalty(Penalty.parse("l1:lambda=3"))
                .withStandardise(false);
        assertModel(
                new Fitter(request).fit(Examples.inputs(), Examples.DURATION),
                1e-9,
                -20.285716216722612,
                1.2241668941815087,
                1.1660149035604737);
    }

    @Test
    void elasticNet_isScikitLearns() {
        // l1 = 0.3 and l2 = 0.2; scikit-learn halves the squares: alpha = 0.7, l1_ratio = 3/7
        assertModel(
                fit("half-squared-error", "elastic-net:lambda=0.5,alpha=0.6", Examples.DURATION, null),
                1e-9,
                -12.737136420622551,
                1.0059290305634019,
                0.8595132194313554);
    }

    @Test
    void bce_penalised_isScikitLearns() {
        // C = 1 / (2 n l2) and C = 1 / (n l1)
        assertModel(
                fit("bce", "l2:lambda=0.05", Examples.LABEL, null),
                1e-8,
                -4.894123214253056,
                0.19967553286241582,
                0.18022691530309018);
        assertModel(
                fit("bce", "l1:lambda=0.1", Examples.LABEL, null),
                1e-5,
                -4.692593781658173,
                0.15385560420301994,
                0.18531385480068555);
    }

    @Test
    void hinge_penalised_isTheQuadraticProgrammeOfScipy() {
        FitResult result = fit("hinge", "l2:lambda=0.05", Examples.signs(Examples.LABEL), null);
        assertThat(result.objective()).isCloseTo(0.4229103242001812, within(0.43 * 1e-4));
        assertModel(result, 2e-2, -3.75949367088607, 0.22784810126582267, 0.1265822784810124);
    }

    private static double meanAbsolute(double[] model) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            double[] x = Examples.INPUTS[i];
            sum += Math.abs(model[0] + model[1] * x[0] + model[2] * x[1] - Examples.DURATION[i]);
        }
        return sum / 12;
    }

    private static double[] planeThrough(int... rows) {
        double[][] inputs = new double[3][];
        double[] target = new double[3];
        for (int i = 0; i < 3; i++) {
            inputs[i] = Examples.INPUTS[rows[i]];
            target[i] = Examples.DURATION[rows[i]];
        }
        BigDecimal[] exact = normalEquations(inputs, target);
        return exact == null
                ? new double[3]
                : new double[] {exact[0].doubleValue(), exact[1].doubleValue(), exact[2].doubleValue()};
    }

    /** Gauss-Jordan on (1, x)'(1, x) in 60 digits; null if it is singular. */
    private static BigDecimal[] normalEquations(double[][] inputs, double[] target) {
        MathContext digits = new MathContext(60);
        BigDecimal[][] system = new BigDecimal[3][4];
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < 4; k++) {
                system[j][k] = BigDecimal.ZERO;
                for (int i = 0; i < target.length; i++) {
                    BigDecimal left = j == 0 ? BigDecimal.ONE : new BigDecimal(inputs[i][j - 1]);
                    BigDecimal right = k == 0
                            ? BigDecimal.ONE
                            : k == 3 ? new BigDecimal(target[i]) : new BigDecimal(inputs[i][k - 1]);
                    system[j][k] = system[j][k].add(left.multiply(right));
                }
            }
        }
        for (int j = 0; j < 3; j++) {
            if (system[j][j].abs().compareTo(new BigDecimal("1e-30")) < 0) {
                return null;
            }
            for (int i = 0; i < 3; i++) {
                BigDecimal factor = system[i][j].divide(system[j][j], digits);
                for (int k = 0; i != j && k < 4; k++) {
                    system[i][k] = system[i][k].subtract(factor.multiply(system[j][k]), digits);
                }
            }
        }
        return new BigDecimal[] {
            system[0][3].divide(system[0][0], digits),
            system[1][3].divide(system[1][1], digits),
            system[2][3].divide(system[2][2], digits)
        };
    }
}
