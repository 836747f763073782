package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lossmith.learn.data.Fixture.duckdb;
import static org.lossmith.learn.data.Fixture.example;
import static org.lossmith.learn.data.Fixture.lines;
import static org.lossmith.learn.data.Fixture.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same data in another format or dialect is the same dataset, bit for bit. */
class FormatsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static void assertSame(Dataset data, Dataset expected) {
        assertThat(data.features()).isEqualTo(expected.features());
        assertThat(data.target()).isEqualTo(expected.target());
        assertThat(data.labels()).isEqualTo(expected.labels());
        assertThat(data.kind()).isEqualTo(expected.kind());
        assertThat(data.rows()).isEqualTo(expected.rows());
        assertThat(data.sourceRow()).isEqualTo(expected.sourceRow());
        assertThat(data.encoder()).isEqualTo(expected.encoder());
        BlockMatrix x = (BlockMatrix) data.x();
        BlockMatrix wanted = (BlockMatrix) expected.x();
        assertThat(x.blocks()).isEqualTo(wanted.blocks());
        for (int block = 0; block < x.blocks(); block++) {
            assertThat(x.block(block)).isEqualTo(wanted.block(block));
        }
    }

    /** As spreadsheets write headers of two lines. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void lineEndInAName_isReadWhateverEndsTheLines(String end) {
        Path file = text(
                folder,
                "h.csv",
                String.join(end, "\"a\nb\",c,y", "1,\"u\nv\",2.5", "2,w,3", "3,\"u\nv\",4.5", "4,w,1", "5,w,2", ""));
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.rows()).isEqualTo(5);
            assertThat(Fixture.input(data, "a\nb")).containsExactly(1, 2, 3, 4, 5);
            assertThat(Fixture.input(data, "c=u v")).containsExactly(1, 0, 1, 0, 0);
        }
        String broken = String.join(end, "\"a\nb\",c,y", "1,u,2.5", "2,w", "3,u,4.5", "");
        assertThat(Fixture.error(text(folder, "b.csv", broken), "y")).contains("b.csv line 4 has 2 values");
    }

    @ParameterizedTest
    @CsvSource({
        "taxi-trips.csv.gz, duration_min, parquet", "taxi-trips.csv.gz, duration_min, json",
        "rain.csv.gz, rain_next_hour, parquet", "rain.csv.gz, rain_next_hour, json",
        "lending.csv.gz, Class, parquet", "lending.csv.gz, Class, json",
        "penguins.csv, species, parquet", "penguins.csv, body_mass_g, json",
    })
    void copy_givesTheSameMatrix(String example, String target, String format) {
        Path copy = folder.resolve("copy." + format);
        duckdb("COPY (SELECT * FROM read_csv('" + example(example) + "')) TO '" + copy + "' (FORMAT " + format + ")");
        try (Dataset data = Fixture.read(copy, target);
                Dataset expected = Fixture.read(example(example), target)) {
            assertSame(data, expected);
            assertThat(data.values(17)).isEqualTo(expected.values(17));
        }
    }

    private static final String TABLE = "a,c,y\n1,x,3\n2,z,4\n3,x,9.5\n4,,2\n";

    private Dataset plain() {
        return Fixture.read(text(folder, "plain.csv", TABLE), "y");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|", "\t"})
    void separator_isFound(String separator) {
        try (Dataset data = Fixture.read(text(folder, "other.csv", TABLE.replace(",", separator)), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void lineEnds_ofOtherSystems(String end) {
        try (Dataset data = Fixture.read(text(folder, "other.csv", TABLE.replace("\n", end)), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @Test
    void lastLineEnd_mayBeAbsent() {
        try (Dataset data = Fixture.read(text(folder, "other.csv", TABLE.stripTrailing()), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @Test
    void byteOrderMark_isNoPartOfAName() {
        try (Dataset data = Fixture.read(text(folder, "other.csv", "\ufeff" + TABLE), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @Test
    void emptyLines_areNoRows() {
        try (Dataset data = Fixture.read(text(folder, "other.csv", TABLE.replace("\n2", "\n\n2") + "\n\n"), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @Test
    void quotesEverywhere_changeNothing() {
        String quoted = TABLE.replaceAll("[^,\n]+", "\"$0\"");
        try (Dataset data = Fixture.read(text(folder, "other.csv", quoted), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @Test
    void spacesAroundNamesAndNumbers_changeNothing() {
        try (Dataset data = Fixture.read(lines(folder, "s.csv", "a, b, y", "1, 2, 3", "2, 3, 4.5"), "y")) {
            assertThat(data.features()).containsExactly("a", "b");
            assertThat(Fixture.input(data, "b")).containsExactly(2, 3);
        }
    }

    @Test
    void quotedSeparatorsQuotesAndLineEnds_belongToTheValue() {
        Path file = text(folder, "q.csv", "a,c,y\n1,\"x, \"\"y\"\"\",3\n2,\"one\ntwo\",4.5\n3,z,5\n");
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.rows()).isEqualTo(3);
            assertThat(data.values(0)).containsEntry("c", "x, \"y\"");
            assertThat(data.values(1)).containsEntry("c", "one\ntwo");
            assertThat(data.features()).contains("c=x, \"y\"", "c=z");
        }
    }

    @Test
    void quotesOnlyAfterTheFirstThousands_areQuotesAllTheSame() {
        Path file = Fixture.rows(
                folder, "q.csv", "x,c,y", 30_000, i -> i % 5 + (i == 29_000 ? ",\"p,q\"," : ",p,") + i + ".5");
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.values(29_000)).containsEntry("c", "p,q");
        }
    }

    @Test
    void gzip_isKnownByItsContentNotItsName() {
        Path packed = Fixture.bytes(folder, "packed.csv", BadFileTest.gzip(TABLE.getBytes(StandardCharsets.UTF_8)));
        Path notPacked = text(folder, "plain.csv.gz", TABLE);
        try (Dataset first = Fixture.read(packed, "y");
                Dataset second = Fixture.read(notPacked, "y");
                Dataset expected = plain()) {
            assertSame(first, expected);
            assertSame(second, expected);
        }
    }

    @Test
    void jsonLines_andJsonInGzip() {
        String json =
                "{\"a\":1,\"c\":\"x\",\"y\":3}\n{\"a\":2,\"c\":\"z\",\"y\":4}\n{\"a\":3,\"c\":\"x\",\"y\":9.5}\n{\"a\":4,\"y\":2}\n";
        try (Dataset lines = Fixture.read(text(folder, "x.jsonl", json), "y");
                Dataset packed = Fixture.read(
                        Fixture.bytes(folder, "x.json.gz", BadFileTest.gzip(json.getBytes(StandardCharsets.UTF_8))),
                        "y");
                Dataset expected = plain()) {
            assertSame(lines, expected);
            assertSame(packed, expected);
        }
    }

    @Test
    void jsonWhoseLaterRowsHoldOtherTypes_losesNothing() {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            boolean late = i >= 25_000;
            json.append("{\"a\":")
                    .append(late ? "2.6" : i % 7)
                    .append(",\"c\":")
                    .append(late ? "\"k\"" : "1");
            json.append(late ? ",\"d\":" + i : "").append(",\"y\":").append(i).append(".5}\n");
        }
        try (Dataset data = Fixture.read(text(folder, "x.jsonl", json.toString()), "y")) {
            assertThat(data.features()).containsExactly("a", "c=k", "d", "d_missing");
            assertThat(Fixture.input(data, "a")).endsWith(2.6, 2.6);
            assertThat(Fixture.input(data, "c=k")).startsWith(0, 0).endsWith(1, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a*.csv",
                "what?.csv",
                "[x].csv",
                "it's \"so\".csv",
                "key=value.csv",
                "caf\u00e9 $HOME.csv",
                "back\\slash.csv",
                "{a,b}.csv"
            })
    void fileName_isThatVeryFileAndNeverAPattern(String name) {
        text(folder, "ab.csv", "a,c,y\n7,7,7\n8,8,8\n");
        text(folder, "whatx.csv", "a,c,y\n7,7,7\n8,8,8\n");
        text(folder, "x.csv", "a,c,y\n7,7,7\n8,8,8\n");
        try (Dataset data = Fixture.read(text(folder, name, TABLE), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @Test
    void folderNames_giveNoColumns() throws Exception {
        Path inside = Files.createDirectories(folder.resolve("month=3"));
        try (Dataset data = Fixture.read(text(inside, "plain.csv", TABLE), "y");
                Dataset expected = plain()) {
            assertSame(data, expected);
        }
    }

    @Test
    void columnNames_mayHoldAnything() {
        Path file = text(
                folder, "n.csv", "\"say \"\"hi\"\"\",'; drop table data; --,select,y\n1,2,3,4\n2,3,5,5.5\n4,3,1,6\n");
        ReadRequest request = ReadRequest.of(file, "y").withWhere("\"say \"\"hi\"\"\" > 1 AND \"select\" > 0");
        try (Dataset data = TableSource.read(request)) {
            assertThat(data.features()).containsExactly("say \"hi\"", "select");
            assertThat(data.columns())
                    .extracting(ColumnNote::column)
                    .containsExactly("say \"hi\"", "'; drop table data; --", "select", "y");
            assertThat(data.values(0)).containsEntry("'; drop table data; --", "3");
            assertThat(data.used()).isEqualTo(2);
        }
    }

    @Test
    void parquetTypes_ofEveryKind() {
        Path file = folder.resolve("types.parquet");
        duckdb("COPY (SELECT i::DECIMAL(9,2) / 4 AS dec, i::HUGEINT AS huge, (i % 2 = 0) AS flag, i::FLOAT AS real,"
                + " DATE '2020-01-30' + i::INTEGER AS day, TIME '10:00:00' + INTERVAL (i) MINUTE AS clock,"
                + " TIMESTAMPTZ '2020-01-01 00:00:00+00' + INTERVAL (i) HOUR AS moment,"
                + " ('l' || i % 3)::ENUM('l0', 'l1', 'l2') AS level, [i] AS list, {'k': i} AS struct, 'b'::BLOB AS blob,"
                + " uuid() AS id, i * 1.5 AS y FROM range(40) t(i)) TO '" + file + "' (FORMAT parquet)");
        try (Dataset data = Fixture.read(file, "y")) {
            assertThat(data.features())
                    .contains(
                            "dec",
                            "huge",
                            "flag=true",
                            "real",
                            "day_time_of_year_sin",
                            "clock_time_of_day_cos",
                            "moment_thursday",
                            "level=l2")
                    .doesNotContain("id", "list");
            assertThat(Fixture.input(data, "dec")).startsWith(0, 0.25, 0.5);
            assertThat(Fixture.input(data, "flag=true")).startsWith(1, 0, 1);
            // Midnight in UTC, whatever the time zone of this machine.
            assertThat(Fixture.input(data, "moment_time_of_day_cos")[0]).isEqualTo(1);
            assertThat(Fixture.treatment(data, "list")).startsWith("dropped: its type BIGINT[]");
            assertThat(Fixture.treatment(data, "struct")).startsWith("dropped: its type STRUCT");
            assertThat(Fixture.treatment(data, "blob")).startsWith("dropped: its type BLOB");
            assertThat(Fixture.treatment(data, "id")).startsWith("dropped: text that differs in nearly every row");
            assertThat(data.values(1)).containsEntry("day", "2020-01-31").containsEntry("huge", "1");
        }
    }

    @Test
    void nullWords_holdForTypedFilesToo() {
        Path file = folder.resolve("n.parquet");
        duckdb(
                "COPY (SELECT CASE WHEN i % 3 = 0 THEN -999 ELSE i END AS x, CASE WHEN i % 4 = 0 THEN 'none' ELSE 'some' || i % 2 END AS c,"
                        + " i * 1.5 AS y FROM range(40) t(i)) TO '" + file + "' (FORMAT parquet)");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withNulls(List.of("-999", "none")))) {
            assertThat(data.features()).containsExactly("x", "x_missing", "c=some0", "c_missing");
        }
    }
}
