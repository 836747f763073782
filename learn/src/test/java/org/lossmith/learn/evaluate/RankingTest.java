package org.lossmith.learn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void ascending_asAStableComparisonSort() {
        SeededRandom random = new SeededRandom(3);
        double[] key = new double[5000];
        for (int i = 0; i < key.length; i++) {
            key[i] = Math.scalb(Math.rint(40 * random.next() - 20), (int) (200 * random.next()) - 100);
        }
        key[17] = Double.POSITIVE_INFINITY;
        key[18] = Double.NEGATIVE_INFINITY;
        key[19] = Double.MIN_VALUE;
        key[20] = -Double.MAX_VALUE;
        int[] expected = IntStream.range(0, key.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> key[i] + 0.0))
                .mapToInt(i -> i)
                .toArray();
        assertThat(Ranking.ascending(key)).isEqualTo(expected);
    }

    @Test
    void ascending_ofSignedZeros_keepsRowOrder() {
        assertThat(Ranking.ascending(new double[] {0.0, -0.0, 0.0, -1})).containsExactly(3, 0, 1, 2);
    }

    @Test
    void ascending_ofNothing_isEmpty() {
        assertThat(Ranking.ascending(new double[0])).isEmpty();
    }

    @Test
    void averageRanks_shareTheMiddleOfTies() {
        assertThat(Ranking.averageRanks(new double[] {5, 1, 5, 9, 1, 1})).containsExactly(4.5, 2, 4.5, 6, 2, 2);
    }
}
