package org.lossmith.learn.fit.workingset;

/** A quadratic function of a few coefficients that are moved one at a time. */
interface QuadraticModel {
    int size();

    /** The derivative by coefficient {@code a} where the coefficients are now. */
    double slope(int a);

    /** The second derivative by coefficient {@code a}; never negative. */
    double curvature(int a);

    void move(int a, double by);

    /** Moves the coefficients {@code which[k]}, for {@code k} below count, each at most once. */
    default void move(int[] which, double[] by, int count) {
        for (int k = 0; k < count; k++) {
            move(which[k], by[k]);
        }
    }

    /**
     * What the model has risen by since its coefficients were at the start.
     *
     * @param moved how far each coefficient is from there
     * @param begin the slopes there
     */
    default double risen(double[] moved, double[] begin) {
        double sum = 0;
        for (int a = 0; a < moved.length; a++) {
            if (moved[a] != 0) {
                sum += 0.5 * moved[a] * (begin[a] + slope(a));
            }
        }
        return sum;
    }

    /** Remembers where the coefficients are. */
    void mark();

    /** Returns to where they were when {@link #mark} was called last. */
    void back();
}
