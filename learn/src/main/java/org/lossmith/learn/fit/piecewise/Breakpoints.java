package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;

/** Where the slope of a piecewise linear function rises along a line, and by how much. */
final class Breakpoints {
    private final int[] row;
    private final double[] at;
    private final double[] rise;
    /** The entries, partly in order: see {@link #crossing}. */
    private final int[] order;

    Breakpoints(int[] row, double[] at, double[] rise) {
        this.row = row;
        this.at = at;
        this.rise = rise;
        this.order = new int[row.length];
        Arrays.setAll(order, i -> i);
    }

    int row(int entry) {
        return row[entry];
    }

    double at(int entry) {
        return at[entry];
    }

    /** The rows that the line meets before this entry, which {@link #crossing} found. */
    int[] before(int entry) {
        int count = 0;
        while (order[count] != entry) {
            count++;
        }
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            result[i] = row[order[i]];
        }
        return result;
    }

    /**
     * The entry at which a slope that begins at {@code -descent} is no longer negative, or -1: a weighted median, found by
     * partition without sorting. Afterwards all entries in front of it in the order come before it on the line.
     */
    int crossing(double descent) {
        int low = 0;
        int high = order.length - 1;
        double left = descent;
        while (low <= high) {
            int pivot = order[low + (high - low) / 2];
            int split = partition(low, high, pivot);
            double risen = 0;
            for (int i = low; i < split; i++) {
                risen += rise[order[i]];
            }
            if (risen >= left) {
                high = split - 1;
            } else if (risen + rise[pivot] >= left) {
                return pivot;
            } else {
                left -= risen + rise[pivot];
                low = split + 1;
            }
        }
        return -1;
    }

    /** Puts what comes before the pivot in front of it; returns the pivot's place. */
    private int partition(int low, int high, int pivot) {
        int place = low;
        int end = high;
        int i = low;
        // Three groups, so that many equal breakpoints cost no more: before, the pivot, after.
        while (i <= end) {
            int entry = order[i];
            if (before(entry, pivot)) {
                order[i++] = order[place];
                order[place++] = entry;
            } else if (entry == pivot) {
                i++;
            } else {
                order[i] = order[end];
                order[end--] = entry;
            }
        }
        return place;
    }

    /** Equal breakpoints are taken in the order of their rows. */
    private boolean before(int entry, int other) {
        return at[entry] < at[other] || (at[entry] == at[other] && entry < other);
    }
}
