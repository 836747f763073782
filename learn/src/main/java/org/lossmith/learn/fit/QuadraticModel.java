package org.lossmith.learn.fit;

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

    /** Remembers where the coefficients are. */
    void mark();

    /** Returns to where they were when {@link #mark} was called last. */
    void back();
}
