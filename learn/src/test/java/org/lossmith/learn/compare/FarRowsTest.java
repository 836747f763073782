package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.evaluate.SeededRandom;

class FarRowsTest {
    private static double[] draw(int n, DoubleSupplier next) {
        return DoubleStream.generate(next).limit(n).toArray();
    }

    @Test
    void taxiTrips_haveTheirStuckClocksFound() {
        double[] minutes = Trips.column("duration_min");
        FarRows far = FarRows.in(minutes);
        assertThat(far).isNotNull();
        assertThat(far.rows()).hasSize(60);
        assertThat(far.farthest()).isEqualTo(1438.67);
        assertThat(far.nearest()).isEqualTo(524.87);
        assertThat(far.edge()).isEqualTo(238.32);
        assertThat(minutes[far.rows()[0]]).isEqualTo(1438.67);
    }

    @Test
    void placeholderBelow_isFound() {
        SeededRandom random = new SeededRandom(2);
        double[] target = draw(1000, () -> 15 + 5 * random.normal());
        target[10] = -999;
        target[500] = -999;
        FarRows far = FarRows.in(target);
        assertThat(far).isNotNull();
        assertThat(far.rows()).containsExactlyInAnyOrder(10, 500);
    }

    @Test
    void oneWildRowAmongFew_isFound() {
        SeededRandom random = new SeededRandom(3);
        double[] target = draw(300, () -> -10 * Math.log(1 - random.next()));
        target[7] = 1440;
        FarRows far = FarRows.in(target);
        assertThat(far).isNotNull();
        assertThat(far.rows()).containsExactly(7);
    }

    @Test
    void honestTails_areLeftAlone() {
        int alarms = 0;
        for (int seed = 0; seed < 200; seed++) {
            SeededRandom random = new SeededRandom(seed * 977L + 1);
            alarms += FarRows.in(draw(2000, random::normal)) == null ? 0 : 1;
            alarms += FarRows.in(draw(2000, () -> -Math.log(1 - random.next()))) == null ? 0 : 1;
            alarms += FarRows.in(draw(2000, () -> Math.exp(random.normal()))) == null ? 0 : 1;
            alarms += FarRows.in(draw(2000, () -> Math.pow(1 - random.next(), -1 / 1.5))) == null ? 0 : 1;
            alarms += FarRows.in(draw(2000, () -> random.normal() / Math.abs(random.normal()))) == null ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(5);
    }

    @Test
    void countsAndConstants_areLeftAlone() {
        SeededRandom random = new SeededRandom(8);
        assertThat(FarRows.in(draw(500, () -> Math.floor(-Math.log(1 - random.next())))))
                .isNull();
        assertThat(FarRows.in(new double[100])).isNull();
        assertThat(FarRows.in(new double[] {1, 2, 1000})).isNull();
    }
}
