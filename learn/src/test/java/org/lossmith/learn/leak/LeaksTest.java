package org.lossmith.learn.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.SeededRandom;

class LeaksTest {
    private static List<String> names(int columns) {
        return IntStream.range(0, columns).mapToObj(column -> "x" + column).toList();
    }

    /** All columns but the last are noise; that is the target's cube and a little noise. */
    private static Dataset data(int rows, int columns, TargetKind kind) {
        SeededRandom random = new SeededRandom(3);
        DenseMatrix x = new DenseMatrix(rows, columns);
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns - 1; column++) {
                x.set(row, column, random.normal());
            }
            target[row] = kind == TargetKind.CONTINUOUS ? random.normal() : row % (kind == TargetKind.BINARY ? 2 : 3);
            x.set(row, columns - 1, Math.pow(target[row], 3) + 0.01 * random.normal());
        }
        return Dataset.of(x, target, names(columns), kind);
    }

    @Test
    void columnThatGivesTheTargetAway_isNamed() {
        for (TargetKind kind : List.of(TargetKind.CONTINUOUS, TargetKind.BINARY, TargetKind.CATEGORIES)) {
            Leaks found = Leaks.in(data(600, 4, kind));
            assertThat(found.columns()).as(kind.word()).containsExactly("x3");
            assertThat(found.warnings()).hasSize(1);
            assertThat(found.warnings().get(0).code()).isEqualTo("leak");
            assertThat(found.warnings().get(0).message()).contains("x3 by itself gives target away", "--exclude x3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99})
    void fewRows_sayNothing(int rows) {
        assertThat(Leaks.in(data(rows, 2, TargetKind.CONTINUOUS)).warnings()).isEmpty();
    }

    @Test
    void constantTarget_isNotGivenAway() {
        DenseMatrix x = new DenseMatrix(300, 1);
        assertThat(Leaks.in(Dataset.of(x, new double[300], names(1), TargetKind.CONTINUOUS))
                        .warnings())
                .isEmpty();
    }

    @Test
    void veryManyInputs_areNotLookedAt() {
        assertThat(Leaks.in(data(150, 10_000, TargetKind.CONTINUOUS)).columns()).containsExactly("x9999");
        assertThat(Leaks.in(data(150, 10_001, TargetKind.CONTINUOUS)).columns()).isEmpty();
    }
}
