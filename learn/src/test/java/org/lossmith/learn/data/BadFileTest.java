package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lossmith.learn.data.Fixture.bytes;
import static org.lossmith.learn.data.Fixture.error;
import static org.lossmith.learn.data.Fixture.lines;
import static org.lossmith.learn.data.Fixture.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void missing_namesANearFile() {
        lines(folder, "trips.csv", "a,y", "1,2", "2,3");
        assertThat(error(folder.resolve("trip.csv"), "y"))
                .isEqualTo("there is no file " + folder.resolve("trip.csv") + "; did you mean \"trips.csv\"?");
    }

    @Test
    void missing_withoutNearFile() {
        assertThat(error(folder.resolve("nowhere.csv"), "y")).startsWith("there is no file ");
    }

    @Test
    void missing_folderToo() {
        assertThat(error(folder.resolve("nowhere").resolve("x.csv"), "y")).startsWith("there is no file ");
    }

    @Test
    void directory_isSaid() {
        assertThat(error(folder, "y")).isEqualTo(folder + " is a directory; name one CSV, Parquet or JSON file in it");
    }

    @Test
    void standardInput_isNoFile() {
        assertThat(error(Path.of("-"), "y"))
                .startsWith("standard input cannot be read here")
                .contains("keep it in a file");
    }

    @Test
    void device_isNoFile() {
        assertThat(error(Path.of("/dev/zero"), "y")).startsWith("/dev/zero is a pipe or a device");
    }

    @Test
    void empty_isSaid() {
        assertThat(error(text(folder, "e.csv", ""), "y")).contains("e.csv is empty");
        assertThat(error(text(folder, "e.json", ""), "y")).contains("e.json is empty");
        assertThat(error(text(folder, "e.parquet", ""), "y")).contains("e.parquet is empty");
    }

    @Test
    void empty_insideGzip() {
        assertThat(error(bytes(folder, "e.csv.gz", gzip(new byte[0])), "y")).contains("is empty: unpacked");
    }

    @Test
    void headerOnly_isSaidWithItsColumns() {
        assertThat(error(text(folder, "h.csv", "a,b,y\n"), "y"))
                .endsWith("h.csv has a header (a, b, y) but no data rows under it");
        assertThat(error(text(folder, "h.csv", "a,b,y"), "y")).contains("no data rows");
    }

    @Test
    void emptyFirstLine_isSaid() {
        assertThat(error(text(folder, "b.csv", "\na,y\n1,2\n"), "y")).contains("b.csv line 1 is empty");
    }

    @Test
    void headerOfNumbers_isNoHeader() {
        assertThat(error(lines(folder, "n.csv", "1,2.5,-3e4", "4,5,6"), "y"))
                .contains("line 1 holds only numbers (1, 2.5, -3e4)");
    }

    @Test
    void duplicateNames_areNamedWithTheirPositions() {
        assertThat(error(lines(folder, "d.csv", "a,b,a,y,b,a", "1,2,3,4,5,6"), "y"))
                .contains("d.csv line 1", "\"a\" (columns 1, 3, 6)", "\"b\" (columns 2, 5)");
    }

    @Test
    void utf16_getsARemedy() {
        byte[] content = "a,y\n1,2\n".getBytes(StandardCharsets.UTF_16);
        assertThat(error(bytes(folder, "u.csv", content), "y")).contains("UTF-16", "iconv -f UTF-16 -t UTF-8");
    }

    @Test
    void binary_isNotText() {
        byte[] content = new byte[1000];
        assertThat(error(bytes(folder, "b.csv", content), "y")).contains("is not text");
    }

    @Test
    void zip_isSaid() {
        byte[] content = {'P', 'K', 3, 4, 0, 0, 0, 0, 1, 2, 3};
        assertThat(error(bytes(folder, "b.csv", content), "y")).contains("zip archive");
    }

    @Test
    void gzipCutShort_isUnreadable() {
        StringBuilder content = new StringBuilder("a,y\n");
        for (int i = 0; i < 20_000; i++) {
            content.append(i * 7919 % 10007).append(',').append(i).append(".5\n");
        }
        byte[] whole = gzip(content.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(error(bytes(folder, "c.csv.gz", Arrays.copyOf(whole, whole.length / 2)), "y"))
                .contains("c.csv.gz cannot be read");
    }

    @Test
    void csvNamedParquet_isSaid() {
        assertThat(error(lines(folder, "p.parquet", "a,y", "1,2"), "y"))
                .contains("is not a Parquet file although its name says so");
    }

    @Test
    void parquetBroken_isUnreadable() {
        assertThat(error(text(folder, "p.parquet", "PAR1 but nothing more"), "y"))
                .contains("p.parquet cannot be read as Parquet");
    }

    @Test
    void jsonBroken_namesTheLine() {
        assertThat(error(text(folder, "j.jsonl", "{\"a\":1,\"y\":2}\n{\"a\":2,\"y\":\n{\"a\":3,\"y\":5}\n"), "y"))
                .contains("j.jsonl cannot be read as JSON", "line 3");
    }

    @Test
    void jsonOfScalars_hasNoTarget() {
        assertThat(error(text(folder, "j.json", "[1,2,3]"), "y")).contains("has no column \"y\"");
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
