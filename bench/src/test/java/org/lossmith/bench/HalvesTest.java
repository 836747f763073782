package org.lossmith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class HalvesTest {
    @Test
    void everyRow_isVisitedOnce_whateverTheThreads() {
        for (int threads = 1; threads <= 2; threads++) {
            int[] visits = new int[1001];
            try (Halves halves = new Halves(threads)) {
                double sum = halves.sum(
                        (from, to) -> {
                            for (int i = from; i < to; i++) {
                                visits[i]++;
                            }
                            return to - from;
                        },
                        visits.length);
                assertThat(sum).isEqualTo(1001);
            }
            assertThat(visits).containsOnly(1);
        }
    }

    @Test
    void twoThreads_takeAHalfEach() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        try (Halves halves = new Halves(2)) {
            halves.sum((from, to) -> names.add(Thread.currentThread().getName()) ? 0 : 1, 100);
        }
        assertThat(names).hasSize(2);
    }

    @Test
    void failureInTheSecondHalf_isNotLost() {
        try (Halves halves = new Halves(2)) {
            assertThatThrownBy(() -> halves.sum(
                            (from, to) -> {
                                if (from > 0) {
                                    throw new ArithmeticException("upper");
                                }
                                return 0;
                            },
                            100))
                    .hasRootCauseMessage("upper");
        }
    }
}
