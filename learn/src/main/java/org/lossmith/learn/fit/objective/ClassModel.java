package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import org.lossmith.learn.fit.design.Tile;

/**
 * A loss over the scores of K classes as it is. Its curvature is that of {@code c} times cross-entropy, {@code c (diag(p) - p
 * p')} with the softmax probabilities p. For cross-entropy itself, with class weights and smoothed labels or without, this is the
 * exact Hessian, and c follows from its diagonal. The other losses are functions f of log p of the true class, so that their
 * gradient is {@code c (p - e)} with c = -f', and c is read off it; the rest of their Hessian, {@code f'' (e - p)(e - p)'}, may
 * have either sign and is left out, so that every step goes downhill (Gauss-Newton).
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
    public boolean balanced() {
        return true;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        tile.gap = 0;
        double[][] target = {tile.target};
        if (!curvature) {
            tile.loss = loss.loss().sumGradient(tile.scores, target, tile.weight, tile.gradients, 0, tile.rows);
            return;
        }
        // Lent by the curvatures: a row of the diagonal is read before the pairs of that row are written over it.
        double[][] diagonal = Arrays.copyOf(tile.curvatures, tile.scores.length);
        tile.loss = loss.loss()
                .sumGradientHessian(tile.scores, target, tile.weight, tile.gradients, diagonal, 0, tile.rows);
        double[] p = new double[tile.scores.length];
        for (int i = 0; i < tile.rows; i++) {
            Softmax.of(tile.scores, i, p);
            Softmax.curvature(tile, i, p, loss.crossEntropy() ? exact(diagonal, i, p) : factor(tile, i, p));
        }
    }

    /** The diagonal of the Hessian is c p (1 - p). */
    private static double exact(double[][] diagonal, int i, double[] p) {
        double curvature = 0;
        double spread = 0;
        for (int k = 0; k < p.length; k++) {
            curvature += diagonal[k][i];
            spread += p[k] * Softmax.others(p, k);
        }
        return spread > 0 ? curvature / spread : 0;
    }

    /** The gradient by the scores of the other classes is c times their probabilities. */
    private static double factor(Tile tile, int i, double[] p) {
        int truth = (int) tile.target[i];
        double gradient = 0;
        for (int k = 0; k < p.length; k++) {
            gradient += k == truth ? 0 : tile.gradients[k][i];
        }
        double others = Softmax.others(p, truth);
        return others > 0 && gradient > 0 ? gradient / others : 0;
    }
}
