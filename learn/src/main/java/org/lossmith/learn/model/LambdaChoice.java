package org.lossmith.learn.model;

import org.lossmith.learn.fit.LambdaCurve;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.learn.fit.PathResult;
import org.lossmith.penalty.Penalty;

/**
 * A lambda chosen by how models do on rows held out.
 *
 * @param path the fits on all rows
 * @param curve what the same lambdas lose on rows held out
 * @param folds how many parts the rows were to be held out in
 * @param judged how many parts were; fewer where the choice was interrupted, 0 if the curve is of a part of the path
 * @param chosen index of the lambda of the model
 */
public record LambdaChoice(LambdaRule rule, PathResult path, LambdaCurve curve, int folds, int judged, int chosen) {
    public double lambda() {
        return path.lambdas()[chosen];
    }

    public Penalty penalty() {
        return path.family().at(lambda());
    }

    LinearFit fit() {
        return path.fits().get(chosen);
    }

    /** Whether all parts were held out in turn. */
    public boolean complete() {
        return judged == folds;
    }
}
