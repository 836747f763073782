package org.lossmith.learn.compare;

import org.jspecify.annotations.Nullable;
import org.lossmith.loss.Link;

/**
 * Turns scores without a probability (margins) into logits {@code slope * score + intercept} by logistic regression on training
 * rows, towards targets pulled in slightly, (positives + 1) / (positives + 2) and 1 / (negatives + 2), so that separable scores
 * give finite numbers (Platt 1999; Newton's method as Lin, Lin and Weng 2007).
 */
record PlattScaling(double slope, double intercept) {
    private static final int MOST_STEPS = 100;

    static PlattScaling identity() {
        return new PlattScaling(1, 0);
    }

    static PlattScaling fit(double[] score, double[] label, double @Nullable [] weight) {
        double positives = 0;
        double negatives = 0;
        for (int row = 0; row < label.length; row++) {
            double w = weight == null ? 1 : weight[row];
            positives += w * label[row];
            negatives += w * (1 - label[row]);
        }
        double yes = (positives + 1) / (positives + 2);
        double no = 1 / (negatives + 2);
        Problem problem = new Problem(score, label, weight, yes, no);
        PlattScaling best = new PlattScaling(0, Math.log((positives + 1) / (negatives + 1)));
        double cost = problem.cost(best);
        for (int step = 0; step < MOST_STEPS; step++) {
            PlattScaling direction = problem.newton(best);
            double length = 1;
            PlattScaling next = best.plus(direction, length);
            while (!(problem.cost(next) <= cost) && length > 1e-10) {
                length /= 2;
                next = best.plus(direction, length);
            }
            double reached = problem.cost(next);
            if (!(reached < cost - 1e-12 * Math.abs(cost))) {
                break;
            }
            best = next;
            cost = reached;
        }
        return best;
    }

    double logit(double score) {
        return slope * score + intercept;
    }

    void apply(double[] scores) {
        if (slope != 1 || intercept != 0) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = logit(scores[i]);
            }
        }
    }

    private PlattScaling plus(PlattScaling direction, double length) {
        return new PlattScaling(slope + length * direction.slope, intercept + length * direction.intercept);
    }

    private record Problem(double[] score, double[] label, double @Nullable [] weight, double yes, double no) {
        double cost(PlattScaling at) {
            double sum = 0;
            for (int row = 0; row < score.length; row++) {
                double z = at.logit(score[row]);
                double t = label[row] == 1 ? yes : no;
                sum += weight(row) * (Math.max(z, 0) - t * z + Math.log1p(Math.exp(-Math.abs(z))));
            }
            return sum;
        }

        PlattScaling newton(PlattScaling at) {
            double aa = 1e-12;
            double ab = 0;
            double bb = 1e-12;
            double a = 0;
            double b = 0;
            for (int row = 0; row < score.length; row++) {
                double p = Link.LOGIT.prediction(at.logit(score[row]));
                double push = weight(row) * (p - (label[row] == 1 ? yes : no));
                double curvature = weight(row) * p * (1 - p);
                aa += curvature * score[row] * score[row];
                ab += curvature * score[row];
                bb += curvature;
                a += push * score[row];
                b += push;
            }
            double determinant = aa * bb - ab * ab;
            if (!(determinant > 1e-14 * aa * bb)) {
                return new PlattScaling(0, -b / bb);
            }
            return new PlattScaling((ab * b - bb * a) / determinant, (ab * a - aa * b) / determinant);
        }

        private double weight(int row) {
            return weight == null ? 1 : weight[row];
        }
    }
}
