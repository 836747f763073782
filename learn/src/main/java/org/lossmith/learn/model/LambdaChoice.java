package org.lossmith.learn.model;

import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.LambdaCurve;
import org.lossmith.learn.fit.PathResult;
import org.lossmith.penalty.Penalty;

/**
 * A lambda chosen by how models do on rows held out.
 *
 * @param path the fits on all rows
 * @param curve what the same lambdas lose on rows held out
 * @param folds how many parts the rows were held out in
 * @param chosen index of the lambda of the model
 */
public record LambdaChoice(LambdaRule rule, PathResult path, LambdaCurve curve, int folds, int chosen) {
    public double lambda() {
        return path.lambdas()[chosen];
    }

    public Penalty penalty() {
        return path.family().at(lambda());
    }

    FitResult fit() {
        return path.fits().get(chosen);
    }
}
