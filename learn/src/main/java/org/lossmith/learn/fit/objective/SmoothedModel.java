package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Tile;

/**
 * A loss with kinks, averaged over scores within {@code width} of the score (convolution smoothing, Fernandes, Guerre
 * and Horta 2021). Its derivative is the secant slope {@code u = (f(b) - f(a)) / (b - a)} with {@code a = z - width, b
 * = z + width}, its second derivative {@code (f'(b) - f'(a)) / (b - a)}: two points of the loss itself, so it works for
 * every formula.
 *
 * <p>For a convex loss the tangents at a and b lie below it, so the conjugate of their maximum bounds the loss's
 * conjugate from above: {@code f*(u) <= u k - m}, with (k, m) the point where the tangents meet. The sum over rows of
 * {@code f(z) + (u k - m) - u z} is therefore a true bound on how far the objective is from its minimum, once the
 * slopes u balance the penalty (which is what the smoothed problem's stationarity says). This is the gap of the tile.
 */
final class SmoothedModel implements RowModel {
    private final ElementLoss loss;
    private final double width;

    SmoothedModel(ElementLoss loss, double width) {
        this.loss = loss;
        this.width = width;
    }

    @Override
    public boolean convex() {
        return loss.properties().convex();
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        int rows = tile.rows;
        double[] below = tile.scratch[0];
        double[] above = tile.scratch[1];
        for (int i = 0; i < rows; i++) {
            below[i] = tile.score[i] - width;
            above[i] = tile.score[i] + width;
        }
        double[] slopeBelow = tile.scratch[2];
        double[] slopeAbove = tile.scratch[3];
        double[] valueBelow = tile.scratch[4];
        double[] valueAbove = tile.scratch[5];
        double[] value = tile.scratch[6];
        loss.sumGradient(below, tile.target, null, slopeBelow, 0, rows);
        loss.sumGradient(above, tile.target, null, slopeAbove, 0, rows);
        loss.values(below, tile.target, valueBelow, 0, rows);
        loss.values(above, tile.target, valueAbove, 0, rows);
        loss.values(tile.score, tile.target, value, 0, rows);
        double sum = 0;
        double gap = 0;
        for (int i = 0; i < rows; i++) {
            double weight = tile.weight[i];
            double jump = slopeAbove[i] - slopeBelow[i];
            double slope = slopeBelow[i];
            if (jump > 0) {
                double rise = valueAbove[i] - valueBelow[i];
                slope = Math.min(slopeAbove[i], Math.max(slopeBelow[i], rise / (2 * width)));
                double meet = Math.min(2 * width, Math.max(0, (2 * width * slopeAbove[i] - rise) / jump));
                double floor = valueBelow[i] + slopeBelow[i] * meet;
                gap += weight * Math.max(0, value[i] - floor + slope * (meet - width));
            }
            tile.gradient[i] = weight * slope;
            tile.curvature[i] = jump > 0 ? weight * jump / (2 * width) : 0;
            sum += weight * value[i];
        }
        tile.loss = sum;
        tile.gap = gap;
    }
}
