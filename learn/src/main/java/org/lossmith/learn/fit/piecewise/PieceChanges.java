package org.lossmith.learn.fit.piecewise;

import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.RowModel;

/**
 * A loss made of pieces, with what its curvature changes against an earlier point in place of the curvature: zero for every
 * row that is still on its piece, so that the Gram matrix of the changes is the cheap sum over the few others.
 */
final class PieceChanges implements RowModel {
    private final ElementLoss loss;
    private final double[] earlier;

    PieceChanges(ElementLoss loss, double[] earlier) {
        this.loss = loss;
        this.earlier = earlier;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        int rows = tile.rows;
        tile.gap = 0;
        if (!curvature) {
            tile.loss = loss.sumGradient(tile.score, tile.target, tile.weight, tile.gradient, 0, rows);
            return;
        }
        double[] score = tile.scratch[0];
        double[] before = tile.scratch[1];
        tile.inputs.scores(earlier, 0, score, rows);
        loss.sumGradientHessian(score, tile.target, tile.weight, tile.gradient, before, 0, rows);
        tile.loss =
                loss.sumGradientHessian(tile.score, tile.target, tile.weight, tile.gradient, tile.curvature, 0, rows);
        for (int i = 0; i < rows; i++) {
            tile.curvature[i] -= before[i];
        }
    }

    /** Only the slope tells a line search where among many short pieces the objective turns. */
    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public boolean convex() {
        return true;
    }
}
