package org.lossmith.learn.fit.piecewise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

class LinearPiecesTest {
    private static final double[] TARGETS = {0.3, -1e5, 7, 1e-9, 0};

    private static @Nullable LinearPieces of(Loss loss, double... targets) {
        return LinearPieces.of(ElementLoss.of(loss), targets);
    }

    private static LinearPieces found(Loss loss, double... targets) {
        LinearPieces pieces = of(loss, targets);
        assertThat(pieces).isNotNull();
        return pieces;
    }

    @ParameterizedTest
    @CsvSource({
        "absolute-error,1,1",
        "quantile:q=0.9,0.9,0.1",
        "quantile:q=0.001,0.001,0.999",
    })
    void oneKink_isAtTheTarget(String name, double above, double below) {
        LinearPieces pieces = found(Losses.parse(name), TARGETS);
        assertThat(pieces.count()).isEqualTo(1);
        LinearPieces.Kink kink = pieces.kink(5, 0);
        assertThat(kink.offset()).isEqualTo(0);
        assertThat(kink.above()).isCloseTo(above, within(1e-15));
        assertThat(kink.below()).isCloseTo(below, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.1, 3, 1e6})
    void epsilonInsensitive_hasAKinkOnEitherSide(double epsilon) {
        LinearPieces pieces = found(Losses.parse("epsilon-insensitive").with("epsilon", epsilon), TARGETS);
        assertThat(pieces.count()).isEqualTo(2);
        assertThat(pieces.kink(5, 0).offset()).isCloseTo(-epsilon, within(1e-15 * epsilon));
        assertThat(pieces.kink(5, 1).offset()).isCloseTo(epsilon, within(1e-15 * epsilon));
        assertThat(new double[] {
                    pieces.kink(5, 0).above(),
                    pieces.kink(5, 0).below(),
                    pieces.kink(5, 1).above(),
                    pieces.kink(5, 1).below()
                })
                .containsExactly(1, 0, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1})
    void hinge_knowsBothLabels_evenIfOneIsNotThere(double only) {
        LinearPieces pieces = found(Losses.parse("hinge"), only, only, only);
        assertThat(pieces.count()).isEqualTo(1);
        assertThat(pieces.kink(1, 0)).isEqualTo(new LinearPieces.Kink(0, 1, 0));
        assertThat(pieces.kink(-1, 0)).isEqualTo(new LinearPieces.Kink(0, 0, 1));
    }

    @Test
    void formulaOfLabels_hasKinksOfItsOwnForEach() {
        // A false alarm costs three times as much, and starts at -2.
        Loss loss = Losses.formula("where(y > 0, max(0, 1 - z), 3*max(0, z + 2))", Map.of());
        LinearPieces pieces = found(loss, 1, 0, 0, 1);
        assertThat(pieces.kink(1, 0)).isEqualTo(new LinearPieces.Kink(0, 1, 0));
        assertThat(pieces.kink(0, 0)).isEqualTo(new LinearPieces.Kink(-2, 0, 3));
        // With three targets it is no loss of two labels any more.
        assertThat(of(loss, 1, 0, 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abs(z - y) + 1", // not 0 where it is lowest
                "max(0, z - y) + z", // falls for ever
                "abs(z - y)*(1 + y^2)", // other slopes for each target
                "abs(z - y) + (z - y)^2",
                "where(abs(z - y) < 1, abs(z - y), 1)",
                "max(0, (z - y)^2 - 1)"
            })
    void otherFormulas_areNone(String formula) {
        assertThat(of(Losses.formula(formula, Map.of()), TARGETS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"huber", "squared-error", "squared-hinge", "bce", "tukey"})
    void otherLosses_areNone(String name) {
        assertThat(of(Losses.parse(name), 0, 1)).isNull();
    }
}
