package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.Penalty;

/** A fit that is stopped keeps what it has, says so, and can be taken up again. */
class InterruptedFitTest {
    private static final int ROWS = 3000;

    /** Stops when so many steps have been taken. */
    private static final class StopAfter implements FitWatch {
        private final int steps;
        private final List<Step> seen = new ArrayList<>();

        StopAfter(int steps) {
            this.steps = steps;
        }

        @Override
        public boolean stopped() {
            return !seen.isEmpty() && seen.get(seen.size() - 1).number() >= steps;
        }

        @Override
        public void step(Step step) {
            seen.add(step);
        }
    }

    private static FitResult fit(String loss, String penalty, String solver, FitWatch watch, FitResult... start) {
        DenseMatrix x = Examples.random(ROWS, 8, 4);
        double[] target = Examples.targets(Losses.parse(loss), x, 2);
        FitRequest request = FitRequest.of(Losses.parse(loss))
                .withPenalty(Penalty.parse(penalty))
                .withSolver(SolverName.parse(solver));
        return new Fitter(request, watch)
                .fit(x, Series.of(target), null, Rows.all(ROWS), start.length == 0 ? null : start[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "poisson, none, newton, 2",
        "poisson, l1:lambda=0.05, newton, 2",
        "bce, l2:lambda=0.01, lbfgs, 3",
        "bce, l1:lambda=0.01, lbfgs, 3",
        "tukey:c=4, none, newton, 0"
    })
    void fit_stopped_keepsTheLastPointAndCanBeResumed(String loss, String penalty, String solver, int steps) {
        StopAfter watch = new StopAfter(steps);
        FitResult whole = fit(loss, penalty, solver, FitWatch.NONE);
        FitResult part = fit(loss, penalty, solver, watch);
        assertThat(part.iterations()).isEqualTo(steps);
        assertThat(part.converged()).isFalse();
        assertThat(part.certificate().holds()).isFalse();
        assertThat(part.certificate().value()).isPositive();
        assertThat(part.notes()).anySatisfy(note -> assertThat(note).startsWith("interrupted by the user after"));
        assertThat(part.objective()).isGreaterThan(whole.objective());
        assertThat(part.objective())
                .isEqualTo(watch.seen.get(watch.seen.size() - 1).objective());
        FitResult resumed = fit(loss, penalty, solver, FitWatch.NONE, part);
        assertThat(resumed.converged()).isTrue();
        assertThat(resumed.objective()).isCloseTo(whole.objective(), within(1e-10 * Math.abs(whole.objective())));
        assertThat(resumed.coefficients()).containsExactly(whole.coefficients(), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({
        "absolute-error, none, smoothing",
        "quantile:q=0.9, l1:lambda=0.01, smoothing",
        "bce, none, adam",
        "bce, l1:lambda=0.01, ftrl"
    })
    void fit_stoppedAtOnce_keepsWhereItStarted(String loss, String penalty, String solver) {
        FitResult part = fit(loss, penalty, solver, () -> true);
        assertThat(part.converged()).isFalse();
        assertThat(part.objective()).isFinite();
        assertThat(part.notes()).anySatisfy(note -> assertThat(note).startsWith("interrupted"));
        FitResult resumed = fit(loss, penalty, "auto", FitWatch.NONE, part);
        assertThat(resumed.converged()).isTrue();
    }

    /** Few rows are worked on as they are; of many first those near the fit of a sample. */
    @ParameterizedTest
    @CsvSource({
        "absolute-error, none, 3000, 0",
        "absolute-error, none, 3000, 3",
        "quantile:q=0.9, l1:lambda=0.01, 3000, 2",
        "absolute-error, none, 60000, 2"
    })
    void interiorPoint_stopped_keepsWhereItIs(String loss, String penalty, int rows, int steps) {
        DenseMatrix x = Examples.random(rows, 8, 4);
        Series target = Series.of(Examples.targets(Losses.parse(loss), x, 2));
        FitRequest request = FitRequest.of(Losses.parse(loss)).withPenalty(Penalty.parse(penalty));
        StopAfter watch = new StopAfter(steps);
        FitResult part = new Fitter(request, watch).fit(x, target, null, Rows.all(rows), null);
        assertThat(part.solver()).startsWith("Frisch-Newton");
        assertThat(part.iterations()).isEqualTo(steps);
        assertThat(part.converged()).isFalse();
        assertThat(part.certificate().value()).isBetween(1e-4, 1 + 1e-12);
        assertThat(part.notes()).anySatisfy(note -> assertThat(note).startsWith("interrupted by the user after"));
        FitResult whole = new Fitter(request, FitWatch.NONE).fit(x, target, null, Rows.all(rows), null);
        assertThat(whole.objective()).isBetween((1 - part.certificate().value()) * part.objective(), part.objective());
        FitResult resumed = new Fitter(request, FitWatch.NONE).fit(x, target, null, Rows.all(rows), part);
        assertThat(resumed.objective()).isCloseTo(whole.objective(), within(1e-9 * whole.objective()));
    }

    @Test
    void fit_watched_isToldOfEachStepDownhill() {
        StopAfter watch = new StopAfter(Integer.MAX_VALUE);
        FitResult found = fit("poisson", "l2:lambda=0.1", "newton", watch);
        FitResult unwatched = fit("poisson", "l2:lambda=0.1", "newton", FitWatch.NONE);
        assertThat(found.coefficients()).isEqualTo(unwatched.coefficients());
        assertThat(watch.seen).hasSize(found.iterations());
        for (int i = 1; i < watch.seen.size(); i++) {
            assertThat(watch.seen.get(i).objective())
                    .isLessThanOrEqualTo(watch.seen.get(i - 1).objective());
            assertThat(watch.seen.get(i).number()).isEqualTo(i);
        }
    }

    @Test
    void classFit_stopped_keepsWhatItHasAndCanBeResumed() {
        DenseMatrix x = Examples.random(ROWS, 3, 4);
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            target[row] = Math.floorMod((int) Math.round(x.get(row, 0) + x.get(row, 1) / 3), 3);
        }
        ClassFitter fitter = ClassFitter.of(RowLosses.named("softmax"), 3).withPenalty(Penalty.parse("l2:lambda=0.01"));
        Rows rows = Rows.all(ROWS);
        ClassFitResult part = fitter.fit(x, Series.of(target), null, rows, null, new StopAfter(1));
        assertThat(part.converged()).isFalse();
        assertThat(part.iterations()).isEqualTo(1);
        assertThat(part.notes()).anySatisfy(note -> assertThat(note).startsWith("interrupted"));
        ClassFitResult whole = fitter.fit(x, target, null, rows);
        ClassFitResult resumed = fitter.fit(x, Series.of(target), null, rows, part, FitWatch.NONE);
        assertThat(resumed.converged()).isTrue();
        assertThat(resumed.iterations()).isLessThan(whole.iterations());
        assertThat(resumed.objective()).isCloseTo(whole.objective(), within(1e-10));
    }
}
