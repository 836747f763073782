package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Tile;

/**
 * The rows of a design under a loss of straight lines, each once for every kink: the target of such a row is where its kink is,
 * and it costs {@link LinearPieces.Kink#above} or {@link LinearPieces.Kink#below} for each unit that this lies above or below
 * the score.
 */
final class KinkedDesign {
    private final Design design;
    private final LinearPieces pieces;
    /** Which of its row's kinks each position is; null if rows have one. */
    private final int @Nullable [] kink;

    private KinkedDesign(Design design, LinearPieces pieces, int @Nullable [] kink) {
        this.design = design;
        this.pieces = pieces;
        this.kink = kink;
    }

    static KinkedDesign of(Design design, LinearPieces pieces) {
        int each = pieces.count();
        if (each == 1) {
            return new KinkedDesign(design, pieces, null);
        }
        int[] position = new int[Math.multiplyExact(design.size(), each)];
        int[] kink = new int[position.length];
        for (int i = 0; i < position.length; i++) {
            position[i] = i / each;
            kink[i] = i % each;
        }
        return new KinkedDesign(design.only(position), pieces, kink);
    }

    /** Some of them, by position. */
    KinkedDesign only(int[] positions) {
        return new KinkedDesign(
                design.only(positions),
                pieces,
                kink == null ? null : Arrays.stream(positions).map(i -> kink[i]).toArray());
    }

    int size() {
        return design.size();
    }

    int dimension() {
        return design.dimension();
    }

    int tileRows() {
        return design.tileRows();
    }

    Tile tile() {
        return design.tile(false);
    }

    /** Loads rows with the places of their kinks for targets; weighted costs go to {@link #above} and {@link #below}. */
    void load(Tile tile, int from, int to) {
        design.load(tile, from, to);
        double[] above = above(tile);
        double[] below = below(tile);
        for (int i = 0; i < tile.rows; i++) {
            LinearPieces.Kink own = pieces.kink(tile.target[i], kink == null ? 0 : kink[from + i]);
            tile.target[i] += own.offset();
            above[i] = own.above() * tile.weight[i];
            below[i] = own.below() * tile.weight[i];
        }
    }

    /** What each unit costs that a row's kink lies above its score. */
    static double[] above(Tile tile) {
        return tile.scratch[1];
    }

    /** What each unit costs that it lies below. */
    static double[] below(Tile tile) {
        return tile.scratch[2];
    }
}
