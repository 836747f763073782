package org.lossmith.kernel;

import org.jspecify.annotations.Nullable;

/** A compiled program over rows {@code from <= i < to}. Arrays that the program's {@link Outputs} do not name may be null. */
interface Loop {
    /** @return the sum of the weighted values, 0 for an empty range */
    double run(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double @Nullable [] value,
            double @Nullable [] gradient,
            double @Nullable [] hessian,
            int from,
            int to);
}
