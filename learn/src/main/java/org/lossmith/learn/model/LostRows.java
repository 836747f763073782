package org.lossmith.learn.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.loss.Link;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.Parameter;

/**
 * Warns of a robust loss whose scale does not suit the data: where it takes most rows for gross errors, a fit follows the few
 * others, and its small standard errors are those of these few. A robust fit is meant for the majority of the rows.
 */
final class LostRows {
    /** No estimate can stand more gross errors than half of the rows (Donoho and Huber 1983). */
    private static final double MOST = 0.5;
    /** Enough for a share that is right to a per cent. */
    private static final int SAMPLE = 20_000;
    /** Of normal errors the median of their sizes times this is their standard deviation: 1 / 0.6745. */
    private static final double NORMAL = 1.4826;

    private static final List<String> SCALES = List.of("c", "scale");

    private final Dataset data;
    private final Loss loss;
    private final Series target;
    private final int threads;

    private LostRows(Dataset data, Loss loss, Series target, int threads) {
        this.data = data;
        this.loss = loss;
        this.target = target;
        this.threads = threads;
    }

    /** A warning, or null if there is nothing to warn of. */
    static @Nullable Notice in(Dataset data, Loss loss, Series target, FitResult fit, int threads) {
        boolean robust = loss.link() == Link.IDENTITY && !loss.properties().convex();
        return robust ? new LostRows(data, loss, target, threads).look(fit) : null;
    }

    private @Nullable Notice look(FitResult fit) {
        int[] rows = rows();
        int bent = 0;
        int flat = 0;
        for (int row : rows) {
            double score = fit.score(data.x(), row);
            // Beyond its inflection such a loss pulls the less the further a row is away.
            bent += loss.hessian(score, target.get(row)) > 0 ? 0 : 1;
            flat += loss.gradient(score, target.get(row)) == 0 && score != target.get(row) ? 1 : 0;
        }
        if (!(bent > MOST * rows.length)) {
            return null;
        }
        String far = loss.spec() + " takes " + share(bent, rows.length)
                + " of the rows for gross errors, which pull the less the further they are from the fit";
        String none = flat == 0 ? "" : "; " + share(flat, rows.length) + " do not pull at all (gradient 0)";
        return new Notice(
                "most-rows-lost",
                far + none
                        + ". The coefficients follow the few others, and standard errors are those of these few. "
                        + remedy(rows));
    }

    /** Rows with a weight, spread over all of them. */
    private int[] rows() {
        Series weight = data.weights();
        int step = Math.max(1, data.used() / SAMPLE);
        return IntStream.range(0, data.used())
                .filter(row -> row % step == 0 && (weight == null || weight.get(row) > 0))
                .toArray();
    }

    private static String share(int part, int of) {
        return String.format(Locale.ROOT, "%.0f%%", 100.0 * part / of);
    }

    /** The catalogue's values are for errors with a spread of 1. */
    private String remedy(int[] rows) {
        double spread = spread(rows);
        String found = String.format(
                Locale.ROOT,
                "Residuals of a fit with absolute-error spread by %.3g (%.4f times the median of their sizes)",
                spread,
                NORMAL);
        Parameter scale = scale();
        if (scale == null || !(spread > 0)) {
            return found + ": give the loss a scale that suits it";
        }
        double suitable = Double.parseDouble(String.format(Locale.ROOT, "%.3g", scale.defaultValue() * spread));
        return found + ": choose " + scale.name() + " near " + scale.defaultValue() + " times that, --loss "
                + loss.with(scale.name(), suitable).spec();
    }

    /** The parameter of a loss in the catalogue that is in the target's unit. */
    private @Nullable Parameter scale() {
        return loss.parameterDefinitions().stream()
                .filter(parameter -> loss.ofCatalogue() && SCALES.contains(parameter.name()))
                .findFirst()
                .orElse(null);
    }

    private double spread(int[] rows) {
        FitResult middle = new Fitter(
                        FitRequest.of(Losses.named("absolute-error")).withThreads(threads))
                .fit(data.x(), target, data.weights(), Rows.of(rows), null);
        double[] size = Arrays.stream(rows)
                .mapToDouble(row -> Math.abs(target.get(row) - middle.score(data.x(), row)))
                .sorted()
                .toArray();
        return NORMAL * size[size.length / 2];
    }
}
