package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.fit.workingset.WorkingSetTest;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/** Hinge, epsilon-insensitive and formulas like them: exact to a vertex where that is the optimum, exact by multipliers else. */
class StraightLinesTest {
    private static FitRequest request(String loss, String penalty) {
        return FitRequest.of(Losses.parse(loss))
                .withPenalty(Penalty.parse(penalty))
                .withGapTolerance(1e-9)
                .withThreads(2);
    }

    private static double[] targets(String loss) {
        return loss.equals("hinge") ? Examples.signs(Examples.LABEL) : Examples.DURATION;
    }

    /**
     * Minimum of the linear programme by HiGHS (scipy 1.17.1, linprog) on standardised columns. With l2 the support vectors
     * are those of libsvm (scikit-learn 1.9.1, SVC and SVR with C = 1 / (2 l2 sum of weights); it leaves the intercept
     * unpenalised as Lossmith does), and the equations that hold for them are solved with 40 digits: libsvm's own end, at a
     * tolerance of 1e-13, is up to 2e-8 above.
     */
    @ParameterizedTest
    @CsvSource({
        "hinge, none, false, false, 0.25",
        "hinge, none, true, false, 0.222760290556901",
        "hinge, l1:lambda=0.05, false, false, 0.42113951861252",
        "hinge, l1:lambda=0.05, true, false, 0.385808885597186",
        "hinge, l1:lambda=0.2, true, false, 0.618532388367937",
        "epsilon-insensitive:epsilon=0.5, none, true, false, 3.23664681630783",
        "epsilon-insensitive:epsilon=2, none, false, false, 3.66863636363636",
        "epsilon-insensitive:epsilon=2, l1:lambda=0.2, true, false, 3.77905735261923",
        "epsilon-insensitive:epsilon=0.5, l1:lambda=0.05, false, false, 4.19970944733388",
        "hinge, none, true, true, 0.250231124807396",
        "hinge, l1:lambda=0.05, false, true, 0.42113951861252",
        "epsilon-insensitive:epsilon=0.5, l1:lambda=0.05, true, true, 3.99662475360586",
        "quantile:q=0.8, none, true, true, 2.94271186440678",
        "quantile:q=0.8, l1:lambda=0.05, false, true, 3.74886316120981",
        "absolute-error, none, false, true, 5.19166666666667",
        "absolute-error, l1:lambda=0.05, true, true, 4.35933661801264",
        "hinge, l2:lambda=0.01, true, false, 0.291548874648969",
        "hinge, l2:lambda=0.1, true, false, 0.443570564723490",
        "epsilon-insensitive:epsilon=0.5, l2:lambda=0.01, true, false, 3.33410649137957",
        "epsilon-insensitive:epsilon=2, l2:lambda=0.1, true, false, 3.58089315719791"
    })
    void fit_twelveRows_isTheMinimumThatOtherToolsFind(
            String loss, String penalty, boolean weighted, boolean bounded, double minimum) {
        Bounds box = bounded ? new Bounds(-0.2, 0.3) : Bounds.NONE;
        FitRequest request = request(loss, penalty)
                .withColumns(ColumnPenalties.none().withBounds(0, box).withBounds(1, box));
        double[] weight = weighted ? Examples.WEIGHT : null;
        boolean vertex = !bounded && !penalty.startsWith("l2");
        FitResult fit = new Fitter(request).fit(Examples.inputs(), targets(loss), weight);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.solver()).contains(vertex ? "exact to a vertex" : "finished by multipliers");
        assertThat(fit.certificate().kind()).isEqualTo(Certificate.Kind.DUALITY_GAP);
        assertThat(fit.certificate().value()).isLessThan(1e-11);
        assertThat(fit.objective()).isCloseTo(minimum, within(1e-12));
        FitResult smoothed =
                new Fitter(request.withSolver(SolverName.SMOOTHING)).fit(Examples.inputs(), targets(loss), weight);
        assertThat(smoothed.objective()).isCloseTo(minimum, within(1e-12));
    }

    /** One input, few values: the best of all cuts and slopes is found by trying every pair of rows. */
    @Test
    void hinge_oneColumn_isTheBestOfAllVertices() {
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            int rows = 4 + random.nextInt(10);
            double[] x = random.ints(rows, -3, 4).asDoubleStream().toArray();
            double[] label = random.ints(rows, 0, 2).mapToDouble(l -> 2 * l - 1).toArray();
            double[] weight = random.ints(rows, 1, 4).asDoubleStream().toArray();
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                best = Math.min(best, hinge(x, label, weight, 0, label[i]));
                for (int k = 0; k < rows; k++) {
                    if (x[i] != x[k]) {
                        double slope = (label[i] - label[k]) / (x[i] - x[k]);
                        best = Math.min(best, hinge(x, label, weight, slope, label[i] - slope * x[i]));
                    }
                }
            }
            DenseMatrix matrix = Examples.matrix(
                    Arrays.stream(x).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
            FitResult fit = new Fitter(request("hinge", "none")).fit(matrix, label, weight);
            assertThat(fit.converged()).as(fit.toString()).isTrue();
            assertThat(fit.objective()).as("trial " + trial).isCloseTo(best, within(1e-13));
        }
    }

    private static double hinge(double[] x, double[] label, double[] weight, double slope, double intercept) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weight[i] * Math.max(0, 1 - label[i] * (intercept + slope * x[i]));
            weights += weight[i];
        }
        return sum / weights;
    }

    @ParameterizedTest
    @CsvSource({
        "hinge, none, 60000, 8",
        "hinge, l1:lambda=0.02, 45000, 5",
        "epsilon-insensitive:epsilon=1, none, 50000, 4",
        "epsilon-insensitive:epsilon=1, l1:lambda=0.05, 50000, 4"
    })
    void fit_manyRows_isTheMinimumOfBothSolvers(String loss, String penalty, int rows, int columns) {
        DenseMatrix x = Examples.random(rows, columns, 31);
        double[] target = Examples.targets(Losses.parse(loss), x, 32);
        FitResult vertex = new Fitter(request(loss, penalty)).fit(x, target);
        FitResult smoothed = new Fitter(request(loss, penalty).withSolver(SolverName.SMOOTHING)).fit(x, target);
        assertThat(vertex.solver()).isEqualTo("Frisch-Newton, exact to a vertex");
        assertThat(vertex.certificate().value()).isLessThan(1e-13);
        assertThat(smoothed.objective()).isCloseTo(vertex.objective(), within(1e-11 * vertex.objective()));
    }

    /** So few rows of one label that a sample of the targets may miss it. */
    @Test
    void hinge_oneRowOfALabel_isExact() {
        DenseMatrix x = Examples.random(50_000, 3, 33);
        double[] label = new double[50_000];
        Arrays.fill(label, 1);
        label[4321] = -1;
        FitResult fit = new Fitter(request("hinge", "none")).fit(x, label);
        assertThat(fit.converged()).as(fit.toString()).isTrue();
        // All at the score 1 but the one row, which no cut of these sets apart.
        assertThat(fit.objective()).isCloseTo(2.0 / 50_000, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hinge", "epsilon-insensitive:epsilon=3"})
    void fit_thatNothingCosts_isExactlyZero(String loss) {
        DenseMatrix x = Examples.random(200, 4, 34);
        double[] target = new double[200];
        Arrays.setAll(target, i -> 2 * x.get(i, 0) - x.get(i, 3) + 20);
        double[] given = loss.equals("hinge")
                ? Arrays.stream(target).map(t -> t > 25 ? 1 : -1).toArray()
                : target;
        for (String solver : new String[] {"auto", "smoothing"}) {
            FitResult fit = new Fitter(request(loss, "none").withSolver(SolverName.parse(solver))).fit(x, given);
            assertThat(fit.converged()).as(fit.toString()).isTrue();
            assertThat(fit.objective()).isLessThan(1e-12);
        }
    }

    @Test
    void formulas_thatComeToTheSame_areFittedAlike() {
        DenseMatrix x = Examples.random(300, 3, 35);
        Loss hinge = Losses.parse("hinge");
        double[] label = Examples.targets(hinge, x, 36);
        Loss own = Losses.formula("3*max(0, 1 - y*z)", Map.of());
        FitResult fit = new Fitter(FitRequest.of(own)).fit(x, label);
        assertThat(fit.solver()).isEqualTo("Frisch-Newton, exact to a vertex");
        double expected = new Fitter(FitRequest.of(hinge)).fit(x, label).objective();
        assertThat(fit.objective()).isCloseTo(3 * expected, within(1e-12));
        // Three kinks: free within 1, then a unit each, twice as much from 4 above on.
        Loss three = Losses.formula("max(0, max(z - y - 1, 2*(z - y) - 5)) + max(0, y - z - 1)", Map.of());
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 37);
        FitResult steps = new Fitter(FitRequest.of(three)).fit(x, target);
        FitResult smoothed =
                new Fitter(FitRequest.of(three).withGapTolerance(1e-9).withSolver(SolverName.SMOOTHING)).fit(x, target);
        assertThat(steps.solver()).isEqualTo("Frisch-Newton, exact to a vertex");
        assertThat(steps.certificate().value()).isLessThan(1e-13);
        assertThat(smoothed.objective()).isCloseTo(steps.objective(), within(1e-11));
    }

    /** What a fit ends at that nobody asked to be more exact than usual. */
    @ParameterizedTest
    @CsvSource({
        "hinge, l2:lambda=0.001",
        "epsilon-insensitive, l2:lambda=0.01",
        "quantile:q=0.9, elastic-net:lambda=0.01"
    })
    void usualTolerance_endsWithin1e8OfTheMinimum(String loss, String penalty) {
        DenseMatrix x = Examples.random(45_000, 6, 42);
        double[] target = Examples.targets(Losses.parse(loss), x, 43);
        FitRequest usual = FitRequest.of(Losses.parse(loss)).withPenalty(Penalty.parse(penalty));
        FitResult fit = new Fitter(usual).fit(x, target);
        double exact = new Fitter(usual.withGapTolerance(1e-9)).fit(x, target).objective();
        assertThat(fit.certificate().value()).isLessThan(1e-8);
        assertThat(fit.objective()).isCloseTo(exact, within(1e-8 * exact));
    }

    @Test
    void sparseHinge_isAsExactAsDense() {
        DenseMatrix x = Examples.random(300, 3, 38);
        double[] label = Examples.targets(Losses.parse("hinge"), x, 39);
        FitResult dense = new Fitter(request("hinge", "none")).fit(x, label);
        FitResult sparse = new Fitter(request("hinge", "none")).fit(WorkingSetTest.sparse(x), label);
        assertThat(sparse.solver()).contains("finished by multipliers");
        assertThat(sparse.objective()).isCloseTo(dense.objective(), within(1e-11));
        assertThat(sparse.certificate().value()).isLessThan(1e-11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hinge", "epsilon-insensitive:epsilon=0.5"})
    void fit_hasTheSameBitsForEveryNumberOfThreads(String loss) {
        DenseMatrix x = Examples.random(50_000, 3, 40);
        double[] target = Examples.targets(Losses.parse(loss), x, 41);
        for (String penalty : new String[] {"none", "l2:lambda=0.01"}) {
            FitResult[] fits = IntStream.of(1, 3)
                    .mapToObj(threads -> new Fitter(request(loss, penalty).withThreads(threads)).fit(x, target))
                    .toArray(FitResult[]::new);
            assertThat(fits[1].coefficients()).isEqualTo(fits[0].coefficients());
            assertThat(fits[1].certificate().value())
                    .isEqualTo(fits[0].certificate().value());
        }
    }
}
