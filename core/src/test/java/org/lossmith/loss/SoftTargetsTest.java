package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.Columns;

/**
 * soft-softmax and kl-divergence at 420 rows of all kinds: targets of one class, of some, of all, and next to the softmax itself; scores
 * from 0.01 to 1e4. Against the formulas with 50 digits, on both paths. Where the two terms of a gradient cancel, in ulps of the larger; where
 * those of the value do, of what they are together without their signs.
 */
class SoftTargetsTest {
    private static final int ROWS = 420;
    private static final double NEGLIGIBLE = 1e-290;

    /** In ulps: 1e-14 relative is 45 to 90. */
    private static final double BOUND = 8;

    @ParameterizedTest
    @CsvSource({"soft-softmax,3", "kl-divergence,3", "soft-softmax,10", "kl-divergence,10"})
    void everyResult_isGoodToAFewUlps(String name, int classes) {
        Random random = new Random(420 + classes);
        double[] scores = new double[ROWS * classes];
        double[] targets = new double[ROWS * classes];
        for (int row = 0; row < ROWS; row++) {
            double size = Math.pow(10, 6 * random.nextDouble() - 2);
            double[] z = random.doubles(classes).map(x -> size * (2 * x - 1)).toArray();
            System.arraycopy(z, 0, scores, row * classes, classes);
            System.arraycopy(target(row, z, random), 0, targets, row * classes, classes);
        }
        RowLoss loss = RowLosses.named(name);
        for (RowLoss path : List.of(loss, loss.forRows(Long.MAX_VALUE))) {
            check(path, classes, scores, targets);
        }
    }

    private static double[] target(int row, double[] z, Random random) {
        double[] shares = new double[z.length];
        switch (row % 6) {
            case 0 -> shares[random.nextInt(z.length)] = 1;
            case 1 -> {
                int first = random.nextInt(z.length - 1);
                shares[first] = random.nextDouble();
                shares[first + 1] = 1 - shares[first];
            }
            case 2 -> Arrays.fill(shares, 1.0 / z.length);
            case 3 -> Arrays.setAll(shares, k -> Math.pow(random.nextDouble(), 8));
            case 4 -> Arrays.setAll(shares, k -> Math.exp(z[k] + 0.1 * random.nextGaussian()));
            default -> Arrays.setAll(shares, k -> Math.exp(-100 * random.nextDouble()));
        }
        double sum = Arrays.stream(shares).sum();
        boolean whole = sum > 0 && Double.isFinite(sum);
        return Arrays.stream(shares)
                .map(share -> whole ? share / sum : 1.0 / z.length)
                .toArray();
    }

    private static void check(RowLoss loss, int classes, double[] scores, double[] targets) {
        double[] value = new double[ROWS];
        double[] gradient = new double[ROWS * classes];
        double[] diagonal = new double[ROWS * classes];
        loss.all(
                Columns.rowMajor(scores, classes),
                Columns.rowMajor(targets, classes),
                null,
                value,
                Columns.rowMajor(gradient, classes),
                Columns.rowMajor(diagonal, classes),
                0,
                ROWS);
        for (int row = 0; row < ROWS; row++) {
            int at = row * classes;
            double[] z = Arrays.copyOfRange(scores, at, at + classes);
            double[] y = Arrays.copyOfRange(targets, at, at + classes);
            String what = loss + " " + Arrays.toString(z) + " " + Arrays.toString(y);
            ExactSoftmax softmax = ExactSoftmax.of(z);
            BigDecimal sum = Arrays.stream(y).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            checkValue(what, value[row], softmax, z, y, loss.name().startsWith("kl"));
            for (int k = 0; k < classes; k++) {
                BigDecimal share = new BigDecimal(y[k]);
                BigDecimal own = share.multiply(softmax.c()[k]);
                BigDecimal others = sum.subtract(share).multiply(softmax.p()[k]);
                close(what + " gradient " + k, gradient[at + k], others.subtract(own), own.max(others));
                BigDecimal curvature = sum.multiply(softmax.covariance(k, k));
                close(what + " diagonal " + k, diagonal[at + k], curvature, curvature);
            }
        }
    }

    private static void checkValue(
            String what, double found, ExactSoftmax softmax, double[] z, double[] y, boolean lessEntropy) {
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal sizes = BigDecimal.ZERO;
        for (int k = 0; k < z.length; k++) {
            BigDecimal share = new BigDecimal(y[k]);
            BigDecimal log = softmax.log(z[k]).negate();
            boolean entropy = lessEntropy && y[k] > 0;
            BigDecimal less = entropy ? BigDecimalMath.log(share, ExactSoftmax.DIGITS) : BigDecimal.ZERO;
            exact = exact.add(share.multiply(log.add(less)));
            sizes = sizes.add(share.multiply(log.max(less.negate())));
        }
        close(what + " value", found, exact, sizes);
    }

    private static void close(String what, double found, BigDecimal exact, BigDecimal largest) {
        boolean cancels = largest.doubleValue() > 2 * Math.abs(exact.doubleValue());
        double size = (cancels ? largest : exact).abs().doubleValue();
        if (size > NEGLIGIBLE) {
            double error = new BigDecimal(found).subtract(exact).abs().doubleValue() / Math.ulp(size);
            assertThat(error)
                    .as(what + ": found " + found + " instead of " + exact.doubleValue())
                    .isLessThanOrEqualTo(BOUND);
        }
    }
}
