package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lossmith.learn.fit.FitWatch;

class TrainWatchTest {
    @Test
    void left_isExtrapolatedFromTheLastStep() {
        // 1e-2 to 1e-4 in 3 s; 1e-4 to 1e-8 takes two more such steps.
        assertThat(TrainWatch.left(new FitWatch.Step(1, 0.5, 1e-4, 1e-8), 1e-2, 3))
                .isEqualTo(6);
        assertThat(TrainWatch.left(new FitWatch.Step(1, 0.5, 1e-2, 1e-8), 1e-4, 3))
                .isNaN();
        assertThat(TrainWatch.left(new FitWatch.Step(1, 0.5, Double.NaN, 1e-8), Double.NaN, 3))
                .isNaN();
    }

    @Test
    void label_saysHowFarTheFitIs() {
        assertThat(TrainWatch.label(new FitWatch.Step(3, 0.57262, 1.25e-4, 1e-8), 72))
                .isEqualTo("step 4, objective 0.57262, 0.00013 (goal 1e-8), about 72 s left");
        assertThat(TrainWatch.label(new FitWatch.Step(0, 0.5, Double.NaN, 1e-8), Double.NaN))
                .isEqualTo("step 1, objective 0.5");
    }
}
