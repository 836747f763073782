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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.fit.AgreementTable.Case;
import org.lossmith.learn.fit.AgreementTable.Setting;
import org.lossmith.learn.fit.AgreementTable.Shape;

/**
 * Every solver that takes a problem must reach the objective that the others reach, on every shape. The objective is worked out
 * here, from the coefficients alone.
 */
class SolverAgreementTest {
    static final double AGREEMENT = 1e-8;

    /** Solvers that only come close: they are held to what they promise elsewhere. */
    private static final Set<SolverName> APPROXIMATE = EnumSet.of(SolverName.ADAM, SolverName.FTRL);

    static List<Case> cases() {
        return AgreementTable.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void solvers_onTheSameProblem_reachTheSameObjective(Case given) {
        Map<SolverName, Double> objectives = new EnumMap<>(SolverName.class);
        for (SolverName solver : EnumSet.complementOf(EnumSet.copyOf(APPROXIMATE))) {
            FitResult found = fit(given, solver, given.target());
            if (found != null) {
                assertThat(found.converged()).as(solver + ": " + found).isTrue();
                double objective = AgreementTable.objective(given, found);
                objectives.put(solver, objective);
                assertThat(found.objective()).isCloseTo(objective, within(1e-11 * size(objective)));
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

    static Stream<Case> smooth() {
        return cases().stream().filter(ProximalGradient::wanted);
    }

    /** What only one solver takes (groups and bounds) has this one beside it. */
    @ParameterizedTest
    @MethodSource("smooth")
    void fit_reachesWhatPlainProximalGradientReaches(Case given) {
        double objective = fit(given, SolverName.AUTO, given.target()).objective();
        double plain = new ProximalGradient(given).minimum();
        assertThat(objective).isCloseTo(plain, within(AGREEMENT * size(plain)));
    }

    private static double size(double objective) {
        return Math.max(1, Math.abs(objective));
    }

    /** Null where the solver refuses the problem. */
    private static @Nullable FitResult fit(Case given, SolverName solver, double[] target) {
        try {
            return new Fitter(given.request().withSolver(solver))
                    .fit(given.shape().x(), target, given.shape().weight());
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("solver " + solver.text() + " cannot be used: ");
            return null;
        }
    }

    @Test
    void everySolver_takesSomeProblemOfTheTable() {
        Set<SolverName> used = EnumSet.noneOf(SolverName.class);
        Shape tall = AgreementTable.shapes().get(0);
        for (String loss : AgreementTable.LOSSES) {
            for (Setting setting : List.of(Setting.NONE, Setting.L1)) {
                Case given = new Case(loss, setting, tall);
                for (SolverName solver : SolverName.values()) {
                    if (!used.contains(solver) && fit(given, solver, given.target()) != null) {
                        used.add(solver);
                    }
                }
            }
        }
        assertThat(used).isEqualTo(EnumSet.allOf(SolverName.class));
    }

    static Stream<Case> weighted() {
        double[] weight = new double[60];
        Arrays.setAll(weight, row -> row % 3);
        Shape shape = new Shape("weighted", Examples.random(60, 3, 21), weight);
        return AgreementTable.LOSSES.stream()
                .flatMap(loss -> Arrays.stream(Setting.values()).map(setting -> new Case(loss, setting, shape)));
    }

    @ParameterizedTest
    @MethodSource("weighted")
    void rowsGivenTwice_areWeightsOfTwo(Case given) {
        BlockMatrix x = given.shape().x();
        double[] target = given.target();
        List<Integer> repeated = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            for (int copy = 0; copy < row % 3; copy++) {
                repeated.add(row);
            }
        }
        int[] rows = repeated.stream().mapToInt(Integer::intValue).toArray();
        double[] targets = Arrays.stream(rows).mapToDouble(row -> target[row]).toArray();
        Case twice = new Case(given.name(), given.setting(), new Shape("repeated", x.selectRows(rows), null));
        for (SolverName solver : EnumSet.complementOf(EnumSet.copyOf(APPROXIMATE))) {
            FitResult weighted = fit(given, solver, target);
            if (weighted != null) {
                double objective = fit(twice, solver, targets).objective();
                assertThat(objective)
                        .as(solver.text())
                        .isCloseTo(weighted.objective(), within(AGREEMENT * size(weighted.objective())));
            }
        }
    }
}
