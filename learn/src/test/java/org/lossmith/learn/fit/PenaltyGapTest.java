package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ClassLoss;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.FoldedTerm;
import org.lossmith.learn.fit.objective.GroupTerm;
import org.lossmith.learn.fit.objective.PenaltyGap;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.GroupLasso;
import org.lossmith.penalty.Penalty;

/** The duality gap with groups, bounds and classes: against what a far tighter fit shows is left to gain. */
class PenaltyGapTest {
    private static final ColumnPenalties GROUPS =
            ColumnPenalties.none().withGroups(List.of(List.of(0, 3), List.of(1, 2, 5)));
    private static final ColumnPenalties BOUNDS = ColumnPenalties.none()
            .withBounds(0, Bounds.NON_NEGATIVE)
            .withBounds(2, Bounds.NON_NEGATIVE)
            .withBounds(3, new Bounds(-0.01, 0.02))
            .withBounds(5, Bounds.NON_NEGATIVE);

    private static double[] weights(int rows) {
        double[] weight = new double[rows];
        for (int i = 0; i < rows; i++) {
            weight[i] = i % 3;
        }
        return weight;
    }

    private static Fitted fit(
            FitLoss loss,
            Penalty penalty,
            ColumnPenalties columns,
            DenseMatrix x,
            double[] target,
            double tolerance,
            int steps) {
        FitSettings settings =
                new FitSettings(penalty, columns, true, true, tolerance, true, 1e-9, steps, SolverName.AUTO, 1, 0);
        Series weight = Series.of(weights(x.rows()));
        Rows rows = Inputs.check(loss, x, Series.of(target), weight, Rows.all(x.rows()));
        try (Workers workers = new Workers(1)) {
            return new FitRun(loss, settings, x, Series.of(target), weight, rows, workers).run(null);
        }
    }

    private static void assertBounds(
            FitLoss loss, Penalty penalty, ColumnPenalties columns, DenseMatrix x, double[] target) {
        Fitted best = fit(loss, penalty, columns, x, target, 1e-13, 500);
        double rounding = 1e-13 * Math.abs(best.objective());
        double first = 0;
        for (int steps = 0; steps <= 4; steps++) {
            Fitted loose = fit(loss, penalty, columns, x, target, 1e-13, steps);
            double left = loose.objective() - best.objective();
            double bound = loose.certificate().gap() * Math.abs(loose.objective());
            assertThat(bound + rounding).as("after %s steps", steps).isGreaterThanOrEqualTo(left);
            first = Math.max(first, left);
        }
        assertThat(first).as("something was left at first").isPositive();
        assertThat(best.certificate().gap()).isBetween(0.0, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"bce,0.02", "half-squared-error,0.1", "poisson,0.05", "squared-hinge,0.02", "huber:delta=1,0.05"})
    void gap_ofGroups_isNeverBelowWhatIsLeft(String spec, double lambda) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(600, 7, 3);
        assertBounds(ElementLoss.of(loss), new GroupLasso(lambda), GROUPS, x, Examples.targets(loss, x, 4));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        bce,                'l1:lambda=0.02'
        bce,                'l2:lambda=0.01'
        half-squared-error, 'elastic-net:lambda=0.1,alpha=0.5'
        poisson,            'l1:lambda=0.05'
        """)
    void gap_withBounds_isNeverBelowWhatIsLeft(String spec, String penalty) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(600, 7, 5);
        assertBounds(ElementLoss.of(loss), Penalty.parse(penalty), BOUNDS, x, Examples.targets(loss, x, 6));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        'l1:lambda=0.01'
        'l2:lambda=0.001'
        'elastic-net:lambda=0.02,alpha=0.5'
        'group-lasso:lambda=0.01'
        """)
    void gap_ofClasses_isNeverBelowWhatIsLeft(String penalty) {
        DenseMatrix x = Examples.random(600, 7, 7);
        double[] target = new double[600];
        for (int i = 0; i < 600; i++) {
            double score = x.get(i, 0) + (x.get(i, 6) - 30) / 7;
            target[i] = i % 7 == 0 ? 3 : score > 0.7 ? 2 : score > -0.4 ? 1 : 0;
        }
        ClassLoss softmax = new ClassLoss(RowLosses.named("softmax"), 4);
        assertBounds(softmax, Penalty.parse(penalty), GROUPS, x, target);
    }

    @Test
    void gap_ofFoldedConcavePenalty_isUnknown() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(300, 5, 9);
        Fitted fit = fit(
                ElementLoss.of(loss),
                Penalty.parse("mcp:lambda=0.05"),
                ColumnPenalties.none(),
                x,
                Examples.targets(loss, x, 10),
                1e-8,
                500);
        assertThat(fit.certificate().gap()).isNaN();
        assertThat(fit.notes()).anyMatch(note -> note.contains("is not convex"));
    }

    /** One group of two with slopes 3 and 4 and weight 2: its dual norm 5 is 1.5 weights too many. */
    @Test
    void of_groupBeyondItsWeight_isTheClosedForm() {
        GroupTerm group = new GroupTerm(new int[] {0, 1}, 2, new double[] {1, 1});
        Bounds[] free = {Bounds.NONE, Bounds.NONE};
        ScaledPenalty penalty = new ScaledPenalty(
                new double[2], new double[2], free, new FoldedTerm[2], List.of(group), new boolean[2]);
        PenaltyGap gap = PenaltyGap.of(penalty, new double[] {0.6, -0.8}, new double[] {3, 4});
        assertThat(gap.excess()).isCloseTo(1.5, within(1e-15));
        assertThat(gap.sum()).isCloseTo(2 + 1.8 - 3.2, within(1e-15));
        assertThat(gap.unheld()).isZero();
    }

    /** With l1 = 1, l2 = 0.5 and slope -4 the best is 3, or the bound before it; slopes towards a bound at 0 bring nothing. */
    @Test
    void of_bounds_isTheClosedForm() {
        Bounds[] bounds = {Bounds.NONE, new Bounds(0, 2), Bounds.NON_NEGATIVE, Bounds.NON_NEGATIVE};
        double[] l1 = {1, 1, 1, 0};
        double[] l2 = {0.5, 0.5, 0, 0};
        ScaledPenalty penalty = new ScaledPenalty(l1, l2, bounds, new FoldedTerm[4], List.of(), new boolean[4]);
        PenaltyGap gap = PenaltyGap.of(penalty, new double[4], new double[] {-4, -4, 7, 5});
        assertThat(gap.sum()).isCloseTo(3 * 3 - 0.5 * 9 + 2 * 3 - 0.5 * 4, within(1e-15));
        assertThat(gap.excess()).isZero();
        assertThat(gap.unheld()).isZero();
        PenaltyGap rising = PenaltyGap.of(penalty, new double[4], new double[] {0, 0, -3, -5});
        assertThat(rising.excess()).isEqualTo(2);
        assertThat(rising.unheld()).isEqualTo(5);
        assertThat(rising.known()).isFalse();
        assertThat(PenaltyGap.of(penalty, new double[4], new double[] {0, 0, Double.NaN, 0})
                        .known())
                .isFalse();
    }
}
