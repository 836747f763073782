package org.lossmith.bench;

import java.util.Collection;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured of a case.
 *
 * @param nanoseconds per row, in the fastest iteration: what else runs on a machine can only add to it
 * @param spread per row: by how much the median iteration was slower
 * @param wall nanoseconds per row of the wall, the fastest too
 * @param wallRatio times the wall: the median over the iterations, each beside the wall timed just before it
 * @param controlRatio times the loop by hand: the median over the iterations, each beside that loop timed just before it over the same
 *     arrays; NaN where there is none
 */
record Measurement(Case timed, double nanoseconds, double spread, double wall, double wallRatio, double controlRatio) {
    static Measurement of(Case timed, RunResult result) {
        Collection<IterationResult> iterations =
                result.getBenchmarkResults().iterator().next().getIterationResults();
        Statistics passes = statistics(iterations.stream().mapToDouble(Measurement::pass));
        Statistics walls =
                statistics(iterations.stream().mapToDouble(iteration -> beside(iteration, PassBenchmark.WALL)));
        return new Measurement(
                timed,
                passes.getMin() / timed.rows(),
                (passes.getPercentile(50) - passes.getMin()) / timed.rows(),
                walls.getMin() / timed.rows(),
                ratios(iterations, PassBenchmark.WALL).getPercentile(50),
                timed.hasControl() ? ratios(iterations, PassBenchmark.CONTROL).getPercentile(50) : Double.NaN);
    }

    private static Statistics ratios(Collection<IterationResult> iterations, String beside) {
        return statistics(iterations.stream().mapToDouble(iteration -> pass(iteration) / beside(iteration, beside)));
    }

    private static double pass(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore();
    }

    private static double beside(IterationResult iteration, String name) {
        return iteration.getSecondaryResults().get(name).getScore();
    }

    private static Statistics statistics(java.util.stream.DoubleStream values) {
        return new ListStatistics(values.toArray());
    }
}
