package org.lossmith.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one solver at one tolerance made of a problem: the line that a runner prints, and the coefficients that it wrote.
 *
 * @param seconds of the fastest of a few runs, the data in memory as that solver likes them best
 * @param delta with which huber was solved, or null
 * @param coefficients for each lambda the intercept and then a coefficient for each column
 */
record TimedFit(
        String solver,
        double seconds,
        int threads,
        double tolerance,
        @Nullable Double delta,
        double[][] coefficients) {

    static TimedFit parse(Path folder, FitProblem problem, String line) throws IOException {
        Map<String, Object> tree = JSON.std.mapFrom(line);
        double[] all = BinaryFiles.doubles(folder.resolve((String) tree.get("coefficients")));
        int width = problem.columns() + 1;
        int count = problem.lambdas().length;
        if (all.length != count * width) {
            throw new IOException(
                    tree.get("coefficients") + " holds " + all.length + " numbers, not " + count + " times " + width);
        }
        double[][] rows = new double[count][width];
        for (int k = 0; k < count; k++) {
            System.arraycopy(all, k * width, rows[k], 0, width);
        }
        Number delta = (Number) tree.get("delta");
        return new TimedFit(
                (String) tree.get("solver"),
                ((Number) tree.get("seconds")).doubleValue(),
                ((Number) tree.get("threads")).intValue(),
                ((Number) tree.get("tolerance")).doubleValue(),
                delta == null ? null : delta.doubleValue(),
                rows);
    }
}
