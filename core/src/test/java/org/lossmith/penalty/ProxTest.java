package org.lossmith.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proximal steps and subgradients of penalties of one coefficient, against brute force. */
class ProxTest {
    private static final Bounds[] BOUNDS = {
        Bounds.NONE, Bounds.NON_NEGATIVE, Bounds.NON_POSITIVE, Bounds.ZERO, new Bounds(-0.3, 1.2)
    };

    /** Far beyond every coefficient tried. */
    private static final double FAR = 8;

    private static SeparablePenalty parse(String spec) {
        return (SeparablePenalty) Penalty.parse(spec);
    }

    /** The lowest of a fine grid, then golden sections around it. */
    private static double minimum(DoubleUnaryOperator function, double from, double to) {
        int cells = 20_000;
        double width = (to - from) / cells;
        double best = 0;
        for (int i = 0; i <= cells; i++) {
            double u = from + i * width;
            best = function.applyAsDouble(u) < function.applyAsDouble(best) ? u : best;
        }
        double low = Math.max(from, best - width);
        double high = Math.min(to, best + width);
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int i = 0; i < 80; i++) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (function.applyAsDouble(left) <= function.applyAsDouble(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        double found = (low + high) / 2;
        // Kinks and bounds are met exactly or not at all; differences below this are rounding.
        for (double corner : new double[] {0, from, to}) {
            found = function.applyAsDouble(corner) <= function.applyAsDouble(found) + 1e-14 ? corner : found;
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "l1:lambda=0.7",
                "l2:lambda=0.4",
                "elastic-net:lambda=0.9,alpha=0.3",
                "mcp:lambda=0.6,gamma=3",
                "mcp:lambda=0.8,gamma=1.1",
                "mcp:lambda=0,gamma=2",
                "scad:lambda=0.6,a=3.7",
                "scad:lambda=0.7,a=2.05"
            })
    void prox_anyStepAndBounds_isTheMinimiserOfBruteForce(String spec) {
        SeparablePenalty penalty = parse(spec);
        for (Bounds bounds : BOUNDS) {
            // Steps of 4 and 20 are beyond gamma and a - 1: penalty and distance together are not convex.
            for (double step : new double[] {0.1, 1, 4, 20}) {
                for (double coefficient : new double[] {-7, -2.1, -0.65, -0.0, 0, 0.2, 0.71, 1.9, 3.3, 5}) {
                    DoubleUnaryOperator cost =
                            u -> penalty.value(u) + (u - coefficient) * (u - coefficient) / (2 * step);
                    double expected = minimum(cost, Math.max(-FAR, bounds.lower()), Math.min(FAR, bounds.upper()));
                    double found = penalty.prox(coefficient, step, bounds);
                    String what = spec + " " + bounds + " step " + step + " at " + coefficient;
                    assertThat(bounds.clip(found)).as(what).isEqualTo(found);
                    // A minimum is flat: its place is known to the root of the precision of its value.
                    assertThat(found).as(what).isCloseTo(expected, within(2e-7 * Math.sqrt(1 + step)));
                    assertThat(cost.applyAsDouble(found))
                            .as(what)
                            .isLessThanOrEqualTo(cost.applyAsDouble(expected) + 1e-15);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "l1:lambda=0.7",
                "elastic-net:lambda=0.9,alpha=0.3",
                "mcp:lambda=0.6,gamma=3",
                "scad:lambda=0.6,a=3.7"
            })
    void subgradientDistance_atTheOptimumOfBruteForce_isZero(String spec) {
        SeparablePenalty penalty = parse(spec);
        for (Bounds bounds : BOUNDS) {
            for (double centre : new double[] {-4, -1.1, -0.4, 0, 0.5, 0.9, 1.7, 2.9}) {
                DoubleUnaryOperator cost = w -> penalty.value(w) + (w - centre) * (w - centre) / 2;
                double optimum = minimum(cost, Math.max(-FAR, bounds.lower()), Math.min(FAR, bounds.upper()));
                String what = spec + " " + bounds + " centre " + centre;
                assertThat(penalty.subgradientDistance(optimum, optimum - centre, bounds))
                        .as(what)
                        .isLessThan(1e-6);
                double stationary = penalty.prox(centre, 1, bounds);
                assertThat(penalty.subgradientDistance(stationary, stationary - centre, bounds))
                        .as(what)
                        .isLessThan(2e-15);
            }
        }
    }

    @Test
    void subgradientDistance_offTheOptimum_isTheSlopeDownhill() {
        SeparablePenalty mcp = new Mcp(1, 2);
        // slope of the penalty: 1 - 0.5 / 2 = 0.75 at 0.5, 0 from 2 on
        assertThat(mcp.subgradientDistance(0.5, -0.25)).isEqualTo(0.5);
        assertThat(mcp.subgradientDistance(-0.5, -0.25)).isEqualTo(1);
        assertThat(mcp.subgradientDistance(3, -0.25)).isEqualTo(0.25);
        assertThat(mcp.subgradientDistance(0, -1.25)).isEqualTo(0.25);
        assertThat(mcp.subgradientDistance(0, -1.25, Bounds.NON_POSITIVE)).isEqualTo(0);
        assertThat(mcp.subgradientDistance(0, 1.25, Bounds.NON_POSITIVE)).isEqualTo(0.25);
        assertThat(new L1(1).subgradientDistance(2, -3, new Bounds(-1, 2))).isEqualTo(0);
        assertThat(new L1(1).subgradientDistance(2, 3, new Bounds(-1, 2))).isEqualTo(4);
        assertThat(new L1(1).subgradientDistance(1.5, -3, new Bounds(-1, 2))).isEqualTo(2);
    }

    @Test
    void value_foldedConcave_isTheIntegralOfItsSlope() {
        for (SeparablePenalty penalty : new SeparablePenalty[] {new Mcp(0.6, 3), new Scad(0.6, 3.7)}) {
            int cells = 300_000;
            double end = 3;
            double sum = 0;
            for (int i = 0; i < cells; i++) {
                sum += penalty.slope((i + 0.5) * end / cells) * end / cells;
            }
            assertThat(penalty.value(-end)).isCloseTo(sum, within(1e-10));
        }
        // Zhang: gamma lambda^2 / 2; Fan and Li: (a + 1) lambda^2 / 2
        assertThat(new Mcp(0.6, 3).value(100)).isCloseTo(0.54, within(1e-15));
        assertThat(new Scad(0.6, 3.7).value(-100)).isCloseTo(0.846, within(1e-15));
    }

    @Test
    void prox_foldedConcave_isTheClosedFormOfItsPaper() {
        // Firm threshold: (|z| - lambda) / (1 - 1 / gamma) up to gamma lambda, then z itself
        assertThat(new Mcp(1, 3).prox(2, 1)).isCloseTo(1.5, within(1e-15));
        assertThat(new Mcp(1, 3).prox(-3.5, 1)).isEqualTo(-3.5);
        // Fan and Li: soft up to 2 lambda, ((a - 1) z - a lambda) / (a - 2) up to a lambda, then z itself
        assertThat(new Scad(1, 3.7).prox(1.5, 1)).isCloseTo(0.5, within(1e-15));
        assertThat(new Scad(1, 3.7).prox(3, 1)).isCloseTo((2.7 * 3 - 3.7) / 1.7, within(1e-14));
        assertThat(new Scad(1, 3.7).prox(-4, 1)).isEqualTo(-4);
        assertThat(new Mcp(1, 3).prox(Double.NaN, 1)).isNaN();
        assertThat(1 / new Scad(1, 3.7).prox(-0.5, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> new Mcp(1, 3).prox(1, Double.NaN)).hasMessageContaining("not NaN");
    }
}
