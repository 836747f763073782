package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.Columns;

/**
 * Losses of classes with logits of -infinity, one, several, or all but one, at the row's class and elsewhere: value, gradient, diagonal
 * and whole Hessian on both paths, in tails, beside ordinary rows, to 1e-14 against the formulas with 50 digits. What a class of
 * probability 0 has is the limit.
 */
class InfiniteLogitsTest {
    private static final MathContext DIGITS = ExactSoftmax.DIGITS;
    private static final double TOLERANCE = 1e-14;
    private static final double NEGLIGIBLE = 1e-290;
    private static final BigDecimal ZERO = BigDecimal.ZERO;
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final double OUT = Double.NEGATIVE_INFINITY;
    private static final int CLASSES = 4;

    /** f, f' and f'' at a probability p, its complement c and its logarithm l. */
    private interface Slopes {
        BigDecimal[] of(BigDecimal p, BigDecimal c, BigDecimal l);
    }

    /**
     * A function f of the log probability l of the row's class.
     *
     * @param worst its limit for a probability of 0
     * @param slope that of its derivative by l; that of the second is 0
     */
    private record Function(String spec, double worst, double slope, Slopes slopes) {}

    static Stream<Function> losses() {
        return Stream.of(
                new Function("softmax", Double.POSITIVE_INFINITY, -1, (p, c, l) ->
                        new BigDecimal[] {l.negate(), ONE.negate(), ZERO}),
                focal(0.5),
                focal(1),
                focal(1.5),
                focal(2),
                focal(3),
                polyOne(1),
                polyOne(-1),
                polyOne(2.5),
                generalised(0.7),
                generalised(1),
                symmetric(0.1, 1, 4),
                symmetric(0, 1, 4),
                symmetric(0.5, 0.25, 3.5));
    }

    private static Function focal(double gamma) {
        return new Function("softmax-focal:gamma=" + gamma, Double.POSITIVE_INFINITY, -1, (p, c, l) -> {
            if (c.signum() == 0) {
                return new BigDecimal[] {ZERO, ZERO, ZERO};
            }
            BigDecimal g = new BigDecimal(gamma);
            BigDecimal power = BigDecimalMath.pow(c, g, DIGITS);
            BigDecimal lower = g.multiply(power).divide(c, DIGITS).multiply(p, DIGITS);
            BigDecimal more = g.subtract(ONE).multiply(p).multiply(l).divide(c, DIGITS);
            return new BigDecimal[] {
                power.multiply(l).negate(),
                lower.multiply(l).subtract(power, DIGITS),
                lower.multiply(l.add(BigDecimal.valueOf(2)).subtract(more), DIGITS)
            };
        });
    }

    private static Function polyOne(double epsilon) {
        BigDecimal e = new BigDecimal(epsilon);
        return new Function("poly-1:epsilon=" + epsilon, Double.POSITIVE_INFINITY, -1, (p, c, l) -> new BigDecimal[] {
            e.multiply(c).subtract(l),
            e.multiply(p).add(ONE).negate(),
            e.multiply(p).negate()
        });
    }

    private static Function generalised(double exponent) {
        BigDecimal q = new BigDecimal(exponent);
        return new Function("generalised-cross-entropy:q=" + exponent, 1 / exponent, 0, (p, c, l) -> {
            BigDecimal power = BigDecimalMath.exp(q.multiply(l), DIGITS);
            BigDecimal value = ONE.subtract(power).divide(q, DIGITS);
            return new BigDecimal[] {value, power.negate(), q.multiply(power).negate()};
        });
    }

    private static Function symmetric(double alpha, double beta, double logZero) {
        BigDecimal a = new BigDecimal(alpha);
        BigDecimal b = new BigDecimal(beta).multiply(new BigDecimal(logZero));
        String spec = "symmetric-cross-entropy:alpha=" + alpha + ",beta=" + beta + ",log_zero=" + logZero;
        double worst = alpha == 0 ? beta * logZero : Double.POSITIVE_INFINITY;
        return new Function(spec, worst, -alpha, (p, c, l) -> new BigDecimal[] {
            b.multiply(c).subtract(a.multiply(l)),
            b.multiply(p).add(a).negate(),
            b.multiply(p).negate()
        });
    }

    @ParameterizedTest
    @MethodSource("losses")
    void functionsOfTheLogProbability(Function function) {
        RowLoss loss = RowLosses.parse(function.spec());
        List<Row> rows = new ArrayList<>();
        for (double[] scores : scores()) {
            for (int target = 0; target < CLASSES; target++) {
                rows.add(row(function, scores, target));
            }
        }
        new Table(loss, rows).check();
    }

