package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.Columns;

/**
 * Mixtures against their formulas by hand, with 50 digits: value, gradient, diagonal and whole Hessian at random rows, with scores to
 * 1e4, components that nearly tie, one that leads, rows far away from all, tiny and huge scales, and components ruled out by a logit of
 * -infinity.
 *
 * <p>With p the prior, r what components have of the row, and g the logarithms of their densities, the gradient by a logit is p - r and by
 * another score -r g', a second derivative by two logits the covariance of p less that of r. Beside 1e-14 of the result an error may be 1e-15
 * of the terms that it is the sum of, and of those with r the share 2^-51 (2 + u), u the largest exponent of a component that counts; of those
 * with a covariance r[i] r[j] or r[i] (1 - r[i]) twice that, for both factors have the error.
 *
 * <p>The share: an exponent such as ((y - mean)/scale)^2/2 has the relative error of five roundings, 5 2^-53 u (twice that of y - mean, those
 * of the exponential, of the square and of the product), and r has that of two exponents, its own and the largest: at most 10 2^-53 u. Of
 * that 4 2^-53 u = 2^-51 u are allowed, for roundings do not all go one way.
 */
class MixtureDigitsTest {
    private static final MathContext DIGITS = new MathContext(60);
    private static final double TOLERANCE = 1e-14;
    private static final double NEGLIGIBLE = 1e-280;
    private static final int ROWS = 100;
    private static final int WIDTH = 3;
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal ZERO = BigDecimal.ZERO;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gaussian-mixture",
                "gaussian-mixture-fixed",
                "laplace-mixture",
                "laplace-mixture-fixed",
                "logistic-mixture",
                "logistic-mixture-fixed",
                "gaussian-mixture-fixed:scale=0.01",
                "logistic-mixture-fixed:scale=300"
            })
    void everyResult_isGoodTo14Digits(String spec) {
        RowLoss loss = RowLosses.parse(spec);
        boolean fixed = loss.name().endsWith("fixed");
        int columns = fixed ? 2 * WIDTH : 3 * WIDTH;
        double[] scores = new double[ROWS * columns];
        double[] targets = new double[ROWS];
        Random random = new Random(3);
        for (int row = 0; row < ROWS; row++) {
            targets[row] = row % 5 == 0 ? 1e3 * random.nextGaussian() : random.nextGaussian();
            fill(row, scores, row * columns, targets[row], fixed, random);
        }
        double scale = fixed ? loss.parameters().get("scale") : Double.NaN;
        List<Mixture> exact = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double[] own = Arrays.copyOfRange(scores, row * columns, (row + 1) * columns);
            exact.add(Mixture.of(loss.name(), own, targets[row], scale));
        }
        for (RowLoss path : List.of(loss, loss.forRows(Long.MAX_VALUE))) {
            check(path, exact, columns, scores, targets);
        }
    }

    private static void fill(int row, double[] scores, int at, double y, boolean fixed, Random random) {
        double logits = List.of(1.0, 30.0, 1e4, 1e-9).get(row % 4);
        double spread = List.of(1.0, 0.01, 10.0, 1e4, 1e-7).get(row % 5);
        for (int k = 0; k < WIDTH; k++) {
            scores[at + k] = logits * random.nextGaussian();
            scores[at + WIDTH + k] = y + spread * random.nextGaussian();
            if (!fixed) {
                scores[at + 2 * WIDTH + k] = (row % 7 == 0 ? 8 : 1) * random.nextGaussian();
            }
        }
        if (row % 6 == 5) {
            scores[at + random.nextInt(WIDTH)] = Double.NEGATIVE_INFINITY;
        }
    }

    private static void check(RowLoss loss, List<Mixture> exact, int columns, double[] scores, double[] targets) {
        double[] value = new double[ROWS];
        double[] gradient = new double[ROWS * columns];
        double[] diagonal = new double[ROWS * columns];
        Columns z = Columns.rowMajor(scores, columns);
        Columns y = Columns.rowMajor(targets, 1);
        loss.all(z, y, null, value, Columns.rowMajor(gradient, columns), Columns.rowMajor(diagonal, columns), 0, ROWS);
        double[][][] hessians = loss.hessians(z, y, null, 0, ROWS);
        for (int row = 0; row < ROWS; row++) {
            double[] own = Arrays.copyOfRange(scores, row * columns, (row + 1) * columns);
            String what = loss + " row " + row + " " + Arrays.toString(own) + " at " + targets[row];
            Mixture mixture = exact.get(row);
            close(what + " value", value[row], mixture.value());
            for (int a = 0; a < columns; a++) {
                close(what + " gradient " + a, gradient[row * columns + a], mixture.gradient(a));
                for (int b = 0; b < columns; b++) {
                    close(what + " second derivative " + a + ", " + b, hessians[row][a][b], mixture.hessian(a, b));
                }
                close(what + " diagonal " + a, diagonal[row * columns + a], mixture.hessian(a, a));
            }
        }
    }

    private static void close(String what, double found, Result result) {
        BigDecimal exact = result.exact();
        double off = new BigDecimal(found).subtract(exact).abs().doubleValue();
        double allowed = TOLERANCE * exact.abs().doubleValue() + result.error();
        assertThat(off)
                .as(what + ": found " + found + " instead of " + exact.doubleValue())
                .isLessThanOrEqualTo(allowed + NEGLIGIBLE);
    }

    /** The derivatives of the logarithm of a component's density by its place and its log-scale: g, g', g''. */
    private record Density(BigDecimal log, BigDecimal[] slope, BigDecimal[][] curvature) {
        /** By the log-scale it is the difference of a term and 1. */
        BigDecimal[] slopes(int by) {
            return by == 0 ? new BigDecimal[] {slope[0], ZERO} : new BigDecimal[] {slope[1].add(ONE), ONE.negate()};
        }

        BigDecimal slope(int by) {
            return slope[by];
        }

        BigDecimal size(int by) {
            BigDecimal[] parts = slopes(by);
            return parts[0].abs().add(parts[1].abs());
        }

        static Density of(String name, BigDecimal y, BigDecimal place, BigDecimal inverse, BigDecimal logScale) {
            BigDecimal u = y.subtract(place).multiply(inverse, DIGITS);
            BigDecimal f;
            BigDecimal slope;
            BigDecimal curvature;
            if (name.startsWith("gaussian")) {
                f = u.multiply(u, DIGITS).divide(BigDecimal.valueOf(-2), DIGITS);
                slope = u.negate();
                curvature = ONE.negate();
            } else if (name.startsWith("laplace")) {
                f = u.abs().negate();
                slope = BigDecimal.valueOf(-u.signum());
                curvature = ZERO;
            } else {
                boolean far = u.abs().doubleValue() > 3000;
                BigDecimal e = far ? ZERO : BigDecimalMath.exp(u.abs().negate(), DIGITS);
                BigDecimal sum = ONE.add(e);
                BigDecimal two = BigDecimal.valueOf(2);
                f = u.abs().negate().subtract(two.multiply(BigDecimalMath.log(sum, DIGITS)));
                BigDecimal tanh = ONE.subtract(e).divide(sum, DIGITS);
                slope = u.signum() < 0 ? tanh : tanh.negate();
                curvature = two.negate().multiply(e).divide(sum, DIGITS).divide(sum, DIGITS);
            }
            // u by the place is -inverse, by the log-scale -u; both again: inverse, and u.
            BigDecimal byPlace = slope.multiply(inverse, DIGITS).negate();
            BigDecimal byScale = slope.multiply(u, DIGITS).add(ONE).negate();
            BigDecimal both = curvature.multiply(u, DIGITS).add(slope).multiply(inverse, DIGITS);
            BigDecimal twice = curvature.multiply(u, DIGITS).add(slope).multiply(u, DIGITS);
            BigDecimal placeTwice = curvature.multiply(inverse, DIGITS).multiply(inverse, DIGITS);
            return new Density(f.subtract(logScale), new BigDecimal[] {byPlace, byScale}, new BigDecimal[][] {
                {placeTwice, both}, {both, twice}
            });
        }
    }

    /** @param error what is allowed beside 1e-14 of it */
    private record Result(BigDecimal exact, double error) {}

    /** One row. Scores are numbered block by block: logits, places, log-scales. */
    private record Mixture(Density[] densities, ExactSoftmax prior, ExactSoftmax posterior, double share) {
        private static final double OF_TERMS = 1e-15;

        static Mixture of(String name, double[] scores, double y, double fixedScale) {
            boolean fixed = !Double.isNaN(fixedScale);
            Density[] densities = new Density[WIDTH];
            double[] logits = Arrays.copyOf(scores, WIDTH);
            @Nullable BigDecimal[] joint = new BigDecimal[WIDTH];
            for (int k = 0; k < WIDTH; k++) {
                BigDecimal logScale = fixed ? ZERO : new BigDecimal(scores[2 * WIDTH + k]);
                BigDecimal inverse = fixed
                        ? ONE.divide(new BigDecimal(fixedScale), DIGITS)
                        : BigDecimalMath.exp(logScale.negate(), DIGITS);
                densities[k] =
                        Density.of(name, new BigDecimal(y), new BigDecimal(scores[WIDTH + k]), inverse, logScale);
                boolean out = logits[k] == Double.NEGATIVE_INFINITY;
                joint[k] = out ? null : new BigDecimal(logits[k]).add(densities[k].log());
            }
            ExactSoftmax posterior = ExactSoftmax.of(joint);
            double largest = 0;
            for (int k = 0; k < WIDTH; k++) {
                boolean counts = posterior.p()[k].doubleValue() > NEGLIGIBLE;
                largest = counts ? Math.max(largest, Math.abs(densities[k].log().doubleValue())) : largest;
            }
            return new Mixture(densities, ExactSoftmax.of(logits), posterior, 0x1p-51 * (2 + largest));
        }

        /**
         * A sum of a term of the prior and some with what components have of the row.
         *
         * @param shares how many of these are factors of a term
         */
        private Result sum(int shares, BigDecimal ofPrior, BigDecimal... terms) {
            BigDecimal exact = ofPrior;
            double sizes = 0;
            for (BigDecimal term : terms) {
                exact = exact.add(term);
                sizes += term.abs().doubleValue();
            }
            double error = OF_TERMS * ofPrior.abs().doubleValue() + Math.max(OF_TERMS, shares * share) * sizes;
            return new Result(exact, error);
        }

        Result value() {
            return new Result(
                    prior.logOfSum().subtract(posterior.logOfSum()),
                    OF_TERMS * Math.max(1, prior.logOfSum().abs().doubleValue()));
        }

        Result gradient(int a) {
            int k = a % WIDTH;
            BigDecimal r = posterior.p()[k];
            if (a < WIDTH) {
                return sum(1, prior.p()[k], r.negate());
            }
            BigDecimal[] parts = densities[k].slopes(a / WIDTH - 1);
            return sum(1, ZERO, r.negate().multiply(parts[0]), r.negate().multiply(parts[1]));
        }

        Result hessian(int a, int b) {
            if (a > b) {
                return hessian(b, a);
            }
            int i = a % WIDTH;
            int j = b % WIDTH;
            BigDecimal covariance = posterior.covariance(i, j);
            if (b < WIDTH) {
                return sum(2, prior.covariance(i, j), covariance.negate());
            }
            BigDecimal second = densities[j].slope(b / WIDTH - 1);
            if (a < WIDTH) {
                BigDecimal[] parts = densities[j].slopes(b / WIDTH - 1);
                return sum(
                        2,
                        ZERO,
                        covariance.negate().multiply(parts[0]),
                        covariance.negate().multiply(parts[1]));
            }
            BigDecimal first = densities[i].slope(a / WIDTH - 1);
            BigDecimal coupled =
                    covariance.multiply(first, DIGITS).multiply(second, DIGITS).negate();
            BigDecimal own = i == j
                    ? posterior
                            .p()[i]
                            .multiply(densities[i].curvature()[a / WIDTH - 1][b / WIDTH - 1])
                            .negate()
                    : ZERO;
            BigDecimal sizes = densities[i].size(a / WIDTH - 1).multiply(densities[j].size(b / WIDTH - 1), DIGITS);
            Result sum = sum(1, ZERO, coupled, own);
            double more =
                    Math.max(OF_TERMS, share) * sizes.multiply(covariance.abs()).doubleValue();
            return new Result(sum.exact(), sum.error() + more);
        }
    }
}
