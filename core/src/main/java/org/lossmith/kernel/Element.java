package org.lossmith.kernel;

import java.util.Arrays;

/** A kind of number: what the arrays of a loop hold, or what it computes in. */
enum Element {
    DOUBLE,
    FLOAT;

    static Element of(Object array) {
        return array instanceof float[] ? FLOAT : DOUBLE;
    }

    static int length(Object array) {
        return array instanceof float[] floats ? floats.length : ((double[]) array).length;
    }

    int bytes() {
        return this == FLOAT ? Float.BYTES : Double.BYTES;
    }

    Object newArray(int length) {
        return this == FLOAT ? new float[length] : new double[length];
    }

    /** A new array of {@code length} with the elements from {@code from} on, the last of them repeated. */
    static Object padded(Object array, int from, int count, int length) {
        Object padded = of(array).newArray(length);
        System.arraycopy(array, from, padded, 0, count);
        if (padded instanceof float[] floats) {
            Arrays.fill(floats, count, length, floats[count - 1]);
        } else if (padded instanceof double[] doubles) {
            Arrays.fill(doubles, count, length, doubles[count - 1]);
        }
        return padded;
    }

    static double get(Object array, int index) {
        return array instanceof float[] floats ? floats[index] : ((double[]) array)[index];
    }

    static void set(Object array, int index, double value) {
        if (array instanceof float[] floats) {
            floats[index] = (float) value;
        } else {
            ((double[]) array)[index] = value;
        }
    }

    static void read(Object array, int from, double[] to, int count) {
        if (array instanceof float[] floats) {
            for (int i = 0; i < count; i++) {
                to[i] = floats[from + i];
            }
        } else {
            System.arraycopy(array, from, to, 0, count);
        }
    }

    static void write(double[] from, Object array, int to, int count) {
        if (array instanceof float[] floats) {
            for (int i = 0; i < count; i++) {
                floats[to + i] = (float) from[i];
            }
        } else {
            System.arraycopy(from, 0, array, to, count);
        }
    }
}
