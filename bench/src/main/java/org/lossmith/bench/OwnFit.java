package org.lossmith.bench;

import java.util.List;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.learn.fit.Rows;
import org.lossmith.loss.Losses;

/** Our fits of a problem, timed as the peers' are: the fastest of a few runs, data in memory, after runs that warm the JVM up. */
final class OwnFit {
    private static final int RUNS = 5;
    /** Short fits are repeated for as long: their loops are compiled only after some. */
    private static final double WARM_SECONDS = 3;
    /** Runs beyond the first two only while they are shorter than this. */
    private static final double LONG_SECONDS = 10;

    private final FitProblem problem;
    private final FitData data;

    OwnFit(FitProblem problem, FitData data) {
        this.problem = problem;
        this.data = data;
    }

    /** @param results of the last run, one for each lambda */
    record Timed(TimedFit fit, List<FitResult> results) {
        String solver() {
            return results.get(results.size() - 1).solver();
        }

        long unconverged() {
            return results.stream().filter(result -> !result.converged()).count();
        }
    }

    Timed run(double tolerance) {
        FitRequest request = FitRequest.of(Losses.parse(problem.loss())).withTolerance(tolerance);
        List<FitResult> results = fit(request);
        for (long began = System.nanoTime(); (System.nanoTime() - began) * 1e-9 < WARM_SECONDS; ) {
            results = fit(request);
        }
        double fastest = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS && (run < 2 || fastest < LONG_SECONDS); run++) {
            long started = System.nanoTime();
            results = fit(request);
            fastest = Math.min(fastest, (System.nanoTime() - started) * 1e-9);
        }
        double[][] coefficients = results.stream().map(OwnFit::row).toArray(double[][]::new);
        return new Timed(new TimedFit("lossmith", fastest, request.threads(), tolerance, null, coefficients), results);
    }

    private List<FitResult> fit(FitRequest request) {
        return new Fitter(request)
                .fitPath(data.x(), data.target(), null, Rows.all(data.x().rows()), problem.penalties());
    }

    private static double[] row(FitResult result) {
        double[] row = new double[result.coefficients().length + 1];
        row[0] = result.intercept();
        System.arraycopy(result.coefficients(), 0, row, 1, row.length - 1);
        return row;
    }
}
