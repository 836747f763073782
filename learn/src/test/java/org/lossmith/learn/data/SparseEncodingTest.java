package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lossmith.learn.data.Fixture.input;
import static org.lossmith.learn.data.Fixture.rows;
import static org.lossmith.learn.data.Fixture.treatment;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lossmith.InputException;

class SparseEncodingTest {
    private static final int ROWS = 3000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Shop s0 in every third row, the others s1 to s300 in turn; some are missing. A number beside them. */
    private ReadRequest request() {
        Path file = rows(
                folder, "shops.csv", "shop,price,y", ROWS, row -> shop(row) + "," + price(row) + "," + row % 7 * 0.5);
        return ReadRequest.of(file, "y");
    }

    private static String shop(int row) {
        return row % 3 == 0 ? "s0" : row % 100 == 1 ? "" : "s'" + (row / 3 % 300 + 1);
    }

    private static double price(int row) {
        return row % 4 == 0 ? 0 : row + 0.25;
    }

    @Test
    void manyLevels_makeASparseMatrixOfTheSameInputs() {
        try (Dataset sparse = TableSource.read(request().withLevels(1000));
                Dataset few = TableSource.read(request())) {
            assertThat(few.x()).isInstanceOf(DenseMatrix.class);
            assertThat(sparse.x()).isInstanceOf(SparseMatrix.class);
            assertThat(treatment(sparse, "shop")).contains("301 levels").doesNotContain("share the input");
            assertThat(treatment(few, "shop")).contains("the 281 rarest share the input (other)");
            // 300 levels but the reference, the missing mark, and the price.
            assertThat(sparse.features()).hasSize(302).contains("shop=s'17", "price", "shop_missing");
            double[] seventeen = input(sparse, "shop=s'17");
            double[] price = input(sparse, "price");
            double[] missing = input(sparse, "shop_missing");
            int entries = 0;
            for (int row = 0; row < ROWS; row++) {
                assertThat(seventeen[row]).isEqualTo(shop(row).equals("s'17") ? 1 : 0);
                assertThat(price[row]).isEqualTo(price(row));
                assertThat(missing[row]).isEqualTo(shop(row).isEmpty() ? 1 : 0);
                entries += (shop(row).equals("s0") ? 0 : 1) + (price(row) == 0 ? 0 : 1);
            }
            assertThat(((SparseMatrix) sparse.x()).entries()).isEqualTo(entries);
            assertThat(sparse.target()).isEqualTo(few.target());
        }
    }

    @Test
    void someLevels_leaveTheRestToOther() {
        try (Dataset data = TableSource.read(request().withLevels(250))) {
            assertThat(data.x()).isInstanceOf(SparseMatrix.class);
            assertThat(data.features()).contains("shop=(other)");
            double[] other = input(data, "shop=(other)");
            double[] kept = new double[ROWS];
            for (String feature : data.features()) {
                if (feature.startsWith("shop")) {
                    double[] one = input(data, feature);
                    for (int row = 0; row < ROWS; row++) {
                        kept[row] += one[row];
                    }
                }
            }
            for (int row = 0; row < ROWS; row++) {
                assertThat(kept[row]).isEqualTo(shop(row).equals("s0") ? 0 : 1);
            }
            assertThat(other).contains(1, 0);
        }
    }

    @Test
    void oneLevel_isRefused() {
        assertThatThrownBy(() -> request().withLevels(1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--levels 1: of a category at least 2");
    }
}
