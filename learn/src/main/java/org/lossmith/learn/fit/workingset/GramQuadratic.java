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
    private final double[] marked;
    private final int held;
    private final TileArithmetic arithmetic;

    /**
     * @param set the design's columns, all of them held by the Gram matrix
     * @param gradient the loss's, by the set's coefficients
     * @param floor the least curvature that each coefficient is given
     */
    GramQuadratic(WeightedGram gram, int[] set, double[] gradient, double[] floor) {
        this.gram = gram;
        this.arithmetic = gram.arithmetic();
        this.position = new int[floor.length];
        this.added = new double[floor.length];
        this.held = gram.size();
        this.slope = new double[held];
        this.marked = new double[held];
        for (int a = 0; a < floor.length; a++) {
            position[a] = gram.position(set[a]);
            slope[position[a]] = gradient[a];
            added[a] = Math.max(0, floor[a] - gram.diagonal(position[a]));
        }
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
        int end = held;
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
        arithmetic.add(lines, count, by, 0, slope, held);
        for (int k = 0; k < count; k++) {
            slope[position[which[k]]] += by[k] * added[which[k]];
        }
    }

    @Override
    public void mark() {
        System.arraycopy(slope, 0, marked, 0, held);
    }

    @Override
    public void back() {
        System.arraycopy(marked, 0, slope, 0, held);
    }
}
