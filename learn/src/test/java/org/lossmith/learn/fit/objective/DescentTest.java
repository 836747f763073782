package org.lossmith.learn.fit.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.loss.Losses;

class DescentTest {
    @Test
    void fallingObjective_fellAtEachStep() {
        assertThat(along(4, 3, 2, 2).text()).isEqualTo("at each of 3 steps");
    }

    @Test
    void rise_isSaidAsAShareOfTheObjective() {
        assertThat(along(4, 2, 2.5, 1).text()).isEqualTo("in 3 steps, of which one raised it by 2.5e-01 of itself");
    }

    @Test
    void rounding_isNoRise() {
        assertThat(along(1, 0.5, Math.nextUp(0.5)).text()).isEqualTo("at each of 2 steps");
    }

    @Test
    void objectiveThatIsNoNumber_isNoFall() {
        assertThat(along(4, Double.NaN).text()).contains("raised it by Infinity");
    }

    @Test
    void stepZero_beginsAnew() {
        Descent descent = along(1, 2);
        descent.reached(0, 5);
        descent.reached(1, 4);
        assertThat(descent.text()).isEqualTo("in 1 step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"focal", "tukey", "cauchy"})
    void fitOfALossThatIsNotConvex_saysThatItFellAtEachStep(String loss) {
        int rows = 400;
        double[][] x = new double[rows][2];
        double[] target = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = new double[] {Math.sin(i), Math.cos(3.7 * i)};
            double score = 1.5 * x[i][0] - x[i][1] + 0.8 * Math.sin(17.3 * i);
            target[i] = loss.equals("focal") ? (score > 0 ? 1 : 0) : score;
        }
        FitResult fit = new Fitter(FitRequest.of(Losses.parse(loss))).fit(Examples.matrix(x), target, null);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.notes())
                .anySatisfy(note -> assertThat(note).containsPattern("at each of \\d+ steps|in [01] steps?,"));
    }

    private static Descent along(double... objectives) {
        Descent descent = new Descent();
        for (int i = 0; i < objectives.length; i++) {
            descent.reached(i, objectives[i]);
        }
        return descent;
    }
}
