package org.lossmith.learn.fit;

import org.lossmith.loss.RowLoss;

/** Minus a log likelihood over several scores as it is, without curvature. */
record DensityModel(RowLoss loss) implements RowModel {
    @Override
    public boolean convex() {
        return loss.isConvex();
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        if (curvature) {
            throw new IllegalStateException(loss.spec() + " has no curvature to offer");
        }
        tile.gap = 0;
        tile.loss =
                loss.sumGradient(tile.scores, new double[][] {tile.target}, tile.weight, tile.gradients, 0, tile.rows);
    }
}
