package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Tile;
import org.lossmith.loss.RowLoss;

/**
 * The multiclass hinge {@code max over k of m[k] - m[y]}, with margins {@code m[k] = z[k] + (k is not y)}, its maximum softened
 * to {@code width log sum exp(m / width)}. The softened gradient u - e with u = softmax(m / width) is a convex combination of the
 * hinge's own gradients, so it gives the hinge's conjugate: {@code f*(u - e) = -(sum of u over k other than y)}. The sum over
 * rows of {@code f(z) + f*(u - e) - (u - e) z = max m - u m} is therefore a true bound on how far the objective is from its
 * minimum, once the slopes balance the penalty. This is the gap of the tile.
 */
final class SoftenedHinge implements RowModel {
    private final RowLoss hinge;
    private final double width;

    SoftenedHinge(RowLoss hinge, double width) {
        this.hinge = hinge;
        this.width = width;
    }

    @Override
    public boolean convex() {
        return true;
    }

    @Override
    public boolean balanced() {
        return true;
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        tile.loss = hinge.sum(tile.scores, new double[][] {tile.target}, tile.weight, 0, tile.rows);
        int classes = tile.scores.length;
        double[] margin = new double[classes];
        double[] u = new double[classes];
        double gap = 0;
        for (int i = 0; i < tile.rows; i++) {
            int truth = (int) tile.target[i];
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                margin[k] = tile.scores[k][i] + (k == truth ? 0 : 1);
                u[k] = margin[k] / width;
                largest = Math.max(largest, margin[k]);
            }
            Softmax.of(u);
            double left = 0;
            for (int k = 0; k < classes; k++) {
                left += u[k] * (largest - margin[k]);
                tile.gradients[k][i] = tile.weight[i] * (u[k] - (k == truth ? 1 : 0));
            }
            gap += tile.weight[i] * left;
            if (curvature) {
                Softmax.curvature(tile, i, u, tile.weight[i] / width);
            }
        }
        tile.gap = gap;
    }
}
