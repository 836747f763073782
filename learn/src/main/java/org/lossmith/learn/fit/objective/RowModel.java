package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Tile;

/**
 * Turns a tile's scores into weighted losses, gradients and curvatures: the loss itself, or a smoothed stand-in for it.
 */
public interface RowModel {
    /**
     * Fills gradient (and curvature if asked), loss and gap of the tile from its score, target and weight. The loss is
     * always the true one; the gap is 0 unless the model is a smoothed one.
     */
    void evaluate(Tile tile, boolean curvature);

    /** Whether the gradient is the derivative of the reported loss (a smoothed model's is not). */
    boolean exact();

    boolean convex();

    /** Whether the curvatures of a row are those of {@link Softmax#curvature}. */
    default boolean balanced() {
        return false;
    }

    /** Whether the scores are of one kind, such as those of classes, so that their gradients have one unit. */
    default boolean scoresAlike() {
        return true;
    }

    /** Whether the curvature of a row is the same at every score. */
    default boolean quadratic() {
        return false;
    }
}
