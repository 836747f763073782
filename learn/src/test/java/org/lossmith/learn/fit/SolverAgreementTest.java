package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/**
 * Every solver that takes a problem must reach the objective that the others reach, on every shape. The objective is worked out
 * here, from the coefficients alone.
 */
class SolverAgreementTest {
    private static final double AGREEMENT = 1e-8;

    private static final List<String> LOSSES = List.of(
            "squared-error",
            "bce",
            "poisson",
            "huber:delta=1.5",
            "log-cosh",
            "squared-hinge",
            "hinge",
            "epsilon-insensitive:epsilon=0.5",
            "absolute-error",
            "quantile:quantile=0.8");

    private static final List<String> PENALTIES =
            List.of("none", "l2:lambda=0.01", "l1:lambda=0.03", "elastic-net:lambda=0.03,alpha=0.5");

    /** Solvers that only come close: they are held to what they promise elsewhere. */
    private static final Set<SolverName> APPROXIMATE = EnumSet.of(SolverName.ADAM, SolverName.FTRL);

    /** Rows, their weights, and a name. */
    private record Shape(String name, DenseMatrix x, double @Nullable [] weight) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Case(String loss, String penalty, Shape shape) {
        @Override
        public String toString() {
            return loss + ", " + penalty + ", " + shape;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Shape shape : shapes()) {
            for (String loss : LOSSES) {
                for (String penalty : PENALTIES) {
                    // Without a penalty there is nothing for more columns than rows to agree on but a perfect fit.
                    if (!(penalty.equals("none")
                            && shape.x().rows() <= shape.x().columns())) {
                        cases.add(new Case(loss, penalty, shape));
                    }
                }
            }
        }
        return cases;
    }

    private static List<Shape> shapes() {
        DenseMatrix tall = Examples.random(400, 5, 1);
        double[] counts = new double[400];
        Arrays.setAll(counts, row -> row % 4);
        return List.of(
                new Shape("tall", tall, null),
                new Shape("wide", Examples.random(30, 60, 2), null),
                new Shape("square", Examples.random(40, 40, 3), null),
                new Shape("collinear", withColumn(tall, row -> tall.get(row, 0) - 2 * tall.get(row, 3)), null),
                new Shape("one column", Examples.random(100, 1, 4), null),
                new Shape("constant column", withColumn(tall, row -> 7), null),
                new Shape("weights from 0 to 3", tall, counts));
    }

