package org.lossmith.learn.compare;

import java.util.List;
import java.util.stream.IntStream;
import org.lossmith.learn.compare.Comparison.LinearScore;
import org.lossmith.learn.fit.ClassFitResult;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.LinearFit;

/** The scores of a fitted model, one or one for each class, as the comparison reports them. */
final class Scores {
    private Scores() {}

    static List<LinearScore> of(LinearFit fit) {
        if (fit instanceof ClassFitResult classes) {
            return IntStream.range(0, classes.intercepts().length)
                    .mapToObj(k -> new LinearScore(classes.intercepts()[k], classes.coefficients()[k]))
                    .toList();
        }
        FitResult one = (FitResult) fit;
        return List.of(new LinearScore(one.intercept(), one.coefficients()));
    }
}
