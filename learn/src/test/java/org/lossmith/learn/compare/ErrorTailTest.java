package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lossmith.learn.evaluate.SeededRandom;

class ErrorTailTest {
    private static double[] normal(int n, double sigma) {
        SeededRandom random = new SeededRandom(21);
        return IntStream.range(0, n).mapToDouble(i -> sigma * random.normal()).toArray();
    }

    @Test
    void normalErrors_haveNoTail() {
        ErrorTail tail = ErrorTail.of(normal(20_000, 3));
        assertThat(tail.heavy()).isFalse();
        assertThat(tail.sigma()).isCloseTo(3, within(0.06));
        assertThat(tail.start()).isCloseTo(1.345 * 3, within(0.09));
    }

    @Test
    void aFewWildRows_startTheTailWhereNormalErrorsEnd() {
        double[] errors = normal(20_000, 3);
        for (int i = 0; i < 50; i++) {
            errors[i * 400] = 1440;
        }
        ErrorTail tail = ErrorTail.of(errors);
        assertThat(tail.heavy()).isTrue();
        assertThat(tail.start()).isBetween(2.6 * 3, 3.3 * 3);
        assertThat(tail.beyond()).isBetween(0.0025, 0.01);
    }

    @Test
    void exponentialErrors_haveAHeavyTail() {
        SeededRandom random = new SeededRandom(4);
        double[] errors = IntStream.range(0, 20_000)
                .mapToDouble(i -> Math.log(1 - random.next()))
                .toArray();
        ErrorTail tail = ErrorTail.of(errors);
        assertThat(tail.heavy()).isTrue();
        double sigma = Math.log(2) / 0.6745;
        assertThat(tail.sigma()).isCloseTo(sigma, within(0.03));
        // exp(-m sigma) = 2 * 2 (1 - Phi(m)), solved with scipy: m = 1.7206
        assertThat(tail.start() / tail.sigma()).isCloseTo(1.7206, within(0.1));
    }

    @Test
    void noErrorsAtAll_takeOne() {
        assertThat(ErrorTail.of(new double[10]).start()).isEqualTo(1);
    }

    @Test
    void mostlyExactRows_takeTheScaleOfTheOthers() {
        double[] errors = new double[100];
        errors[3] = 2;
        errors[4] = -2;
        assertThat(ErrorTail.of(errors).sigma()).isCloseTo(2 / 0.6745, within(1e-3));
    }

    @Test
    void oneRow_givesAPositiveStart() {
        assertThat(ErrorTail.of(new double[] {-4}).start()).isGreaterThan(0);
    }
}
