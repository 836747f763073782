package org.lossmith.learn.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * Which rows are held out together: the same seed gives the same folds. Without groups, rows are shuffled and dealt out, for
 * labels each class by itself so that rare ones are spread evenly. With groups, whole groups are dealt out, largest first,
 * to the fold that has least so far (for labels: fewest positives, then fewest rows).
 *
 * @param of the fold of each row, from 0
 * @param count number of folds
 * @param group the number of each row's group, or null if rows stand alone
 * @param notice what the user should know if fewer folds were made than asked for, or null
 */
public record Folds(
        int[] of,
        int count,
        int @Nullable [] group,
        @Nullable String notice) {

    /**
     * @param labels for targets that are labels, otherwise null; with two of them, both must occur at least twice
     * @throws InputException if there are fewer than 2 folds, 2 rows or 2 groups
     */
    public static Folds make(
            int rows,
            double @Nullable [] labels,
            String @Nullable [] groups,
            @Nullable String splitBy,
            int wanted,
            long seed) {
        if (wanted < 2) {
            throw new InputException(
                    "--folds " + wanted + ": wanted at least 2, so that there are rows held out and rows to"
                            + " train on; 5 is the default");
        }
        if (rows < 3) {
            throw new InputException("only " + Texts.count(rows, "row is", "rows are")
                    + " left to use; holding rows out needs at least 3, and says little below 50");
        }
        if (groups != null) {
            return whole(rows, labels, groups, splitBy == null ? "the split column" : splitBy, wanted, seed);
        }
        int count = Math.min(wanted, rows);
        String notice =
                count == wanted ? null : "only " + rows + " rows: each is held out by itself (" + count + " folds)";
        boolean two = labels != null && classes(labels) <= 2;
        int rarer = two && labels != null ? rarer(labels) : rows;
        if (rarer < 2) {
            throw new InputException("one of the two values of the target has "
                    + Texts.count(rarer, "row", "rows")
                    + "; holding rows out needs at least 2 of each (hundreds to say anything)");
        }
        if (rarer < count) {
            notice = "only " + rarer + " rows of the rarer value: " + rarer + " folds instead of " + count;
            count = rarer;
        }
        return new Folds(dealt(rows, labels, count, new SplittableRandom(seed)), count, null, notice);
    }

    /** How the rows of these folds came to be: each by itself, or in groups. */
    public Sampling sampling() {
        return group == null ? Sampling.ofRows(of.length) : Sampling.ofGroups(group);
    }

    /** How many classes there are if labels are numbers from 0. */
    public static int classes(double[] labels) {
        return (int) Arrays.stream(labels).max().orElse(0) + 1;
    }

    private static int rarer(double[] labels) {
        int positives = (int) Arrays.stream(labels).filter(label -> label == 1).count();
        return Math.min(positives, labels.length - positives);
    }

    private static int[] dealt(int rows, double @Nullable [] labels, int count, SplittableRandom random) {
        int[] shuffled = shuffled(rows, random);
        if (labels != null && classes(labels) > 2) {
            return ClassFolds.dealt(shuffled, labels, count);
        }
        int[] fold = new int[rows];
        int negatives = 0;
        int positives = 0;
        for (int row : shuffled) {
            boolean positive = labels != null && labels[row] == 1;
            // Positives are dealt from the last fold down, so that the folds' sizes differ by at most one or two rows.
            fold[row] = positive ? count - 1 - positives++ % count : negatives++ % count;
        }
        return fold;
    }

    /** Fisher-Yates. */
    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static Folds whole(
            int rows, double @Nullable [] labels, String[] groups, String splitBy, int wanted, long seed) {
        Map<String, Integer> number = new LinkedHashMap<>();
        int[] group = new int[rows];
        for (int row = 0; row < rows; row++) {
            Integer known = number.putIfAbsent(groups[row], number.size());
            group[row] = known == null ? number.size() - 1 : known;
        }
        int groupCount = number.size();
        if (groupCount < 2) {
            throw new InputException(
                    "--split-by " + splitBy + ": every row used has the same value, so nothing can be held"
                            + " out; choose a column with several values or leave --split-by away");
        }
        int count = Math.min(wanted, groupCount);
        String notice = count == wanted
                ? null
                : splitBy + " has " + groupCount + " values: " + count + " folds instead of " + wanted;
        SplittableRandom random = new SplittableRandom(seed);
        int[] foldOfGroup = labels != null && classes(labels) > 2
                ? ClassFolds.spread(shuffled(groupCount, random), group, labels, count)
                : spread(group, groupCount, labels, count, random);
        int[] fold = new int[rows];
        for (int row = 0; row < rows; row++) {
            fold[row] = foldOfGroup[group[row]];
        }
        return new Folds(fold, count, group, notice);
    }

    private static int[] spread(
            int[] group, int groups, double @Nullable [] labels, int count, SplittableRandom random) {
        long[] size = new long[groups];
        long[] positives = new long[groups];
        for (int row = 0; row < group.length; row++) {
            size[group[row]]++;
            positives[group[row]] += labels != null && labels[row] == 1 ? 1 : 0;
        }
        List<Integer> order = new ArrayList<>();
        for (int g : shuffled(groups, random)) {
            order.add(g);
        }
        order.sort(Comparator.comparingLong((Integer g) -> -positives[g]).thenComparingLong(g -> -size[g]));
        long[] rowsIn = new long[count];
        long[] positivesIn = new long[count];
        int[] fold = new int[groups];
        for (int g : order) {
            int least = IntStream.range(0, count)
                    .boxed()
                    .min(Comparator.comparingLong((Integer f) -> positives[g] > 0 ? positivesIn[f] : 0)
                            .thenComparingLong(f -> rowsIn[f]))
                    .orElseThrow();
            fold[g] = least;
            rowsIn[least] += size[g];
            positivesIn[least] += positives[g];
        }
        return fold;
    }
}
