package org.lossmith.learn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static int[] sizes(Folds folds) {
        int[] size = new int[folds.count()];
        for (int fold : folds.of()) {
            size[fold]++;
        }
        return size;
    }

    @Test
    void rows_areDealtEvenlyAndDependOnTheSeedAlone() {
        Folds folds = Folds.make(103, null, null, null, 5, 7);
        assertThat(sizes(folds)).containsOnly(20, 21).hasSize(5);
        assertThat(Folds.make(103, null, null, null, 5, 7).of()).isEqualTo(folds.of());
        assertThat(Folds.make(103, null, null, null, 5, 8).of()).isNotEqualTo(folds.of());
        assertThat(folds.notice()).isNull();
    }

    @Test
    void rarePositives_areSpreadOverAllFolds() {
        double[] labels = new double[1000];
        for (int i = 0; i < 7; i++) {
            labels[i * 13] = 1;
        }
        Folds folds = Folds.make(1000, labels, null, null, 5, 1);
        int[] positives = new int[5];
        for (int row = 0; row < 1000; row++) {
            positives[folds.of()[row]] += (int) labels[row];
        }
        assertThat(positives).containsOnly(1, 2);
        assertThat(sizes(folds)).hasSize(5);
        assertThat(Arrays.stream(sizes(folds)).allMatch(size -> size >= 199 && size <= 201))
                .isTrue();
    }

    @Test
    void groups_stayWholeAndBalanced() {
        String[] groups =
                IntStream.range(0, 1200).mapToObj(i -> "month" + i % 12).toArray(String[]::new);
        Folds folds = Folds.make(1200, null, groups, "month", 4, 3);
        for (int row = 12; row < 1200; row++) {
            assertThat(folds.of()[row]).isEqualTo(folds.of()[row - 12]);
        }
        assertThat(sizes(folds)).containsOnly(300);
        assertThat(folds.group()).isNotNull();
        assertThat(Arrays.stream(folds.group()).distinct().count()).isEqualTo(12);
    }

    @Test
    void groups_spreadTheirPositives() {
        String[] groups = IntStream.range(0, 400).mapToObj(i -> "g" + i / 20).toArray(String[]::new);
        double[] labels = new double[400];
        for (int g = 0; g < 4; g++) {
            labels[g * 20] = 1;
        }
        Folds folds = Folds.make(400, labels, groups, "g", 4, 3);
        int[] positives = new int[4];
        for (int row = 0; row < 400; row++) {
            positives[folds.of()[row]] += (int) labels[row];
        }
        assertThat(positives).containsOnly(1);
    }

    @Test
    void fewerGroupsThanFolds_isSaid() {
        Folds folds = Folds.make(6, null, new String[] {"a", "b", "c", "a", "b", "c"}, "site", 5, 1);
        assertThat(folds.count()).isEqualTo(3);
        assertThat(folds.notice()).isEqualTo("site has 3 values: 3 folds instead of 5");
    }

    @Test
    void fewRows_areHeldOutOneByOne() {
        Folds folds = Folds.make(4, null, null, null, 5, 1);
        assertThat(sizes(folds)).containsOnly(1).hasSize(4);
        assertThat(folds.notice()).contains("only 4 rows");
    }

    @Test
    void fewPositives_makeFewerFolds() {
        Folds folds = Folds.make(
                50, IntStream.range(0, 50).mapToDouble(i -> i < 3 ? 1 : 0).toArray(), null, null, 5, 1);
        assertThat(folds.count()).isEqualTo(3);
        assertThat(folds.notice()).contains("only 3 rows of the rarer value");
    }

    @Test
    void impossibleRequests_areRefused() {
        assertThatThrownBy(() -> Folds.make(10, null, null, null, 1, 1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> Folds.make(1, null, null, null, 5, 1)).hasMessageContaining("only 1 row is left");
        assertThatThrownBy(() -> Folds.make(3, null, new String[] {"a", "a", "a"}, "site", 5, 1))
                .hasMessageContaining("--split-by site");
        assertThatThrownBy(() -> Folds.make(9, new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0}, null, null, 5, 1))
                .hasMessageContaining("has 1 row;");
    }
}
