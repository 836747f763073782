package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Warning;
import org.lossmith.learn.data.ReadRequest;

/** From the example files to the verdict. */
class RealDataTest {
    private static final List<String> AFTER_THE_TRIP =
            List.of("dropoff_datetime", "fare_amount", "tip_amount", "tolls_amount", "total_amount");

    private static double value(Comparison comparison, String loss, String metric) {
        return comparison.candidates().stream()
                .filter(candidate -> candidate.loss().equals(loss))
                .findFirst()
                .orElseThrow()
                .metrics()
                .get(metric)
                .value();
    }

    private static CompareRequest trips(List<String> exclude) {
        return CompareRequest.of(ReadRequest.of(Trips.example("taxi-trips.csv.gz"), "duration_min")
                        .withExclude(exclude))
                .withFolds(3);
    }

    @Test
    void trips_robustLossesBeatSquaredErrorByFar() {
        Comparison found = Compare.run(trips(AFTER_THE_TRIP).withMistake("typical-error"), Progress.none());
        for (String robust : List.of("huber", "absolute-error")) {
            assertThat(value(found, robust, "mae")).isLessThan(0.9 * value(found, "squared-error", "mae"));
            assertThat(value(found, robust, "median-error"))
                    .isLessThan(0.75 * value(found, "squared-error", "median-error"));
        }
        assertThat(found.best()).doesNotContain("squared-error");
        assertThat(found.candidates()).allMatch(Candidate::converged);
        assertThat(found.warnings()).extracting(Warning::code).containsExactly("corrupted-target");
        assertThat(found.warnings().get(0).message())
                .contains("60 rows look corrupted")
                .contains("20805 (1438.67)");
        assertThat(found.data().used()).isEqualTo(30_000);
        assertThat(found.pictures().worst().get(0).values()).containsKey("pickup_datetime");
        assertThat(found.repeat().get(0))
                .contains("--exclude dropoff_datetime,fare_amount")
                .endsWith("--folds 3");
    }

    @Test
    void trips_withWhatIsKnownAfterwards_areWarnedOf() {
        Comparison found = Compare.run(trips(List.of()).withLosses(List.of("squared-error")), Progress.none());
        assertThat(found.warnings().stream().filter(warning -> warning.code().equals("leak")))
                .hasSize(2)
                .anyMatch(warning -> warning.message().startsWith("fare_amount by itself"))
                .anyMatch(warning -> warning.message().startsWith("the time from pickup_datetime to dropoff_datetime"));
        assertThat(found.repeat().get(1)).contains("--exclude fare_amount,dropoff_datetime");
    }

    @Test
    void rain_byMonth() {
        ReadRequest read = ReadRequest.of(Trips.example("rain.csv.gz"), "rain_next_hour")
                .withFeatures(List.of("temp_f", "humidity_pct", "visibility_mi", "precip_in"))
                .withSplitBy("month");
        Comparison found = Compare.run(CompareRequest.of(read).withFolds(3).withMistake("fn=20,fp=1"), Progress.none());
        assertThat(found.data().kind()).isEqualTo("binary");
        assertThat(found.validation().splitBy()).isEqualTo("month");
        assertThat(value(found, "bce", "roc-auc")).isBetween(0.90, 0.96);
        assertThat(value(found, "bce", "calibration-error"))
                .isLessThan(value(found, "weighted-bce", "calibration-error"));
        assertThat(found.best()).contains("bce");
        assertThat(found.warnings()).extracting(Warning::code).doesNotContain("leak", "few-positives");
    }
}
