package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.OnDisk;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.StoredMatrix;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.Penalty;

/** A fit to data on the disk has the same bits as one to data in memory. */
class StoredFitTest {
    /** More than two samples, so that the sample is a copy, and not a whole number of blocks. */
    private static final int ROWS = 41_500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "bce, l2:lambda=0.01, newton",
        "bce, none, lbfgs",
        "poisson, elastic-net:lambda=0.1;alpha=0.5, auto",
        "squared-hinge, l1:lambda=0.02, auto",
        "tukey:c=4, none, auto"
    })
    void fit_storedMatrix_hasTheSameBits(String spec, String penalty, String solver) {
        DenseMatrix x = Examples.random(ROWS, 4, 11);
        double[] target = Examples.targets(Losses.parse(spec), x, 5);
        double[] weight = new double[ROWS];
        Arrays.setAll(weight, row -> row % 3);
        FitRequest request = FitRequest.of(Losses.parse(spec))
                .withPenalty(Penalty.parse(penalty.replace(';', ',')))
                .withSolver(SolverName.parse(solver));
        FitResult expected = new Fitter(request.withThreads(1)).fit(x, target, weight, Rows.all(ROWS), null);
        try (StoredMatrix stored = OnDisk.copy(x, folder)) {
            Series targets = OnDisk.copy(target, folder);
            Series weights = OnDisk.copy(weight, folder);
            FitResult found = new Fitter(request.withThreads(3)).fit(stored, targets, weights, Rows.all(ROWS), null);
            assertThat(found.coefficients()).isEqualTo(expected.coefficients());
            assertThat(found.intercept()).isEqualTo(expected.intercept());
            assertThat(found.objective()).isEqualTo(expected.objective());
            assertThat(found.certificate()).isEqualTo(expected.certificate());
            assertThat(found.scores(stored)).isEqualTo(expected.scores(x));
        }
    }

    @Test
    void fit_someRowsOfAStoredMatrix_hasTheSameBits() {
        DenseMatrix x = Examples.random(5000, 3, 3);
        double[] target = Examples.targets(Losses.parse("absolute-error"), x, 5);
        int[] fold = new int[5000];
        Arrays.setAll(fold, row -> row * 7 % 5);
        Rows rows = Rows.except(fold, 2);
        Fitter fitter = new Fitter(FitRequest.of(Losses.parse("absolute-error")));
        FitResult expected = fitter.fit(x, target, null, rows, null);
        try (StoredMatrix stored = OnDisk.copy(x, folder)) {
            FitResult found = fitter.fit(stored, Series.of(target), null, rows, null);
            assertThat(found.coefficients()).isEqualTo(expected.coefficients());
        }
    }

    @Test
    void fit_aDistributionOnAStoredMatrix_hasTheSameBits() {
        DenseMatrix x = Examples.random(ROWS, 3, 3);
        double[] target = Examples.targets(Losses.parse("squared-error"), x, 5);
        DensityFitter fitter =
                DensityFitter.of(RowLosses.named("student-t-nll")).withThreads(2);
        DensityFitResult expected = fitter.fit(x, target, null, Rows.all(ROWS));
        assertThat(expected.converged()).as(expected.notes().toString()).isTrue();
        try (StoredMatrix stored = OnDisk.copy(x, folder)) {
            Series targets = OnDisk.copy(target, folder);
            DensityFitResult found = fitter.fit(stored, targets, null, Rows.all(ROWS), null, FitWatch.NONE);
            assertThat(found.coefficients()).isEqualTo(expected.coefficients());
            assertThat(found.intercepts()).isEqualTo(expected.intercepts());
            assertThatThrownBy(() -> DensityFitter.of(RowLosses.named("laplace-nll"))
                            .fit(stored, targets, null, Rows.all(ROWS), null, FitWatch.NONE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("take student-t-nll");
        }
    }

    @Test
    void fit_classesOnAStoredMatrix_hasTheSameBits() {
        DenseMatrix x = Examples.random(6000, 3, 3);
        double[] target = new double[6000];
        Arrays.setAll(target, row -> Math.floorMod((int) Math.round(x.get(row, 0) + x.get(row, 1) / 9), 3));
        ClassFitter fitter = ClassFitter.of(RowLosses.named("softmax"), 3).withPenalty(Penalty.parse("l2:lambda=0.01"));
        ClassFitResult expected = fitter.fit(x, target, null, Rows.all(6000));
        try (StoredMatrix stored = OnDisk.copy(x, folder)) {
            ClassFitResult found = fitter.fit(stored, OnDisk.copy(target, folder), null, Rows.all(6000));
            assertThat(found.coefficients()).isEqualTo(expected.coefficients());
        }
    }
}
