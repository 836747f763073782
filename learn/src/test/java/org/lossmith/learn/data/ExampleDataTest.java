package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lossmith.learn.data.Fixture.example;
import static org.lossmith.learn.data.Fixture.input;
import static org.lossmith.learn.data.Fixture.treatment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files that ship with the project. Expected figures were counted with awk from the unpacked files. */
class ExampleDataTest {
    @Test
    void taxiTrips_allRowsAreRead() {
        try (Dataset data = TableSource.read(ReadRequest.of(example("taxi-trips.csv.gz"), "duration_min")
                .withExclude(List.of("dropoff_datetime")))) {
            assertThat(data.rows()).isEqualTo(30_000);
            assertThat(data.used()).isEqualTo(30_000);
            assertThat(data.kind()).isEqualTo(TargetKind.CONTINUOUS);
            assertThat(data.target()[0]).isEqualTo(6.12);
            assertThat(input(data, "pickup_location_id")[0]).isEqualTo(230);
            assertThat(treatment(data, "dropoff_datetime")).isEqualTo("left out by --exclude");
            assertThat(treatment(data, "pickup_datetime")).contains("time of day", "day of the week (7 levels)");
            // 2019-01-15 was a Tuesday; 03:36:12 is 12972 s after midnight.
            assertThat(input(data, "pickup_datetime_tuesday")[0]).isEqualTo(1);
            assertThat(input(data, "pickup_datetime_time_of_day_sin")[0])
                    .isCloseTo(Math.sin(2 * Math.PI * 12972 / 86400), within(1e-15));
            assertThat(data.values(0)).containsEntry("dropoff_datetime", "2019-01-15 03:42:19");
        }
    }

    @Test
    void rain_isBinaryWithMonthsAsGroups() {
        try (Dataset data = TableSource.read(
                ReadRequest.of(example("rain.csv.gz"), "rain_next_hour").withSplitBy("month"))) {
            assertThat(data.used()).isEqualTo(26_067);
            assertThat(data.kind()).isEqualTo(TargetKind.BINARY);
            assertThat(data.positive()).isEqualTo("1");
            assertThat(data.labels()).containsExactly("0", "1");
            assertThat(Arrays.stream(data.target()).sum()).isEqualTo(1749);
            assertThat(data.groups()).contains("1", "12").doesNotContain("13");
            assertThat(Arrays.stream(data.groups()).distinct()).hasSize(12);
            assertThat(data.features()).doesNotContain("month").contains("wind_dir_deg_missing", "station=EWR");
            assertThat(treatment(data, "temp_f")).contains("1 missing value replaced by the median", "too few to mark");
        }
    }

    @Test
    void lending_positiveIsTheRarerLabelAndSaidSo() {
        try (Dataset data = Fixture.read(example("lending.csv.gz"), "Class")) {
            assertThat(data.used()).isEqualTo(9_857);
            assertThat(data.positive()).isEqualTo("bad");
            assertThat(data.labels()).containsExactly("good", "bad");
            assertThat(Arrays.stream(data.target()).sum()).isEqualTo(517);
            assertThat(data.notices()).extracting(Notice::code).containsExactly("positive-label");
            assertThat(treatment(data, "addr_state")).contains("50 levels", "the 30 rarest share the input (other)");
        }
    }

    @Test
    void penguins_targetWithLabelsAndGapsThatCoincide() {
        try (Dataset data = Fixture.read(example("penguins.csv"), "species")) {
            assertThat(data.kind()).isEqualTo(TargetKind.CATEGORIES);
            assertThat(data.labels()).containsExactly("Adelie", "Chinstrap", "Gentoo");
            assertThat(data.positive()).isNull();
            assertThat(data.target()[0]).isEqualTo(0);
            assertThat(data.target()[343]).isEqualTo(1);
            assertThat(data.features()).contains("sex_missing").doesNotContain("bill_length_mm_missing");
        }
    }

    @Test
    void penguins_rowsWithoutTargetAreDroppedAndCounted() {
        try (Dataset data = Fixture.read(example("penguins.csv"), "body_mass_g")) {
            assertThat(data.rows()).isEqualTo(344);
            assertThat(data.used()).isEqualTo(342);
            assertThat(data.droppedBecause()).isEqualTo(Map.of("no target", 2L));
            // The fourth data row is the one without measurements.
            assertThat(Arrays.copyOf(data.sourceRow(), 4)).containsExactly(1, 2, 3, 5);
            assertThat(data.values(3)).containsEntry("bill_length_mm", "36.7");
        }
    }
}
