package org.lossmith.learn.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.compare.Trips;
import org.lossmith.learn.evaluate.SeededRandom;

class GivenAwayTest {
    @Test
    void taxiFare_givesTheDurationAway_theDistanceDoesNot() {
        List<double[]> columns =
                List.of(Trips.column("trip_distance"), Trips.column("fare_amount"), Trips.column("tip_amount"));
        List<GivenAway> found = GivenAway.byNumber(columns.size(), columns::get, Trips.column("duration_min"));
        assertThat(found.get(0).column()).isEqualTo(1);
        assertThat(found.get(0).suspicious(false)).isTrue();
        assertThat(found.get(0).left()).isBetween(0.15, 0.24);
        assertThat(found.get(1).column()).isZero();
        assertThat(found.get(1).left()).isBetween(0.4, 0.5);
        assertThat(found.get(1).suspicious(false)).isFalse();
    }

    @Test
    void anyShape_isSeen() {
        SeededRandom random = new SeededRandom(1);
        double[] column = new double[2000];
        double[] target = new double[2000];
        double[] noise = new double[2000];
        for (int row = 0; row < 2000; row++) {
            column[row] = random.normal();
            noise[row] = random.normal();
            target[row] = column[row] * column[row];
        }
        List<GivenAway> found = GivenAway.byNumber(2, List.of(noise, column)::get, target);
        assertThat(found.get(0).column()).isEqualTo(1);
        assertThat(found.get(0).suspicious(false)).isTrue();
        assertThat(found.get(1).left()).isGreaterThan(0.9);
    }

    @Test
    void constantColumn_saysNothing() {
        double[] target = new SeededRandomArray(500).normal();
        assertThat(GivenAway.byNumber(1, column -> new double[500], target)
                        .get(0)
                        .left())
                .isEqualTo(1);
    }

    @Test
    void fewRowsOrNoScatter_sayNothing() {
        assertThat(GivenAway.byNumber(1, column -> new double[20], new double[20]))
                .isEmpty();
        assertThat(GivenAway.byNumber(1, column -> new double[200], new double[200]))
                .isEmpty();
    }

    @Test
    void labels_areGivenAwayByAColumnThatOrdersThem_upOrDown() {
        double[] label = new double[100];
        double[] down = new double[100];
        double[] noise = new double[100];
        for (int row = 0; row < 100; row++) {
            label[row] = row < 30 ? 1 : 0;
            down[row] = -label[row];
            noise[row] = row % 7;
        }
        List<GivenAway> found = GivenAway.byLabel(2, List.of(noise, down)::get, label);
        assertThat(found.get(0)).isEqualTo(new GivenAway(1, 0));
        assertThat(found.get(0).suspicious(true)).isTrue();
        assertThat(found.get(1).suspicious(true)).isFalse();
    }

    @Test
    void rain_hasNoColumnThatGivesItAway() {
        List<double[]> columns = new ArrayList<>();
        for (String name : new String[] {"temp_f", "humidity_pct", "visibility_mi", "precip_in"}) {
            columns.add(Trips.column("rain.csv.gz", name));
        }
        List<GivenAway> found =
                GivenAway.byLabel(columns.size(), columns::get, Trips.column("rain.csv.gz", "rain_next_hour"));
        assertThat(found.get(0).column()).isEqualTo(1);
        assertThat(found).noneMatch(one -> one.suspicious(true));
    }

    private record SeededRandomArray(int n) {
        double[] normal() {
            SeededRandom random = new SeededRandom(77);
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = random.normal();
            }
            return values;
        }
    }

    @Test
    void columnThatGivesTheClassAway_leavesNothing_noiseAll() {
        SeededRandom random = new SeededRandom(2);
        double[] label = new double[1000];
        double[] code = new double[1000];
        double[] noise = new double[1000];
        double[] half = new double[1000];
        for (int row = 0; row < 1000; row++) {
            label[row] = row % 3;
            code[row] = (row % 3 == 1 ? 0 : row % 3 + 1) + random.next() / 2;
            half[row] = row % 3 == 2 ? 1 : 0;
            noise[row] = random.normal();
        }
        assertThat(GivenAway.byClass(0, code, label).suspicious(true)).isTrue();
        assertThat(GivenAway.byClass(0, half, label).left()).isCloseTo(0.5, within(0.01));
        assertThat(GivenAway.byClass(0, noise, label).left()).isBetween(0.75, 1.0);
        assertThat(GivenAway.byClass(0, new double[50], new double[50]).left()).isEqualTo(1);
    }
}
