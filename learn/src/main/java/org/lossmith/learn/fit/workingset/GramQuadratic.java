package org.lossmith.learn.fit.workingset;

import org.lossmith.learn.fit.design.TileArithmetic;
import org.lossmith.learn.fit.design.WeightedGram;

/**
 * The quadratic model by the Gram matrix of the working set: looking at a coefficient costs nothing, moving it costs as
 * many operations as the set has columns.
 */
final class GramQuadratic implements QuadraticModel {
    private final WeightedGram gram;
    private final int[] position;
    private final double[] added;
    private final double[] slope;
    private double[] marked = new double[0];
    private final TileArithmetic arithmetic;

    /**
     * @param set the design's columns, all of them held by the Gram matrix
     * @param slopes the loss's, by the Gram matrix's positions; they move with the coefficients
     * @param floor the least curvature that each coefficient is given
     */
    GramQuadratic(WeightedGram gram, int[] set, double[] slopes, double[] floor) {
        this.gram = gram;
        this.arithmetic = gram.arithmetic();
        this.position = new int[floor.length];
        this.added = new double[floor.length];
        this.slope = slopes;
        for (int a = 0; a < floor.length; a++) {
            position[a] = gram.position(set[a]);
            added[a] = Math.max(0, floor[a] - gram.diagonal(position[a]));
        }
    }

    /** @param gradient the loss's slopes by the set's coefficients */
    static GramQuadratic of(WeightedGram gram, int[] set, double[] gradient, double[] floor) {
        double[] slopes = new double[gram.size()];
        for (int a = 0; a < set.length; a++) {
            slopes[gram.position(set[a])] = gradient[a];
        }
        return new GramQuadratic(gram, set, slopes, floor);
    }

    /** Whether some curvature was so small that the floor took its place. */
    boolean raised() {
        for (double entry : added) {
            if (entry > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int size() {
        return position.length;
    }

    @Override
    public double slope(int a) {
        return slope[position[a]];
    }

    @Override
    public double curvature(int a) {
        return gram.diagonal(position[a]) + added[a];
    }

    @Override
    public void move(int a, double by) {
        double[] line = gram.line(position[a]);
        double[] to = slope;
        int end = to.length;
        for (int k = 0; k < end; k++) {
            to[k] += by * line[k];
        }
        to[position[a]] += by * added[a];
    }

    @Override
    public void move(int[] which, double[] by, int count) {
        double[][] lines = new double[count][];
        for (int k = 0; k < count; k++) {
            lines[k] = gram.line(position[which[k]]);
        }
        arithmetic.add(lines, count, by, 0, slope, slope.length);
        for (int k = 0; k < count; k++) {
            slope[position[which[k]]] += by[k] * added[which[k]];
        }
    }

    @Override
    public void mark() {
        marked = slope.clone();
    }

    @Override
    public void back() {
        System.arraycopy(marked, 0, slope, 0, slope.length);
    }
}
