package org.lossmith.learn.fit.objective;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;

/**
 * A loss over one score for each class, targets 0 to {@code outputs - 1}, that sees only differences between the scores of a
 * row: a smooth function of the softmax probabilities, or the hinge.
 */
public record ClassLoss(RowLoss loss, int outputs) implements FitLoss {
    boolean hinge() {
        return loss.link() == RowLink.LARGEST;
    }

    boolean crossEntropy() {
        return loss.name().equals("softmax");
    }

    @Override
    public String spec() {
        return loss.spec();
    }

    @Override
    public boolean convex() {
        return loss.isConvex();
    }

    @Override
    public boolean smooth() {
        return !hinge();
    }

    @Override
    public boolean classifies() {
        return true;
    }

    @Override
    public boolean accepts(double target) {
        return target >= 0 && target < outputs && target == Math.rint(target);
    }

    @Override
    public String accepted() {
        return "class numbers from 0 to " + (outputs - 1);
    }

    @Override
    public RowModel direct() {
        return new ClassModel(this);
    }

    @Override
    public RowModel smoothed(double width) {
        return new SoftenedHinge(loss, width);
    }

    @Override
    public void values(Tile tile, double[] value) {
        loss.values(tile.scores, new double[][] {tile.target}, value, 0, tile.rows);
    }

    /**
     * The logarithms of the classes' shares, with mean 0: exact for cross-entropy, near for the others. A class without rows
     * counts as half a row.
     */
    @Override
    public double[] constant(double[] target, double @Nullable [] weight) {
        double[] share = new double[outputs];
        for (int row = 0; row < target.length; row++) {
            share[(int) target[row]] += weight == null ? 1 : weight[row];
        }
        double mean = 0;
        for (int k = 0; k < outputs; k++) {
            share[k] = Math.log(share[k] > 0 ? share[k] : 0.5);
            mean += share[k] / outputs;
        }
        for (int k = 0; k < outputs; k++) {
            share[k] -= mean;
        }
        return share;
    }

    @Override
    public FitScale scale(Objective sample, Evaluation reference) {
        return FitScale.ofScores(reference);
    }

    @Override
    public List<FitLoss> convexRelatives(double[] target, double unit, boolean smooth) {
        return List.of(new ClassLoss(RowLosses.named("softmax"), outputs));
    }
}
