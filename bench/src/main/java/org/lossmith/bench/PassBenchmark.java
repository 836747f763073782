package org.lossmith.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Times one {@link Case}, whose parts are the parameters. A fork of its own for each: the JVM then compiles for it alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PassBenchmark {
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

    private Pass pass;

    @Setup
    public void prepare() {
        pass = Passes.of(new Case(loss, what, rows, type, path, threads, scores));
    }

    @Benchmark
    public double pass() {
        return pass.run();
    }

    @TearDown
    public void close() {
        pass.close();
    }
}
