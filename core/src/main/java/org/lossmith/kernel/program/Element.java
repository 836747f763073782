package org.lossmith.kernel.program;

import java.util.Arrays;

/** A kind of number: what the arrays of a loop hold, or what it computes in. */
public enum Element {
    DOUBLE,
    FLOAT;

    public static Element of(Object array) {
        return array instanceof float[] ? FLOAT : DOUBLE;
    }

    public static int length(Object array) {
        return array instanceof float[] floats ? floats.length : ((double[]) array).length;
    }

    public int bytes() {
        return this == FLOAT ? Float.BYTES : Double.BYTES;
    }

    public Object newArray(int length) {
        return this == FLOAT ? new float[length] : new double[length];
    }

    /** A new array of {@code length} with the elements from {@code from} on, the last of them repeated. */
    public static Object padded(Object array, int from, int count, int length) {
        Object padded = of(array).newArray(length);
        System.arraycopy(array, from, padded, 0, count);
        if (padded instanceof float[] floats) {
            Arrays.fill(floats, count, length, floats[count - 1]);
        } else if (padded instanceof double[] doubles) {
            Arrays.fill(doubles, count, length, doubles[count - 1]);
        }
        return padded;
    }

    public static double get(Object array, int index) {
        return array instanceof float[] floats ? floats[index] : ((double[]) array)[index];
    }

    public static void set(Object array, int index, double value) {
        if (array instanceof float[] floats) {
            floats[index] = (float) value;
        } else {
            ((double[]) array)[index] = value;
        }
    }

    public static void read(Object array, int from, double[] to, int count) {
        if (array instanceof float[] floats) {
            for (int i = 0; i < count; i++) {
                to[i] = floats[from + i];
            }
        } else {
            System.arraycopy(array, from, to, 0, count);
        }
    }

    public static void write(double[] from, Object array, int to, int count) {
        if (array instanceof float[] floats) {
            for (int i = 0; i < count; i++) {
                floats[to + i] = (float) from[i];
            }
        } else {
            System.arraycopy(from, 0, array, to, count);
        }
    }
}
