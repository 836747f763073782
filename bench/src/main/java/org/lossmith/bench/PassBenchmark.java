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
 * Times one {@link Case}, whose parts are the parameters, and before each iteration the wall over the same arrays. A fork of its
 * own for each: the JVM then compiles for it alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PassBenchmark {
    /** The secondary result that holds the wall. */
    static final String WALL = "wallNanoseconds";

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
    private long wallTime;
    private double wall;
    private double sum;

    /** Nanoseconds that a pass of the wall took just before the iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Beside {
        public double wallNanoseconds;
    }

    @Setup
    public void prepare() {
        Case timed = new Case(loss, what, rows, type, path, threads, scores);
        passes = Passes.of(timed);
        Warmup.run(passes, timed, WARM_UP);
        wallTime = TimeUnit.MILLISECONDS.toNanos(Timing.of(timed).wall());
    }

    @Setup(Level.Iteration)
    public void timeWall() {
        int untimed = Math.max(1, UNTIMED / (rows * scores));
        long start = System.nanoTime();
        long passed;
        long count = 0;
        do {
            for (int i = 0; i < untimed; i++) {
                sum += passes.wall();
            }
            count += untimed;
            passed = System.nanoTime() - start;
        } while (passed < wallTime);
        wall = (double) passed / count;
    }

    @Benchmark
    public double pass(Beside beside) {
        beside.wallNanoseconds = wall;
        return passes.pass();
    }

    @TearDown
    public void close() {
        passes.close();
    }
}
