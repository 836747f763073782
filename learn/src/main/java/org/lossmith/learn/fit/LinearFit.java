package org.lossmith.learn.fit;

import java.util.List;
import org.lossmith.learn.solver.Certificate;

/** A fitted linear model of one score a row or of several, and how the fit went. */
public sealed interface LinearFit permits FitResult, SeveralScores {
    /** How many scores there are for each row: 1, or one for each class or parameter of a distribution. */
    int outputs();

    /** Of one of the scores, counted from 0. */
    double intercept(int output);

    /** Of one of the scores, counted from 0: one for each column of the matrix. Shared, not to be written to. */
    double[] coefficients(int output);

    /** Whether the certificate holds; false is never dressed up. */
    boolean converged();

    /** Solver steps on all rows. */
    int iterations();

    /** Weighted mean of the losses (divided by the sum of the weights) plus the penalty. */
    double objective();

    Certificate certificate();

    /** What ran, in a few words. */
    String solver();

    /** Why that solver, in a few words. */
    String reason();

    /** What a careful reader should know: separation, collinear or constant columns, why it did not converge. */
    List<String> notes();
}
