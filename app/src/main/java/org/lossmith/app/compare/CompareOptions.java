package org.lossmith.app.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.app.options.DataOptions;
import org.lossmith.app.options.LossOption;
import org.lossmith.app.options.ParameterOption;
import org.lossmith.learn.compare.CompareRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code compare} takes, and the request that it makes of it. */
final class CompareOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--mistake",
            paramLabel = "TEXT",
            description =
                    "what is expensive: large-errors, typical-error, under=4,over=1, fn=500,fp=5, probabilities, wrong-class,"
                            + " rare-class")
    @Nullable
    String mistake;

    @Option(
            names = "--loss",
            paramLabel = "SPEC",
            description = "a candidate: name or name:parameter=value; repeat for more")
    List<String> losses = new ArrayList<>();

    @Option(names = "--formula", paramLabel = "TEXT", description = "a candidate written in z and y; repeat for more")
    List<String> formulas = new ArrayList<>();

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "a parameter of the formulas; repeat for more")
    List<String> parameters = new ArrayList<>();

    @Option(
            names = "--penalty",
            paramLabel = "SPEC",
            description = "l1:lambda=0.1, l2:..., elastic-net:..., none (default: none; for classes l2, 1/(2 rows))")
    String penalty = CompareRequest.USUAL_PENALTY;

    @Option(names = "--folds", paramLabel = "K", description = "parts that are held out in turn (default: 5)")
    int folds = CompareRequest.DEFAULT_FOLDS;

    @Option(names = "--split-by", paramLabel = "COLUMN", description = "keep rows with equal values here in one part")
    @Nullable
    String splitBy;

    @Option(names = "--positive-weight", paramLabel = "W", description = "weight of positives in weighted-bce")
    @Nullable
    Double positiveWeight;

    @Option(names = "--seed", paramLabel = "N", description = "for shuffling rows into parts (default: 1)")
    long seed = CompareRequest.DEFAULT_SEED;

    @Option(names = "--threads", paramLabel = "N", description = "default: all processors; the result is the same")
    int threads = Runtime.getRuntime().availableProcessors();

    CompareRequest request() {
        return CompareRequest.of(data.request().withSplitBy(splitBy))
                .withLosses(losses.stream()
                        .flatMap(given -> LossOption.split(given).stream())
                        .toList())
                .withFormulas(written())
                .withMistake(mistake)
                .withPenalty(penalty)
                .withPositiveWeight(positiveWeight)
                .withFolds(folds)
                .withSeed(seed)
                .withThreads(threads);
    }

    /** Each formula with those of the parameters that it names; a parameter that no formula names is a slip. */
    private List<CompareRequest.Written> written() {
        Map<String, Double> values = ParameterOption.parse(parameters);
        if (formulas.isEmpty() && !values.isEmpty()) {
            throw new InputException(
                    "--param belongs to --formula; a loss takes its parameters as in --loss huber:delta=2");
        }
        List<CompareRequest.Written> written = new ArrayList<>();
        for (String formula : formulas) {
            Map<String, Double> own = new LinkedHashMap<>(values);
            own.keySet().removeIf(name -> formulas.size() > 1 && !LossOption.names(formula, name));
            written.add(new CompareRequest.Written(formula, own));
        }
        for (String name : values.keySet()) {
            if (formulas.stream().noneMatch(formula -> LossOption.names(formula, name))) {
                throw new InputException("--param " + name + ": no formula has the name " + name);
            }
        }
        return written;
    }
}
