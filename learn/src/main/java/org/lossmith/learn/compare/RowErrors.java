package org.lossmith.learn.compare;

import java.util.Arrays;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.loss.Link;
import org.lossmith.loss.Loss;
import org.lossmith.loss.TargetDomain;

/** How far off each held-out row is under a contender, and what the row costs there. */
record RowErrors(Dataset data) {
    /** The prediction, for yes-or-no targets the probability of the positive label, for classes that of the row's own class. */
    double shown(CrossFit fit, int row) {
        if (fit instanceof ClassCrossFit classes) {
            return Math.exp(-logLoss(classes, row));
        }
        double prediction = ((ScoreCrossFit) fit).prediction()[row];
        return data.kind() == TargetKind.BINARY ? Link.LOGIT.prediction(prediction) : prediction;
    }

    /** |error| of every row: |probability - outcome| for labels, one minus the probability of its own class for classes. */
    double[] sizes(CrossFit fit) {
        double[] size = new double[data.used()];
        for (int row = 0; row < size.length; row++) {
            size[row] = fit instanceof ClassCrossFit classes
                    ? -Math.expm1(-logLoss(classes, row))
                    : Math.abs(shown(fit, row) - data.target()[row]);
        }
        return size;
    }

    private double logLoss(ClassCrossFit fit, int row) {
        double[][] logit = fit.logit();
        double own = logit[(int) data.target()[row]][row];
        double highest = Double.NEGATIVE_INFINITY;
        for (double[] of : logit) {
            highest = Math.max(highest, of[row]);
        }
        double total = 0;
        for (double[] of : logit) {
            total += Math.exp(of[row] - highest);
        }
        return highest - own + Math.log(total);
    }

    /** What each row costs under the loss, above the least it could: likelihoods of counts are not zero for a perfect score. */
    double[] costs(CrossFit fit) {
        double[] cost = new double[data.used()];
        if (fit instanceof ClassCrossFit classes) {
            classes.contender().loss().values(classes.score(), new double[][] {data.target()}, cost, 0, cost.length);
            return cost;
        }
        ScoreCrossFit one = (ScoreCrossFit) fit;
        Loss loss = one.contender().loss();
        double[] target = data.target();
        if (data.kind() == TargetKind.BINARY && loss.targetDomain() == TargetDomain.SIGN) {
            target = Arrays.stream(target).map(label -> 2 * label - 1).toArray();
        }
        loss.values(one.score(), target, cost, 0, cost.length);
        if (loss.link() == Link.LOG) {
            double[] perfect = Arrays.stream(target)
                    .map(y -> Math.log(Math.max(y, 1e-300)))
                    .toArray();
            double[] least = new double[target.length];
            loss.values(perfect, target, least, 0, least.length);
            for (int row = 0; row < cost.length; row++) {
                cost[row] -= least[row];
            }
        }
        return cost;
    }
}
