package org.lossmith.learn.fit.workingset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.newton.NewtonSolver;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Penalty;

/** What is screened or passed over, against plain products with all columns and the exact solution by Newton. */
class SafeScreeningTest {
    private static final int ROWS = 60;
    private static final int COLUMNS = 90;

    /** A fit's rows and columns, as the working set sees them. */
    private record Scene(Design design, Objective objective, DesignColumns columns, ScoredRows rows, double[] weight) {
        static Scene of(ElementLoss loss, Matrix x, double[] target, boolean intercept, Workers workers) {
            double[] weight = new double[ROWS];
            Arrays.setAll(weight, i -> 1 + i % 2);
            Rows all = Rows.all(ROWS);
            Standardisation scale = Standardisation.of(x, Series.of(weight), all, intercept, workers);
            Design design = new Design(x, Series.of(target), Series.of(weight), all, scale, intercept);
            ScoredRows rows = ScoredRows.of(loss, design);
            return new Scene(design, new Objective(design, workers), DesignColumns.of(design), rows, rows.weight());
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            half-squared-error, 'l1:lambda=0.2',                       true
            half-squared-error, 'elastic-net:lambda=0.3,alpha=0.7',    true
            bce,                'l1:lambda=0.06',                      true
            bce,                'l1:lambda=0.06',                      false
            huber:delta=1,      'l1:lambda=0.1',                       true
            """)
    void keep_anywhereOnTheWay_neverDropsAColumnInUse(String spec, String penalty, boolean intercept) {
        Loss loss = Losses.parse(spec);
        ElementLoss element = ElementLoss.of(loss);
        DenseMatrix dense = Examples.random(ROWS, COLUMNS, 3);
        double[] target = Examples.targets(loss, dense, 4);
        for (Matrix x : new Matrix[] {dense, WorkingSetTest.sparse(dense)}) {
            try (Workers workers = new Workers(1)) {
                Scene scene = Scene.of(element, x, target, intercept, workers);
                ScaledPenalty scaled = ScaledPenalty.of(Penalty.parse(penalty), scene.design, true);
                double[] exact = solution(element, scene, scaled, 1e-12, 300);
                SafeScreening screening =
                        new SafeScreening(element, scene.design, new ColumnNorms(scene.columns, scene.weight), 1);
                int fewest = exact.length;
                for (int steps : new int[] {0, 1, 2, 3, 5, 300}) {
                    double[] point =
                            steps == 0 ? new double[exact.length] : solution(element, scene, scaled, 1e-12, steps);
                    Evaluation at = scene.objective.evaluate(point, element.direct(), false);
                    int[] columns = IntStream.range(0, exact.length).toArray();
                    double[] gradient = at.gradient();
                    int kept = screening.keep(
                            columns,
                            columns.length,
                            scaled,
                            point,
                            gradient,
                            j -> Math.abs(gradient[j]),
                            at.loss() + scaled.value(point));
                    fewest = Math.min(fewest, kept);
                    boolean[] isKept = new boolean[exact.length];
                    Arrays.stream(columns, 0, kept).forEach(j -> isKept[j] = true);
                    for (int j = 0; j < exact.length; j++) {
                        assertThat(isKept[j] || exact[j] == 0)
                                .as("column %s after %s steps", j, steps)
                                .isTrue();
                    }
                }
                assertThat(fewest).as("columns kept near the optimum").isLessThan(COLUMNS / 2);
            }
        }
    }

    /**
     * Two equal columns, of which the optimum uses the cheaper: its coefficient is 1.01 - 1. At a point that uses the other the
     * cheaper one's slope is 0.99 inside its penalty, and a sphere with 0.7 of the radius would take it for zero.
     */
    @Test
    void keep_whereTheSphereIsNearlyTight_keepsTheColumnInUse() {
        ElementLoss loss = ElementLoss.of(Losses.parse("half-squared-error"));
        DenseMatrix x = new DenseMatrix(ROWS, 2);
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double value = row % 4 < 2 ? 1 : -1;
            x.set(row, 0, value);
            x.set(row, 1, value);
            target[row] = 1.01 * value;
        }
        try (Workers workers = new Workers(1)) {
            Scene scene = Scene.of(loss, x, target, false, workers);
            ScaledPenalty penalty = new ScaledPenalty(new double[] {1.0001, 1}, new double[2]);
            double[] exact = solution(loss, scene, penalty, 1e-12, 300);
            assertThat(exact).containsExactly(new double[] {0, 0.01}, within(1e-9));
            double[] point = {1, 0};
            Evaluation at = scene.objective.evaluate(point, loss.direct(), false);
            double[] gradient = at.gradient();
            assertThat(gradient).containsExactly(new double[] {-0.01, -0.01}, within(1e-12));
            int kept = new SafeScreening(loss, scene.design, new ColumnNorms(scene.columns, scene.weight), 1)
                    .keep(
                            new int[] {0, 1},
                            2,
                            penalty,
                            point,
                            gradient,
                            j -> Math.abs(gradient[j]),
                            at.loss() + penalty.value(point));
            assertThat(kept).isEqualTo(2);
        }
    }

    private static double[] solution(
            ElementLoss loss, Scene scene, ScaledPenalty penalty, double tolerance, int steps) {
        FitScale scale = new FitScale(1e-6, 1e-3, 1, 1e-15);
        Problem problem =
                new Problem(loss, scene.objective, scene.objective, penalty, scale, tolerance, true, 1e-6, steps);
        return new NewtonSolver()
                .solve(problem, new double[problem.dimension()], false)
                .solution()
                .at()
                .parameters();
    }

    @Test
    void look_afterSmallAndLargeMoves_missesNoSlopeBeyondThePenalty() {
        ElementLoss loss = ElementLoss.of(Losses.parse("half-squared-error"));
        DenseMatrix x = Examples.random(ROWS, COLUMNS, 11);
        double[] target = Examples.targets(Losses.parse("half-squared-error"), x, 12);
        try (Workers workers = new Workers(1)) {
            Scene scene = Scene.of(loss, x, target, true, workers);
            ScaledPenalty penalty = ScaledPenalty.of(Penalty.parse("l1:lambda=4"), scene.design, true);
            ColumnSlopes slopes = new ColumnSlopes(
                    scene.columns, new ColumnNorms(scene.columns, scene.weight), scene.weight, workers);
            int[] all = IntStream.rangeClosed(0, COLUMNS).toArray();
            int passedOver = 0;
            double[] parameters = new double[COLUMNS + 1];
            for (double move : new double[] {0, 0.01, 0.02, 0.3, 0.31, 2, 2.01}) {
                Arrays.fill(scene.rows.score, 0.4);
                scene.columns.add(new int[] {0, 5}, 2, new double[] {move, -move}, scene.rows.score);
                scene.rows.evaluate();
                slopes.look(scene.rows.gradient, new int[0], new double[0], all, all.length, penalty, parameters);
                double[] exact = new double[all.length];
                scene.columns.products(all, all.length, scene.rows.gradient, exact, workers);
                for (int j = 0; j < all.length; j++) {
                    boolean measured = slopes.all()[j] == exact[j];
                    passedOver += measured ? 0 : 1;
                    assertThat(slopes.largest(j)).isGreaterThanOrEqualTo(Math.abs(exact[j]) * (1 - 1e-12));
                    assertThat(measured || Math.abs(exact[j]) <= penalty.l1()[j])
                            .as("column %s at %s", j, move)
                            .isTrue();
                }
            }
            assertThat(passedOver).isPositive();
        }
    }

    /** Curvatures twice too large leave half of the error at each step: from two steps the third is exact. */
    @Test
    void beyond_curvaturesThatAreWrongAlike_endsAtTheOptimum() {
        ScaledPenalty penalty = new ScaledPenalty(new double[] {0.5, 0}, new double[2]);
        double[] best = {3, -2};
        double[] curvature = {2, 7};
        double[] x = {1, 1};
        SecantStep secant = new SecantStep(penalty);
        for (int step = 0; step < 2; step++) {
            double[] gradient = new double[2];
            double[] end = new double[2];
            for (int a = 0; a < 2; a++) {
                double slope = curvature[a] * (x[a] - best[a]);
                gradient[a] = slope - (a == 0 ? 0.5 : 0);
                end[a] = x[a] - slope / (2 * curvature[a]);
            }
            x = secant.beyond(x, end, gradient);
        }
        assertThat(x).containsExactly(best, within(1e-12));
    }
}
