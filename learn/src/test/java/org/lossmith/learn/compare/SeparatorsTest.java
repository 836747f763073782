package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.TargetKind;

class SeparatorsTest {
    @Test
    void inputsThatMarkOneLabel_areNamedWithTheirRows() {
        DenseMatrix x = new DenseMatrix(8, 4);
        double[] target = {0, 0, 0, 0, 1, 1, 1, 1};
        for (int row = 0; row < 8; row++) {
            x.set(row, 0, row < 2 ? 1 : 0);
            x.set(row, 1, row % 2);
            x.set(row, 2, row == 5 ? -3 : 2);
            x.set(row, 3, 4);
        }
        Dataset data = Dataset.of(x, target, List.of("old", "fair", "odd", "same"), TargetKind.BINARY);
        assertThat(Separators.in(data))
                .containsExactly("old (above 0 in 2 rows, none positive)", "odd (below 2 in 1 row, all positive)");
    }
}
