package org.lossmith.learn.solver;

import java.util.Arrays;
import java.util.List;
import org.lossmith.InputException;
import org.lossmith.Suggestion;

/** The solvers that can be asked for by name. */
public enum SolverName {
    /** Whichever suits loss, penalty and shape. */
    AUTO("auto"),
    /** Newton with Cholesky; with a penalty that has kinks, proximal Newton on the weighted Gram matrix. */
    NEWTON("newton"),
    /** L-BFGS, with L1 its orthant-wise form. */
    LBFGS("lbfgs"),
    /** Newton on smoothings of a loss with kinks that shrink until the duality gap is small. */
    SMOOTHING("smoothing"),
    /** Coordinate descent on the few columns that matter, for penalties with exact zeros. */
    WORKING_SET("working-set"),
    /** Frisch-Newton interior point, then from vertex to vertex: absolute error and quantiles, exactly. */
    INTERIOR_POINT("interior-point"),
    /** Newton that finds the piece of each row: huber and other smooth losses of parabolas and lines, exactly. */
    PIECEWISE("piecewise"),
    /** Adam: small steps on a few rows at a time, for data read in a stream; never certain to the last digit. */
    ADAM("adam"),
    /** FTRL-proximal: the same with exact zeros under L1. */
    FTRL("ftrl");

    private final String text;

    SolverName(String text) {
        this.text = text;
    }

    /** The name on the command line. */
    public String text() {
        return text;
    }

    /**
     * Reads a name.
     *
     * @throws InputException if there is no such solver
     */
    public static SolverName parse(String name) {
        List<String> names = Arrays.stream(values()).map(SolverName::text).toList();
        return Arrays.stream(values())
                .filter(solver -> solver.text.equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new InputException("no solver \"" + name + "\""
                        + Suggestion.hint(name, names, "write one of " + String.join(", ", names))));
    }
}
