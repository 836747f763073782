package org.lossmith.learn.data;

/** Numbers in memory. */
record ArraySeries(double[] values) implements Series {
    @Override
    public int size() {
        return values.length;
    }

    @Override
    public double get(int row) {
        return values[row];
    }

    @Override
    public void copy(int from, int count, double[] into, int at) {
        System.arraycopy(values, from, into, at, count);
    }

    @Override
    public double[] toArray() {
        return values;
    }
}