    private static Row row(Function function, double[] scores, int target) {
        ExactSoftmax softmax = ExactSoftmax.of(scores);
        boolean out = scores[target] == OUT;
        BigDecimal[] f = out
                ? new BigDecimal[] {ZERO, BigDecimal.valueOf(function.slope()), ZERO}
                : function.slopes().of(softmax.p()[target], softmax.c()[target], softmax.log(scores[target]));
        Row row = new Row(scores, new double[] {target}, out ? function.worst() : f[0].doubleValue());
        for (int i = 0; i < CLASSES; i++) {
            BigDecimal left = i == target ? softmax.c()[i] : softmax.p()[i].negate();
            row.gradient[i] = f[1].multiply(left).doubleValue();
            for (int j = 0; j < CLASSES; j++) {
                BigDecimal right = j == target ? softmax.c()[j] : softmax.p()[j].negate();
                BigDecimal curved = f[2].multiply(left).multiply(right);
                row.hessian[i][j] =
                        curved.subtract(f[1].multiply(softmax.covariance(i, j))).doubleValue();
            }
        }
        return row;
    }

    static Stream<Arguments> weighted() {
        return Stream.of(
                Arguments.of("soft-softmax", false),
                Arguments.of("kl-divergence", false),
                Arguments.of("softmax:label_smoothing=0.25", true),
                Arguments.of("softmax:label_smoothing=0.25,class_weight=0/2/1/0.5", true));
    }

    /** Sums of t[k] (-log p[k]): the target's probabilities, or shares of them by smoothing, and 0 of infinity is 0. */
    @ParameterizedTest
    @MethodSource("weighted")
    void sumsOfWeightedLogProbabilities(String spec, boolean ofClasses) {
        RowLoss loss = RowLosses.parse(spec);
        double[] weights = spec.contains("class_weight") ? new double[] {0, 2, 1, 0.5} : new double[] {1, 1, 1, 1};
        double[][] soft = {{1, 0, 0, 0}, {0, 0.5, 0.5, 0}, {0.25, 0.25, 0.25, 0.25}, {0, 0, 0.125, 0.875}};
        List<Row> rows = new ArrayList<>();
        for (double[] scores : scores()) {
            for (int target = 0; target < CLASSES; target++) {
                double[] shares = soft[target];
                if (ofClasses) {
                    shares = new double[CLASSES];
                    for (int k = 0; k < CLASSES; k++) {
                        shares[k] = weights[k] * (0.0625 + (k == target ? 0.75 : 0));
                    }
                }
                double[] targets = ofClasses ? new double[] {target} : soft[target];
                rows.add(row(scores, targets, shares, spec.startsWith("kl")));
            }
        }
        new Table(loss, rows).check();
    }

    private static Row row(double[] scores, double[] targets, double[] shares, boolean lessEntropy) {
        ExactSoftmax softmax = ExactSoftmax.of(scores);
        BigDecimal value = ZERO;
        boolean infinite = false;
        BigDecimal sum = ZERO;
        for (int k = 0; k < CLASSES; k++) {
            BigDecimal share = new BigDecimal(shares[k]);
            sum = sum.add(share);
            if (shares[k] > 0 && scores[k] == OUT) {
                infinite = true;
            } else if (shares[k] > 0) {
                BigDecimal entropy = lessEntropy ? BigDecimalMath.log(share, DIGITS) : ZERO;
                value = value.add(share.multiply(entropy.subtract(softmax.log(scores[k]))));
            }
        }
        Row row = new Row(scores, targets, infinite ? Double.POSITIVE_INFINITY : value.doubleValue());
        for (int i = 0; i < CLASSES; i++) {
            BigDecimal share = new BigDecimal(shares[i]);
            BigDecimal others = sum.subtract(share).multiply(softmax.p()[i]);
            BigDecimal own = share.multiply(softmax.c()[i]);
            row.gradient[i] = others.subtract(own).doubleValue();
            row.terms[i] = own.max(others).doubleValue();
            for (int j = 0; j < CLASSES; j++) {
                row.hessian[i][j] = sum.multiply(softmax.covariance(i, j)).doubleValue();
            }
        }
        return row;
    }

