package org.lossmith.learn.fit.objective;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowTargetDomain;

/**
 * Minus a log likelihood whose parameters are all scores: locations, log scales, logits. Locations and scales are in units of
 * {@code unit}; the loss is that of the target as it is.
 *
 * @param scores what the scores of the loss are
 */
public record DensityLoss(RowLoss loss, DensityScores scores, TargetScale unit) implements FitLoss {
    /** How a note begins that the loss falls for ever. */
    public static final String RUNAWAY = "the loss keeps falling";

    public static DensityLoss of(RowLoss loss, int components) {
        return new DensityLoss(loss, DensityScores.of(loss, components), TargetScale.NONE);
    }

    public DensityLoss in(TargetScale other) {
        return new DensityLoss(loss, scores, other);
    }

    @Override
    public int outputs() {
        return scores.count();
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
        return true;
    }

    /** Of the many scores of mixtures no curvature is certain to be positive and near the true one. */
    @Override
    public boolean curved() {
        return loss.formula().signature().scores().stream().noneMatch(block -> block.isVector());
    }

    @Override
    public boolean classifies() {
        return false;
    }

    @Override
    public @Nullable String runaway(double[] direction) {
        if (direction.length == 0) {
            return null;
        }
        int size = direction.length / outputs();
        int leading = 0;
        for (int j = 0; j < direction.length; j++) {
            leading = Math.abs(direction[j]) > Math.abs(direction[leading]) ? j : leading;
        }
        boolean constant = leading % size == size - 1;
        return RUNAWAY + ", 10,000 steps on too, as " + scores.names().get(leading / size)
                + (constant ? "" : " of some rows") + " goes to "
                + (constant && direction[leading] > 0 ? "infinity" : "-infinity")
                + ", so the best coefficients are infinite, and these are where the solver stopped; add a penalty"
                + " (l2:lambda=0.001) or look for an input that gives the target away";
    }

    @Override
    public boolean accepts(double target) {
        boolean counts = loss.targetDomain() == RowTargetDomain.NON_NEGATIVE;
        return loss.targetDomain().contains(0, target) && (!counts || target == Math.rint(target));
    }

    @Override
    public String accepted() {
        return loss.targetDomain() == RowTargetDomain.NON_NEGATIVE
                ? "counts: whole numbers from 0 on"
                : loss.targetDomain().description();
    }

    @Override
    public RowModel direct() {
        return new DensityModel(this);
    }

    @Override
    public RowModel smoothed(double width) {
        throw new IllegalStateException(spec() + " is smooth as it is");
    }

    /** The tile's targets in this loss's units, in the tile's scratch unless they are so already. */
    double[] targets(Tile tile) {
        if (unit.equals(TargetScale.NONE)) {
            return tile.target;
        }
        double[] inward = tile.scratch[0];
        for (int i = 0; i < tile.rows; i++) {
            inward[i] = unit.inward(tile.target[i]);
        }
        return inward;
    }

    /** By how much a row's loss is larger in the target's own unit. */
    public double shift() {
        return scores.ofLocationAndScale() ? Math.log(unit.size()) : 0;
    }

    @Override
    public void values(Tile tile, double[] value) {
        loss.values(tile.scores, new double[][] {targets(tile)}, value, 0, tile.rows);
        for (int i = 0; i < tile.rows; i++) {
            value[i] += shift();
        }
    }

    @Override
    public double[] constant(double[] target, double @Nullable [] weight) {
        double[] inward = new double[target.length];
        for (int row = 0; row < inward.length; row++) {
            inward[row] = unit.inward(target[row]);
        }
        return new DensityStart(loss, inward, weight).scores(scores);
    }

    @Override
    public FitScale scale(Objective sample, Evaluation reference) {
        return FitScale.ofScores(reference);
    }

    @Override
    public List<FitLoss> convexRelatives(double[] target, double size, boolean smooth) {
        return List.of();
    }

    /** Whether targets of this domain are single numbers. */
    public static boolean takes(RowTargetDomain domain) {
        return domain == RowTargetDomain.REAL || domain == RowTargetDomain.NON_NEGATIVE;
    }
}
