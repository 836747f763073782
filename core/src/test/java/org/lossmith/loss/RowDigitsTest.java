package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.Columns;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Operator;
import org.lossmith.formula.Reference;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.formula.Unrolling;
import org.lossmith.kernel.exact.Cancellation;

/**
 * Value, gradient, diagonal and whole Hessian of every loss of several scores to 1e-14, relative: scores to 1e4 of both signs, all equal,
 * one far above or below the others, and random. Against the stable forms with 100 digits; other tests hold those to the formulas as
 * typed.
 *
 * <p>Where terms of a sum cancel to a root ({@link Cancellation#isNearRoot}: they are more than twice the result, and it has its other
 * sign near by), the error is relative to the largest of them.
 */
class RowDigitsTest {
    private static final double TOLERANCE = 1e-14;
    private static final int ROWS = 16;
    private static final int WIDTH = 3;
    private static final int DIGITS = 100;
    private static final double NEGLIGIBLE = 1e-290;

    static Stream<RowLoss> losses() {
        return Stream.concat(
                RowLosses.all().stream().filter(loss -> loss.conditioning().isEmpty()),
                Stream.of(
                                "softmax:label_smoothing=0.1",
                                "softmax:label_smoothing=0.1,class_weight=1/2/0.5",
                                "softmax-focal:gamma=0.5",
                                "softmax-focal:gamma=1",
                                "softmax-focal:gamma=1.5",
                                "softmax-focal:gamma=3",
                                "poly-1:epsilon=2.5",
                                "poly-1:epsilon=-1",
                                "poly-1:epsilon=-0.875",
                                "poly-1:epsilon=-0.5",
                                "generalised-cross-entropy:q=1",
                                "sparsemax",
                                "kl-divergence",
                                "ordinal",
                                "beta-elbo:beta=4")
                        .map(RowLosses::parse));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyResult_isGoodTo14Digits(RowLoss loss) {
        Map<String, Integer> widths = new HashMap<>();
        loss.formula().signature().dimensions().forEach(dimension -> widths.put(dimension, WIDTH));
        Exact exact = new Exact(loss, widths);
        Random random = new Random(5);
        for (int row = 0; row < ROWS; row++) {
            exact.check(scores(loss, widths, row, random), targets(loss, widths, row, random));
        }
    }

    private static double[] scores(RowLoss loss, Map<String, Integer> widths, int row, Random random) {
        Signature signature = loss.formula().signature();
        double[] scores = new double[signature.scoreColumns(widths)];
        int at = 0;
        for (Signature.Block block : signature.scores()) {
            int width = block.columns(widths);
            for (int k = 0; k < width; k++) {
                boolean logarithm = block.name().startsWith("log_");
                scores[at + k] = logarithm ? 2 * random.nextGaussian() : score(row, k, width, random);
            }
            if (block.name().equals("cut")) {
                Arrays.sort(scores, at, at + width);
                for (int k = 0; k < width; k++) {
                    scores[at + k] += 0.5 * k;
                }
            }
            at += width;
        }
        return scores;
    }

    private static double score(int row, int k, int width, Random random) {
        return switch (row % 8) {
            case 0 -> row == 0 ? 0 : 1e4;
            case 1 -> k == 0 ? 1e4 : 0.1 * k;
            case 2 -> k == width - 1 ? -1e4 : 0.3 * k;
            case 3 -> 1e4 * (2 * random.nextDouble() - 1);
            case 4 -> 30 * random.nextGaussian();
            case 5 -> 300 * random.nextGaussian();
            case 6 -> 3 * random.nextGaussian();
            default -> Math.pow(10, 4 * random.nextDouble() - 2) * (random.nextBoolean() ? 1 : -1);
        };
    }

    private static double[] targets(RowLoss loss, Map<String, Integer> widths, int row, Random random) {
        double[] targets = new double[loss.formula().signature().targetColumns(widths)];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = switch (loss.targetDomain()) {
                case CLASS -> random.nextInt(widths.getOrDefault(Signature.USUAL, 1));
                case UNIT_INTERVAL -> row % 2 == 0 ? i % 2 : random.nextDouble();
                case REAL -> 3 * random.nextGaussian();
                case NON_NEGATIVE -> row % 3;
                case TIME_AND_EVENT -> i == 0 ? 1 + random.nextDouble() : row % 2;
            };
        }
        return targets;
    }

    /** The stable forms of a loss written out for vectors of one length. */
    private static final class Exact {
        private final RowLoss loss;
        private final Map<String, Integer> widths;
        private final RowFormula formula;
        private final Expr value;
        private final List<Expr> gradient = new ArrayList<>();
        private final List<Expr> diagonal = new ArrayList<>();
        private final List<Block> blocks = new ArrayList<>();

