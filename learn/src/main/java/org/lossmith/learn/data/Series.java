package org.lossmith.learn.data;

/** One number for each row: targets, weights. In memory or, with a {@link StoredMatrix}, in a scratch file. */
public sealed interface Series permits ArraySeries, StoredSeries, CountingSeries {
    int size();

    double get(int row);

    /** Copies the numbers of rows {@code from} to {@code from + count - 1} to {@code into[at]} and the following elements. */
    void copy(int from, int count, double[] into, int at);

    /** All of them; the caller must not write to the array. In a scratch file they are read into memory anew each time. */
    double[] toArray();

    /** The array is shared, not copied. */
    static Series of(double[] values) {
        return new ArraySeries(values);
    }

    /** 1, 2, 3, ... */
    static Series counting(int size) {
        return new CountingSeries(size);
    }
}
