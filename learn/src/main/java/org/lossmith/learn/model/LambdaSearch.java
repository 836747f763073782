package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.fit.LambdaPath;
import org.lossmith.penalty.PenaltyFamily;

/**
 * How to choose the lambda of a penalty that leaves it open.
 *
 * @param rule which lambda to take, or null for the usual one
 * @param count how many to try
 * @param folds parts of the rows that are held out in turn
 */
public record LambdaSearch(@Nullable LambdaRule rule, int count, int folds) {
    public static final int DEFAULT_FOLDS = 5;
    public static final LambdaSearch USUAL = new LambdaSearch(null, LambdaPath.DEFAULT_COUNT, DEFAULT_FOLDS);

    public LambdaSearch {
        if (count < 2) {
            throw new InputException("--lambdas " + count + ": choosing needs at least 2; " + LambdaPath.DEFAULT_COUNT
                    + " is the default");
        }
        if (folds < 2) {
            throw new InputException(
                    "--folds " + folds + ": wanted at least 2, so that there are rows held out and rows to"
                            + " train on; " + DEFAULT_FOLDS + " is the default");
        }
    }

    /** Fewer inputs are worth a standard error; where a penalty drops none, as ridge does, there is nothing to gain by it. */
    LambdaRule ruleFor(PenaltyFamily family) {
        return rule != null ? rule : family.givesZeros() ? LambdaRule.ONE_STANDARD_ERROR : LambdaRule.MIN;
    }
}
