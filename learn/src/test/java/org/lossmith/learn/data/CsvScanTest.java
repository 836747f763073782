package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvScanTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Each record as line:fields, blank ones as line:blank. */
    private static List<String> scan(String text) throws IOException {
        List<String> records = new ArrayList<>();
        try (CsvScan scan = new CsvScan(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ',')) {
            while (scan.next()) {
                records.add(scan.recordLine() + ":" + (scan.blank() ? "blank" : scan.fields())
                        + (scan.openAtEnd() ? " open" : ""));
            }
        }
        return records;
    }

    @Test
    void records_withLinesInsideValues() throws IOException {
        assertThat(scan("a,b\n1,\"x\ny\"\n\n3,4")).containsExactly("1:2", "2:2", "4:blank", "5:2");
    }

    @Test
    void lineEnds_ofEverySystem() throws IOException {
        assertThat(scan("a,b\r\n1,2\r\n\r\n3,4\r\n")).containsExactly("1:2", "2:2", "3:blank", "4:2");
        assertThat(scan("a,b\r1,2\r3,4")).containsExactly("1:2", "2:2", "3:2");
    }

    @Test
    void doubledQuotes_doNotEndAValue() throws IOException {
        assertThat(scan("\"a\"\",b\",c\n\"\"\"\",x,y\n")).containsExactly("1:2", "2:3");
    }

    @Test
    void quoteInTheMiddle_isAnOrdinaryCharacter() throws IOException {
        assertThat(scan("a\"b,c\nd,5\" pipe\n")).containsExactly("1:2", "2:2");
    }

    @Test
    void openQuote_isReported() throws IOException {
        assertThat(scan("a,b\n1,\"x\n2,3\n")).containsExactly("1:2", "2:2 open");
    }

    @Test
    void empty_hasNoRecords() throws IOException {
        assertThat(scan("")).isEmpty();
        assertThat(scan("\ufeff")).isEmpty();
    }

    @Test
    void lineCount_agreesWithASlowCountOnRandomText() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder("x");
            int length = random.nextInt(200);
            for (int i = 0; i < length; i++) {
                text.append("ab,\n\r\"\u00e9\u8a0a".charAt(random.nextInt(8)));
            }
            LineCount count = LineCount.of(InputFile.open(Fixture.text(folder, "l.csv", text.toString())));
            long lines = text.chars().filter(c -> c == '\n').count() + (text.charAt(text.length() - 1) == '\n' ? 0 : 1);
            assertThat(count).isEqualTo(new LineCount(lines, text.indexOf("\"") >= 0));
        }
    }
}
