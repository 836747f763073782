package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lossmith.learn.data.Fixture.duckdb;
import static org.lossmith.learn.data.Fixture.example;
import static org.lossmith.learn.data.Fixture.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;

/** Data that is kept on the disk is the same data, number for number, and leaves nothing behind. */
class StorageTest {
    /** So little memory that nothing fits. */
    private static final long NO_HEAP = 1;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path files;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    private Storage storage = new Storage(NO_HEAP, Path.of(""), () -> Long.MAX_VALUE);

    @BeforeEach
    void useScratch() {
        storage = new Storage(NO_HEAP, scratch, () -> Long.MAX_VALUE);
    }

    private static void assertSame(Dataset stored, Dataset expected) {
        assertThat(stored.stored()).isTrue();
        assertThat(expected.stored()).isFalse();
        assertThat(stored.features()).isEqualTo(expected.features());
        assertThat(stored.columns()).isEqualTo(expected.columns());
        assertThat(stored.encoder()).isEqualTo(expected.encoder());
        assertThat(stored.droppedBecause()).isEqualTo(expected.droppedBecause());
        assertThat(stored.target()).isEqualTo(expected.target());
        assertThat(stored.weight()).isEqualTo(expected.weight());
        assertThat(stored.sourceRow()).isEqualTo(expected.sourceRow());
        for (int row = 0; row < expected.used(); row++) {
            for (int column = 0; column < expected.x().columns(); column++) {
                assertThat(stored.x().get(row, column)).isEqualTo(expected.x().get(row, column));
            }
        }
        assertThat(stored.values(0, 3)).isEqualTo(expected.values(0, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "taxi-trips.csv.gz, duration_min, csv", "rain.csv.gz, rain_next_hour, parquet",
        "penguins.csv, species, json", "penguins.csv, body_mass_g, csv"
    })
    void read_withoutRoomInMemory_isTheSameData(String name, String target, String format) throws IOException {
        Path file = example(name);
        if (!format.equals("csv")) {
            file = files.resolve("copy." + format);
            duckdb("COPY (SELECT * FROM read_csv('" + example(name) + "')) TO '" + file + "' (FORMAT " + format + ")");
        }
        ReadRequest request = ReadRequest.of(file, target);
        try (Dataset stored = TableSource.read(request, storage);
                Dataset expected = TableSource.read(request)) {
            assertSame(stored, expected);
            assertThat(stored.notices())
                    .anySatisfy(notice -> assertThat(notice.message()).contains("does not fit", scratch.toString()));
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void read_withWeightsAndRowsLeftOut_isTheSameData(String format) {
        Path file = files.resolve("rows." + format);
        duckdb("COPY (SELECT (i * 7 % 13)::DOUBLE AS a, CASE WHEN i % 11 <> 0 THEN chr(97 + (i % 3)::INTEGER) END AS b,"
                + " i % 5 / 2 AS w, CASE WHEN i % 17 <> 0 THEN sin(i) END AS y FROM range(5000) AS r(i)) TO '" + file
                + "' (FORMAT " + format + ")");
        ReadRequest request = ReadRequest.of(file, "y").withWeight("w").withWhere("a <> 4");
        try (Dataset stored = TableSource.read(request, storage);
                Dataset expected = TableSource.read(request)) {
            assertThat(stored.dropped()).isPositive();
            assertSame(stored, expected);
        }
        assertThat(scratch).isEmptyDirectory();
    }

    /** A condition that comes out differently each time chooses its rows once. */
    @Test
    void read_whereIsRandom_choosesOnce() {
        Path file = files.resolve("rows.parquet");
        duckdb("COPY (SELECT i::DOUBLE AS a, i % 7 AS y FROM range(20000) AS r(i)) TO '" + file + "' (FORMAT parquet)");
        try (Dataset stored = TableSource.read(ReadRequest.of(file, "y").withWhere("random() < 0.5"), storage)) {
            for (int row = 0; row < stored.used(); row++) {
                assertThat(stored.x().get(row, 0)).isEqualTo(stored.sourceRow(row) - 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,y\n1,2\n3\n4,5\n",
                "a,y\n1,2\n\"3,4\n5,6\n",
                "a,y\n1,2\n3,inf\n4,5\n",
                "a,y\n1,2\nx,3\n" + "2,3\n2,4\n2,5\n2,6\n2,7\n2,8\n2,9\n2,1\n2,2\n2,4\n",
                "a,y\n1,7\n2,7\n"
            })
    void read_brokenFile_saysTheSame(String content) {
        Path file = text(files, "broken.csv", content);
        String expected = Fixture.error(file, "y");
        assertThatThrownBy(() -> TableSource.read(ReadRequest.of(file, "y"), storage))
                .isInstanceOf(InputException.class)
                .hasMessage(expected);
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void read_userColumnNamedLikeThePlaceInTheFile_isAnInput() {
        Path file = files.resolve("rows.parquet");
        duckdb("COPY (SELECT i * i AS file_row_number, (i % 7)::DOUBLE AS y FROM range(3000) AS r(i)) TO '" + file
                + "' (FORMAT parquet)");
        try (Dataset stored = TableSource.read(ReadRequest.of(file, "y"), storage)) {
            assertThat(stored.x().get(50, 0)).isEqualTo(2500);
            assertThat(stored.sourceRow(50)).isEqualTo(51);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void read_diskFull_saysHowMuchIsMissingAndWhatToDo(String format) {
        Path file = files.resolve("rows." + format);
        duckdb("COPY (SELECT random() AS a, random() AS y FROM range(30000)) TO '" + file + "' (FORMAT " + format
                + ")");
        Storage full = new Storage(100 << 10, scratch, () -> 100_000);
        assertThatThrownBy(() -> TableSource.read(ReadRequest.of(file, "y"), full))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no room")
                .hasMessageContaining(scratch.toString())
                .hasMessageContaining("java.io.tmpdir")
                .hasMessageContaining("-Xmx");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void read_noFolderForScratch_isAnError() {
        Storage nowhere = new Storage(NO_HEAP, scratch.resolve("absent"), () -> Long.MAX_VALUE);
        assertThatThrownBy(() -> TableSource.read(ReadRequest.of(example("penguins.csv"), "body_mass_g"), nowhere))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void fits_countsWhatTheFitItselfNeeds() {
        Storage half = new Storage(512 << 20, scratch, () -> Long.MAX_VALUE);
        assertThat(half.fits(2_000_000, 10, 1)).isTrue();
        assertThat(half.fits(3_100_000, 10, 1)).isFalse();
        assertThat(half.fits(1000, 3000, 1)).isTrue();
    }

    @Test
    void scratch_isReadableByThisUserOnly() throws IOException {
        try (ScratchFolder folder = ScratchFolder.in(scratch);
                ScratchFile file = ScratchFile.in(folder.file(""))) {
            file.write(0, new double[] {1}, 1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.file(""))))
                    .isEqualTo("rwx------");
            try (Stream<Path> inside = Files.list(folder.file(""))) {
                // On Linux the file has lost its name already.
                for (Path each : inside.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------");
                }
            }
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void storedMatrix_anyPlace_readsWhatWasWritten() {
        double[] numbers = new double[70_001];
        Arrays.setAll(numbers, i -> i == 5 ? -0.0 : i == 6 ? Double.NaN : Math.cos(i));
        Series stored = OnDisk.copy(numbers, scratch);
        double[] some = new double[50_010];
        stored.copy(1000, 50_000, some, 7);
        assertThat(Arrays.copyOfRange(some, 7, 50_007)).isEqualTo(Arrays.copyOfRange(numbers, 1000, 51_000));
        assertThat(stored.toArray()).isEqualTo(numbers);
        assertThat(stored.get(70_000)).isEqualTo(numbers[70_000]);
        EncodedRows.close(stored);
    }

    @Test
    void selectRows_anyOrder_takesThoseRows() {
        DenseMatrix x = new DenseMatrix(3000, 3);
        for (int i = 0; i < 9000; i++) {
            x.set(i / 3, i % 3, Math.sin(i));
        }
        int[] rows = new int[2000];
        Arrays.setAll(rows, i -> (i * 1777) % 3000);
        try (StoredMatrix stored = OnDisk.copy(x, scratch)) {
            DenseMatrix taken = stored.selectRows(rows);
            for (int i = 0; i < rows.length; i++) {
                assertThat(taken.get(i, 2)).isEqualTo(x.get(rows[i], 2));
            }
            assertThat(stored.standardDeviations()).isEqualTo(x.standardDeviations());
        }
    }
}
