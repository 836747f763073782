package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lossmith.learn.data.Fixture.error;
import static org.lossmith.learn.data.Fixture.rows;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path file(int rows, IntFunction<String> target) {
        return rows(folder, "t.csv", "x,y", rows, i -> (i * 7 % 13) + "," + target.apply(i));
    }

    private Dataset read(int rows, IntFunction<String> target) {
        return Fixture.read(file(rows, target), "y");
    }

    @ParameterizedTest
    @CsvSource({
        // label of 7 rows, label of 3 rows, expected positive
        "0, 1, 1",
        "1, 0, 1",
        "-1, 1, 1",
        "1, -1, 1",
        "false, true, true",
        "True, False, True",
        "yes, no, yes",
        "N, Y, Y",
        "good, bad, bad",
        "2, 1, 1",
        "1, 2, 2",
        "0.5, 2.5, 2.5",
    })
    void twoValues_areBinary(String frequent, String rare, String positive) {
        try (Dataset data = read(10, i -> i < 7 ? frequent : rare)) {
            assertThat(data.kind()).isEqualTo(TargetKind.BINARY);
            assertThat(data.positive()).isEqualTo(positive);
            assertThat(data.labels()).hasSize(2).endsWith(positive);
            double first = frequent.equals(positive) ? 1 : 0;
            assertThat(data.target()).startsWith(first, first).endsWith(1 - first, 1 - first, 1 - first);
            assertThat(Fixture.treatment(data, "y")).contains("\"" + positive + "\" is positive");
        }
    }

    @Test
    void positive_asAsked() {
        ReadRequest request =
                ReadRequest.of(file(10, i -> i < 7 ? "good" : "bad"), "y").withPositive("good");
        try (Dataset data = TableSource.read(request)) {
            assertThat(data.positive()).isEqualTo("good");
            assertThat(data.labels()).containsExactly("bad", "good");
            assertThat(data.target()).startsWith(1).endsWith(0);
            assertThat(data.notices()).isEmpty();
        }
    }

    @Test
    void positive_asANumberInAnotherNotation() {
        ReadRequest request =
                ReadRequest.of(file(10, i -> i < 7 ? "1" : "0"), "y").withPositive("0.0");
        try (Dataset data = TableSource.read(request)) {
            assertThat(data.positive()).isEqualTo("0");
        }
    }

    @Test
    void positive_misspelt() {
        assertThat(error(ReadRequest.of(file(10, i -> i < 7 ? "good" : "bad"), "y")
                        .withPositive("goood")))
                .isEqualTo("--positive goood: y has no such label; did you mean \"good\"? (its labels: good, bad)");
    }

    @Test
    void positive_ofATargetThatHasNone() {
        assertThat(error(ReadRequest.of(file(10, i -> i + ".5"), "y").withPositive("1")))
                .contains("only a target with two labels");
        assertThat(error(ReadRequest.of(file(10, i -> "l" + i % 3), "y").withPositive("l1")))
                .contains("y has 3 labels");
    }

    @Test
    void smallWholeNumbers_areCounts() {
        try (Dataset data = read(30, i -> i % 6 + "")) {
            assertThat(data.kind()).isEqualTo(TargetKind.COUNTS);
            assertThat(data.labels()).isEmpty();
            assertThat(data.positive()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"1000", "-1", "2.5", "101"})
    void oneLargeNegativeOrFractionalValue_makesItContinuous(String other) {
        try (Dataset data = read(30, i -> i == 4 ? other : i % 6 + "")) {
            assertThat(data.kind()).isEqualTo(TargetKind.CONTINUOUS);
            assertThat(data.target()[4]).isEqualTo(Double.parseDouble(other));
        }
    }

    @Test
    void labels_areSortedAndCoded() {
        try (Dataset data = read(9, i -> new String[] {"c", "a", "b"}[i % 3])) {
            assertThat(data.kind()).isEqualTo(TargetKind.CATEGORIES);
            assertThat(data.labels()).containsExactly("a", "b", "c");
            assertThat(data.target()).startsWith(2, 0, 1);
        }
    }

    @Test
    void labelsByTheHundred_areRefused() {
        assertThat(error(file(300, i -> "name" + i), "y"))
                .contains("text with 300 different values", "\"name0\"", "identifier?", "more than 100 labels");
    }

    @Test
    void constant_isRefused() {
        assertThat(error(file(10, i -> "2.50"), "y"))
                .contains("column y, the target, has the same value (2.5) in every row");
        assertThat(error(file(10, i -> "a"), "y")).contains("has the same value in every row");
    }

    @Test
    void allMissing_isRefused() {
        assertThat(error(file(10, i -> ""), "y")).contains("column y, the target, has no value in any of 10 rows");
        assertThat(error(ReadRequest.of(file(10, i -> "NaN"), "y").withNulls(List.of("NaN"))))
                .contains("has no value in any of 10 rows");
    }

    @Test
    void date_isRefused() {
        assertThat(error(file(10, i -> "2020-01-1" + i), "y"))
                .contains("is of the type DATE, which cannot be predicted");
    }

    @Test
    void missing_rowsAreDroppedAndCounted_nanToo() {
        Path file = file(10, i -> i == 2 ? "" : i == 5 ? "nan" : i + ".5");
        assertThat(error(file, "y")).contains("t.csv line 7, column y: NaN is not a number");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withNulls(List.of("nan")))) {
            assertThat(data.used()).isEqualTo(8);
            assertThat(data.dropped()).isEqualTo(2);
            assertThat(data.droppedBecause()).containsOnlyKeys("no target").containsEntry("no target", 2L);
            assertThat(data.sourceRow()).containsExactly(1, 2, 4, 5, 7, 8, 9, 10);
            assertThat(data.values(2)).containsEntry("y", "3.5");
        }
    }

    @Test
    void misspelt_getsASuggestion() {
        assertThat(error(Fixture.example("penguins.csv"), "specie"))
                .contains("has no column \"specie\" (the target); did you mean \"species\"?");
    }

    @Test
    void absent_getsTheListOfColumns() {
        assertThat(error(Fixture.example("job-class.csv"), "salary"))
                .endsWith("its columns: protocol, compounds, input_fields, iterations, num_pending, hour, day, class");
    }

    @Test
    void numbersAsClasses_areCodedInTheirOrder() {
        Path file = file(12, i -> new String[] {"10", "9", "2.5"}[i % 3]);
        try (Dataset data =
                TableSource.read(ReadRequest.of(file, "y").withAs(TargetKind.parse("classes")))) {
            assertThat(data.kind()).isEqualTo(TargetKind.CATEGORIES);
            assertThat(data.labels()).containsExactly("2.5", "9", "10");
            assertThat(data.target()).startsWith(2, 1, 0);
        }
    }

    @Test
    void codesOfClasses_areTakenForNumbers_andSaidSo() {
        try (Dataset data = read(30, i -> i % 3 + 1 + "")) {
            assertThat(data.kind()).isEqualTo(TargetKind.COUNTS);
            assertThat(data.notices()).singleElement().satisfies(notice -> {
                assertThat(notice.code()).isEqualTo("classes-as-numbers");
                assertThat(notice.message()).contains("3 different values (1, 2, 3)", "--as classes");
            });
        }
        try (Dataset counts = read(80, i -> i < 40 ? "0" : i < 65 ? "1" : i < 79 ? "2" : "3")) {
            assertThat(counts.notices()).isEmpty();
        }
    }

    @Test
    void as_overridesWhatValuesLookLike_orIsRefused() {
        Path whole = file(30, i -> i % 6 + "");
        try (Dataset data = TableSource.read(ReadRequest.of(whole, "y").withAs(TargetKind.parse("numbers")))) {
            assertThat(data.kind()).isEqualTo(TargetKind.CONTINUOUS);
            assertThat(data.notices()).isEmpty();
        }
        ReadRequest halves = ReadRequest.of(file(30, i -> i % 6 + ".5"), "y");
        assertThat(error(halves.withAs(TargetKind.COUNTS))).contains("cannot be taken as counts", "whole numbers");
        ReadRequest text = ReadRequest.of(file(30, i -> "l" + i % 3), "y");
        assertThat(error(text.withAs(TargetKind.COUNTS))).contains("is text, so it cannot be taken as counts");
        ReadRequest many = ReadRequest.of(file(300, i -> i + ""), "y");
        assertThat(error(many.withAs(TargetKind.CATEGORIES))).contains("more than 100 different values", "--as classes");
        assertThatThrownBy(() -> TargetKind.parse("class")).hasMessageContaining("did you mean \"classes\"?");
    }
}
