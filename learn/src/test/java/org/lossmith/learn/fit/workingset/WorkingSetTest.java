package org.lossmith.learn.fit.workingset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.SparseMatrix;
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

/** Checked from outside with plain loops over the rows, and against the solvers for dense data. */
public class WorkingSetTest {
    private static final double[] NO_WEIGHT = {};

    private static FitRequest request(String loss, String penalty) {
        return FitRequest.of(Losses.parse(loss))
                .withPenalty(Penalty.parse(penalty))
                .withThreads(1);
    }

    private static FitRequest workingSet(String loss, String penalty) {
        return request(loss, penalty).withSolver(SolverName.WORKING_SET);
    }

    /** About a fifth of the entries are not zero; columns 1 and 2 are the same, column 3 is empty, column 4 all ones. */
    private static DenseMatrix data(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DenseMatrix x = new DenseMatrix(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = random.nextGaussian() + 1;
                x.set(row, column, random.nextInt(5) == 0 ? value * (1 + column % 3) : 0);
            }
            if (columns > 4) {
                x.set(row, 2, x.get(row, 1));
                x.set(row, 3, 0);
                x.set(row, 4, 1);
            }
        }
        return x;
    }

    public static SparseMatrix sparse(Matrix x) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder();
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 0; column < x.columns(); column++) {
                builder.add(column, x.get(row, column));
            }
            builder.endRow();
        }
        return builder.build(x.columns());
    }

    private static double[] targets(Loss loss, Matrix x, long seed) {
        Random random = new Random(seed);
        double[] target = new double[x.rows()];
        for (int row = 0; row < target.length; row++) {
            double score = 0.2;
            for (int column = 0; column < Math.min(8, x.columns()); column++) {
                score += (column % 2 == 0 ? 0.7 : -0.5) * x.get(row, column);
            }
            target[row] = switch (loss.targetDomain()) {
                case UNIT_INTERVAL -> random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
                case SIGN -> random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : -1;
                case NON_NEGATIVE, POSITIVE -> Math.floor(1 - Math.log(random.nextDouble()) * Math.exp(score / 4));
                default -> score + random.nextGaussian();
            };
        }
        return target;
    }

    private static double[] weights(int rows) {
        double[] weight = new double[rows];
        for (int row = 0; row < rows; row++) {
            weight[row] = row % 3;
        }
        return weight;
    }

    /**
     * The conditions of an optimum, each row looked at once: with standardised columns the slope of a coefficient that is
     * not zero is -l1 times its sign, that of the others at most l1, that of the intercept 0.
     */
    private static void assertOptimal(
            FitResult result,
            Loss loss,
            Penalty penalty,
            Matrix x,
            double[] target,
            double[] weight,
            boolean intercept) {
        double l1 = strength(penalty)[0];
        double l2 = strength(penalty)[1];
        double sum = 0;
        double slope = 0;
        double push = 0;
        double objective = 0;
        double[] mean = new double[x.columns()];
        double[] square = new double[x.columns()];
        double[] slopes = new double[x.columns()];
        for (int row = 0; row < x.rows(); row++) {
            double w = weight.length == 0 ? 1 : weight[row];
            double score = result.intercept();
            for (int column = 0; column < x.columns(); column++) {
                score += result.coefficients()[column] * x.get(row, column);
            }
            double gradient = w * loss.gradient(score, target[row]);
            sum += w;
            slope += gradient;
            push += Math.abs(gradient);
            objective += w * loss.value(score, target[row]);
            for (int column = 0; column < x.columns(); column++) {
                mean[column] += w * x.get(row, column);
                square[column] += w * x.get(row, column) * x.get(row, column);
                slopes[column] += gradient * x.get(row, column);
            }
        }
        objective /= sum;
        double within = 1e-4 * push / sum;
        assertThat(intercept ? Math.abs(slope / sum) : Math.abs(result.intercept()))
                .isLessThan(within);
        for (int column = 0; column < x.columns(); column++) {
            double middle = intercept ? mean[column] / sum : 0;
            double spread = Math.sqrt(square[column] / sum - middle * middle);
            double coefficient = result.coefficients()[column] * spread;
            double found = slopes[column] / sum / spread;
            if (spread < 1e-9) {
                assertThat(result.coefficients()[column]).isEqualTo(0);
            } else if (coefficient == 0) {
                assertThat(Math.abs(found)).isLessThan(l1 + within);
            } else {
                assertThat(found + 2 * l2 * coefficient).isCloseTo(-Math.copySign(l1, coefficient), within(within));
                objective += l1 * Math.abs(coefficient) + l2 * coefficient * coefficient;
            }
        }
        assertThat(result.objective()).isCloseTo(objective, within(1e-10 * Math.max(1, Math.abs(objective))));
    }

    private static double[] strength(Penalty penalty) {
        String[] parts = penalty.spec().split("[:,=]");
        double lambda = Double.parseDouble(parts[2]);
        double alpha = parts.length > 4 ? Double.parseDouble(parts[4]) : 1;
        return new double[] {lambda * alpha, lambda * (1 - alpha) / 2};
    }

    @ParameterizedTest
    @CsvSource({
        "bce,l1:lambda=0.02,60,200",
        "bce,l1:lambda=0.002,60,200",
        "bce,l1:lambda=0.01,400,30",
        "squared-error,l1:lambda=0.1,60,200",
        "squared-error,l1:lambda=0.01,60,200",
        "half-squared-error,l1:lambda=0.001,400,30",
        "huber:delta=1,l1:lambda=0.02,60,200",
        "huber:delta=1,l1:lambda=0.01,400,30",
        "poisson,l1:lambda=0.05,60,200",
        "poisson,l1:lambda=0.02,400,30",
        "squared-hinge,l1:lambda=0.05,60,200"
    })
    void fit_sparseOrDense_meetsTheConditionsOfAnOptimum(String loss, String penalty, int rows, int columns) {
        DenseMatrix x = data(rows, columns, 5);
        Loss parsed = Losses.parse(loss);
        double[] target = targets(parsed, x, 6);
        for (Matrix matrix : new Matrix[] {x, sparse(x)}) {
            for (double[] weight : new double[][] {NO_WEIGHT, weights(rows)}) {
                for (boolean intercept : new boolean[] {true, false}) {
                    FitResult result = new Fitter(workingSet(loss, penalty).withIntercept(intercept))
                            .fit(matrix, target, weight.length == 0 ? null : weight);
                    assertThat(result.converged()).as(result.toString()).isTrue();
                    assertThat(result.certificate().kind()).isEqualTo(Certificate.Kind.DUALITY_GAP);
                    assertOptimal(result, parsed, Penalty.parse(penalty), x, target, weight, intercept);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bce l1:lambda=0.01",
                "bce elastic-net:lambda=0.02,alpha=0.5",
                "squared-error l1:lambda=0.03",
                "squared-error elastic-net:lambda=0.03,alpha=0.3",
                "huber:delta=1 l1:lambda=0.02",
                "poisson l1:lambda=0.03"
            })
    void fit_everyShape_isTheOptimumOfNewton(String both) {
        String[] parts = both.split(" ");
        for (int[] shape : new int[][] {{500, 20}, {100, 100}, {40, 120}, {30, 1}, {2, 6}}) {
            DenseMatrix x = data(shape[0], shape[1], 7);
            double[] target = targets(Losses.parse(parts[0]), x, 8);
            FitResult newton = new Fitter(request(parts[0], parts[1]).withSolver(SolverName.NEWTON)).fit(x, target);
            FitResult dense = new Fitter(workingSet(parts[0], parts[1])).fit(x, target);
            FitResult sparse = new Fitter(workingSet(parts[0], parts[1])).fit(sparse(x), target);
            double within = 1e-8 * Math.max(1, Math.abs(newton.objective()));
            assertThat(dense.objective())
                    .as(both + Arrays.toString(shape))
                    .isCloseTo(newton.objective(), within(within));
            assertThat(sparse.objective())
                    .as(both + Arrays.toString(shape))
                    .isCloseTo(newton.objective(), within(within));
        }
    }

    @Test
    void fit_oneRowOrNothingToLearn_isTheConstant() {
        FitResult one = new Fitter(workingSet("squared-error", "l1:lambda=0.1"))
                .fit(sparse(Examples.matrix(new double[][] {{3, 0, 4}})), new double[] {5});
        assertThat(one.intercept()).isCloseTo(5, within(1e-9));
        assertThat(one.coefficients()).containsExactly(0, 0, 0);
        DenseMatrix x = data(50, 80, 1);
        FitResult strong =
                new Fitter(workingSet("bce", "l1:lambda=10")).fit(sparse(x), targets(Losses.parse("bce"), x, 2));
        assertThat(strong.coefficients()).containsOnly(0.0);
        assertThat(strong.converged()).isTrue();
    }

    @Test
    void fit_weightsTwoAndZero_areRowsTwiceAndNotAtAll() {
        DenseMatrix x = data(90, 120, 3);
        double[] target = targets(Losses.parse("bce"), x, 4);
        int[] repeated = java.util.stream.IntStream.range(0, 90)
                .flatMap(row -> java.util.stream.IntStream.range(0, row % 3).map(k -> row))
                .toArray();
        double[] repeatedTarget =
                Arrays.stream(repeated).mapToDouble(row -> target[row]).toArray();
        Fitter fitter = new Fitter(workingSet("bce", "l1:lambda=0.01"));
        FitResult weighted = fitter.fit(sparse(x), target, weights(90));
        FitResult rows = fitter.fit(sparse(x).selectRows(repeated), repeatedTarget);
        assertThat(weighted.objective()).isCloseTo(rows.objective(), within(1e-9));
        FitResult some = fitter.fit(sparse(x), target, null, Rows.of(repeated), null);
        assertThat(some.objective()).isCloseTo(rows.objective(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void fit_threads_changeNoBit(int threads) {
        DenseMatrix x = data(2000, 300, 9);
        double[] target = targets(Losses.parse("bce"), x, 10);
        for (Matrix matrix : new Matrix[] {x, sparse(x)}) {
            FitRequest request = workingSet("bce", "l1:lambda=0.002");
            FitResult single = new Fitter(request).fit(matrix, target);
            FitResult several = new Fitter(request.withThreads(threads)).fit(matrix, target);
            assertThat(several.coefficients()).isEqualTo(single.coefficients());
            assertThat(several.objective()).isEqualTo(single.objective());
        }
    }

    @Test
    void fit_aHundredThousandColumns_isCertified() {
        Random random = new Random(11);
        SparseMatrix.Builder builder = new SparseMatrix.Builder();
        double[] target = new double[1000];
        for (int row = 0; row < target.length; row++) {
            int[] columns = random.ints(40, 0, 100_000).distinct().sorted().toArray();
            int topic = row % 2;
            builder.add(0, topic + random.nextDouble());
            for (int column : columns) {
                builder.add(column + 1, 1 + random.nextInt(3));
            }
            builder.endRow();
            target[row] = random.nextInt(10) == 0 ? 1 - topic : topic;
        }
        SparseMatrix x = builder.build(100_001);
        FitResult result = new Fitter(request("bce", "l1:lambda=0.03")).fit(x, target);
        assertThat(result.converged()).as(result.solver()).isTrue();
        assertThat(result.solver()).startsWith("working sets");
        assertThat(result.reason()).contains("the data are sparse");
        assertThat(result.coefficients()[0]).isPositive();
        long kept =
                Arrays.stream(result.coefficients()).filter(value -> value != 0).count();
        assertThat(kept).isBetween(1L, 300L);
        FitResult ridge = new Fitter(request("bce", "l2:lambda=0.1")).fit(x, target);
        assertThat(ridge.converged()).as(ridge.solver()).isTrue();
        assertThat(ridge.solver()).startsWith("L-BFGS");
    }

    @Test
    void plan_columnsOutnumberRows_saysSo() {
        DenseMatrix x = data(20, 50, 3);
        FitResult result = new Fitter(request("squared-error", "l1:lambda=0.1"))
                .fit(x, targets(Losses.parse("squared-error"), x, 4));
        assertThat(result.solver()).isEqualTo("working sets with coordinate descent");
        assertThat(result.reason()).isEqualTo("columns outnumber rows and the penalty sets most coefficients to zero");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            absolute-error | l1:lambda=0.1 | has kinks
            tukey          | l1:lambda=0.1 | is not convex
            squared-error  | l2:lambda=0.1 | sets no coefficient to zero""")
    void plan_whatItCannotSolve_isRefused(String loss, String penalty, String reason) {
        DenseMatrix x = data(20, 50, 3);
        assertThatThrownBy(() -> new Fitter(workingSet(loss, penalty)).fit(x, targets(Losses.parse(loss), x, 4)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("solver working-set cannot be used: ")
                .hasMessageContaining(reason);
    }

    @Test
    void plan_kinksWithTooManyColumns_saysWhatToDo() {
        DenseMatrix x = data(20, 2100, 3);
        double[] target = targets(Losses.parse("absolute-error"), x, 4);
        assertThatThrownBy(() -> new Fitter(request("absolute-error", "l1:lambda=0.1")).fit(sparse(x), target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("choose a smooth loss (huber");
    }

    /** Smooth losses with L2, kinks with few columns, several scores: the other solvers on sparse data. */
    @ParameterizedTest
    @CsvSource({
        "bce,l2:lambda=0.1,30",
        "bce,none,5",
        "huber:delta=1,l2:lambda=0.01,400",
        "absolute-error,l1:lambda=0.05,30",
        "tukey,l1:lambda=0.01,30"
    })
    void fit_otherSolversOnSparseData_areThoseOnDenseData(String loss, String penalty, int columns) {
        DenseMatrix x = data(300, columns, 12);
        double[] target = targets(Losses.parse(loss), x, 13);
        FitRequest request = request(loss, penalty);
        if (!Losses.parse(loss).properties().smooth()) {
            request = request.withSolver(SolverName.SMOOTHING);
        }
        FitResult dense = new Fitter(request).fit(x, target);
        FitResult sparse = new Fitter(request).fit(sparse(x), target);
        assertThat(sparse.converged()).as(sparse.toString()).isTrue();
        assertThat(sparse.objective()).isCloseTo(dense.objective(), within(2e-4 * dense.objective()));
        assertThat(sparse.notes()).anyMatch(note -> note.contains("scaled, not centred"));
    }

    @Test
    void fit_spam_isOptimalAndSparse() {
        try (Dataset data =
                TableSource.read(ReadRequest.of(Path.of("..", "examples", "data", "spam.libsvm.gz"), "label"))) {
            FitResult result = new Fitter(request("bce", "l1:lambda=0.005")).fit(data.x(), data.target());
            assertThat(result.converged()).as(result.solver()).isTrue();
            assertThat(result.certificate().value()).isLessThan(1e-8);
            // OWL-QN, another algorithm, after 718 steps at a relative subgradient of 8.6e-9.
            assertThat(result.objective()).isCloseTo(0.2123024747309003, within(1e-11));
            long kept = Arrays.stream(result.coefficients())
                    .filter(value -> value != 0)
                    .count();
            assertThat(kept).isEqualTo(324);
        }
    }

    /** Of so many columns the first hundred make up a trifle of the gap: they are worked on all the same. */
    @Test
    void manyColumnsThatAllViolate_coldStart_isNoStandstill() {
        int levels = 4000;
        SparseMatrix.Builder builder = new SparseMatrix.Builder();
        double[] target = new double[3 * levels];
        for (int row = 0; row < target.length; row++) {
            builder.add(row % levels, 1);
            builder.endRow();
            target[row] = row % levels % 2;
        }
        FitResult fit = new Fitter(FitRequest.of(Losses.parse("bce"))
                        .withPenalty(Penalty.parse("l1:lambda=0.004"))
                        .withSolver(SolverName.WORKING_SET))
                .fit(builder.build(levels), target);
        assertThat(fit.converged()).as(String.valueOf(fit.notes())).isTrue();
    }
}
