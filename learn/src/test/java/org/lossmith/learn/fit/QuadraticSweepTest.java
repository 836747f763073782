package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.L1;
import org.lossmith.penalty.Penalty;

/** One sweep over tall data against moments with all digits, and against the passes that it saves. */
class QuadraticSweepTest {
    private static final int ROWS = 3 * FitRun.SAMPLE + 77;
    private static final ElementLoss SQUARED = ElementLoss.of(Losses.parse("squared-error"));
    private static final MathContext DIGITS = new MathContext(40);

    /** Columns: plain, a large mean with a tiny spread, constant, a repetition of the first, rarely not 0, constant but for one row. */
    private static DenseMatrix matrix() {
        Random random = new Random(7);
        DenseMatrix x = new DenseMatrix(ROWS, 6);
        for (int row = 0; row < ROWS; row++) {
            x.set(row, 0, random.nextGaussian());
            x.set(row, 1, 1e6 + 1e-3 * random.nextGaussian());
            x.set(row, 2, 0.1);
            x.set(row, 3, -3 * x.get(row, 0));
            x.set(row, 4, row % 5000 == 4999 ? 1 : 0);
            x.set(row, 5, row == 12_346 ? 1e8 : 0.3);
        }
        return x;
    }

    private static double[] target(DenseMatrix x) {
        Random random = new Random(8);
        double[] target = new double[ROWS];
        Arrays.setAll(target, i -> 1000 + x.get(i, 0) + 500 * (x.get(i, 1) - 1e6) + random.nextGaussian());
        return target;
    }

    private static double[] weights() {
        double[] weight = new double[ROWS];
        Arrays.setAll(weight, i -> i % 3);
        return weight;
    }

