package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lossmith.InputException;
import org.lossmith.learn.data.ColumnEncoding;
import org.lossmith.learn.data.Encoder;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;

class InputPenaltiesTest {
    /** Inputs: 0 age, 1 age_missing, 2 city=Rome, 3 city=Oslo, 4 income. */
    private static final Encoder ENCODER = new Encoder(List.of(
            new ColumnEncoding.Numeric("age", 40, true),
            new ColumnEncoding.Category("city", List.of("Paris", "Rome", "Oslo"), false, false),
            new ColumnEncoding.Numeric("income", 1, false)));

    @Test
    void at_namesOfColumnsAndInputs_areTheirPositions() {
        InputPenalties named = new InputPenalties(
                Map.of("age", 0.0, "city", 2.0, "income", 0.5), List.of("age", "city=Oslo"), List.of("income"));
        ColumnPenalties found = named.at(ENCODER);
        assertThat(found.factors()).isEqualTo(Map.of(0, 0.0, 1, 0.0, 2, 2.0, 3, 2.0, 4, 0.5));
        // Only the number is bounded, not the mark of missing values.
        assertThat(found.bounds())
                .isEqualTo(Map.of(0, Bounds.NON_NEGATIVE, 3, Bounds.NON_NEGATIVE, 4, Bounds.NON_POSITIVE));
        assertThat(found.groups()).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
    }

    @Test
    void at_singleInput_hasAFactorOfItsOwn() {
        ColumnPenalties found = new InputPenalties(Map.of("city=Rome", 3.0), List.of(), List.of()).at(ENCODER);
        assertThat(found.factors()).isEqualTo(Map.of(2, 3.0));
    }

    @Test
    void names_thatAreNone_areRefusedWithASuggestion() {
        assertThatThrownBy(() -> new InputPenalties(Map.of("incom", 0.0), List.of(), List.of()).at(ENCODER))
                .isInstanceOf(InputException.class)
                .hasMessage("no input \"incom\"; did you mean \"income\"? The columns are age, city, income");
    }

    @Test
    void bounds_ofACategory_areRefused() {
        assertThatThrownBy(() -> new InputPenalties(Map.of(), List.of("city"), List.of()).at(ENCODER))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"city\" is not a number")
                .hasMessageContaining("\"city=Rome\", \"city=Oslo\"");
    }

    @Test
    void bounds_onBothSides_areRefused() {
        assertThatThrownBy(() -> new InputPenalties(Map.of(), List.of("age"), List.of("age")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("would be 0");
    }
}
