package org.lossmith.app.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Json;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.evaluate.Coverage;
import org.lossmith.learn.fit.LambdaCurve;
import org.lossmith.learn.model.LambdaChoice;
import org.lossmith.learn.model.ModelFile;
import org.lossmith.learn.model.Training;

/** A training as the JSON that docs/json.md describes. */
final class TrainJson {
    private TrainJson() {}

    /** @param output the model's file, or null */
    static String document(Training training, @Nullable String output) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("model_file", output);
        tree.put("model", ModelFile.tree(training.model()));
        tree.put("dropped_because", training.droppedBecause());
        Map<String, @Nullable Object> columns = Json.object();
        training.columns().forEach(note -> columns.put(note.column(), note.treatment()));
        tree.put("columns", columns);
        tree.put("weight_sum", Json.number(training.weightSum()));
        tree.put("penalty_reason", training.penaltyReason());
        tree.put("lambda_choice", training.choice() == null ? null : choice(training.choice()));
        tree.put(
                "penalty_names",
                Json.numbers(PenaltyNames.of(
                        training.model().loss().name(), training.model().fit().penalty(), training.weightSum())));
        tree.put("zeros", zeros(training));
        tree.put("coverage", training.coverage() == null ? null : coverage(training.coverage()));
        tree.put(
                "warnings", training.warnings().stream().map(TrainJson::warning).toList());
        tree.put("seconds", Json.number(training.seconds()));
        return Json.document(tree);
    }

    private static Map<String, @Nullable Object> choice(LambdaChoice choice) {
        LambdaCurve curve = choice.curve();
        double[] lambdas = choice.path().lambdas();
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("family", choice.path().family().spec());
        tree.put("rule", choice.rule().text());
        tree.put("chosen", Json.number(choice.lambda()));
        tree.put("min", Json.number(lambdas[curve.min()]));
        tree.put("one_standard_error", Json.number(lambdas[curve.oneStandardError()]));
        tree.put("folds", choice.folds());
        tree.put("judged", choice.judged());
        tree.put("ended", choice.path().ended());
        tree.put("lambdas", Json.numbers(lambdas));
        tree.put("mean", Json.numbers(curve.mean()));
        tree.put("standard_error", Json.numbers(curve.standardError()));
        tree.put("nonzeros", Arrays.stream(choice.path().nonZeros()).boxed().toList());
        return tree;
    }

    private static Map<String, @Nullable Object> coverage(Coverage coverage) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("rows", coverage.rows());
        tree.put("levels", Coverage.LEVELS);
        tree.put("within", coverage.within());
        tree.put("histogram", coverage.histogram());
        return tree;
    }

    /** Inputs whose coefficients are exactly 0 in every score. */
    static List<String> zeros(Training training) {
        List<String> inputs = training.model().inputs();
        return java.util.stream.IntStream.range(0, inputs.size())
                .filter(j -> training.model().scores().stream().allMatch(score -> score.coefficients()[j] == 0))
                .mapToObj(inputs::get)
                .toList();
    }

    private static Map<String, @Nullable Object> warning(Notice notice) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("code", notice.code());
        tree.put("message", notice.message());
        return tree;
    }
}
