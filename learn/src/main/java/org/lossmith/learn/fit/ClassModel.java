package org.lossmith.learn.fit;

/**
 * A loss over the scores of K classes as it is. Its curvature is that of {@code c} times cross-entropy, {@code c (diag(p) - p
 * p')} with the softmax probabilities p: for cross-entropy, smoothed labels or not, with c = 1, the exact Hessian. The other
 * losses are functions f of log p of the true class, so that their gradient is {@code c (p - e)} with c = -f', and c is read off
 * it; the rest of their Hessian, {@code f'' (e - p)(e - p)'}, may have either sign and is left out, so that every step goes
 * downhill (Gauss-Newton).
 */
final class ClassModel implements RowModel {
    private final ClassLoss loss;

    ClassModel(ClassLoss loss) {
        this.loss = loss;
    }

    @Override
    public boolean convex() {
        return loss.convex();
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        tile.gap = 0;
        tile.loss = loss.loss().sumGradient(
                tile.scores, new double[][] {tile.target}, tile.weight, tile.gradients, 0, tile.rows);
        if (curvature) {
            double[] p = new double[tile.scores.length];
            for (int i = 0; i < tile.rows; i++) {
                Softmax.of(tile.scores, i, p);
                Softmax.curvature(tile, i, p, loss.crossEntropy() ? tile.weight[i] : factor(tile, i, p));
            }
        }
    }

    /** The gradient by the scores of the other classes is c times their probabilities. */
    private static double factor(Tile tile, int i, double[] p) {
        int truth = (int) tile.target[i];
        double gradient = 0;
        double others = 0;
        for (int k = 0; k < p.length; k++) {
            if (k != truth) {
                gradient += tile.gradients[k][i];
                others += p[k];
            }
        }
        return others > 0 && gradient > 0 ? gradient / others : 0;
    }
}
