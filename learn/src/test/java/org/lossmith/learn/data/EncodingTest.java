package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lossmith.learn.data.Fixture.input;
import static org.lossmith.learn.data.Fixture.rows;
import static org.lossmith.learn.data.Fixture.treatment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a feature column. */
class EncodingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** A file with a column v, a plain column x and a target. */
    private Path file(int rows, IntFunction<String> value) {
        return rows(folder, "e.csv", "v,x,y", rows, i -> value.apply(i) + "," + (i * 7 % 13) + "," + i + ".5");
    }

    private Dataset read(int rows, IntFunction<String> value) {
        return Fixture.read(file(rows, value), "y");
    }

    @Test
    void number_passesAsItIs() {
        try (Dataset data = read(30, i -> i == 3 ? "-0.0" : i == 4 ? "1e-320" : i * 0.1 + "")) {
            assertThat(input(data, "v")[3]).isEqualTo(-0.0);
            assertThat(input(data, "v")[4]).isEqualTo(1e-320);
            assertThat(input(data, "v")[7]).isEqualTo(7 * 0.1);
            assertThat(treatment(data, "v")).isEqualTo("number");
        }
    }

    @Test
    void numberWithGaps_getsTheMedianAndAnIndicator() {
        try (Dataset data = read(30, i -> i < 10 ? "" : i + "")) {
            assertThat(data.features()).containsExactly("v", "v_missing", "x");
            // The median of 10..29 is 19.5.
            assertThat(input(data, "v")).startsWith(19.5, 19.5).endsWith(28, 29);
            assertThat(Arrays.stream(input(data, "v_missing")).sum()).isEqualTo(10);
            assertThat(data.values(0)).doesNotContainKey("v").containsEntry("x", "0");
        }
    }

    @Test
    void numberWithFewGaps_getsNoIndicator() {
        try (Dataset data = read(30, i -> i < 9 ? "" : i + "")) {
            assertThat(data.features()).containsExactly("v", "x");
            assertThat(input(data, "v")).startsWith(19, 19);
            assertThat(treatment(data, "v")).contains("9 missing values replaced by the median, 19, too few to mark");
        }
    }

    @Test
    void nan_isAnErrorWithItsPlaceAndRemedy() {
        Path file = file(30, i -> i == 6 || i == 9 ? "NaN" : i + "");
        assertThat(Fixture.error(file, "y"))
                .contains("e.csv line 8, column v: NaN is not a number")
                .contains("(and in 1 more row)")
                .contains("--null NaN");
    }

    @Test
    void nan_isMissingWhereTheUserSaysSo() {
        Path file = file(30, i -> i < 6 ? "nan" : i < 12 ? "" : i + "");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withNulls(List.of("NaN")))) {
            assertThat(treatment(data, "v")).contains("12 missing values (6 of them NaN)");
            assertThat(input(data, "v_missing")).startsWith(1, 1).endsWith(0);
            assertThat(input(data, "v")[0]).isEqualTo(20.5);
        }
    }

    @Test
    void gapsInTheSameRows_areMarkedOnce() {
        Path file = rows(folder, "g.csv", "v,x,y", 30, i -> (i < 10 ? "," : i + "," + i * i) + "," + i + ".5");
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.features()).containsExactly("v", "v_missing", "x");
            assertThat(treatment(data, "x")).contains("in the same rows as those of v");
        }
    }

    @Test
    void wholeNumbersWithFewValues_stayNumbersAndThatIsSaid() {
        try (Dataset data = read(30, i -> i % 4 + "")) {
            assertThat(treatment(data, "v")).contains("its 4 whole values are kept as numbers");
        }
    }

    @Test
    void constant_isDropped() {
        try (Dataset data = read(30, i -> "5")) {
            assertThat(data.features()).containsExactly("x");
            assertThat(treatment(data, "v")).isEqualTo("dropped: the same value in every row");
        }
        try (Dataset data = read(30, i -> "same")) {
            assertThat(treatment(data, "v")).isEqualTo("dropped: the same value in every row");
        }
    }

    @Test
    void constantWithGaps_tellsOnlyWhereTheyAre() {
        try (Dataset data = read(30, i -> i < 12 ? "" : "5")) {
            assertThat(data.features()).containsExactly("v_missing", "x");
            assertThat(input(data, "v_missing")).startsWith(1).endsWith(0);
        }
        try (Dataset data = read(30, i -> i < 12 ? "" : "here")) {
            assertThat(data.features()).containsExactly("v_missing", "x");
        }
        try (Dataset data = read(30, i -> i < 2 ? "" : "5")) {
            assertThat(treatment(data, "v")).isEqualTo("dropped: the same value in every row that has one");
        }
    }

    @Test
    void emptyColumn_isDropped() {
        try (Dataset data = read(30, i -> "")) {
            assertThat(treatment(data, "v")).isEqualTo("dropped: no value in any row");
        }
    }

    @Test
    void category_isOneHotAgainstTheMostFrequentLevel() {
        try (Dataset data = read(30, i -> i % 2 == 0 ? "b" : i % 3 == 0 ? "a" : "c")) {
            // b 15 times, c 10 times, a 5 times.
            assertThat(data.features()).containsExactly("v=c", "v=a", "x");
            assertThat(input(data, "v=c")).startsWith(0, 1, 0, 0);
            assertThat(input(data, "v=a")).startsWith(0, 0, 0, 1);
            assertThat(treatment(data, "v"))
                    .isEqualTo("category, one-hot, 3 levels; \"b\", the most frequent, is the reference");
        }
    }

    @Test
    void categoryWithManyLevels_keepsTwentyAndAnOther() {
        // Level k (0..24) occurs 25 - k times: 20 levels are kept, 5 + 4 + 3 + 2 + 1 rows go to the other ones.
        StringBuilder levels = new StringBuilder();
        for (int k = 0; k < 25; k++) {
            levels.append(("level%02d ".formatted(k)).repeat(25 - k));
        }
        String[] all = levels.toString().split(" ");
        try (Dataset data = read(all.length, i -> all[i])) {
            assertThat(data.features())
                    .hasSize(21)
                    .contains("v=level01", "v=level19", "v=(other)")
                    .doesNotContain("v=level00", "v=level20");
            assertThat(Arrays.stream(input(data, "v=(other)")).sum()).isEqualTo(15);
            assertThat(treatment(data, "v")).contains("25 levels", "the 5 rarest share the input (other)");
        }
    }

    @Test
    void categoryWithGaps_marksThem() {
        try (Dataset data = read(40, i -> i % 3 == 0 ? "" : "l" + i % 2)) {
            assertThat(data.features()).containsExactly("v=l1", "v_missing", "x");
            assertThat(input(data, "v_missing")).startsWith(1, 0, 0, 1);
            assertThat(input(data, "v=l1")).startsWith(0, 1, 0, 0, 0, 1);
        }
    }

    @Test
    void yesAndNo_giveAnInputForYes() {
        try (Dataset data = read(30, i -> i % 3 == 0 ? "no" : "yes")) {
            assertThat(data.features()).containsExactly("v=yes", "x");
        }
    }

    @Test
    void textThatNamesRows_isDropped() {
        try (Dataset data = read(50, i -> "id" + i)) {
            assertThat(treatment(data, "v"))
                    .isEqualTo("dropped: text that differs in nearly every row (50 values in 50 rows)");
        }
    }

    @Test
    void decimalCommas_areRead() {
        Path file = rows(folder, "d.csv", "v;x;y", 30, i -> i + ",25;" + i % 7 + ";" + i + (i % 2 == 0 ? "" : ",5"));
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(input(data, "v")).startsWith(0.25, 1.25);
            assertThat(data.target()).startsWith(0, 1.5, 2);
            assertThat(treatment(data, "v")).isEqualTo("number; read with a decimal comma");
            assertThat(treatment(data, "y")).endsWith("read with a decimal comma");
        }
    }

    @Test
    void thousandsWithCommas_areRead() {
        try (Dataset data = read(30, i -> i == 0 ? "12" : "\"" + i + ",234,567.5\"")) {
            assertThat(input(data, "v")).startsWith(12, 1234567.5, 2234567.5);
            assertThat(treatment(data, "v")).isEqualTo("number; read with commas between the thousands");
        }
    }

    @Test
    void commasThatMayMeanEither_areAnError() {
        assertThat(Fixture.error(file(30, i -> "\"1,2" + (10 + i) + "\""), "y"))
                .contains("\"1,210\", which may mean 1210 or 1.210");
    }

    @Test
    void wordForMissingAmongCategories_isNoticed() {
        try (Dataset data = read(30, i -> i % 3 == 0 ? "NA" : "l" + i % 2)) {
            assertThat(data.features()).contains("v=l1");
            assertThat(data.notices())
                    .containsExactly(new Notice(
                            "null-word",
                            "Column v holds \"NA\" in 10 rows and it is taken"
                                    + " for a label; --null NA reads it as a missing value."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d%%", "$%d.5", "%d,5 €", "\u00a31,%03d.50", "-$%d"})
    void numbersWithSigns_areNoticed(String format) {
        try (Dataset data = read(30, i -> '"' + String.format(Locale.ROOT, format, 100 + i) + '"')) {
            assertThat(data.notices())
                    .containsExactly(new Notice(
                            "number-with-sign",
                            "Column v holds numbers with a sign beside them, such as % or $, in 30 rows, and is taken for"
                                    + " text; without the signs it would be read as numbers."));
        }
        try (Dataset data = read(30, i -> i % 2 == 0 ? "5%" : "five per cent")) {
            assertThat(data.notices()).isEmpty();
        }
    }

    @Test
    void codesWithLeadingZeros_areText() {
        try (Dataset data = read(30, i -> i % 2 == 0 ? "007" : "x08")) {
            assertThat(data.features()).containsExactly("v=x08", "x");
        }
    }

    @Test
    void rowNumber_isDroppedUnlessAskedFor() {
        Path file = rows(folder, "n.csv", ",x,y", 30, i -> i + "," + (i * 7 % 13) + "," + i + ".5");
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.features()).containsExactly("x");
            assertThat(treatment(data, "column0")).startsWith("dropped: it only numbers the rows");
        }
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withFeatures(List.of("column0")))) {
            assertThat(data.features()).containsExactly("column0");
        }
    }

    @Test
    void consecutiveNumbersUnderAnotherName_areAFeature() {
        try (Dataset data = read(30, i -> i + "")) {
            assertThat(data.features()).containsExactly("v", "x");
        }
    }

    @Test
    void moment_givesThePartsThatVary() {
        // Twelve-hour steps from Monday 2020-03-30: two times of day, all weekdays, two months, one year.
        try (Dataset data = read(
                30,
                i -> "2020-%s %s:00:00"
                        .formatted(
                                i < 4 ? "03-" + (30 + i / 2) : "04-%02d".formatted(i / 2 - 1),
                                i % 2 == 0 ? "06" : "18"))) {
            assertThat(data.features())
                    .containsExactly(
                            "v_time_of_day_sin",
                            "v_time_of_day_cos",
                            "v_tuesday",
                            "v_wednesday",
                            "v_thursday",
                            "v_friday",
                            "v_saturday",
                            "v_sunday",
                            "v_time_of_year_sin",
                            "v_time_of_year_cos",
                            "x");
            assertThat(input(data, "v_time_of_day_sin")[0]).isEqualTo(1);
            assertThat(input(data, "v_time_of_day_sin")[1]).isEqualTo(-1);
            assertThat(input(data, "v_tuesday")).startsWith(0, 0, 1, 1, 0);
            // 30 March 2020 is the 90th of 366 days.
            assertThat(input(data, "v_time_of_year_cos")[0]).isCloseTo(Math.cos(2 * Math.PI * 89 / 366), within(1e-15));
        }
    }

    @Test
    void date_hasNoTimeOfDayButAYear() {
        try (Dataset data = read(30, i -> (1960 + i) + "-06-15")) {
            assertThat(data.features()).contains("v_year").noneMatch(name -> name.contains("time_of"));
            assertThat(input(data, "v_year")).startsWith(1960, 1961).endsWith(1989);
        }
    }

    @Test
    void dateInAnotherOrder_isUnderstood() {
        try (Dataset data = read(30, i -> "%02d/03/2020".formatted(i + 1))) {
            // 1 March 2020 was a Sunday.
            assertThat(input(data, "v_sunday")).startsWith(1, 0, 0, 0, 0, 0, 0, 1);
        }
    }

    @Test
    void timeOfDay_comesRound() {
        try (Dataset data = read(24, i -> "%02d:00:00".formatted(i))) {
            assertThat(data.features()).containsExactly("v_time_of_day_sin", "v_time_of_day_cos", "x");
            assertThat(input(data, "v_time_of_day_cos")[12]).isEqualTo(-1);
        }
    }

    @Test
    void dateWithGaps_getsTheMedianAndAnIndicator() {
        try (Dataset data = read(40, i -> i < 10 ? "" : "2020-01-%02d".formatted(i - 9))) {
            assertThat(data.features()).contains("v_missing");
            // The median of 1..30 January is the 15th (and a half): a Wednesday.
            assertThat(input(data, "v_wednesday")).startsWith(1, 1);
            assertThat(Arrays.stream(input(data, "v_missing")).sum()).isEqualTo(10);
        }
    }

    @Test
    void newLevelsAndGaps_countAsTheReferenceWhereNoneWereSeen() {
        double[] row = {9, 9, 9, 9};
        new ColumnEncoding.Category("v", List.of("a", "b", "c"), false, false).write(-1, row, 1);
        assertThat(row).containsExactly(9, 0, 0, 9);
        new ColumnEncoding.Category("v", List.of("a", "b", "c"), false, false).write(Double.NaN, row, 1);
        assertThat(row).containsExactly(9, 0, 0, 9);
        new ColumnEncoding.Category("v", List.of("a", "b"), true, true).write(-1, row, 1);
        assertThat(row).containsExactly(9, 0, 1, 0);
    }

    @Test
    void everyInput_isFiniteWhateverIsMissing() {
        Path file = rows(
                folder,
                "m.csv",
                "a,b,c,d,y",
                3000,
                i -> (i % 2 == 0 ? "" : i + "") + "," + (i % 3 == 0 ? "nan" : i + ".25") + ","
                        + (i % 5 == 0 ? "" : "k" + i % 4) + ","
                        + (i % 7 == 0 ? "" : "2021-0" + (1 + i % 9) + "-11 11:1" + i % 10 + ":00") + "," + i % 97
                        + ".5");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withNulls(List.of("nan")))) {
            BlockMatrix x = (BlockMatrix) data.x();
            for (int block = 0; block < x.blocks(); block++) {
                assertThat(Arrays.stream(x.block(block)).allMatch(Double::isFinite))
                        .isTrue();
            }
            assertThat(data.encoder().inputs())
                    .isEqualTo(data.features())
                    .hasSize(data.x().columns())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void manyRowsInParts_standInTheFilesOrder() {
        Path file = rows(folder, "p.csv", "v,y", 200_000, i -> i + "," + (i + 0.5));
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withWhere("v % 3 <> 1"))) {
            assertThat(data.used()).isEqualTo(133_333);
            for (int row = 0; row < data.used(); row++) {
                long source = row / 2 * 3L + (row % 2 == 0 ? 0 : 2);
                if (data.sourceRow(row) != source + 1
                        || data.target()[row] != source + 0.5
                        || data.x().get(row, 0) != source) {
                    throw new AssertionError("row " + row);
                }
            }
        }
    }
}
