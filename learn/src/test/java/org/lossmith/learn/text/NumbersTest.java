package org.lossmith.learn.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5.9249, 5.92",
        "1438.67, 1439",
        "0.012345, 0.0123",
        "-0.5, -0.5",
        "123.456, 123",
        "0.00001234, 0.0000123",
        "2.109E-16, 2.11E-16",
        "999.96, 1000",
        "1e15, 1.00E+15"
    })
    void brief_hasAtMostThreeDigits(double value, String text) {
        assertThat(Numbers.brief(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0024, 0.24%", "0.23456, 23%", "0.1, 10%", "0, 0%", "0.0999, 10%", "1, 100%"})
    void percent_hasTwoDigits(double share, String text) {
        assertThat(Numbers.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "0.25, 0.25", "-3, -3", "1e300, 1.0E300"})
    void plain_keepsAllDigits(double value, String text) {
        assertThat(Numbers.plain(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"7.2934, 7.29", "0.00123456, 0.00123", "99999, 100000", "0, 0"})
    void threeDigits_rounds(double value, double rounded) {
        assertThat(Numbers.threeDigits(value)).isEqualTo(rounded);
    }
}
