package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.TargetKind;

class MistakeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "large-errors",
                "typical-error",
                "under=4,over=1",
                "fn=500,fp=5",
                "probabilities",
                "under=0.25,over=1"
            })
    void parse_ofItsOwnText_isTheSame(String text) {
        assertThat(Mistake.parse(text).text()).isEqualTo(text);
        assertThat(Mistake.parse(Mistake.parse(text).text())).isEqualTo(Mistake.parse(text));
    }

    @Test
    void parse_takesCostsInEitherOrderAndWithSpaces() {
        assertThat(Mistake.parse(" FP=5, fn = 500 ")).isEqualTo(new Mistake.Calls(500, 5));
        assertThat(Mistake.parse("over=1,under=4")).isEqualTo(new Mistake.UnderOver(4, 1));
    }

    @Test
    void costs_giveTheQuantileAndTheThreshold() {
        assertThat(new Mistake.UnderOver(4, 1).quantile()).isEqualTo(0.8);
        assertThat(new Mistake.Calls(500, 5).threshold()).isEqualTo(5 / 505.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "typical-eror | did you mean \"typical-error\"?",
                "nonsense | wanted one of: large-errors | typical-error",
                "fn=500 | names fn; wanted under and over together",
                "fn=5,over=1 | names fn and over",
                "undr=4,over=1 | did you mean \"under\"?",
                "fn=x,fp=1 | fn=\"x\" is not a number",
                "fn=-1,fp=1 | fn=-1 must be a number above 0",
                "fn=0,fp=1 | fn=0 must be a number above 0",
                "fn=1,fn=2 | gives fn twice",
                "fn=NaN,fp=1 | is not a number",
                "'' | wanted one of"
            })
    void parse_ofSomethingElse_saysWhatIsWanted(String text, String message) {
        assertThatThrownBy(() -> Mistake.parse(text == null ? "" : text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message.split(" \\| ")[0]);
    }

    @Test
    void mistakeOfAnotherKind_isRefusedWithTheRightOnes() {
        assertThatThrownBy(() -> Mistake.parse("fn=500,fp=5").requireFits(TargetKind.CONTINUOUS, "duration"))
                .hasMessage(
                        "--mistake fn=500,fp=5 is about yes-or-no targets, and duration is continuous; wanted large-errors,"
                                + " typical-error or under=4,over=1");
        assertThatThrownBy(() -> Mistake.parse("typical-error").requireFits(TargetKind.BINARY, "rain"))
                .hasMessageContaining("rain has two values; wanted probabilities or fn=500,fp=5");
        Mistake.parse("under=4,over=1").requireFits(TargetKind.COUNTS, "visits");
        Mistake.parse("probabilities").requireFits(TargetKind.BINARY, "rain");
    }
}
