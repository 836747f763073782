package org.lossmith.learn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.ReadRequest;

class LambdaChooserTest {
    private static final Path PENGUINS = Path.of("..", "examples", "data", "penguins.csv");

    @TempDir
    Path folder;

    private static Training train(Path file, String penalty) {
        return train(ReadRequest.of(file, "species"), penalty);
    }

    private static Training train(ReadRequest read, String penalty) {
        return Train.run(
                TrainRequest.of(read, ModelLoss.parse("softmax"))
                        .withPenalty(penalty)
                        .withSearch(new LambdaSearch(null, 10, 5)),
                TrainControl.of(stage -> {}));
    }

    /** Whoever holds out the one emperor has never seen one. */
    @Test
    void classOfOneRow_isSaid() throws IOException {
        List<String> lines = Files.readAllLines(PENGUINS);
        lines.set(5, lines.get(5).replace("Adelie", "Emperor"));
        Path file = Files.write(folder.resolve("one.csv"), lines);
        assertThat(train(file, "l2").warnings())
                .filteredOn(notice -> notice.code().equals("class-in-one-fold"))
                .singleElement()
                .extracting(Notice::message)
                .asString()
                .startsWith("all rows with the species \"Emperor\" are held out together")
                .contains("--where");
        assertThat(train(PENGUINS, "l2").warnings())
                .noneMatch(notice -> notice.code().equals("class-in-one-fold"));
        assertThat(train(file, "l2:lambda=0.1").warnings())
                .noneMatch(notice -> notice.code().equals("class-in-one-fold"));
    }

    /** Gentoos live on one island, Chinstraps on another. */
    @Test
    void classOfOneGroup_isSaidWithTheGroups() {
        ReadRequest read = ReadRequest.of(PENGUINS, "species").withSplitBy("island");
        assertThat(train(read, "l2").warnings())
                .filteredOn(notice -> notice.code().equals("class-in-one-fold"))
                .singleElement()
                .extracting(Notice::message)
                .asString()
                .contains("\"Chinstrap\", \"Gentoo\"", "more evenly than those of island");
    }
}
