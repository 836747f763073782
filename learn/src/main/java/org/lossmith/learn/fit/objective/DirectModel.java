package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Tile;
import org.lossmith.loss.Link;

/**
 * The loss as it is. Where it is not convex, the curvature is made positive: for a residual loss (identity link) by
 * {@code gradient / (score - target)}, which majorises every loss whose influence falls with the residual (iteratively
 * reweighted least squares, Holland and Welsch 1977), otherwise by the absolute value of the Hessian.
 */
public final class DirectModel implements NonConvexModel {
    /** A relative gradient below which a loss that is not convex is likely to be so nearby. */
    private static final double NEAR = 0.03;

    private final ElementLoss loss;
    private final boolean convex;
    private final boolean residual;
    private boolean signed;

    public DirectModel(ElementLoss loss) {
        this.loss = loss;
        this.convex = loss.properties().convex();
        this.residual = loss.link() == Link.IDENTITY;
    }

    @Override
    public boolean convex() {
        return convex;
    }

    @Override
    public boolean quadratic() {
        return loss.quadratic();
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
    public double near() {
        return NEAR;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        tile.gap = 0;
        if (!curvature) {
            tile.loss = loss.sumGradient(tile.score, tile.target, tile.weight, tile.gradient, 0, tile.rows);
            return;
        }
        tile.loss = loss.sumGradientHessian(
                tile.score, tile.target, tile.weight, tile.gradient, tile.curvature, 0, tile.rows);
        if (!convex && !signed) {
            majorise(tile);
        }
    }

    private void majorise(Tile tile) {
        for (int i = 0; i < tile.rows; i++) {
            double hessian = tile.curvature[i];
            double secant = residual ? tile.gradient[i] / (tile.score[i] - tile.target[i]) : Math.abs(hessian);
            boolean usable = secant >= 0 && secant < Double.POSITIVE_INFINITY;
            tile.curvature[i] = usable ? Math.max(secant, hessian) : Math.abs(hessian);
        }
    }
}
