package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.GramKernel;

/**
 * All rows of a design with their scores, and the mean loss with its derivatives by the scores. Weights are divided by
 * their sum once, so nothing needs dividing later.
 */
public final class ScoredRows {
    private final ElementLoss loss;
    private final double[] target;
    private final double[] weight;
    public final double[] score;
    /** Each row's share of the mean loss's derivative by its score. */
    public final double[] gradient;
    /** The same of the second derivative; never negative. */
    public final double[] curvature;

    private double mean;

    private ScoredRows(ElementLoss loss, double[] target, double[] weight) {
        this.loss = loss;
        this.target = target;
        this.weight = weight;
        this.score = new double[target.length];
        this.gradient = new double[target.length];
        this.curvature = new double[target.length];
    }

    public static ScoredRows of(ElementLoss loss, Design design) {
        double @Nullable [] given = design.targets().weights();
        double[] weight = given == null ? new double[design.size()] : given;
        if (given == null) {
            Arrays.fill(weight, 1);
        }
        double sum = design.standardisation().weightSum();
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= sum;
        }
        return new ScoredRows(loss, design.targets().values(), weight);
    }

    /** The same rows with room for other scores. */
    public ScoredRows another() {
        return new ScoredRows(loss, target, weight);
    }

    /** What a pass over the rows says of a point whose coefficients are all 0, but for the gradient by them. */
    public Evaluation alike(double[] point, boolean intercept) {
        Arrays.fill(score, intercept ? point[point.length - 1] : 0);
        evaluate();
        return new Evaluation(point, mean, new double[0], new double[0], push(), 0);
    }

    /** Works out loss and derivatives from the scores. */
    public void evaluate() {
        mean = loss.sumGradientHessian(score, target, weight, gradient, curvature, 0, score.length);
    }

    /** With sum 1. */
    public double[] weight() {
        return weight;
    }

    /** The weighted mean of the losses. */
    public double mean() {
        return mean;
    }

    /** The weighted mean of |dL/dscore|. */
    public double push() {
        return push(gradient);
    }

    public static double push(double[] gradient) {
        double sum = 0;
        for (double entry : gradient) {
            sum += Math.abs(entry);
        }
        return sum;
    }

    public boolean finite() {
        double sum = mean + GramKernel.sum(gradient, gradient.length) + GramKernel.sum(curvature, curvature.length);
        return Double.isFinite(sum);
    }
}
