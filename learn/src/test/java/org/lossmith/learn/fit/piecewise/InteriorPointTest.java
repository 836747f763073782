package org.lossmith.learn.fit.piecewise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
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
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.learn.fit.Vertices;
import org.lossmith.learn.fit.workingset.WorkingSetTest;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

/** Against all vertices, against the conditions of optimality, and against the shrinking smoothings. */
class InteriorPointTest {
    /** An exact vertex is off by the rounding of sums over the rows. */
    private static final double ROUNDING = 1e-11;

    private static FitRequest request(String loss) {
        return FitRequest.of(Losses.parse(loss)).withThreads(1);
    }

    private static void assertExact(FitResult result) {
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertThat(result.solver()).isEqualTo("Frisch-Newton, exact to a vertex");
        assertThat(result.certificate().kind()).isEqualTo(Certificate.Kind.DUALITY_GAP);
        assertThat(result.certificate().value()).as(result.toString()).isBetween(0.0, ROUNDING);
    }

    /** Whole numbers: rows repeat, targets tie, columns may be constant or repeat each other. */
    private static double[][] wholeNumbers(Random random, int rows, int columns, int different) {
        double[][] x = new double[rows][columns];
        for (double[] row : x) {
            Arrays.setAll(row, j -> random.nextInt(different));
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({
        "absolute-error,1,1,0",
        "quantile:q=0.5,0.5,0.5,0",
        "quantile:q=0.9,0.9,0.1,0",
        "quantile:q=0.02,0.02,0.98,0",
        "absolute-error,1,1,0.2",
        "quantile:q=0.3,0.3,0.7,0.05",
        "quantile:q=0.8,0.8,0.2,0.7"
    })
    void fit_fewTiedWeightedRows_isTheBestOfAllVertices(String loss, double above, double below, double lambda) {
        Random random = new Random(11);
        FitRequest request = request(loss)
                .withStandardise(false)
                .withPenalty(lambda > 0 ? Penalty.parse("l1:lambda=" + lambda) : Penalty.none());
        for (int trial = 0; trial < 60; trial++) {
            int rows = 4 + random.nextInt(9);
            int columns = 1 + random.nextInt(2);
            double[][] x = wholeNumbers(random, rows, columns, 2 + random.nextInt(6));
            double[] target = random.ints(rows, 0, 7).asDoubleStream().toArray();
            double[] weight = random.ints(rows, 0, 4).mapToDouble(w -> w / 2.0).toArray();
            weight[0] = 2;
            FitResult result = new Fitter(request).fit(Examples.matrix(x), target, weight);
            assertExact(result);
            Vertices vertices = new Vertices(x, target, weight, above, below, lambda);
            double[] model = new double[columns + 1];
            model[0] = result.intercept();
            System.arraycopy(result.coefficients(), 0, model, 1, columns);
            double best = vertices.smallest();
            // With repeated columns no choice of rows determines a model, so there is no vertex to compare with.
            if (best < Double.POSITIVE_INFINITY) {
                assertThat(vertices.objective(model)).as("trial " + trial).isCloseTo(best, within(ROUNDING));
            }
            assertThat(result.objective()).isCloseTo(vertices.objective(model), within(ROUNDING));
        }
    }

    @Test
    void fit_weights_countAsRepeatedRows() {
        DenseMatrix x = Examples.random(30, 2, 3);
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 4);
        double[] weight = IntStream.range(0, 30).mapToDouble(i -> i % 3).toArray();
        int[] repeated = IntStream.range(0, 30)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 3))
                .toArray();
        double[] targets = Arrays.stream(repeated).mapToDouble(i -> target[i]).toArray();
        Fitter fitter = new Fitter(request("quantile:q=0.7"));
        FitResult weighted = fitter.fit(x, target, weight);
        FitResult rows = fitter.fit(x.selectRows(repeated), targets);
        assertExact(weighted);
        assertExact(rows);
        assertThat(rows.objective()).isCloseTo(weighted.objective(), within(ROUNDING));
        assertThat(rows.coefficients()).containsExactly(weighted.coefficients(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"2000,6,0.3", "500,12,0.95", "45000,3,0.5", "60000,8,0.9", "50000,2,0.001"})
    void fit_manyRows_meetsTheConditionsOfOptimality(int rows, int columns, double q) {
        DenseMatrix x = Examples.random(rows, columns, 5);
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 6);
        double[] weight = new Random(7).ints(rows, 1, 4).asDoubleStream().toArray();
        FitResult result = new Fitter(request("quantile:q=" + q)).fit(x, target, weight);
        assertExact(result);
        assertOptimal(result, x, target, weight, q);
    }

    /** Exactly as many rows as parameters have no residual, and slopes between theirs balance the others. */
    private static void assertOptimal(FitResult result, Matrix x, double[] target, double[] weight, double q) {
        int p = x.columns() + 1;
        double[] score = result.scores(x);
        double[] others = new double[p];
        int[] met = new int[p];
        int count = 0;
        for (int i = 0; i < target.length; i++) {
            double residual = target[i] - score[i];
            if (Math.abs(residual) < 1e-9) {
                assertThat(count).isLessThan(p);
                met[count++] = i;
                continue;
            }
            double slope = weight[i] * (residual > 0 ? q : q - 1);
            for (int j = 0; j < p; j++) {
                others[j] -= slope * input(x, i, j);
            }
        }
        assertThat(count).isEqualTo(p);
        DMatrixRMaj system = new DMatrixRMaj(p, p);
        for (int k = 0; k < p; k++) {
            for (int j = 0; j < p; j++) {
                system.set(j, k, input(x, met[k], j));
            }
        }
        DMatrixRMaj slopes = new DMatrixRMaj(p, 1);
        assertThat(CommonOps_DDRM.solve(system, DMatrixRMaj.wrap(p, 1, others), slopes))
                .isTrue();
        for (int k = 0; k < p; k++) {
            assertThat(slopes.get(k) / weight[met[k]]).isBetween(q - 1 - 1e-7, q + 1e-7);
        }
    }

    private static double input(Matrix x, int row, int parameter) {
        return parameter == 0 ? 1 : x.get(row, parameter - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "absolute-error,none,300,3,false",
        "quantile:q=0.8,none,300,3,true",
        "absolute-error,none,45000,4,true",
        "quantile:q=0.2,l1:lambda=0.02,45000,4,true",
        "absolute-error,l1:lambda=0.05,40,60,false",
        "quantile:q=0.9,l1:lambda=0.01,300,8,true"
    })
    void fit_isNeverHigherThanTheSmoothings(String loss, String penalty, int rows, int columns, boolean whole) {
        DenseMatrix x = Examples.random(rows, columns, 8);
        double[] target = Examples.targets(Losses.parse(loss), x, 9);
        if (whole) {
            Arrays.setAll(target, i -> Math.rint(target[i]));
        }
        FitRequest request = request(loss).withPenalty(Penalty.parse(penalty));
        FitResult exact = new Fitter(request).fit(x, target);
        FitResult smoothed = new Fitter(request.withSolver(SolverName.SMOOTHING)).fit(x, target);
        assertExact(exact);
        assertThat(exact.objective()).isLessThanOrEqualTo(smoothed.objective() * (1 + 1e-13));
        double bound = smoothed.objective() - smoothed.certificate().value() * smoothed.objective();
        assertThat(exact.objective()).isGreaterThanOrEqualTo(bound * (1 - 1e-9));
        assertThat(smoothed.solver()).startsWith("Newton on shrinking smoothings");
    }

    /** Many rows lie exactly on the best plane, on all kinds of repeated inputs. */
    @ParameterizedTest
    @ValueSource(ints = {3_000, 50_000})
    void fit_mostRowsOnOnePlane_findsThePlane(int rows) {
        Random random = new Random(12);
        DenseMatrix x = new DenseMatrix(rows, 3);
        double[] target = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 3; j++) {
                x.set(i, j, random.nextInt(3));
            }
            boolean on = random.nextInt(10) < 6;
            target[i] = 2 + x.get(i, 0) - 3 * x.get(i, 1) + (on ? 0 : random.nextGaussian());
        }
        FitResult result = new Fitter(request("absolute-error")).fit(x, target);
        assertExact(result);
        assertThat(result.intercept()).isCloseTo(2, within(1e-12));
        assertThat(result.coefficients()).containsExactly(new double[] {1, -3, 0}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void fit_fewerRowsThanColumns_meetsEveryTarget(int rows) {
        DenseMatrix x = Examples.random(rows, 7, 13);
        double[] target = IntStream.range(0, rows).mapToDouble(i -> i * i - 3).toArray();
        FitResult result = new Fitter(request("quantile:q=0.9")).fit(x, target);
        assertExact(result);
        assertThat(result.scores(x)).containsExactly(target, within(1e-11));
    }

    @Test
    void fit_collinearAndConstantColumns_shareTheEffect() {
        DenseMatrix single = Examples.random(400, 2, 14);
        DenseMatrix wide = new DenseMatrix(400, 5);
        for (int i = 0; i < 400; i++) {
            double[] row = {single.get(i, 0), 7, single.get(i, 1), 2 * single.get(i, 0), single.get(i, 1)};
            for (int j = 0; j < 5; j++) {
                wide.set(i, j, row[j]);
            }
        }
        double[] target = Examples.targets(Losses.parse("absolute-error"), single, 15);
        FitResult plain = new Fitter(request("absolute-error")).fit(single, target);
        FitResult result = new Fitter(request("absolute-error")).fit(wide, target);
        assertExact(result);
        assertThat(result.objective()).isCloseTo(plain.objective(), within(ROUNDING));
        double[] found = result.coefficients();
        assertThat(found[0] + 2 * found[3]).isCloseTo(plain.coefficients()[0], within(1e-9));
        // Columns alike in standard units have coefficients alike.
        assertThat(found[2]).isCloseTo(found[4], within(1e-9));
        assertThat(found[1]).isEqualTo(0);
        assertThat(result.notes()).anyMatch(note -> note.startsWith("collinear: input columns 4, 5 "));
    }

    @Test
    void fit_noIntercept_oneColumn_isTheWeightedMedianOfRatios() {
        // min sum |y - b x| = min sum |x| |y/x - b|: ratios 4, 1, 3, 2 with weights 1, 2, 1, 5
        DenseMatrix x = Examples.matrix(new double[][] {{1}, {2}, {-1}, {5}});
        FitResult result =
                new Fitter(request("absolute-error").withIntercept(false)).fit(x, new double[] {4, 2, -3, 10});
        assertExact(result);
        assertThat(result.coefficients()).containsExactly(2);
    }

    @Test
    void fit_strongL1_leavesExactZeros() {
        DenseMatrix x = Examples.random(50_000, 6, 16);
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 17);
        FitResult result =
                new Fitter(request("absolute-error").withPenalty(Penalty.parse("l1:lambda=0.1"))).fit(x, target);
        assertExact(result);
        double[] found = result.coefficients();
        assertThat(new double[] {found[1], found[2], found[3], found[4]}).containsExactly(0.0, 0.0, 0.0, 0.0);
        assertThat(Math.abs(found[0])).isPositive();
        assertThat(Math.abs(found[5])).isPositive();
    }

    @Test
    void fit_hasTheSameBitsForEveryNumberOfThreads() {
        DenseMatrix x = Examples.random(50_000, 5, 18);
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 19);
        FitRequest request = request("quantile:q=0.75");
        FitResult one = new Fitter(request).fit(x, target);
        FitResult three = new Fitter(request.withThreads(3)).fit(x, target);
        assertThat(three.coefficients()).containsExactly(one.coefficients());
        assertThat(three.intercept()).isEqualTo(one.intercept());
        assertThat(three.certificate().value()).isEqualTo(one.certificate().value());
    }

    /** A start that is far off costs time, not the optimum. */
    @Test
    void fit_misleadingStart_endsAtTheSameOptimum() {
        DenseMatrix x = Examples.random(45_000, 3, 20);
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 21);
        Fitter fitter = new Fitter(request("absolute-error"));
        FitResult expected = fitter.fit(x, target);
        FitResult far = new FitResult(
                -50, new double[] {9, -9, 9}, true, 1, 1, expected.certificate(), "none", "none", List.of());
        FitResult result = fitter.fit(x, target, null, Rows.all(45_000), far);
        assertExact(result);
        assertThat(result.objective()).isCloseTo(expected.objective(), within(ROUNDING));
    }

    @Test
    void fit_aUsersFormulaThatIsAPinball_isExactToo() {
        Loss formula = Losses.formula("where(z < y, 4*(y - z), z - y)", Map.of());
        DenseMatrix x = Examples.random(500, 3, 22);
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 23);
        FitResult result = new Fitter(FitRequest.of(formula).withThreads(1)).fit(x, target);
        FitResult quantile = new Fitter(request("quantile:q=0.8")).fit(x, target);
        assertExact(result);
        assertThat(result.objective()).isCloseTo(5 * quantile.objective(), within(ROUNDING));
    }

    @Test
    void solver_askedForWhatItCannotDo_saysWhy() {
        DenseMatrix x = Examples.random(20, 2, 24);
        double[] target = new double[20];
        FitRequest asked = request("huber").withSolver(SolverName.INTERIOR_POINT);
        assertThatThrownBy(() -> new Fitter(asked).fit(x, target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not convex and made of straight lines");
        FitRequest squared = request("absolute-error")
                .withPenalty(Penalty.parse("l2:lambda=0.1"))
                .withSolver(SolverName.INTERIOR_POINT);
        assertThatThrownBy(() -> new Fitter(squared).fit(x, target))
                .hasMessageContaining("of penalties it takes L1 alone")
                .hasMessageContaining("smoothing is used");
        assertThat(new Fitter(request("epsilon-insensitive").withPenalty(Penalty.parse("l2:lambda=0.1")))
                        .fit(x, target)
                        .solver())
                .startsWith("Newton on shrinking smoothings");
    }

    @ParameterizedTest
    @CsvSource({"absolute-error,interior-point", "huber,piecewise"})
    void sparseData_goToAnotherSolver(String loss, String solver) {
        DenseMatrix x = Examples.random(60, 3, 25);
        double[] target = Examples.targets(Losses.parse(loss), x, 26);
        FitResult result = new Fitter(request(loss)).fit(WorkingSetTest.sparse(x), target);
        double exact = new Fitter(request(loss)).fit(x, target).objective();
        assertThat(result.objective()).isBetween(exact * (1 - 1e-12), exact * (1 + 1e-4));
        FitRequest asked = request(loss).withSolver(SolverName.parse(solver));
        assertThatThrownBy(() -> new Fitter(asked).fit(WorkingSetTest.sparse(x), target))
                .hasMessageContaining("the data are sparse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absolute-error", "quantile:q=0.9"})
    void trips_inWholeMinutes_areExact(String loss) {
        Path fromModule = Path.of("..", "examples", "data", "taxi-trips.csv.gz");
        Path file = Files.exists(fromModule) ? fromModule : Path.of("examples", "data", "taxi-trips.csv.gz");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "duration_min")
                .withFeatures(List.of("trip_distance", "passenger_count", "rate_code_id", "pickup_datetime")))) {
            double[] minutes = Arrays.stream(data.target()).map(Math::rint).toArray();
            FitResult result = new Fitter(request(loss)).fit(data.x(), minutes);
            FitResult smoothed = new Fitter(request(loss).withSolver(SolverName.SMOOTHING)).fit(data.x(), minutes);
            assertExact(result);
            // The smoothings end at the optimum too, so that rounding decides which of the two is lower.
            assertThat(result.objective()).isLessThanOrEqualTo(smoothed.objective() * (1 + 1e-13));
            assertThat(result.objective())
                    .isGreaterThanOrEqualTo(
                            smoothed.objective() * (1 - smoothed.certificate().value()) * (1 - 1e-12));
        }
    }
}