    private static @Nullable QuadraticSweep sweep(
            ElementLoss loss, DenseMatrix x, double[] target, double @Nullable [] weight, ColumnPenalties columns) {
        Series weights = weight == null ? null : Series.of(weight);
        FitSettings settings = FitSettings.usual(Penalty.none(), columns, 1, 1);
        try (Workers workers = new Workers(2)) {
            Rows counted = Inputs.check(loss, x, Series.of(target), weights, Rows.all(x.rows()));
            return QuadraticSweep.of(loss, settings, x, Series.of(target), weights, counted, workers);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void momentsOfOneSweep_areThoseOfAllDigits(boolean weighted) {
        DenseMatrix x = matrix();
        double[] weight = weighted ? weights() : null;
        QuadraticSweep sweep = sweep(SQUARED, x, target(x), weight, ColumnPenalties.none());
        assertThat(sweep).isNotNull();
        Standardisation found = sweep.design().standardisation();
        assertThat(found.active()).containsExactly(0, 1, 3, 4, 5);
        assertThat(found.weightSum())
                .isEqualTo(weighted ? Arrays.stream(weights()).sum() : ROWS);
        for (int a = 0; a < found.active().length; a++) {
            Exact exact = Exact.of(x, found.active()[a], weight);
            assertThat(found.centre()[a])
                    .as("mean of column " + found.active()[a])
                    .isCloseTo(exact.mean, within(1e-12 * exact.deviation + Math.ulp(exact.mean)));
            assertThat(1 / found.factor()[a])
                    .as("deviation of column " + found.active()[a])
                    .isCloseTo(exact.deviation, relative(1e-12, exact.deviation));
        }
    }

    /** Mean and deviation in decimal arithmetic. */
    private record Exact(double mean, double deviation) {
        static Exact of(DenseMatrix x, int column, double @Nullable [] weight) {
            BigDecimal weights = BigDecimal.ZERO;
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (int row = 0; row < x.rows(); row++) {
                BigDecimal w = new BigDecimal(weight == null ? 1 : weight[row]);
                BigDecimal value = new BigDecimal(x.get(row, column));
                weights = weights.add(w);
                sum = sum.add(w.multiply(value));
                squares = squares.add(w.multiply(value).multiply(value));
            }
            BigDecimal mean = sum.divide(weights, DIGITS);
            BigDecimal variance = squares.divide(weights, new MathContext(80))
                    .subtract(sum.multiply(sum).divide(weights.multiply(weights), new MathContext(80)));
            return new Exact(mean.doubleValue(), Math.sqrt(variance.doubleValue()));
        }
    }

    private static Offset<Double> relative(double share, double of) {
        return within(share * Math.abs(of));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void passOfOneSweep_isThePassInTheExactCoordinates(boolean weighted) {
        DenseMatrix x = matrix();
        double[] weight = weighted ? weights() : null;
        QuadraticSweep sweep = sweep(SQUARED, x, target(x), weight, ColumnPenalties.none());
        assertThat(sweep).isNotNull();
        Evaluation found = sweep.at();
        Design design = sweep.design();
        Evaluation expected = naive(design, found.parameters());
        int size = design.columns();
        assertThat(found.loss()).isCloseTo(expected.loss(), relative(1e-12, expected.loss()));
        assertThat(found.push()).isCloseTo(expected.push(), relative(1e-12, expected.push()));
        assertThat(found.gradient()).containsExactly(expected.gradient(), within(1e-11 * expected.push()));
        for (int i = 0; i < size * size; i++) {
            // Standardised columns: products are at most 1, times a curvature of 2.
            assertThat(found.gram()[i]).as("entry " + i).isCloseTo(expected.gram()[i], within(1e-11));
        }
    }

    /** Row after row, in plain loops over the design's own columns. */
    private static Evaluation naive(Design design, double[] at) {
        int size = design.columns();
        double[] gradient = new double[size];
        double[] gram = new double[size * size];
        double loss = 0;
        double push = 0;
        Tile tile = design.tile(true);
        for (int from = 0; from < design.size(); from += design.tileRows()) {
            design.load(tile, from, Math.min(design.size(), from + design.tileRows()));
            for (int i = 0; i < tile.rows; i++) {
                double residual = at[size - 1] - tile.target[i];
                double share = tile.weight[i] / design.standardisation().weightSum();
                loss += share * residual * residual;
                push += share * Math.abs(2 * residual);
                for (int j = 0; j < size; j++) {
                    gradient[j] += share * 2 * residual * tile.columns[j][i];
                    for (int k = 0; k < size; k++) {
                        gram[j * size + k] += share * 2 * tile.columns[j][i] * tile.columns[k][i];
                    }
                }
            }
        }
        return new Evaluation(at, loss, gradient, gram, push, 0);
    }

    @Test
    void excludedColumns_areLeftOut() {
        DenseMatrix x = matrix();
        ColumnPenalties columns = ColumnPenalties.none().withFactor(1, Double.POSITIVE_INFINITY);
        QuadraticSweep sweep = sweep(SQUARED, x, target(x), null, columns);
        assertThat(sweep).isNotNull();
        assertThat(sweep.design().standardisation().active()).containsExactly(0, 3, 4, 5);
        assertThat(sweep.at().gradient()).hasSize(5);
    }

    /** The few rows are a million off from all others: their mean is four deviations from the mean of all. */
    @Test
    void sampleThatIsNotLikeTheRest_findsNothing() {
        DenseMatrix x = new DenseMatrix(ROWS, 1);
        Random random = new Random(9);
        for (int row = 0; row < ROWS; row++) {
            x.set(row, 0, 1 + 1e-6 * random.nextGaussian());
        }
        Rows few = Rows.all(ROWS).spread(2048);
        for (int position = 0; position < few.size(); position++) {
            x.set(few.row(position), 0, 1 + 1e6);
        }
        double[] target = new double[ROWS];
        assertThat(sweep(SQUARED, x, target, null, ColumnPenalties.none())).isNull();
    }

    @Test
    void lossesOfUnequalCurvature_areNotSwept() {
        DenseMatrix x = matrix();
        double[] label = new double[ROWS];
        Arrays.setAll(label, i -> i % 2);
        assertThat(sweep(ElementLoss.of(Losses.parse("bce")), x, label, null, ColumnPenalties.none()))
                .isNull();
        assertThat(sweep(ElementLoss.of(Losses.parse("huber")), x, label, null, ColumnPenalties.none()))
                .isNull();
    }

    /** Newton step by step from another start knows nothing of the sweep. */
    @Test
    void pathAndSingleFits_endAtTheOptimumOfOtherSolvers() {
        DenseMatrix x = matrix();
        double[] target = target(x);
        double[] weight = weights();
        FitRequest request = FitRequest.of(Losses.parse("half-squared-error"));
        List<Penalty> penalties = List.of(new L1(0.3), new L1(0.03), new L1(0.003));
        List<FitResult> path = new Fitter(request).fitPath(x, target, weight, Rows.all(ROWS), penalties);
        for (int i = 0; i < path.size(); i++) {
            FitRequest penalised = request.withPenalty(penalties.get(i));
            FitResult single = new Fitter(penalised).fit(x, target, weight);
            FitResult other =
                    new Fitter(penalised.withSolver(SolverName.LBFGS).withTolerance(1e-10)).fit(x, target, weight);
            assertThat(path.get(i).converged()).isTrue();
            assertThat(single.converged()).isTrue();
            assertThat(path.get(i).objective()).isCloseTo(other.objective(), relative(1e-10, other.objective()));
            assertThat(single.objective()).isCloseTo(other.objective(), relative(1e-10, other.objective()));
            assertThat(path.get(i).coefficients()[2]).isEqualTo(0.0);
        }
    }
}