    private static DenseMatrix withColumn(DenseMatrix x, java.util.function.IntToDoubleFunction value) {
        DenseMatrix wider = new DenseMatrix(x.rows(), x.columns() + 1);
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 0; column < x.columns(); column++) {
                wider.set(row, column, x.get(row, column));
            }
            wider.set(row, x.columns(), value.applyAsDouble(row));
        }
        return wider;
    }

    private static FitRequest request(String loss, String penalty, SolverName solver) {
        return FitRequest.of(Losses.parse(loss))
                .withPenalty(Penalty.parse(penalty))
                .withThreads(1)
                .withTolerance(1e-9)
                .withGapTolerance(AGREEMENT)
                .withMaxIterations(20_000)
                .withSolver(solver);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void solvers_onTheSameProblem_reachTheSameObjective(Case given) {
        Loss loss = Losses.parse(given.loss());
        double[] target = Examples.targets(loss, given.shape().x(), 11);
        Map<SolverName, Double> objectives = new EnumMap<>(SolverName.class);
        for (SolverName solver : SolverName.values()) {
            if (!APPROXIMATE.contains(solver)) {
                FitResult found = fit(given, solver, target);
                if (found != null) {
                    assertThat(found.converged()).as(solver + ": " + found).isTrue();
                    objectives.put(solver, objective(given, loss, found, target));
                    assertThat(found.objective())
                            .isCloseTo(objectives.get(solver), within(1e-11 * size(objectives.get(solver))));
                }
            }
        }
        double lowest = objectives.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
        objectives.forEach((solver, objective) -> assertThat(objective)
                .as(solver + " of " + objectives)
                .isCloseTo(lowest, within(AGREEMENT * size(lowest))));
    }

    private static double size(double objective) {
        return Math.max(1, Math.abs(objective));
    }

    /** Null where the solver refuses the problem. */
    private static @Nullable FitResult fit(Case given, SolverName solver, double[] target) {
        try {
            return new Fitter(request(given.loss(), given.penalty(), solver))
                    .fit(given.shape().x(), target, given.shape().weight());
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("solver " + solver.text() + " cannot be used: ");
            return null;
        }
    }

    /** Weighted mean loss plus the penalty of the coefficients per standard deviation. */
    private static double objective(Case given, Loss loss, FitResult model, double[] target) {
        Matrix x = given.shape().x();
        double[] weight = given.shape().weight();
        SeparablePenalty penalty = (SeparablePenalty) Penalty.parse(given.penalty());
        double[] value = new double[target.length];
        loss.values(model.scores(x), target, value, 0, value.length);
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < value.length; row++) {
            double w = weight == null ? 1 : weight[row];
            sum += w == 0 ? 0 : w * value[row];
            weights += w;
        }
        double cost = sum / weights;
        for (int column = 0; column < x.columns(); column++) {
            cost += penalty.value(model.coefficients()[column] * deviation(x, column, weight));
        }
        return cost;
    }

    private static double deviation(Matrix x, int column, double @Nullable [] weight) {
        double weights = 0;
        double mean = 0;
        for (int row = 0; row < x.rows(); row++) {
            double w = weight == null ? 1 : weight[row];
            weights += w;
            mean += w * x.get(row, column);
        }
        mean /= weights;
        double square = 0;
        for (int row = 0; row < x.rows(); row++) {
            square += (weight == null ? 1 : weight[row]) * Math.pow(x.get(row, column) - mean, 2);
        }
        return Math.sqrt(square / weights);
    }

    @Test
    void everySolver_takesSomeProblemOfTheTable() {
        Set<SolverName> used = EnumSet.noneOf(SolverName.class);
        Shape tall = shapes().get(0);
        for (String loss : LOSSES) {
            double[] target = Examples.targets(Losses.parse(loss), tall.x(), 11);
            for (SolverName solver : SolverName.values()) {
                if (!used.contains(solver) && fit(new Case(loss, "none", tall), solver, target) != null) {
                    used.add(solver);
                }
                if (!used.contains(solver) && fit(new Case(loss, "l1:lambda=0.03", tall), solver, target) != null) {
                    used.add(solver);
                }
            }
        }
        assertThat(used).containsAll(EnumSet.complementOf(EnumSet.copyOf(APPROXIMATE)));
    }

    @ParameterizedTest
    @MethodSource("org.lossmith.learn.fit.SolverAgreementTest#lossesAndPenalties")
    void rowsGivenTwice_areWeightsOfTwo(String loss, String penalty) {
        DenseMatrix x = Examples.random(60, 3, 21);
        double[] target = Examples.targets(Losses.parse(loss), x, 22);
        double[] weight = new double[60];
        Arrays.setAll(weight, row -> row % 3);
        List<Integer> repeated = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            for (int copy = 0; copy < row % 3; copy++) {
                repeated.add(row);
            }
        }
        int[] rows = repeated.stream().mapToInt(Integer::intValue).toArray();
        double[] targets = Arrays.stream(rows).mapToDouble(row -> target[row]).toArray();
        for (SolverName solver : SolverName.values()) {
            Case given = new Case(loss, penalty, new Shape("weighted", x, weight));
            FitResult weighted = fit(given, solver, target);
            if (weighted != null && !APPROXIMATE.contains(solver)) {
                FitResult twice = new Fitter(request(loss, penalty, solver)).fit(x.selectRows(rows), targets);
                assertThat(twice.objective())
                        .as(solver.text())
                        .isCloseTo(weighted.objective(), within(AGREEMENT * size(weighted.objective())));
            }
        }
    }

    static List<org.junit.jupiter.params.provider.Arguments> lossesAndPenalties() {
        List<org.junit.jupiter.params.provider.Arguments> all = new ArrayList<>();
        LOSSES.forEach(loss ->
                PENALTIES.forEach(penalty -> all.add(org.junit.jupiter.params.provider.Arguments.of(loss, penalty))));
        return all;
    }
}
