package org.lossmith.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "-0.0|0",
                "4.5761|4.576",
                "4.5|4.5",
                "-12.3456|−12.35",
                "123456.7|123,457",
                "0.00123456|0.001235",
                "1e-9|1e-9",
                "2.5e12|2.5e12",
                "-1.2346e-10|−1.235e-10",
                "1e100|1e100",
                "NaN|n/a",
                "Infinity|∞",
                "-Infinity|−∞",
                "1000|1,000",
                "100|100"
            })
    void plain_anyNumber_hasFourDigits(double value, String text) {
        assertThat(Numbers.plain(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0%",
                "1|100%",
                "0.5|50%",
                "0.0234|2.3%",
                "0.0004|0.04%",
                "0.00001|under 0.01%",
                "0.999|99.9%",
                "0.9999|over 99.9%",
                "0.42|42%"
            })
    void percent_anyPart_neverRoundsToNothingOrAll(double part, String text) {
        assertThat(Numbers.percent(part)).isEqualTo(text);
    }

    @Test
    void decimals_ofAColumn_giveTheLargestFourDigitsAndTheSmallestTwo() {
        assertThat(Numbers.decimals(DoubleStream.of(4.57, 5.94))).isEqualTo(3);
        assertThat(Numbers.decimals(DoubleStream.of(71.4, 70.9))).isEqualTo(2);
        assertThat(Numbers.decimals(DoubleStream.of(5.4, 0.0012))).isEqualTo(4);
        assertThat(Numbers.decimals(DoubleStream.of(123456, 99999))).isZero();
        assertThat(Numbers.decimals(DoubleStream.of(Double.NaN, 0))).isEqualTo(2);
    }

    @Test
    void fixed_negativeThatRoundsToZero_hasNoSign() {
        assertThat(Numbers.fixed(-0.0004, 2)).isEqualTo("0.00");
        assertThat(Numbers.fixed(-1.5, 2)).isEqualTo("−1.50");
        assertThat(Numbers.fixed(1234.5, 1)).isEqualTo("1,234.5");
        assertThat(Numbers.fixed(1e-12, 6)).isEqualTo("1.00e-12");
        assertThat(Numbers.fixed(Double.NaN, 2)).isEqualTo("n/a");
    }
}
