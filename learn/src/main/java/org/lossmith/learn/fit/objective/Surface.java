package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Design;

/** A mean loss as a function of the parameters, penalties apart: measured on rows, or known in closed form. */
public interface Surface {
    /** How much is wanted of the matrix of second derivatives. */
    enum Gram {
        NONE,
        /** An estimate from part of the rows. */
        SOME,
        ALL
    }

    Design design();

    Evaluation evaluate(double[] parameters, RowModel model, Gram gram);

    default Evaluation evaluate(double[] parameters, RowModel model, boolean gram) {
        return evaluate(parameters, model, gram ? Gram.ALL : Gram.NONE);
    }

    /** Tells of a step to come; whether the fit is to end here instead. Where passes take no time, nobody needs to. */
    default boolean stopped(int steps, double value, double optimality, double tolerance) {
        return false;
    }
}
