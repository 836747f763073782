package org.lossmith.bench;

import java.util.List;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.loss.Losses;

/** Our fits of a problem, timed as the peers' are: the fastest of some runs, data in memory. */
final class OwnFit {
    private static final int LEAST_RUNS = 2;

    /** Short fits are repeated until the fastest is no accident. */
    private static final int MOST_RUNS = 100;

    private static final double ENOUGH_SECONDS = 3;

    private final FitProblem problem;
    private final FitData data;

    OwnFit(FitProblem problem, FitData data) {
        this.problem = problem;
        this.data = data;
    }

    /** Runs until the JVM has compiled what a fit needs. */
    void warmUp() {
        long started = System.nanoTime();
        do {
            fit(request(FitRequest.DEFAULT_TOLERANCE));
        } while ((System.nanoTime() - started) * 1e-9 < ENOUGH_SECONDS);
    }

    TimedFit run(double tolerance) {
        FitRequest request = request(tolerance);
        List<FitResult> results = fit(request);
        double fastest = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int run = 0; run < LEAST_RUNS || (run < MOST_RUNS && spent < ENOUGH_SECONDS); run++) {
            long started = System.nanoTime();
            results = fit(request);
            double seconds = (System.nanoTime() - started) * 1e-9;
            spent += seconds;
            fastest = Math.min(fastest, seconds);
        }
        double[][] coefficients = results.stream().map(OwnFit::row).toArray(double[][]::new);
        return new TimedFit(label(results), fastest, request.threads(), tolerance, null, coefficients);
    }

    private FitRequest request(double tolerance) {
        return FitRequest.of(Losses.parse(problem.loss())).withTolerance(tolerance);
    }

    private static String label(List<FitResult> results) {
        long unconverged =
                results.stream().filter(result -> !result.converged()).count();
        String solver = results.get(results.size() - 1).solver();
        return "lossmith, " + solver + (unconverged == 0 ? "" : " (" + unconverged + " not converged)");
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
