package org.lossmith.learn.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Folds for several classes: each class is spread over the folds as evenly as it can be. */
final class ClassFolds {
    private ClassFolds() {}

    /**
     * Rows are dealt out class by class, each class going on at the fold where the one before it stopped: no class and no fold
     * has two rows more in one place than in another.
     *
     * @param shuffled all rows in random order
     */
    static int[] dealt(int[] shuffled, double[] labels, int folds) {
        int[] next = new int[Folds.classes(labels)];
        for (double label : labels) {
            for (int after = (int) label + 1; after < next.length; after++) {
                next[after]++;
            }
        }
        int[] fold = new int[shuffled.length];
        for (int row : shuffled) {
            fold[row] = next[(int) labels[row]]++ % folds;
        }
        return fold;
    }

    /**
     * Whole groups, those with the largest shares of any class first, each to the fold where its classes are rarest so far.
     *
     * @param shuffled all groups in random order
     */
    static int[] spread(int[] shuffled, int[] group, double[] labels, int folds) {
        double[][] share = shares(shuffled.length, group, labels);
        int classes = share[0].length;
        List<Integer> order = new ArrayList<>();
        IntStream.of(shuffled).forEach(order::add);
        order.sort(Comparator.comparingDouble(
                (Integer g) -> -Arrays.stream(share[g]).max().orElse(0)));
        double[][] filled = new double[folds][classes];
        int[] fold = new int[shuffled.length];
        for (int g : order) {
            int least = 0;
            double smallest = Double.POSITIVE_INFINITY;
            for (int f = 0; f < folds; f++) {
                double crowded = 0;
                for (int k = 0; k < classes; k++) {
                    crowded += share[g][k] * filled[f][k];
                }
                // Where classes do not decide, fill the emptiest fold.
                double all = Arrays.stream(filled[f]).sum();
                if (crowded + 1e-9 * all < smallest) {
                    smallest = crowded + 1e-9 * all;
                    least = f;
                }
            }
            fold[g] = least;
            for (int k = 0; k < classes; k++) {
                filled[least][k] += share[g][k];
            }
        }
        return fold;
    }

    /** The part of each class's rows that each group holds. */
    private static double[][] shares(int groups, int[] group, double[] labels) {
        double[] total = new double[Folds.classes(labels)];
        double[][] share = new double[groups][total.length];
        for (int row = 0; row < labels.length; row++) {
            share[group[row]][(int) labels[row]]++;
            total[(int) labels[row]]++;
        }
        for (double[] own : share) {
            for (int k = 0; k < total.length; k++) {
                own[k] = total[k] == 0 ? 0 : own[k] / total[k];
            }
        }
        return share;
    }
}
