package org.lossmith.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;

class PenaltyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "l1:lambda=0.1",
                "l2:lambda=1.0E-4",
                "elastic-net:lambda=2,alpha=0.25",
                "group-lasso:lambda=0.5",
                "adaptive-l1:lambda=0.5,gamma=2",
                "mcp:lambda=0.5,gamma=2.5",
                "scad:lambda=0.5,a=4"
            })
    void spec_readBack_isTheSamePenalty(String spec) {
        Penalty penalty = Penalty.parse(spec);
        assertThat(penalty.spec()).isEqualTo(spec);
        assertThat(Penalty.parse(penalty.spec())).isEqualTo(penalty);
    }

    @Test
    void parse_aliasesAndSpaces_areTaken() {
        assertThat(Penalty.parse(" Ridge : lambda = 3 ")).isEqualTo(new L2(3));
        assertThat(Penalty.parse("lasso:lambda=3")).isEqualTo(new L1(3));
        assertThat(Penalty.parse("elastic-net:lambda=3")).isEqualTo(new ElasticNet(3, 0.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "l3:lambda=1 | did you mean \"l1\"",
                "elastic-nett:lambda=1 | did you mean \"elastic-net\"",
                "l1 | needs its strength: write for example l1:lambda=0.1; only train chooses lambda itself",
                "group-lasso | needs its strength: write for example group-lasso:lambda=0.1",
                "mpc:lambda=1 | did you mean \"mcp\"",
                "mcp:lambda=1,gamma=1 | gamma must be a finite number above 1, not 1",
                "mcp:lambda=1,a=3 | has no parameter \"a\"",
                "scad:lambda=1,a=2 | a must be a finite number above 2, not 2",
                "scad:lambda=1,a=NaN | a must be a finite number above 2, not NaN",
                "adaptive-l1:lambda=1,gamma=0 | gamma must be a finite number above 0, not 0",
                "l1:lamda=1 | did you mean \"lambda\"",
                "l1:0.3 | not of the form parameter=value",
                "l1:lambda=abc | must be a number, not \"abc\"",
                "l1:lambda=-1 | at least 0, not -1",
                "l2:lambda=NaN | at least 0, not NaN",
                "l2:lambda=Infinity | at least 0, not Infinity",
                "l2:lambda=1,lambda=2 | given twice",
                "elastic-net:lambda=1,alpha=1.5 | from 0 (all l2) to 1 (all l1), not 1.5",
                "none:lambda=1 | has no parameter \"lambda\""
            })
    void parse_mistake_saysWhatIsWanted(String spec, String message) {
        assertThatThrownBy(() -> Penalty.parse(spec))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void value_elasticNet_isTheSumOfBothParts() {
        SeparablePenalty penalty = new ElasticNet(2, 0.25);
        // 2 * (0.25 * 3 + 0.75 * 9) = 15, and 2 * (0.25 * 1 + 0.75 * 1) = 2
        assertThat(penalty.value(-3)).isEqualTo(15);
        assertThat(penalty.value(new double[] {-3, 0, 1})).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "l1:lambda=0.7", "l2:lambda=0.4", "elastic-net:lambda=0.9,alpha=0.3"})
    void prox_againstAFineGrid_isTheMinimiser(String spec) {
        SeparablePenalty penalty = (SeparablePenalty) Penalty.parse(spec);
        for (double coefficient : new double[] {-3, -0.5, -0.0, 0, 0.2, 0.7, 5}) {
            for (double step : new double[] {0.1, 1, 4}) {
                double best = Double.POSITIVE_INFINITY;
                double argument = 0;
                for (int i = -60_000; i <= 60_000; i++) {
                    double u = i * 1e-4;
                    double objective = penalty.value(u) + (u - coefficient) * (u - coefficient) / (2 * step);
                    if (objective < best) {
                        best = objective;
                        argument = u;
                    }
                }
                assertThat(penalty.prox(coefficient, step)).isCloseTo(argument, within(1e-4));
            }
        }
    }

    @Test
    void prox_belowTheThreshold_isExactlyZero() {
        assertThat(new L1(0.5).prox(-0.5, 1)).isEqualTo(0.0);
        assertThat(new L1(0.5).prox(0.4999, 1)).isEqualTo(0.0);
        assertThat(new L1(0.5).prox(0.5001, 1)).isPositive();
        assertThat(new L1(0.5).prox(Double.NaN, 1)).isNaN();
    }

    @Test
    void prox_stepOfZero_isRefused() {
        assertThatThrownBy(() -> new L1(1).prox(1, 0)).hasMessageContaining("not 0.0");
    }

    @Test
    void subgradientDistance_atTheOptimumOfAQuadratic_isZero() {
        // min (w - 2)^2 / 2 + 0.3 |w| + 0.1 w^2 has w = (2 - 0.3) / 1.2
        SeparablePenalty penalty = new ElasticNet(0.4, 0.75);
        double optimum = (2 - 0.4 * 0.75) / (1 + 2 * 0.4 * 0.25);
        assertThat(penalty.subgradientDistance(optimum, optimum - 2)).isCloseTo(0, within(1e-15));
        assertThat(penalty.subgradientDistance(0, 0.3)).isEqualTo(0);
        assertThat(penalty.subgradientDistance(-0.0, -0.5)).isCloseTo(0.2, within(1e-15));
    }
}
