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

/** The wall: reading two arrays and writing one, which is the least that a loss with its gradient must do. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CopyBenchmark {
    @Param({"4096", "20000000"})
    public int rows;

    private double[] first;
    private double[] second;
    private double[] result;

    @Setup
    public void prepare() {
        first = new double[rows];
        second = new double[rows];
        result = new double[rows];
    }

    @Benchmark
    public double[] readTwoWriteOne() {
        for (int i = 0; i < rows; i++) {
            result[i] = first[i] + second[i];
        }
        return result;
    }
}