        /** Second derivatives by the scores from {@code row} and {@code column} on. */
        private record Block(int row, int column, List<Expr> diagonal, List<List<Expr>> left, List<List<Expr>> right) {}

        Exact(RowLoss loss, Map<String, Integer> widths) {
            this.loss = loss;
            this.widths = widths;
            this.formula = loss.specialisedFormula();
            this.value = Unrolling.number(formula.stableValue(), widths);
            int row = 0;
            for (Signature.Block first : formula.signature().scores()) {
                gradient.addAll(elements(formula.stableGradient(first), first));
                diagonal.addAll(elements(formula.stableHessianDiagonal(first), first));
                int column = 0;
                for (Signature.Block second : formula.signature().scores()) {
                    if (column >= row) {
                        blocks.add(block(row, first, column, second));
                    }
                    column += second.columns(widths);
                }
                row += first.columns(widths);
            }
        }

        private Block block(int row, Signature.Block first, int column, Signature.Block second) {
            RowFormula.HessianBlock block = formula.stableHessianBlock(first, second);
            boolean none = row == column || block.diagonal().equals(new Expr.Number(0));
            return new Block(
                    row,
                    column,
                    none ? List.of() : elements(block.diagonal(), first),
                    block.coupled().stream()
                            .map(product -> elements(product.left(), first))
                            .toList(),
                    block.coupled().stream()
                            .map(product -> elements(product.right(), second))
                            .toList());
        }

        private List<Expr> elements(Expr expr, Signature.Block block) {
            return RowRefinement.elements(expr, block, widths);
        }

        void check(double[] scores, double[] targets) {
            int columns = scores.length;
            Map<String, Double> values = RowRefinement.values(loss, formula.signature(), widths, scores, targets);
            String where = loss + " " + Arrays.toString(scores) + " " + Arrays.toString(targets);
            RowPoint point = new RowPoint(scores, targets);
            compare(where + " value", point.value(loss), value, values);
            double[] slopes = point.gradient(loss);
            double[] curvatures = point.diagonal(loss);
            double[][] hessian = loss.hessians(
                            Columns.rowMajor(scores, columns), Columns.rowMajor(targets, targets.length), null, 0, 1)[
                    0];
            for (int i = 0; i < columns; i++) {
                compare(where + " gradient " + i, slopes[i], gradient.get(i), values);
                compare(where + " diagonal " + i, curvatures[i], diagonal.get(i), values);
                assertThat(hessian[i][i]).isEqualTo(curvatures[i]);
            }
            blocks.forEach(block -> compare(where, hessian, block, values));
        }

        private static void compare(String where, double[][] hessian, Block block, Map<String, Double> values) {
            int height = block.left().isEmpty() ? 0 : block.left().get(0).size();
            int width = block.left().isEmpty() ? 0 : block.right().get(0).size();
            for (int i = 0; i < height; i++) {
                for (int j = 0; j < width; j++) {
                    int row = block.row() + i;
                    int column = block.column() + j;
                    if (row != column) {
                        Expr sum = sum(block, i, j);
                        compare(where + " second derivative " + row + ", " + column, hessian[row][column], sum, values);
                    }
                }
            }
        }

        private static Expr sum(Block block, int i, int j) {
            Expr sum = i == j && !block.diagonal().isEmpty() ? block.diagonal().get(i) : new Expr.Number(0);
            for (int product = 0; product < block.left().size(); product++) {
                Expr left = block.left().get(product).get(i);
                Expr right = block.right().get(product).get(j);
                Expr term = new Expr.Operation(Operator.MULTIPLY, left, right);
                sum = new Expr.Operation(Operator.ADD, sum, term);
            }
            return sum;
        }

        private static void compare(String what, double found, Expr stable, Map<String, Double> values) {
            BigDecimal exact = Reference.evaluate(stable, values, DIGITS);
            double rounded = exact.doubleValue();
            assertThat(found).as(what).isFinite();
            double error = new BigDecimal(found).subtract(exact).abs().doubleValue();
            if (error > TOLERANCE * Math.abs(rounded) + NEGLIGIBLE) {
                Cancellation cancellation = Cancellation.strict(stable);
                double largest = cancellation.largestTerm(values);
                assertThat(cancellation.isNearRoot(values, exact, largest))
                        .as(what + ": found " + found + " instead of " + rounded + ", largest term " + largest)
                        .isTrue();
                assertThat(error).as(what).isLessThanOrEqualTo(TOLERANCE * largest);
            }
        }
    }
}
