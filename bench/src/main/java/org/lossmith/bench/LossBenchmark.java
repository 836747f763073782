package org.lossmith.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.TargetDomain;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Value sum, gradient and Hessian of each loss, by vectors and row by row, on one thread. {@link CopyBenchmark} is the wall in
 * the same run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LossBenchmark {
    @Param({
        "half-squared-error",
        "absolute-error",
        "huber",
        "pseudo-huber",
        "log-cosh",
        "quantile",
        "cauchy",
        "bce",
        "weighted-bce",
        "focal",
        "hinge",
        "poisson"
    })
    public String loss;

    @Param({"4096", "20000000"})
    public int rows;

    private Loss scalar;
    private Loss vector;
    private double[] score;
    private double[] target;
    private double[] gradient;
    private double[] hessian;

    /** Scores like those of a fitted model, targets of the loss's domain. */
    @Setup
    public void prepare() {
        vector = Losses.parse(loss).forRows(Long.MAX_VALUE);
        scalar = Losses.parse(loss);
        Random random = new Random(1);
        score = random.doubles(rows, -6, 6).toArray();
        target = random.doubles(rows).map(draw -> draw < 0.5 ? low(scalar.targetDomain()) : 1).toArray();
        gradient = new double[rows];
        hessian = new double[rows];
    }

    private static double low(TargetDomain domain) {
        return domain == TargetDomain.SIGN ? -1 : 0;
    }

    @Benchmark
    public double gradientByVectors() {
        return vector.sumGradient(score, target, null, gradient, 0, rows);
    }

    @Benchmark
    public double hessianByVectors() {
        return vector.sumGradientHessian(score, target, null, gradient, hessian, 0, rows);
    }

    /** In calls of 1,024 rows, which take the scalar loop. */
    @Benchmark
    public double gradientByRows() {
        double sum = 0;
        for (int from = 0; from < rows; from += 1024) {
            sum += scalar.sumGradient(score, target, null, gradient, from, Math.min(from + 1024, rows));
        }
        return sum;
    }
}
