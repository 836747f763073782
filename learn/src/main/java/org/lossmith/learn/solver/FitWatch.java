package org.lossmith.learn.solver;

/**
 * Looks on while a fit runs, and may end it early: the coefficients so far are then the result, marked as not converged. Called
 * by one thread at a time of those that fit, between passes over all rows; {@link #stopped} may wait for a signal from any other.
 */
public interface FitWatch {
    /** Sees nothing and stops nothing. */
    FitWatch NONE = () -> false;

    /** Whether to end the fit with what there is; asked before each step, and from the first yes on the answer stays yes. */
    boolean stopped();

    /** A step over all rows is about to be taken. */
    default void step(Step step) {}

    /** A fit of a path of penalties is done; where folds are held out, those of all folds count. */
    default void fitted(int done, int of) {}

    /**
     * How far a fit has come.
     *
     * @param number steps taken so far
     * @param objective mean loss plus penalty
     * @param optimality what the certificate will measure, or NaN before it is known
     * @param tolerance what it has to reach
     */
    record Step(int number, double objective, double optimality, double tolerance) {}
}
