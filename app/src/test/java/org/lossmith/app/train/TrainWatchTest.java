package org.lossmith.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lossmith.app.console.Console;
import org.lossmith.learn.solver.FitWatch;

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

    /** On a terminal the line counts the fits of all paths; what comes after them is not counted. */
    @Test
    void step_ofAPath_showsFitsDoneOfAll() {
        List<String> lines = new ArrayList<>();
        TrainWatch watch = new TrainWatch(
                Console.of(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        ""),
                (done, of, label) -> lines.add(done + "/" + of + " " + label));
        try (watch) {
            watch.stage("the path on all rows");
            watch.fitted(3, 600);
            watch.step(new FitWatch.Step(1, 0.25, 1e-3, 1e-8));
            watch.fitted(600, 600);
            watch.stage("bootstrap");
        }
        assertThat(lines)
                .containsExactly(
                        "0/0 the path on all rows",
                        "3/600 the path on all rows",
                        "3/600 the path on all rows, step 2",
                        "0/0 the path on all rows",
                        "0/0 bootstrap");
    }

    @Test
    void label_saysHowFarTheFitIs() {
        assertThat(TrainWatch.label(new FitWatch.Step(3, 0.57262, 1.25e-4, 1e-8), 72))
                .isEqualTo("step 4, objective 0.57262, 0.00013 (goal 1e-8), about 72 s left");
        assertThat(TrainWatch.label(new FitWatch.Step(0, 0.5, Double.NaN, 1e-8), Double.NaN))
                .isEqualTo("step 1, objective 0.5");
    }
}
