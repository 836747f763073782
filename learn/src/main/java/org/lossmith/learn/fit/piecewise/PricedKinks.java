package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.GramKernel;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.RowModel;

/**
 * A loss of straight lines for the method of multipliers (Hestenes 1969, Powell 1969; Rockafellar 1976): each kink has a price,
 * the slope that it had where it was last looked at, and the loss's slope near the kink is the price plus {@code stiffness
 * (score - kink)}, held between those of the two lines. Such slopes are true dual variables, so that {@code cost of the score +
 * price (kink - score)}, summed, is a true bound on how far the objective is from its minimum, once the slopes balance the
 * penalty. This is the gap of the tile. With the right prices the minimum is that of the loss itself, at any stiffness.
 */
final class PricedKinks implements RowModel {
    /** Two ways to add the same losses differ by less than this share. */
    private static final double ROUNDING = 1e-10;

    private final ElementLoss loss;
    /** By kink and position of the row: where it is. */
    private final double[][] place;
    /** The slope on its left, and on its right. */
    private final double[][] low;

    private final double[][] high;
    private final double[][] price;

    /** How far from its kink a slope in the middle reaches that of a line. */
    private double width;
    /** What the prices that come next were found with. */
    private double wider;

    private boolean repricing;

    /** Prices begin in the middle between the slopes of the lines: a smoothing of the loss. */
    PricedKinks(ElementLoss loss, LinearPieces pieces, Design design, double width) {
        this.loss = loss;
        this.width = width;
        int count = pieces.count();
        this.place = new double[count][design.size()];
        this.low = new double[count][design.size()];
        this.high = new double[count][design.size()];
        this.price = new double[count][design.size()];
        double[] target = design.targets().values();
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < target.length; i++) {
                LinearPieces.Kink kink = pieces.kink(target[i], k);
                place[k][i] = target[i] + kink.offset();
                low[k][i] = -kink.above();
                high[k][i] = kink.below();
                price[k][i] = (kink.below() - kink.above()) / 2;
            }
        }
    }

    /** Takes the slopes at these parameters for prices, narrows the rest by this share, and evaluates there. */
    Evaluation reprice(Objective objective, double[] parameters, double share) {
        wider = width;
        width *= share;
        repricing = true;
        Evaluation result = objective.evaluate(parameters, this, true);
        repricing = false;
        return result;
    }

    @Override
    public boolean convex() {
        return true;
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public void evaluate(Tile tile, boolean curvature) {
        double[] value = tile.scratch[0];
        loss.values(tile.score, tile.target, value, 0, tile.rows);
        Arrays.fill(tile.gradient, 0, tile.rows, 0);
        Arrays.fill(tile.curvature, 0, tile.rows, 0);
        tile.loss = GramKernel.dot(tile.weight, value, tile.rows);
        tile.gap = 0;
        double told = 0;
        for (int k = 0; k < price.length; k++) {
            if (repricing) {
                reprice(tile, k);
            }
            told += add(tile, k);
        }
        // Kinks that were found wrong certify nothing.
        double wrong = Math.abs(told - tile.loss);
        tile.gap += wrong <= ROUNDING * tile.loss ? 0 : wrong;
    }

    private void reprice(Tile tile, int k) {
        for (int i = 0; i < tile.rows; i++) {
            int row = tile.first + i;
            double stiffness = (high[k][row] - low[k][row]) / (2 * wider);
            double free = price[k][row] + stiffness * (tile.score[i] - place[k][row]);
            price[k][row] = Math.max(low[k][row], Math.min(high[k][row], free));
        }
    }

    /** Returns what the kinks cost. Without branches: which line a row is on is as good as random. */
    private double add(Tile tile, int k) {
        double[] cost = tile.scratch[0];
        double[] gap = tile.scratch[1];
        double half = 1 / (2 * width);
        for (int i = 0; i < tile.rows; i++) {
            int row = tile.first + i;
            double left = low[k][row];
            double right = high[k][row];
            double beyond = tile.score[i] - place[k][row];
            double stiffness = (right - left) * half;
            double free = price[k][row] + stiffness * beyond;
            double slope = Math.max(left, Math.min(right, free));
            double value = Math.max(left * beyond, right * beyond);
            tile.gradient[i] += tile.weight[i] * slope;
            tile.curvature[i] += free == slope ? tile.weight[i] * stiffness : 0;
            cost[i] = tile.weight[i] * value;
            gap[i] = tile.weight[i] * Math.max(0, value - slope * beyond);
        }
        tile.gap += GramKernel.sum(gap, tile.rows);
        return GramKernel.sum(cost, tile.rows);
    }
}
