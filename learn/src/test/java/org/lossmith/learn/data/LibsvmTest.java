package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lossmith.learn.data.Fixture.error;
import static org.lossmith.learn.data.Fixture.example;
import static org.lossmith.learn.data.Fixture.input;
import static org.lossmith.learn.data.Fixture.lines;
import static org.lossmith.learn.data.Fixture.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void oneBased_comments_blankLinesAndZeros() {
        Path file = lines(
                folder, "a.svm", "# made by hand", "1 1:0.5 3:-2e1 # the first", "", "0 2:0 4:7", "  1\t1:1  ", "0");
        try (Dataset data = read(file, "label")) {
            assertThat(data.features()).containsExactly("f1", "f2", "f3", "f4");
            assertThat(data.x()).isInstanceOf(SparseMatrix.class);
            // Only what is not zero is kept.
            assertThat(((SparseMatrix) data.x()).entries()).isEqualTo(4);
            assertThat(input(data, "f1")).containsExactly(0.5, 0, 1, 0);
            assertThat(input(data, "f2")).containsExactly(0, 0, 0, 0);
            assertThat(input(data, "f3")).containsExactly(-20, 0, 0, 0);
            assertThat(input(data, "f4")).containsExactly(0, 7, 0, 0);
            assertThat(data.target()).containsExactly(1, 0, 1, 0);
            assertThat(data.kind()).isEqualTo(TargetKind.BINARY);
            assertThat(data.notices()).extracting(Notice::message).anyMatch(text -> text.contains("count from 1: "));
            assertThat(data.values(1))
                    .containsExactly(java.util.Map.entry("label", "0"), java.util.Map.entry("f4", "7"));
        }
    }

    @Test
    void zeroBased_isDetectedAndSaid() {
        Path file = lines(folder, "a.libsvm", "3.5 0:1 2:4", "1.25 1:2", "2 2:8");
        try (Dataset data = read(file, "label")) {
            assertThat(data.features()).containsExactly("f0", "f1", "f2");
            assertThat(input(data, "f2")).containsExactly(4, 0, 8);
            assertThat(data.kind()).isEqualTo(TargetKind.CONTINUOUS);
            assertThat(data.target()).containsExactly(3.5, 1.25, 2);
            assertThat(data.notices()).extracting(Notice::message).anyMatch(text -> text.contains("count from 0"));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,+1", "0,1", "-1.0,1"})
    void twoLabels_codeOneAsPositive(String negative, String positive) {
        Path file = lines(folder, "a.svmlight", negative + " 1:1", positive + " 2:1", positive + " 2:2");
        try (Dataset data = read(file, "label")) {
            assertThat(data.kind()).isEqualTo(TargetKind.BINARY);
            assertThat(data.target()).containsExactly(0, 1, 1);
            assertThat(data.positive()).isEqualTo("1");
        }
    }

    @Test
    void classesAndCounts_asForOtherFiles() {
        Path file = lines(folder, "a.svm", "1 1:1", "2 2:1", "3 2:2", "2 1:1");
        assertThat(read(file, "label").kind()).isEqualTo(TargetKind.COUNTS);
        Dataset classes = TableSource.read(ReadRequest.of(file, "label").withAs(TargetKind.CATEGORIES));
        assertThat(classes.target()).containsExactly(0, 1, 2, 1);
        assertThat(classes.labels()).containsExactly("1", "2", "3");
    }

    @Test
    void queryNumbers_areIgnoredAndSaid() {
        Path file = lines(folder, "a.svm", "1 qid:3 1:1", "0 qid:3 2:1");
        assertThat(read(file, "label").notices()).extracting(Notice::code).contains("query-numbers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x 1:1     | "x" is not a number, and a line begins with its label
            1,2 1:1   | lines with several labels cannot be used
            nan 1:1   | "nan" is not a number
            1 1:1 7   | "7" is not of the form index:value
            1 1:1 :7  | "" is not an index
            1 -1:1    | "-1" is not an index; wanted a whole number from 0
            1 1.5:1   | "1.5" is not an index
            1 99999999999:1 | "99999999999" is not an index
            1 1:      | index 1: "" is not a finite number
            1 1:inf   | index 1: "inf" is not a finite number
            1 1:0x1p3 | index 1: "0x1p3" is not a finite number
            1 1:1d    | index 1: "1d" is not a finite number
            1 1:1e999 | index 1: "1e999" is not a finite number
            1 2:1 2:1 | index 2 occurs twice; indexes must ascend
            1 3:1 2:1 | index 2 stands after 3; indexes must ascend""")
    void malformedLine_isNamed(String line, String message) {
        Path file = lines(folder, "bad.svm", "0 1:1", "# comment", line);
        assertThat(error(file, "label")).startsWith(file + " line 3: ").contains(message);
    }

    @Test
    void whatCannotWork_isRefusedWithTheWayOut() {
        Path file = lines(folder, "a.svm", "1 1:1", "0 2:1");
        assertThat(error(file, "spam")).contains("no column \"spam\"").contains("--target label");
        assertThat(error(ReadRequest.of(file, "label").withWeight("w"))).startsWith("--weight cannot be used");
        assertThat(error(ReadRequest.of(file, "label").withWhere("label = 1"))).startsWith("--where cannot be used");
        assertThat(error(ReadRequest.of(file, "label").withFeatures(List.of("f1"))))
                .startsWith("--features cannot");
        assertThat(error(lines(folder, "one.svm", "1 1:1"), "label")).contains("only one row");
        assertThat(error(lines(folder, "none.svm", "# nothing"), "label")).contains("has no data rows");
        assertThat(error(lines(folder, "bare.svm", "1", "0"), "label")).contains("labels only");
        assertThat(error(lines(folder, "same.svm", "1 1:1", "1 2:1"), "label"))
                .contains("the same value (1) in every row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.svm.gz", "a.libsvm.gz"})
    void gzip_isUnpacked(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("1 1:2\n0 2:1".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Fixture.bytes(folder, name, bytes.toByteArray());
        assertThat(input(read(file, "label"), "f1")).containsExactly(2, 0);
    }

    /** The figures were counted with awk from the unpacked file. */
    @Test
    void spam_allEntriesAreRead() {
        Dataset data = read(example("spam.libsvm.gz"), "label");
        SparseMatrix x = (SparseMatrix) data.x();
        assertThat(x.rows()).isEqualTo(5838);
        assertThat(x.columns()).isEqualTo(7874);
        assertThat(x.entries()).isEqualTo(597_875);
        assertThat(Arrays.stream(data.target()).sum()).isEqualTo(SPAM_ROWS);
        assertThat(Arrays.stream(x.values()).sum()).isEqualTo(SPAM_WORDS);
        // The vocabulary says that word 1 occurs in 13 documents and word 5 in 183.
        assertThat(x.byColumn().starts()[1]).isEqualTo(13);
        assertThat(x.byColumn().starts()[5] - x.byColumn().starts()[4]).isEqualTo(183);
    }

    private static final double SPAM_ROWS = 1745;
    private static final double SPAM_WORDS = 999_621;
}
