package org.lossmith;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "hubber, huber",
        "hubre, huber",
        "HUBER, huber",
        "Huber, huber",
        "l3, l1",
        "dy, day",
        "dya, day",
        "A, a",
        "ab, a",
        "distence, distance"
    })
    void nearName_isMeant(String name, String meant) {
        assertThat(Suggestion.nearest(name, List.of("zzzzzzzzz", meant))).contains(meant);
    }

    @Test
    void beginning_isMeantWhereNothingIsNear() {
        assertThat(Suggestion.nearest("Weibull", List.of("weibull-survival", "weibull-aft", "welsch")))
                .contains("weibull-aft");
        assertThat(Suggestion.nearest("bill", List.of("bill_length_mm", "bile")))
                .contains("bile");
        assertThat(Suggestion.nearest("bi", List.of("bill_length_mm"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"g, a", "g, y", "'', a", "gh, ab", "g, abc", "xyz, abc", "row, day", "dxy, dab"})
    void farName_isNot(String name, String candidate) {
        assertThat(Suggestion.nearest(name, List.of(candidate))).isEmpty();
        assertThat(Suggestion.hint(name, List.of(candidate))).isEmpty();
    }

    @Test
    void hint_beginsTheAdviceWithACapitalAfterAQuestion() {
        assertThat(Suggestion.hint("hubber", List.of("huber"), "write one of huber"))
                .isEqualTo("; did you mean \"huber\"? Write one of huber");
        assertThat(Suggestion.hint("g", List.of("a"), "write one of a")).isEqualTo("; write one of a");
    }
}
