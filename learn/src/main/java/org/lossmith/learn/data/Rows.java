package org.lossmith.learn.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a matrix a fit sees, without copying the matrix. Folds of a cross-validation are made with {@link
 * #except(int[], int)}.
 */
public final class Rows {
    private final int size;
    private final int @Nullable [] indexes;

    private Rows(int size, int @Nullable [] indexes) {
        this.size = size;
        this.indexes = indexes;
    }

    /** Every row of a matrix with {@code rows} rows. */
    public static Rows all(int rows) {
        return new Rows(rows, null);
    }

    /** The given rows (0-based); in ascending order they are read fastest. */
    public static Rows of(int[] rows) {
        return new Rows(rows.length, rows.clone());
    }

    /** The rows whose fold is not {@code heldOut}: what a model of that fold is trained on. */
    public static Rows except(int[] foldOfRow, int heldOut) {
        return select(foldOfRow, heldOut, false);
    }

    /** The rows whose fold is {@code heldOut}. */
    public static Rows only(int[] foldOfRow, int heldOut) {
        return select(foldOfRow, heldOut, true);
    }

    private static Rows select(int[] foldOfRow, int fold, boolean equal) {
        int[] found = new int[foldOfRow.length];
        int size = 0;
        for (int row = 0; row < foldOfRow.length; row++) {
            if ((foldOfRow[row] == fold) == equal) {
                found[size++] = row;
            }
        }
        return new Rows(size, Arrays.copyOf(found, size));
    }

    public int size() {
        return size;
    }

    /** The matrix row at a position from 0 to size() - 1. */
    public int row(int position) {
        return indexes == null ? position : indexes[position];
    }

    /** How many rows from a position on, at most {@code most}, follow each other in the matrix; at least 1. */
    public int run(int position, int most) {
        if (indexes == null) {
            return most;
        }
        int run = 1;
        while (run < most && indexes[position + run] == indexes[position] + run) {
            run++;
        }
        return run;
    }

    /** About {@code count} rows spread evenly over these, always the same ones. */
    public Rows spread(int count) {
        if (count >= size) {
            return this;
        }
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = row((int) ((long) i * size / count));
        }
        return new Rows(count, chosen);
    }

    /** The positions' rows as an array, or null when position and row are the same. */
    public int @Nullable [] indexes() {
        return indexes;
    }
}
