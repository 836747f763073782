package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lossmith.learn.data.Fixture.bytes;
import static org.lossmith.learn.data.Fixture.error;
import static org.lossmith.learn.data.Fixture.lines;
import static org.lossmith.learn.data.Fixture.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadCsvTest {
    /** More rows than DuckDB looks at when it guesses types. */
    private static final int BEYOND_THE_SAMPLE = 30_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static String row(int i) {
        return i + "," + i + ".5,t" + i % 3 + "," + i % 7;
    }

    /** Rows, then a line, then rows, then another line, then rows. */
    private Path interrupted(int before, String first, int between, String second) {
        StringBuilder content = new StringBuilder("a,b,c,y\n");
        for (int i = 0; i < before; i++) {
            content.append(row(i)).append('\n');
        }
        content.append(first).append('\n');
        for (int i = 0; i < between; i++) {
            content.append(row(i)).append('\n');
        }
        content.append(second).append('\n');
        for (int i = 0; i < 50; i++) {
            content.append(row(i)).append('\n');
        }
        return text(folder, "q.csv", content.toString());
    }

    @Test
    void raggedLines_areNamedAndCounted() {
        Path file = lines(folder, "r.csv", "a,b,y", "1,2,3", "4,5", "6,7,8", "9,10,11,12", "1,2");
        assertThat(error(file, "y"))
                .endsWith(
                        "r.csv line 3 has 2 values but the header names 3 columns (2 such lines: 3, 6); complete the line or"
                                + " delete it");
    }

    @Test
    void raggedLine_isNamedAfterLinesInsideValues() {
        assertThat(error(text(folder, "r.csv", "a,c,y\n1,\"u\nv\",3\n2,w,4\n3,w\n4,x,5\n"), "y"))
                .contains("r.csv line 5 has 2 values but the header names 3 columns");
    }

    @Test
    void tooManyValues_getAnotherRemedy() {
        assertThat(error(lines(folder, "r.csv", "a,y", "1,2", "3,4,5"), "y"))
                .contains("line 3 has 3 values but the header names 2 columns", "quote values that hold the separator");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, BEYOND_THE_SAMPLE})
    void raggedLine_isNamedWhereverItStands(int before) {
        assertThat(error(interrupted(before, "1,2,3", 10, row(1)), "y"))
                .contains("q.csv line " + (before + 2) + " has 3 values");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, BEYOND_THE_SAMPLE})
    void quoteThatOpensAndClosesInTheMiddleOfALaterValue_isNamedWithTheLinesItSwallows(int before) {
        String message = error(interrupted(before, "7,8,\"t1,1", 3000, "1,2,\"t2\",3"), "y");
        assertThat(message)
                .contains("q.csv line " + (before + 2), "a quote (\") opens and is not properly closed", "3,00");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, BEYOND_THE_SAMPLE})
    void quoteThatNeverCloses_isNamedWithTheLinesItSwallows(int before) {
        String message = error(interrupted(before, "7,8,\"t1,1", 3000, row(2)), "y");
        assertThat(message).contains("q.csv line " + (before + 2), "is not properly closed", "3,05");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, BEYOND_THE_SAMPLE})
    void quoteThatSwallowsRowsAsOneWellFormedValue_isFoundOut(int before) {
        String message = error(interrupted(before, "7,8,\"t1,1", 3000, "1,2,t2\",3"), "y");
        assertThat(message)
                .contains(
                        "q.csv line " + (before + 2) + ", column c: a quote",
                        "it swallows 3,001 lines that would be lost");
    }

    @Test
    void quoteOpenInTheHeader_isSaid() {
        assertThat(error(text(folder, "h.csv", "a,\"b,y\n1,2,3\n"), "y"))
                .contains("line 1: a quote (\") opens in the header");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, BEYOND_THE_SAMPLE})
    void latin1_namesLineAndColumnAndARemedy(int before) {
        String content = "a,b,c,y\n" + (row(1) + "\n").repeat(before) + "1,2,caf\u00e9,3\n" + row(2) + "\n";
        assertThat(error(bytes(folder, "l.csv", content.getBytes(StandardCharsets.ISO_8859_1)), "y"))
                .contains(
                        "l.csv line " + (before + 2) + ", column c: bytes that are not UTF-8",
                        "iconv -f ISO-8859-1 -t UTF-8");
    }

    @Test
    void latin1InTheHeader_namesLine1() {
        byte[] content = "a,caf\u00e9,y\n1,x,3\n2,z,4\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(error(bytes(folder, "l.csv", content), "y"))
                .contains("l.csv line 1, the header: bytes that are not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, BEYOND_THE_SAMPLE})
    void strayTextAmongNumbers_isNamed(int before) {
        Path file = Fixture.rows(
                folder, "s.csv", "x,y", before + 100, i -> i % 9 + "," + (i == before ? "1.2.3" : i + ".5"));
        assertThat(error(file, "y"))
                .contains("s.csv line " + (before + 2) + ", column y: \"1.2.3\" is not a number", "--null 1.2.3")
                .doesNotContain("--exclude");
    }

    @Test
    void strayTextInAFeature_mayBeExcluded() {
        Path file =
                Fixture.rows(folder, "s.csv", "trip distance,y", 100, i -> (i == 7 ? "?" : i + "") + "," + i + ".5");
        assertThat(error(file, "y"))
                .contains(
                        "line 9, column trip distance: \"?\" is not a number",
                        "--null '?'",
                        "--exclude 'trip distance'");
    }

    @Test
    void strayTextInAnUnusedColumn_isNoMatter() {
        Path file =
                Fixture.rows(folder, "s.csv", "x,z,y", 100, i -> i + "," + (i == 7 ? "oops" : i + "") + "," + i + ".5");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withExclude(List.of("z")))) {
            assertThat(data.features()).containsExactly("x");
        }
    }

    @Test
    void wordForMissing_isFoundHoweverOftenItStands() {
        Path file = Fixture.rows(folder, "s.csv", "x,y", 90, i -> (i % 3 == 0 ? "NA" : i + "") + "," + i + ".5");
        assertThat(error(file, "y"))
                .contains("line 2, column x: \"NA\" is not a number", "29 more: line 5", "--null NA");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withNulls(List.of("NA")))) {
            assertThat(data.features()).containsExactly("x", "x_missing");
            assertThat(Fixture.treatment(data, "x")).contains("30 missing values replaced by the median");
        }
    }

    @Test
    void strayTextAmongDates_isNamed() {
        Path file = Fixture.rows(
                folder,
                "s.csv",
                "t,y",
                BEYOND_THE_SAMPLE,
                i -> (i == 29_000 ? "someday" : "2020-01-%02d".formatted(i % 28 + 1)) + "," + i + ".5");
        assertThat(error(file, "y")).contains("line 29002, column t: \"someday\" is not a date");
    }

    @Test
    void fractionsAfterManyWholeNumbers_areRead() {
        Path file = Fixture.rows(
                folder,
                "f.csv",
                "x,y",
                BEYOND_THE_SAMPLE + 2,
                i -> i % 9 + "," + (i < BEYOND_THE_SAMPLE ? "" + i : i + ".5"));
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.used()).isEqualTo(BEYOND_THE_SAMPLE + 2);
            assertThat(data.target()[BEYOND_THE_SAMPLE + 1]).isEqualTo(BEYOND_THE_SAMPLE + 1.5);
        }
    }

    @Test
    void textAfterManyNumbers_makesACategory() {
        Path file = Fixture.rows(
                folder,
                "c.csv",
                "x,y",
                BEYOND_THE_SAMPLE + 9000,
                i -> (i < BEYOND_THE_SAMPLE ? i % 3 + "" : "A") + "," + i + ".5");
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.features()).containsExactly("x=1", "x=2", "x=A");
            assertThat(Fixture.input(data, "x=A")).endsWith(1, 1, 1).startsWith(0, 0, 0);
        }
    }

    @Test
    void infinity_isAnErrorWithItsPlace() {
        assertThat(error(lines(folder, "i.csv", "x,y", "1,2.5", "inf,3", "3,4", "-Infinity,5"), "y"))
                .contains("i.csv line 3, column x: the value is infinite (and in 1 more row)");
        assertThat(error(lines(folder, "i.csv", "x,y", "1,2.5", "2,inf", "3,4", "4,5"), "y"))
                .contains("i.csv line 3, column y: the value is infinite");
    }

    @Test
    void place_countsEmptyLinesAndLinesInsideValues() {
        assertThat(error(text(folder, "p.csv", "x,c,y\n1,\"a\nb\",2\n\n2,c,3\n\ninf,d,4\n"), "y"))
                .contains("p.csv line 7, column x");
    }

    @Test
    void noColumnLeft_saysWhatBecameOfEach() {
        assertThat(error(lines(folder, "n.csv", "a,b,y", "5,,2.5", "5,,3", "5,,4"), "y"))
                .contains(
                        "no column is left",
                        "a (dropped: the same value in every row)",
                        "b (dropped: no value in any row)");
        assertThat(error(lines(folder, "n.csv", "y", "1", "2.5", "3"), "y")).contains("no column is left");
    }

    @Test
    void oneRow_isTooFew() {
        assertThat(error(lines(folder, "o.csv", "a,y", "1,2"), "y")).contains("only one row");
    }
}
