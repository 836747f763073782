package org.lossmith.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.compare.Comparison.Point;

class PullTest {
    @Test
    void pull_regressionLosses_followTheirGradients() {
        Pull pull = Pull.of(new View(Fixtures.trips()));
        assertThat(pull.curves().keySet()).containsExactly("squared-error", "absolute-error", "huber", "pseudo-huber");
        double largest = last(pull.curves().get("huber")).x();
        assertThat(last(pull.curves().get("squared-error")).y()).isCloseTo(largest / pull.typical(), within(1e-6));
        assertThat(last(pull.curves().get("absolute-error")).y()).isEqualTo(1);
        assertThat(last(pull.curves().get("huber")).y()).isCloseTo(15.2 / pull.typical(), within(1e-9));
    }

    @Test
    void pull_binaryLosses_areThoseOfAPositiveRow() {
        Pull pull = Pull.of(new View(Fixtures.rain()));
        List<Point> bce = pull.curves().get("bce");
        assertThat(bce.get(0)).isEqualTo(new Point(-8, bce.get(0).y()));
        assertThat(bce.get(0).y()).isCloseTo(2 / (1 + Math.exp(-8)), within(1e-12));
        assertThat(pull.curves().get("squared-hinge").get(0).y()).isCloseTo(9, within(1e-12));
    }

    private static Point last(List<Point> curve) {
        return curve.get(curve.size() - 1);
    }
}
