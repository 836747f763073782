package org.lossmith.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.lossmith.learn.data.SparseMatrix;

/** Texts as rows: words drawn by Zipf's law, of which the frequent ones say something about the class. */
final class SyntheticWords {
    /** Of the most frequent words so many have a coefficient. */
    private static final int TELLING = 100;

    private final RandomGenerator random;
    private final SparseMatrix matrix;
    private final double[] score;

    SyntheticWords(int rows, int columns, int wordsPerRow, long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.score = new double[rows];
        double[] coefficient = random.doubles(TELLING, -3, 3).toArray();
        int[] starts = new int[rows + 1];
        int[][] words = new int[rows][];
        for (int i = 0; i < rows; i++) {
            words[i] = IntStream.generate(() -> word(columns))
                    .limit(wordsPerRow)
                    .distinct()
                    .sorted()
                    .toArray();
            starts[i + 1] = starts[i] + words[i].length;
            for (int word : words[i]) {
                score[i] += word < TELLING ? coefficient[word] : 0;
            }
        }
        int[] columnIndexes =
                IntStream.range(0, rows).flatMap(i -> IntStream.of(words[i])).toArray();
        double[] values = new double[columnIndexes.length];
        Arrays.fill(values, 1);
        this.matrix = Standardised.scaled(new SparseMatrix(columns, starts, columnIndexes, values));
    }

    /** The k-th word with a probability of about 1 / k. */
    private int word(int columns) {
        return Math.min(columns, (int) Math.exp(random.nextDouble() * Math.log(columns + 1.0))) - 1;
    }

    SparseMatrix matrix() {
        return matrix;
    }

    double[] binary() {
        return SyntheticData.binary(score, random);
    }
}
