package org.lossmith.app.train;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.fit.LambdaPath;
import org.lossmith.learn.model.LambdaRule;
import org.lossmith.learn.model.LambdaSearch;
import org.lossmith.learn.model.TrainRequest;
import org.lossmith.penalty.PenaltyFamily;
import picocli.CommandLine.Option;

/** How {@code train} chooses the lambda of a penalty that leaves it open. */
final class LambdaOptions {
    @Option(
            names = "--lambda",
            paramLabel = "RULE",
            description =
                    "for a penalty without lambda: min (least held-out loss) or 1se (largest within one standard error;"
                            + " default where there can be zeros)")
    private @Nullable String rule;

    @Option(names = "--lambdas", paramLabel = "N", description = "how many to try (default: 100)")
    private @Nullable Integer count;

    @Option(names = "--folds", paramLabel = "K", description = "parts held out in turn to choose lambda (default: 5)")
    private @Nullable Integer folds;

    @Option(
            names = "--split-by",
            paramLabel = "COLUMN",
            description = "keep rows with equal values here in one of these parts")
    @Nullable
    String splitBy;

    /** @throws InputException if something is asked for that a given lambda leaves without a meaning */
    LambdaSearch search(String penalty) {
        boolean given = penalty.strip().equals(TrainRequest.USUAL_PENALTY) || !PenaltyFamily.leavesLambda(penalty);
        String useless = rule != null ? "--lambda" : count != null ? "--lambdas" : folds != null ? "--folds" : null;
        if (given && useless != null) {
            throw new InputException(useless + " is for a penalty whose lambda is to be chosen, such as --penalty l1;"
                    + " leave one of them out");
        }
        return new LambdaSearch(
                rule == null ? null : LambdaRule.parse(rule),
                count == null ? LambdaPath.DEFAULT_COUNT : count,
                folds == null ? LambdaSearch.DEFAULT_FOLDS : folds);
    }
}
