package org.lossmith.learn.fit.objective;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Tile;

/** What the solvers need of a loss, over one score a row or over several. */
public interface FitLoss {
    /** How many scores the loss takes for each row. */
    int outputs();

    String spec();

    boolean convex();

    boolean smooth();

    /** Whether its second derivative is positive and the same at every score. */
    default boolean quadratic() {
        return false;
    }

    /** Whether, besides, that is the same on every row. */
    default boolean evenlyCurved() {
        return false;
    }

    /** Whether its row model offers curvatures. */
    default boolean curved() {
        return true;
    }

    /** Whether it tells labels apart, so that it may fall for ever where inputs separate them. */
    boolean classifies();

    /**
     * Why it falls for ever along a direction of all scores' parameters, as a whole note; null where there is nothing to say but
     * that it does.
     */
    default @Nullable String runaway(double[] direction) {
        return null;
    }

    boolean accepts(double target);

    /** The targets that it accepts, in words. */
    String accepted();

    /** The loss as it is. */
    RowModel direct();

    /** A smooth stand-in for a loss with kinks, with a bound on what is left to gain; the narrower the closer. */
    RowModel smoothed(double width);

    /** The unweighted loss of each row of the tile, from its scores and targets. */
    void values(Tile tile, double[] value);

    /** The scores that are best when they are the same for every row; infinite where the loss falls for ever. */
    double[] constant(double[] target, double @Nullable [] weight);

    /** @param reference the pass over the sample at the best constant */
    FitScale scale(Objective sample, Evaluation reference);

    /**
     * Convex losses whose fits are good starts for this one, which is not convex.
     *
     * @param unit a step that means something on the score's scale
     * @param smooth whether they must be smooth: with very many columns those are much faster to fit
     */
    List<FitLoss> convexRelatives(double[] target, double unit, boolean smooth);
}
