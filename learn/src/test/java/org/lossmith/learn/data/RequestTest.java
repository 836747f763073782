package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lossmith.learn.data.Fixture.error;
import static org.lossmith.learn.data.Fixture.lines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns chosen, rows chosen, weights, groups. */
class RequestTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private ReadRequest request = ReadRequest.of(Path.of("x"), "y");

    @BeforeEach
    void writeFile() {
        Path file = lines(
                folder,
                "r.csv",
                "a,b,y,w,negative,gap,zero,word,day",
                "1,5,2.5,1,1,1,0,u,2020-01-31",
                "2,4,3,0,-1,,0,v,2020-02-01",
                "3,8,,3,1,1,0,u,2020-02-29",
                "4,1,7.5,2,1,1,0,w,2020-03-01");
        request = ReadRequest.of(file, "y").withFeatures(List.of("a", "b"));
    }

    @Test
    void features_onlyThose() {
        try (Dataset data = TableSource.read(request.withFeatures(List.of("b")))) {
            assertThat(data.features()).containsExactly("b");
            assertThat(Fixture.treatment(data, "a")).isEqualTo("left out: not among --features");
            assertThat(Fixture.treatment(data, "y")).startsWith("target");
        }
    }

    @Test
    void exclude_winsOverFeatures() {
        try (Dataset data = TableSource.read(request.withExclude(List.of("a")))) {
            assertThat(data.features()).containsExactly("b");
        }
    }

    @Test
    void unknownNames_areErrorsWithSuggestions() {
        assertThat(error(request.withExclude(List.of("wrd")))).contains("\"wrd\" (to exclude); did you mean \"word\"?");
        assertThat(error(request.withFeatures(List.of("dya")))).contains("\"dya\" (a feature); did you mean \"day\"?");
        assertThat(error(request.withWeight("wieght"))).contains("\"wieght\" (the weight)");
        assertThat(error(request.withSplitBy("dy"))).contains("\"dy\" (the column to split by); did you mean \"day\"?");
    }

    @Test
    void target_isNoFeatureAndNoWeight() {
        assertThat(error(request.withFeatures(List.of("y")))).contains("is the target, so it cannot be a feature");
        assertThat(error(request.withWeight("y"))).contains("is the target, so it cannot be the weight");
    }

    @Test
    void where_keepsRowsAndCountsTheRest() {
        // Row 3 has no target, so that row 4 alone is left.
        assertThat(error(request.withWhere("a > 1 AND word <> 'v'"))).contains("only one row to use");
        try (Dataset data = TableSource.read(request.withWhere("a > 1"))) {
            assertThat(data.droppedBecause()).isEqualTo(Map.of("not meeting --where", 1L, "no target", 1L));
            assertThat(data.sourceRow()).containsExactly(2, 4);
            assertThat(data.values(1)).containsEntry("word", "w").containsEntry("day", "2020-03-01");
        }
    }

    @Test
    void where_mayEndInAComment() {
        try (Dataset data = TableSource.read(request.withWhere("a > 1 -- not the first"))) {
            assertThat(data.used()).isEqualTo(2);
        }
    }

    @Test
    void where_thatKeepsNothing() {
        assertThat(error(request.withWhere("a > 100"))).contains("--where 'a > 100': none of the 4 rows of ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "a >@syntax error@a >",
                "wrd = 'u'@there is no column \"wrd\"; did you mean \"word\"?@wrd = 'u'",
                "word = u@there is no column \"u\"@^",
                "sum(a) > 1@cannot contain aggregates@sum(a)",
                "word > 5@Cannot compare values@word > 5",
            })
    void where_thatIsWrong_showsThePlace(String condition, String message, String place) {
        assertThat(error(request.withWhere(condition)))
                .startsWith("--where ")
                .contains(message)
                .contains(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a > 1) or (1=1",
                "1=1) ; drop table data; select (1",
                "1=1; select 1",
                "1=1; drop table data",
                "true limit 1",
                "true union select 1",
                "true /* and a > 1",
                "true;",
                " ",
                "",
            })
    void where_isOneConditionAndNothingElse(String condition) {
        assertThat(error(request.withWhere(condition)))
                .startsWith("--where ")
                .containsPattern("[Gg]ive one SQL condition and nothing after it, such as 'a IS NOT NULL'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1=1; drop table data", "1=1; select 1", "1=1; attach 'x.db'", "a > 1; copy data to 'x'"})
    void where_followedByAStatement_saysSo(String condition) {
        assertThat(error(request.withWhere(condition))).contains("a statement follows the condition after a \";\"");
    }

    @Test
    void where_mayHoldASemicolonInAText() {
        try (Dataset data = TableSource.read(request.withWhere("word <> '; drop table data' and a > 1"))) {
            assertThat(data.used()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(SELECT count(*) FROM read_text('%s')) > 0",
                "(SELECT count(*) FROM '%s') > 0",
                "(SELECT count(*) FROM read_csv('%s')) > 0",
                "(SELECT count(*) FROM glob('%s')) > 0",
                "(SELECT count(*) FROM read_blob('%s')) > 0",
            })
    void where_cannotTouchFiles(String condition) {
        Path secret = lines(folder, "secret.csv", "k", "1");
        assertThat(error(request.withWhere(condition.formatted(secret)))).contains("disabled by configuration");
    }

    @Test
    void where_onColumnsThatDifferInCase() {
        Path file = lines(folder, "c.csv", "Ab,aB,y", "1,2,3", "2,5,4.5", "3,4,7");
        assertThat(error(ReadRequest.of(file, "y").withWhere("ab > 3")))
                .contains("differ only in upper and lower case");
        try (Dataset data = TableSource.read(ReadRequest.of(file, "y").withWhere("y > 3"))) {
            assertThat(data.features()).containsExactly("Ab", "aB");
        }
    }

    @Test
    void weights_areReadBesideTheTarget() {
        try (Dataset data = TableSource.read(request.withWeight("w"))) {
            assertThat(data.weight()).containsExactly(1, 0, 2);
            assertThat(Fixture.treatment(data, "w")).isEqualTo("example weight");
        }
        try (Dataset data = TableSource.read(request)) {
            assertThat(data.weight()).isNull();
        }
    }

    @Test
    void weights_thatCannotBe() {
        assertThat(error(request.withWeight("negative")))
                .contains("r.csv line 3, column negative: a negative weight (-1)");
        assertThat(error(request.withWeight("gap")))
                .contains("r.csv line 3, column gap: no weight", "--where '\"gap\" IS NOT NULL'");
        assertThat(error(request.withWeight("zero"))).contains("column zero, the weight, is 0 in every row");
        assertThat(error(request.withWeight("word"))).contains("column word, the weight, is of the type VARCHAR");
    }

    @Test
    void weights_nanAndInfinite() {
        Path file = lines(folder, "w.csv", "a,y,n,i", "1,2.5,1,1", "2,3,nan,inf", "5,7,1,1");
        ReadRequest odd = ReadRequest.of(file, "y").withFeatures(List.of("a"));
        assertThat(error(odd.withWeight("n"))).contains("line 3, column n: no weight (nan)");
        assertThat(error(odd.withWeight("i"))).contains("line 3, column i: an infinite weight");
    }

    @Test
    void splitBy_textsAndMonths() {
        try (Dataset data = TableSource.read(request.withSplitBy("word"))) {
            assertThat(data.groups()).containsExactly("u", "v", "w");
        }
        try (Dataset data = TableSource.read(request.withSplitBy("day"))) {
            assertThat(data.groups()).containsExactly("2020-01", "2020-02", "2020-03");
        }
        try (Dataset data = TableSource.read(request.withSplitBy("gap"))) {
            assertThat(data.groups()).containsExactly("1", "", "1");
        }
        try (Dataset data = TableSource.read(request.withFeatures(List.of()).withSplitBy("b"))) {
            assertThat(data.features()).contains("a").doesNotContain("b");
            assertThat(Fixture.treatment(data, "b")).isEqualTo("rows with the same value stay together; not a feature");
        }
    }

    @Test
    void moreInputsThanRows_isNoticed() {
        try (Dataset data = TableSource.read(request.withFeatures(List.of("a", "b", "w")))) {
            assertThat(data.notices()).extracting(Notice::code).containsExactly("few-rows");
        }
    }

    @Test
    void file_isNamedAsGiven() {
        Path relative = Path.of("..", "examples", "data", "penguins.csv");
        try (Dataset data = Fixture.read(relative, "species")) {
            assertThat(data.file()).isEqualTo(relative.toString());
        }
    }
}
