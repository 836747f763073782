package org.lossmith.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Times one {@link Case}, whose parts are the parameters, and before each iteration the wall over the same arrays, and where there are such
 * the loop by hand and PyTorch, each for as long as the iteration. A fork of its own for each case.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PassBenchmark {
    /** The secondary result that holds the wall. */
    static final String WALL = "wallNanoseconds";

    /** The one that holds the time of the loop by hand; 0 where there is none. */
    static final String CONTROL = "controlNanoseconds";

    /** The one that holds the time of PyTorch; 0 where it is not timed. */
    static final String TORCH = "torchNanoseconds";

    /** Milliseconds of rest before and after PyTorch, whose threads go on turning for a while when they have nothing to do. */
    private static final int REST = 50;

    private static final int WARM_UP = 500;
    /** Elements between two looks at the clock. */
    private static final int UNTIMED = 200_000;

    @Param("huber")
    public String loss;

    @Param("GRADIENT")
    public Case.What what;

    @Param("4096")
    public int rows;

    @Param("DOUBLE")
    public Case.ElementType type;

    @Param("SIMD")
    public Case.Path path;

    @Param("1")
    public int threads;

    @Param("1")
    public int scores;

    private Passes passes;
    private boolean hasControl;
    private boolean hasTorch;
    private long wallTime;
    private long besideTime;
    private double wall;
    private double control;
    private double torch;
    private double sum;

    /** Nanoseconds that a pass of the wall, of the loop by hand and of PyTorch took just before the iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Beside {
        public double wallNanoseconds;
        public double controlNanoseconds;
        public double torchNanoseconds;
    }

    @Setup
    public void prepare() {
        Case timed = new Case(loss, what, rows, type, path, threads, scores);
        passes = Passes.of(timed);
        Warmup.run(passes, timed, WARM_UP);
        Timing timing = Timing.of(timed);
        wallTime = TimeUnit.MILLISECONDS.toNanos(timing.wall());
        hasControl = timed.hasControl();
        hasTorch = timed.hasTorch();
        besideTime = TimeUnit.MILLISECONDS.toNanos(timing.iteration());
        if (hasControl) {
            Warmup.run(passes, passes::control, timed, WARM_UP);
        }
        if (hasTorch) {
            Warmup.run(passes, passes::torch, timed, WARM_UP);
        }
    }

    @Setup(Level.Iteration)
    public void timeBeside() throws InterruptedException {
        if (hasTorch) {
            Thread.sleep(REST);
            torch = time(passes::torch, besideTime);
            Thread.sleep(REST);
        }
        wall = time(passes::wall, wallTime);
        control = hasControl ? time(passes::control, besideTime) : 0;
    }

    /** Nanoseconds of a pass. */
    private double time(Pass pass, long shortest) {
        int untimed = Math.max(1, UNTIMED / (rows * scores));
        long start = System.nanoTime();
        long passed;
        long count = 0;
        do {
            for (int i = 0; i < untimed; i++) {
                sum += pass.run();
            }
            count += untimed;
            passed = System.nanoTime() - start;
        } while (passed < shortest);
        return (double) passed / count;
    }

    @Benchmark
    public double pass(Beside beside) {
        beside.wallNanoseconds = wall;
        beside.controlNanoseconds = control;
        beside.torchNanoseconds = torch;
        return passes.pass();
    }

    @TearDown
    public void close() {
        passes.close();
    }
}
