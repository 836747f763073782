package org.lossmith.learn.fit.workingset;

import org.lossmith.learn.fit.design.DesignColumns;

/**
 * The quadratic model by the rows' own slopes, for working sets whose Gram matrix would be too large: looking at a
 * coefficient or moving it costs as many operations as its column has entries.
 */
final class ResidualQuadratic implements QuadraticModel {
    private final DesignColumns columns;
    private final int[] set;
    private final double[] gradient;
    private final double[] weight;
    /** How far each row's slope has moved. */
    private final double[] moved;

    private final double[] marked;
    /** Curvature, and what of it was added so that none vanishes. */
    private final double[] curvature;

    private final double[] added;
    private final double[] shift;
    private final double[] markedShift;

    /**
     * @param gradient the loss's, by the set's coefficients
     * @param weight the curvature of each row
     * @param floor the least curvature that each coefficient is given
     */
    ResidualQuadratic(DesignColumns columns, int[] set, double[] gradient, double[] weight, double[] floor) {
        this.columns = columns;
        this.set = set;
        this.gradient = gradient;
        this.weight = weight;
        this.moved = new double[columns.rows()];
        this.marked = new double[columns.rows()];
        this.curvature = new double[floor.length];
        this.added = new double[floor.length];
        this.shift = new double[floor.length];
        this.markedShift = new double[floor.length];
        columns.squares(set, floor.length, weight, curvature);
        for (int a = 0; a < floor.length; a++) {
            added[a] = Math.max(0, floor[a] - curvature[a]);
            curvature[a] += added[a];
        }
    }

    @Override
    public int size() {
        return curvature.length;
    }

    @Override
    public double slope(int a) {
        return gradient[a] + columns.product(set[a], moved) + added[a] * shift[a];
    }

    @Override
    public double curvature(int a) {
        return curvature[a];
    }

    @Override
    public void move(int a, double by) {
        columns.addWeighted(set[a], by, weight, moved);
        shift[a] += by;
    }

    /** By the rows: their number is less than that of the columns' entries. */
    @Override
    public double risen(double[] by, double[] begin) {
        double sum = 0;
        for (int a = 0; a < by.length; a++) {
            sum += by[a] * (begin[a] + 0.5 * added[a] * by[a]);
        }
        for (int i = 0; i < moved.length; i++) {
            sum += weight[i] > 0 ? 0.5 * moved[i] * moved[i] / weight[i] : 0;
        }
        return sum;
    }

    @Override
    public void mark() {
        System.arraycopy(moved, 0, marked, 0, moved.length);
        System.arraycopy(shift, 0, markedShift, 0, shift.length);
    }

    @Override
    public void back() {
        System.arraycopy(marked, 0, moved, 0, moved.length);
        System.arraycopy(markedShift, 0, shift, 0, shift.length);
    }
}
