package org.lossmith.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.InputException;

class PenaltyFamilyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "l1 | l1 | l1:lambda=0.25 | true | true",
                " Ridge | l2 | l2:lambda=0.25 | false | true",
                "elastic-net | elastic-net:alpha=0.5 | elastic-net:lambda=0.25,alpha=0.5 | true | true",
                "elastic-net:alpha=0 | elastic-net:alpha=0 | elastic-net:lambda=0.25,alpha=0 | false | true",
                "group-lasso | group-lasso | group-lasso:lambda=0.25 | true | true",
                "adaptive-l1:gamma=2 | adaptive-l1:gamma=2 | adaptive-l1:lambda=0.25,gamma=2 | true | true",
                "mcp | mcp:gamma=3 | mcp:lambda=0.25,gamma=3 | true | false",
                "scad | scad:a=3.7 | scad:lambda=0.25,a=3.7 | true | false"
            })
    void parse_withoutLambda_givesThePenaltyOfAnyLambda(
            String text, String spec, String penalty, boolean givesZeros, boolean convex) {
        PenaltyFamily family = PenaltyFamily.parse(text);
        assertThat(family.spec()).isEqualTo(spec);
        assertThat(PenaltyFamily.parse(family.spec())).isEqualTo(family).hasSameHashCodeAs(family);
        assertThat(family.at(0.25)).isEqualTo(Penalty.parse(penalty));
        assertThat(PenaltyFamily.of(Penalty.parse(penalty))).isEqualTo(family);
        assertThat(family.givesZeros()).isEqualTo(givesZeros);
        assertThat(family.convex()).isEqualTo(convex);
        assertThat(PenaltyFamily.leavesLambda(text)).isTrue();
        assertThat(PenaltyFamily.leavesLambda(penalty)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | has no lambda that could be chosen",
                "l1:lambda=0.1 | leave out lambda=0.1",
                "l11 | did you mean \"l1\"",
                "mcp:gamma=0.5 | above 1, not 0.5",
                "elastic-net:alpa=0.5 | did you mean \"alpha\""
            })
    void parse_mistake_saysWhatIsWanted(String spec, String message) {
        assertThatThrownBy(() -> PenaltyFamily.parse(spec))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void leavesLambda_none_isFalse() {
        assertThat(PenaltyFamily.leavesLambda("none")).isFalse();
        assertThatThrownBy(() -> PenaltyFamily.leavesLambda("nonsense")).isInstanceOf(InputException.class);
    }

    @Test
    void at_impossibleLambda_isRefused() {
        assertThatThrownBy(() -> PenaltyFamily.parse("l1").at(-1)).isInstanceOf(InputException.class);
    }
}
