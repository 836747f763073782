package org.lossmith.learn.data;

import java.util.Arrays;

/** 1, 2, 3, ... without keeping them: where each row of the file is used. */
record CountingSeries(int size) implements Series {
    @Override
    public double get(int row) {
        return row + 1.0;
    }

    @Override
    public void copy(int from, int count, double[] into, int at) {
        for (int i = 0; i < count; i++) {
            into[at + i] = from + i + 1.0;
        }
    }

    @Override
    public double[] toArray() {
        double[] result = new double[size];
        Arrays.setAll(result, row -> row + 1.0);
        return result;
    }
}
