package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.ConstantMinimum;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.loss.Loss;

/** The one score for all rows at which a loss is least: where every fit begins, and what a model without inputs says. */
public final class BestConstant {
    private BestConstant() {}

    /**
     * The constant score that minimises the weighted mean loss.
     *
     * @param weight of each row, or null for 1
     * @throws org.lossmith.InputException if there are no rows
     */
    public static double of(Loss loss, double[] target, double @Nullable [] weight) {
        return ConstantMinimum.of(ElementLoss.of(loss), target, weight);
    }
}
