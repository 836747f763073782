package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.loss.Loss;

/** The score that is best when it is the same for every row. */
public final class BestConstant {
    private BestConstant() {}

    /** The constant score with the smallest weighted mean loss. */
    public static double of(Loss loss, double[] target, double @Nullable [] weight) {
        throw new IllegalStateException();
    }
}
