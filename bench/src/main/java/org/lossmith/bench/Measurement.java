package org.lossmith.bench;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured of a case. A ratio is that of an iteration and what was timed just before it in the same JVM over the same rows; of a
 * JVM the median over its iterations counts.
 *
 * @param nanoseconds per row, in the fastest iteration: what else runs on a machine can only add to it
 * @param spread per row: by how much the median iteration was slower
 * @param wall nanoseconds per row of the wall, the fastest too
 * @param walls times the wall
 * @param hand times the loop by hand, if there is one
 * @param torch how many times as fast as PyTorch, if that was timed beside
 */
record Measurement(
        Case timed,
        double nanoseconds,
        double spread,
        double wall,
        Ratio walls,
        @Nullable Ratio hand,
        @Nullable Ratio torch) {
    static Measurement of(Case timed, RunResult result) {
        List<Collection<IterationResult>> jvms = result.getBenchmarkResults().stream()
                .map(jvm -> jvm.getIterationResults())
                .toList();
        Statistics passes = statistics(all(jvms).mapToDouble(Measurement::pass));
        Statistics walls = statistics(all(jvms).mapToDouble(iteration -> beside(iteration, PassBenchmark.WALL)));
        return new Measurement(
                timed,
                passes.getMin() / timed.rows(),
                (passes.getPercentile(50) - passes.getMin()) / timed.rows(),
                walls.getMin() / timed.rows(),
                ratio(jvms, iteration -> pass(iteration) / beside(iteration, PassBenchmark.WALL)),
                timed.hasControl()
                        ? ratio(jvms, iteration -> pass(iteration) / beside(iteration, PassBenchmark.CONTROL))
                        : null,
                timed.hasTorch()
                        ? ratio(jvms, iteration -> beside(iteration, PassBenchmark.TORCH) / pass(iteration))
                        : null);
    }

    private static Stream<IterationResult> all(List<Collection<IterationResult>> jvms) {
        return jvms.stream().flatMap(Collection::stream);
    }

    private static Ratio ratio(List<Collection<IterationResult>> jvms, ToDoubleFunction<IterationResult> of) {
        return Ratio.of(jvms.stream()
                .map(iterations ->
                        statistics(iterations.stream().mapToDouble(of)).getPercentile(50))
                .toList());
    }

    private static double pass(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore();
    }

    private static double beside(IterationResult iteration, String name) {
        return iteration.getSecondaryResults().get(name).getScore();
    }

    private static Statistics statistics(DoubleStream values) {
        return new ListStatistics(values.toArray());
    }
}
