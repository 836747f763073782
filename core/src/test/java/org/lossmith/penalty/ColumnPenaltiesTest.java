package org.lossmith.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.InputException;

class ColumnPenaltiesTest {
    @Test
    void columns_notMentioned_areAsUsual() {
        ColumnPenalties columns = ColumnPenalties.none();
        assertThat(columns.factor(7)).isEqualTo(1);
        assertThat(columns.bounds(7).none()).isTrue();
        assertThat(columns.excluded(7)).isFalse();
        assertThat(columns.lastColumn()).isEqualTo(-1);
    }

    @Test
    void columns_mentioned_areWhatWasSaid() {
        ColumnPenalties columns = ColumnPenalties.none()
                .withFactor(2, 0)
                .withFactor(3, Double.POSITIVE_INFINITY)
                .withBounds(4, Bounds.NON_NEGATIVE)
                .withBounds(5, Bounds.ZERO)
                .withGroups(List.of(List.of(0, 1), List.of(8, 9)));
        assertThat(columns.factor(2)).isEqualTo(0);
        assertThat(columns.bounds(4)).isEqualTo(Bounds.NON_NEGATIVE);
        assertThat(columns.excluded(3)).isTrue();
        assertThat(columns.excluded(5)).isTrue();
        assertThat(columns.excluded(2)).isFalse();
        assertThat(columns.lastColumn()).isEqualTo(9);
    }

    @Test
    void factor_negativeOrNaN_isRefused() {
        assertThatThrownBy(() -> ColumnPenalties.none().withFactor(1, -2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 0, not -2");
        assertThatThrownBy(() -> ColumnPenalties.none().withFactor(1, Double.NaN))
                .isInstanceOf(InputException.class);
    }

    @Test
    void groups_thatOverlap_areRefused() {
        assertThatThrownBy(() -> ColumnPenalties.none().withGroups(List.of(List.of(0, 1), List.of(1, 2))))
                .hasMessageContaining("column 1");
    }

    @Test
    void bounds_withoutZero_areRefused() {
        assertThatThrownBy(() -> new Bounds(1, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("from 1 to 2");
        assertThatThrownBy(() -> new Bounds(Double.NaN, 2)).isInstanceOf(InputException.class);
        assertThat(1 / new Bounds(-0.0, 1).lower()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(1 / new Bounds(-1, -0.0).clip(3)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Bounds.NON_NEGATIVE.clip(Double.NaN)).isNaN();
    }
}
