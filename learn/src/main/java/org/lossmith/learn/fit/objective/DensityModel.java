package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import org.lossmith.Columns;
import org.lossmith.learn.fit.design.Tile;

/**
 * Minus a log likelihood over several scores as it is. Its Hessian may have any sign; its curvature leaves out the second
 * derivatives by two scores, which are 0 in the mean where the model is true for locations and scales (Rigby and
 * Stasinopoulos 2005), and makes those by one score positive: for a location by {@code gradient / (location - target)}, as
 * {@link DirectModel} does, else by the absolute value.
 */
final class DensityModel implements NonConvexModel {
    /** Where a score runs away its gradient stays as large as its own push; only the exact Hessian then keeps step. */
    private static final double NEAR = 1;

    private final DensityLoss loss;
    private boolean signed;

    DensityModel(DensityLoss loss) {
        this.loss = loss;
    }

    @Override
    public boolean convex() {
        return loss.convex();
    }

    @Override
    public double near() {
        return NEAR;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public boolean scoresAlike() {
        return false;
    }

    @Override
    public void useExactHessian(boolean use) {
        signed = use;
    }

    @Override
    public boolean exactHessian() {
        return signed;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        tile.gap = 0;
        double[] inward = loss.targets(tile);
        double[][] target = {inward};
        if (!curvature) {
            tile.loss = loss.loss().sumGradient(tile.scores, target, tile.weight, tile.gradients, 0, tile.rows);
        } else if (signed) {
            tile.loss = loss.loss().sumGradient(tile.scores, target, tile.weight, tile.gradients, 0, tile.rows);
            exact(tile, target);
        } else {
            positive(tile, target);
        }
        double shift = loss.shift();
        for (int i = 0; shift != 0 && i < tile.rows; i++) {
            tile.loss += shift * tile.weight[i];
        }
    }

    private void exact(Tile tile, double[][] target) {
        double[][][] hessians =
                loss.loss().hessians(Columns.planar(tile.scores), Columns.planar(target), tile.weight, 0, tile.rows);
        int pair = 0;
        for (int k = 0; k < tile.scores.length; k++) {
            for (int l = 0; l <= k; l++) {
                double[] curvature = tile.curvatures[pair++];
                for (int i = 0; i < tile.rows; i++) {
                    curvature[i] = hessians[i][k][l];
                }
            }
        }
    }

    private void positive(Tile tile, double[][] target) {
        int scores = tile.scores.length;
        double[][] diagonal = new double[scores][];
        for (int k = 0; k < scores; k++) {
            diagonal[k] = tile.curvatures[k * (k + 3) / 2];
        }
        tile.loss = loss.loss()
                .sumGradientHessian(tile.scores, target, tile.weight, tile.gradients, diagonal, 0, tile.rows);
        int pair = 0;
        for (int k = 0; k < scores; k++) {
            boolean location = loss.scores().roles().get(k) == DensityScores.Role.LOCATION;
            for (int l = 0; l < k; l++) {
                Arrays.fill(tile.curvatures[pair++], 0, tile.rows, 0);
            }
            double[] curvature = tile.curvatures[pair++];
            for (int i = 0; i < tile.rows; i++) {
                double size = Math.abs(curvature[i]);
                double secant = location ? tile.gradients[k][i] / (tile.scores[k][i] - target[0][i]) : size;
                boolean usable = secant >= 0 && secant < Double.POSITIVE_INFINITY;
                curvature[i] = usable ? Math.max(secant, curvature[i]) : size;
            }
        }
    }
}