    /** A class that is ruled out is as if it were not there. */
    @ParameterizedTest
    @MethodSource("piecewise")
    void lossesOfPieces(String spec) {
        RowLoss loss = RowLosses.parse(spec);
        List<Row> rows = new ArrayList<>();
        for (double[] scores : scores()) {
            int[] left = Arrays.stream(new int[] {0, 1, 2, 3})
                    .filter(k -> scores[k] != OUT)
                    .toArray();
            double[] fewer = Arrays.stream(left).mapToDouble(k -> scores[k]).toArray();
            for (int at = 0; at < left.length; at++) {
                RowPoint without = new RowPoint(fewer, new double[] {at});
                Row row = new Row(scores, new double[] {left[at]}, without.value(loss));
                double[][] hessian = loss.hessians(without.score(), without.target(), null, 0, 1)[0];
                double[] gradient = without.gradient(loss);
                for (int i = 0; i < left.length; i++) {
                    row.gradient[left[i]] = gradient[i];
                    for (int j = 0; j < left.length; j++) {
                        row.hessian[left[i]][left[j]] = hessian[i][j];
                    }
                }
                rows.add(row);
            }
        }
        new Table(loss, rows).check();
        RowPoint worst = new RowPoint(new double[] {OUT, 0.5, 3, 0.25}, new double[] {0});
        assertThat(worst.value(loss)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(worst.gradient(loss)).containsExactly(-1, 0, 1, 0);
    }

    static Stream<String> piecewise() {
        return Stream.of("multiclass-hinge", "sparsemax");
    }

    private static List<double[]> scores() {
        Random random = new Random(7);
        List<double[]> rows = new ArrayList<>();
        for (int mask = 0; mask < 15; mask++) {
            for (double size : new double[] {0, 1, 40, 1e4}) {
                double[] scores =
                        random.doubles(CLASSES).map(x -> size * (2 * x - 1)).toArray();
                for (int k = 0; k < CLASSES; k++) {
                    scores[k] = (mask >> k & 1) == 1 ? OUT : scores[k];
                }
                rows.add(scores);
            }
        }
        return rows;
    }

    /**
     * A row and what is to come of it.
     *
     * @param terms the larger of two terms that a gradient is the difference of, for those next to a root; else 0
     */
    private record Row(
            double[] scores, double[] targets, double value, double[] gradient, double[] terms, double[][] hessian) {
        Row(double[] scores, double[] targets, double value) {
            this(scores, targets, value, new double[CLASSES], new double[CLASSES], new double[CLASSES][CLASSES]);
        }

        /** What the error of a gradient is relative to. */
        double size(int score) {
            boolean nextToRoot = terms[score] > 4 * Math.abs(gradient[score]);
            return nextToRoot ? terms[score] : gradient[score];
        }
    }

    /** Many rows, of which the first so many are computed together. */
    private record Table(RowLoss loss, List<Row> rows) {
        void check() {
            for (RowLoss path : List.of(loss, loss.forRows(Long.MAX_VALUE))) {
                for (int count : new int[] {1, 3, 8, 67}) {
                    for (int from = 0; from + count <= rows.size(); from += count) {
                        check(path, rows.subList(from, from + count));
                    }
                }
            }
        }

        private static void check(RowLoss loss, List<Row> rows) {
            double[] value = new double[rows.size()];
            double[] gradient = new double[rows.size() * CLASSES];
            double[] diagonal = new double[rows.size() * CLASSES];
            Columns scores = columns(rows.stream().map(Row::scores).toList());
            Columns targets = columns(rows.stream().map(Row::targets).toList());
            Columns slopes = Columns.rowMajor(gradient, CLASSES);
            Columns curvatures = Columns.rowMajor(diagonal, CLASSES);
            loss.all(scores, targets, null, value, slopes, curvatures, 0, rows.size());
            double[][][] hessians = loss.hessians(scores, targets, null, 0, rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                String what = loss + " " + Arrays.toString(row.scores()) + " " + Arrays.toString(row.targets());
                close(what + " value", value[i], row.value(), row.value());
                for (int k = 0; k < CLASSES; k++) {
                    close(what + " gradient " + k, gradient[i * CLASSES + k], row.gradient()[k], row.size(k));
                    close(what + " diagonal " + k, diagonal[i * CLASSES + k], row.hessian()[k][k], row.hessian()[k][k]);
                    for (int j = 0; j < CLASSES; j++) {
                        double exact = row.hessian()[k][j];
                        close(what + " hessian " + k + ", " + j, hessians[i][k][j], exact, exact);
                    }
                }
            }
        }

        private static Columns columns(List<double[]> rows) {
            double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
            return Columns.rowMajor(all, rows.get(0).length);
        }

        private static void close(String what, double found, double exact, double size) {
            boolean same = found == exact || Math.abs(found - exact) <= TOLERANCE * Math.abs(size) + NEGLIGIBLE;
            assertThat(same)
                    .as(what + ": found " + found + " instead of " + exact)
                    .isTrue();
        }
    }
}
