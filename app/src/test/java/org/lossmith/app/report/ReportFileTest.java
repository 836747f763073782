package org.lossmith.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lossmith.InputException;
import org.lossmith.learn.data.WholeFile;

class ReportFileTest {
    @TempDir
    Path folder;

    @Test
    void write_newFile_holdsThePageAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("taxi.html");
        Report.write(Fixtures.tie(), file);
        assertThat(file).hasContent(Report.render(Fixtures.tie()));
        assertThat(names()).containsExactly("taxi.html");
    }

    @Test
    void write_existingFile_isReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("taxi.html"), "old");
        new WholeFile(file, "the report", "report.html").write("new – ü");
        assertThat(file).hasContent("new – ü");
        assertThat(names()).containsExactly("taxi.html");
    }

    @Test
    void write_symbolicLink_replacesTheFileBehindIt() throws IOException {
        Path file = Files.writeString(folder.resolve("real.html"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), file);
        new WholeFile(link, "the report", "report.html").write("new");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void write_missingDirectory_isRefusedWithTheDirectory() {
        Path file = folder.resolve("no-such-place").resolve("taxi.html");
        assertThatThrownBy(() -> Report.write(Fixtures.tie(), file))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot write the report " + file + ": there is no directory " + file.getParent()
                        + "; make it first or choose another path");
        assertThat(file).doesNotExist();
    }

    @Test
    void write_directory_isRefused() throws IOException {
        assertThatThrownBy(() -> Report.write(Fixtures.tie(), folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it is a directory; name a file in it, such as " + folder.resolve("report.html"));
        assertThat(names()).isEmpty();
    }

    @Test
    void write_fileInPlaceOfTheDirectory_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "x");
        assertThatThrownBy(() -> Report.write(Fixtures.tie(), file.resolve("taxi.html")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("data.csv is not a directory");
        assertThat(file).hasContent("x");
    }

    @Test
    void write_nameTooLongForTheFileSystem_isRefusedAndLeavesNothing() throws IOException {
        Path file = folder.resolve("x".repeat(300) + ".html");
        assertThatThrownBy(() -> Report.write(Fixtures.tie(), file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot write the report " + file);
        assertThat(names()).isEmpty();
    }

    @Test
    void checkWritable_goodPlace_leavesNothing() throws IOException {
        Report.checkWritable(folder.resolve("taxi.html"));
        assertThat(names()).isEmpty();
    }

    @Test
    void checkWritable_badPlace_isRefusedAsWriteWould() {
        assertThatThrownBy(() -> Report.checkWritable(folder.resolve("no/taxi.html")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no directory");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
