package org.lossmith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.bench.Case.Path;

/** Every case that a plan holds can be run, and different paths to the same task come to the same sum. */
class PassesTest {
    @Test
    void everySimdCaseOfTheCatalogue_runsAndGivesANumber() {
        for (Case timed : Plan.catalogue()) {
            if (timed.path() == Path.SIMD) {
                assertThat(sum(timed)).as(timed.toString()).isNotNaN();
            }
        }
    }

    @Test
    void pathsOfOneTask_giveTheSameSum_onOneThreadAndOnTwo() {
        for (String loss : Plan.PEERED) {
            for (ElementType type : ElementType.values()) {
                double expected = sum(Plan.gradient(loss, Plan.SMALL, type, Path.PLAIN, 1));
                double within = (type == ElementType.DOUBLE ? 1e-12 : 1e-5) * expected;
                for (int threads : List.of(1, 2)) {
                    for (Path path : List.of(Path.SIMD, Path.CONTROL, Path.PYTORCH)) {
                        Case timed = Plan.gradient(loss, Plan.SMALL, type, path, threads);
                        assertThat(sum(timed)).as(timed.toString()).isCloseTo(expected, offset(within));
                    }
                }
            }
        }
    }

    @Test
    void scalarCase_withVectorsSwitchedOn_isRefused() {
        Case scalar = Plan.gradient("huber", Plan.SMALL, ElementType.DOUBLE, Path.SCALAR, 1);
        assertThatThrownBy(() -> sum(scalar)).hasMessageContaining("-Dorg.lossmith.kernel=scalar");
    }

    @Test
    void wall_writesEveryGradient() {
        Case softmax = new Case("softmax", Case.What.GRADIENT, 1000, ElementType.DOUBLE, Path.SIMD, 1, 10);
        PlanarRows rows = PlanarRows.of(softmax);
        rows.copy().sum(0, 1000);
        assertThat(rows.gradient().columns()).isEqualTo(10);
        DoubleRows one = DoubleRows.of(Plan.gradient("huber", 1000, ElementType.DOUBLE, Path.SIMD, 1));
        one.copy(0, 1000);
        assertThat(one.gradient()).doesNotContain(0);
    }

    private static double sum(Case timed) {
        try (Passes passes = Passes.of(timed)) {
            return passes.pass();
        }
    }
}
