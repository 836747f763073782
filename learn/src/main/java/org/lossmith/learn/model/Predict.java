package org.lossmith.learn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.EncodedScan;
import org.lossmith.learn.data.ScanRequest;
import org.lossmith.learn.data.ScanSummary;

/** Uses a model on a file: the one call behind {@code lossmith predict}. */
public final class Predict {
    private Predict() {}

    /** Takes the predictions as they come. */
    public interface Sink {
        /** The file can be used; its rows follow. */
        void begin();

        void rows(PredictedRows rows);
    }

    /**
     * What there is to say when all rows are through.
     *
     * @param scored how well the rows with a target were predicted, or null if there was none
     */
    public record Outcome(ScanSummary file, @Nullable Fitness scored) {}

    /**
     * How well predictions suit targets; rows count alike.
     *
     * @param rows that have a target
     * @param meanLoss of the model's loss
     * @param metrics by name: rmse and mae of numbers, accuracy of labels; of distributions the shares within-50, within-80 and
     *     within-90 of rows within the central intervals of that many per cent
     */
    public record Fitness(long rows, double meanLoss, Map<String, Double> metrics) {}

    /**
     * Predicts every row of the file, a few thousand at a time.
     *
     * @throws InputException for anything wrong with the file, with place and remedy
     */
    public static Outcome run(PredictRequest request, Sink sink) {
        Model model = request.model();
        Predictor predictor = new Predictor(model, request.threshold());
        List<String> nulls = new ArrayList<>(model.nulls());
        nulls.addAll(request.nulls());
        ScanRequest scan = new ScanRequest(
                request.file(),
                model.encoder(),
                nulls,
                request.where(),
                request.kept(),
                new ScanRequest.KnownTarget(
                        model.target().column(), model.target().labels()));
        FitnessSum sum = new FitnessSum(model);
        ScanSummary file = EncodedScan.run(scan, sink::begin, chunk -> {
            PredictedRows rows = predictor.of(chunk);
            double[] target = chunk.target();
            if (target != null) {
                sum.add(rows, target);
            }
            sink.rows(rows);
        });
        return new Outcome(file, sum.fitness());
    }
}
