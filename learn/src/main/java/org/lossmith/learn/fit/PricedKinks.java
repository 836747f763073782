package org.lossmith.learn.fit;

import java.util.Arrays;

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
    private final LinearPieces pieces;
    /** By kink and position of the row. */
    private final double[][] price;

    /** How far from its kink a slope in the middle reaches that of a line. */
    private double width;

    private boolean repricing;

    /** Prices begin in the middle between the slopes of the lines: a smoothing of the loss. */
    PricedKinks(ElementLoss loss, LinearPieces pieces, Design design, double width) {
        this.loss = loss;
        this.pieces = pieces;
        this.width = width;
        this.price = new double[pieces.count()][design.size()];
        for (double[] prices : price) {
            Arrays.fill(prices, Double.NaN);
        }
    }

    void narrow(double share) {
        width *= share;
    }

    /** Takes the slopes at these parameters for prices. */
    void reprice(Objective objective, double[] parameters) {
        repricing = true;
        objective.evaluate(parameters, this, false);
        repricing = false;
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
        tile.loss = 0;
        for (int i = 0; i < tile.rows; i++) {
            tile.loss += tile.weight[i] * value[i];
        }
        tile.gap = 0;
        double told = 0;
        for (int k = 0; k < price.length; k++) {
            told += add(tile, k);
        }
        // Kinks that were found wrong certify nothing.
        double wrong = Math.abs(told - tile.loss);
        tile.gap += wrong <= ROUNDING * tile.loss ? 0 : wrong;
    }

    /** Returns what the kinks cost. */
    private double add(Tile tile, int k) {
        double cost = 0;
        for (int i = 0; i < tile.rows; i++) {
            LinearPieces.Kink kink = pieces.kink(tile.target[i], k);
            double jump = kink.above() + kink.below();
            double beyond = tile.score[i] - (tile.target[i] + kink.offset());
            double stiffness = jump / (2 * width);
            double own = price[k][tile.first + i];
            double before = Double.isNaN(own) ? (kink.below() - kink.above()) / 2 : own;
            double free = before + stiffness * beyond;
            double slope = Math.max(-kink.above(), Math.min(kink.below(), free));
            tile.gradient[i] += tile.weight[i] * slope;
            tile.curvature[i] += free == slope ? tile.weight[i] * stiffness : 0;
            double value = kink.value(-beyond);
            cost += tile.weight[i] * value;
            tile.gap += tile.weight[i] * Math.max(0, value - slope * beyond);
            if (repricing) {
                price[k][tile.first + i] = slope;
            }
        }
        return cost;
    }
}
