package org.lossmith.learn.fit.workingset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.learn.fit.LambdaPath;
import org.lossmith.learn.fit.PathResult;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.L1;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.PenaltyFamily;

/** Paths long enough to be fitted in two parts, on data wide enough for working sets. */
class SplitPathTest {
    private static final int ROWS = 60;
    private static final int COLUMNS = 90;
    private static final int COUNT = 50;

    private final DenseMatrix x = Examples.random(ROWS, COLUMNS, 3);

    private double[] target(String loss) {
        return Examples.targets(Losses.parse(loss), x, 4);
    }

    private static List<Penalty> penalties() {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> (Penalty) new L1(0.3 * Math.pow(0.02, i / (COUNT - 1.0))))
                .toList();
    }

    private List<FitResult> path(String loss, int threads, FitWatch watch) {
        FitRequest request = FitRequest.of(Losses.parse(loss)).withThreads(threads);
        return new Fitter(request, watch).fitPath(x, target(loss), null, Rows.all(ROWS), penalties());
    }

    private PathResult lambdas(Loss loss, double[] target, int threads, FitWatch watch) {
        return lambdas(loss, target, threads, LambdaPath.WIDE_RATIO, watch);
    }

    private PathResult lambdas(Loss loss, double[] target, int threads, double ratio, FitWatch watch) {
        return LambdaPath.of(FitRequest.of(loss).withThreads(threads), PenaltyFamily.parse("l1"))
                .withRatio(ratio)
                .withWatch(watch)
                .fit(x, target, null, Rows.all(ROWS));
    }

    /** Each fit by itself has no neighbours to begin from. */
    @ParameterizedTest
    @ValueSource(strings = {"bce", "half-squared-error", "huber:delta=1"})
    void path_isWhatSingleFitsFind(String loss) {
        List<FitResult> path = path(loss, 2, FitWatch.NONE);
        assertThat(path).hasSize(COUNT);
        for (int i = 0; i < COUNT; i++) {
            FitRequest request =
                    FitRequest.of(Losses.parse(loss)).withPenalty(penalties().get(i));
            FitResult single = new Fitter(request).fit(x, target(loss));
            assertThat(path.get(i).solver()).contains("working sets");
            assertThat(path.get(i).converged()).isTrue();
            assertThat(path.get(i).objective()).isCloseTo(single.objective(), within(2e-8 * single.objective()));
        }
    }

    /** Few rows are curved where huber begins, so that columns of the set are nearly the sums of others. */
    @ParameterizedTest
    @CsvSource({"3, 16", "7, 34", "8, 14", "8, 20", "24, 16", "37, 18", "58, 34"})
    void singleFit_columnsNearlyRepeatEachOther_converges(int seed, int lambda) {
        DenseMatrix inputs = Examples.random(ROWS, COLUMNS, seed);
        Loss huber = Losses.parse("huber:delta=1");
        FitRequest request = FitRequest.of(huber).withPenalty(penalties().get(lambda));
        FitResult fit = new Fitter(request).fit(inputs, Examples.targets(huber, inputs, seed + 1));
        assertThat(fit.solver()).contains("working sets");
        assertThat(fit.converged()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"bce, 2", "bce, 5", "huber:delta=1, 3", "half-squared-error, 2"})
    void path_anyNumberOfThreads_hasTheSameBits(String loss, int threads) {
        List<FitResult> one = path(loss, 1, FitWatch.NONE);
        List<FitResult> more = path(loss, threads, FitWatch.NONE);
        for (int i = 0; i < COUNT; i++) {
            assertThat(more.get(i).coefficients()).containsExactly(one.get(i).coefficients());
            assertThat(more.get(i).intercept()).isEqualTo(one.get(i).intercept());
            assertThat(more.get(i).objective()).isEqualTo(one.get(i).objective());
            assertThat(more.get(i).iterations()).isEqualTo(one.get(i).iterations());
            assertThat(more.get(i).certificate()).isEqualTo(one.get(i).certificate());
        }
    }

    /** Counts who is inside, and stops when so many fits are done. */
    private static final class Onlooker implements FitWatch {
        private final int most;
        private final List<Integer> seen = new ArrayList<>();
        private final AtomicInteger inside = new AtomicInteger();
        private volatile boolean crowded;
        private volatile int done;

        Onlooker(int most) {
            this.most = most;
        }

        private void inside(Runnable task) {
            crowded |= inside.incrementAndGet() > 1;
            task.run();
            LockSupport.parkNanos(10_000);
            inside.decrementAndGet();
        }

        @Override
        public boolean stopped() {
            inside(() -> {});
            return done >= most;
        }

        @Override
        public void step(Step step) {
            inside(() -> {});
        }

        @Override
        public void fitted(int finished, int of) {
            inside(() -> {
                seen.add(finished);
                done = finished;
                assertThat(of).isBetween(COUNT, LambdaPath.DEFAULT_COUNT);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"bce, 1", "bce, 2", "huber:delta=1, 3", "half-squared-error, 2"})
    void onlooker_isToldInOrderByOneThreadAtATime(String loss, int threads) {
        for (int repeat = 0; repeat < 10; repeat++) {
            Onlooker onlooker = new Onlooker(Integer.MAX_VALUE);
            path(loss, threads, onlooker);
            assertThat(onlooker.seen)
                    .isEqualTo(IntStream.rangeClosed(1, COUNT).boxed().toList());
            assertThat(onlooker.crowded).isFalse();
        }
    }

    /** In the first part, at the cut (37 of 50) and beyond it: what was fitted ahead is dropped. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "20, 2", "36, 2", "37, 2", "38, 1", "38, 2", "45, 1", "45, 2", "49, 2"})
    void path_interrupted_keepsWhatWasToldOf(int fits, int threads) {
        List<FitResult> whole = path("bce", 1, FitWatch.NONE);
        Onlooker onlooker = new Onlooker(fits);
        List<FitResult> part = path("bce", threads, onlooker);
        assertThat(onlooker.seen)
                .isEqualTo(IntStream.rangeClosed(1, part.size()).boxed().toList());
        // A fit that the stop came too late for is told of too; one that it cut short is kept as unfinished.
        assertThat(part.size()).isBetween(fits, fits + 1);
        for (int i = 0; i < fits; i++) {
            assertThat(part.get(i).coefficients()).containsExactly(whole.get(i).coefficients());
            assertThat(part.get(i).converged()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "30, 2", "74, 1", "74, 2", "76, 2", "90, 1", "90, 2"})
    void lambdas_interrupted_areAPrefixOfFinishedFits(int fits, int threads) {
        Loss loss = Losses.parse("bce");
        PathResult whole = lambdas(loss, target("bce"), 1, FitWatch.NONE);
        assertThat(whole.lambdas()).hasSizeGreaterThan(90);
        PathResult part = lambdas(loss, target("bce"), threads, new Onlooker(fits));
        assertThat(part.ended()).isEqualTo("interrupted by the user");
        assertThat(part.lambdas()).containsExactly(Arrays.copyOf(whole.lambdas(), fits));
        for (int i = 0; i < fits; i++) {
            assertThat(part.fits().get(i).coefficients(0))
                    .containsExactly(whole.fits().get(i).coefficients(0));
        }
    }

    /**
     * A single column without noise explains 99.9% once lambda has fallen to the square root of a thousandth of the largest: half
     * way to a thousandth of it, and right at the cut (75 of 100) on the way to a hundredth; with some noise the end comes beyond
     * the cut. No residual reaches delta, and the share is worked out from the residuals.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 0.001, 1, 48, 54",
        "0, 0.001, 2, 48, 54",
        "0, 0.01, 2, 75, 77",
        "0.13, 0.01, 1, 78, 99",
        "0.13, 0.01, 2, 78, 99"
    })
    void path_allButExplained_endsThere(double noise, double ratio, int threads, int least, int most) {
        double[] target = new double[ROWS];
        double mean = 0;
        for (int i = 0; i < ROWS; i++) {
            target[i] = 3 * x.get(i, 0) + noise * Math.sin(7 * i) + 10;
            mean += target[i] / ROWS;
        }
        double variance = 0;
        for (double each : target) {
            variance += (each - mean) * (each - mean);
        }
        Onlooker onlooker = new Onlooker(Integer.MAX_VALUE);
        PathResult path = lambdas(Losses.parse("huber:delta=1000"), target, threads, ratio, onlooker);
        int count = path.lambdas().length;
        assertThat(path.ended()).contains("more than 99.9%");
        assertThat(count).isBetween(least, most);
        assertThat(onlooker.seen)
                .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
        for (int i = 0; i < count; i++) {
            double[] score = ((FitResult) path.fits().get(i)).scores(x);
            double rest = 0;
            for (int row = 0; row < ROWS; row++) {
                rest += (target[row] - score[row]) * (target[row] - score[row]);
            }
            assertThat(1 - rest / variance > 0.999).isEqualTo(i == count - 1);
        }
    }
}
