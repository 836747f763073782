package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.objective.DensityLoss;
import org.lossmith.learn.solver.Certificate;

/**
 * A fitted distribution: each of its parameters is {@code intercept[k] + sum over columns of coefficient[k] * value}, in the
 * columns' original units.
 *
 * @param scores the parameters' names, {@code mean[0]} for the first component's mean
 * @param intercepts one for each score
 * @param coefficients one array for each score, one number for each column of the matrix
 * @param converged whether the certificate holds
 * @param iterations solver steps on all rows
 * @param objective weighted mean of the losses plus the penalty
 * @param certificate the optimality measure: of a stationary point, not of the lowest
 * @param solver what ran, in a few words
 * @param reason why that solver, in a few words
 * @param notes as in {@link FitResult}
 */
public record DensityFitResult(
        List<String> scores,
        double[] intercepts,
        double[][] coefficients,
        boolean converged,
        int iterations,
        double objective,
        Certificate certificate,
        String solver,
        String reason,
        List<String> notes)
        implements SeveralScores {
    public DensityFitResult {
        scores = List.copyOf(scores);
        notes = List.copyOf(notes);
    }

    private interface Change {
        double of(int score, double value, boolean intercept);
    }

    private DensityFitResult changed(Change change) {
        double[] constants = new double[intercepts.length];
        double[][] slopes = new double[intercepts.length][];
        for (int k = 0; k < constants.length; k++) {
            constants[k] = change.of(k, intercepts[k], true);
            slopes[k] = new double[coefficients[k].length];
            for (int j = 0; j < slopes[k].length; j++) {
                slopes[k][j] = coefficients[k][j] == 0 ? 0 : change.of(k, coefficients[k][j], false);
            }
        }
        return with(constants, slopes, converged, notes);
    }

    private DensityFitResult with(double[] constants, double[][] slopes, boolean good, List<String> said) {
        return new DensityFitResult(
                scores, constants, slopes, good, iterations, objective, certificate, solver, reason, said);
    }

    /** From the units of the loss to those of the target. */
    DensityFitResult outward(DensityLoss loss) {
        return changed((k, value, intercept) -> loss.scores().outward(k, value, intercept, loss.unit()));
    }

    /** From the target's units to those of the loss. */
    DensityFitResult inward(DensityLoss loss) {
        return changed((k, value, intercept) -> loss.scores().inward(k, value, intercept, loss.unit()));
    }

    /** Not converged, with a note, where scales or extra zeros of some rows go to nothing: then no coefficients are the best. */
    DensityFitResult checked(Matrix x, Series target, @Nullable Series weight, Rows rows, DensityLoss loss) {
        String scales = VanishingScales.in(this, x, target, rows, loss);
        String vanished = scales != null ? scales : VanishingZeros.in(this, x, target, weight, rows, loss);
        if (vanished == null) {
            return this;
        }
        List<String> said = new ArrayList<>(notes);
        said.removeIf(note -> note.startsWith(DensityLoss.RUNAWAY));
        said.add(0, vanished);
        return with(intercepts, coefficients, false, said);
    }
}
