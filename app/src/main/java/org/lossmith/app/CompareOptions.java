package org.lossmith.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.compare.CompareRequest;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.data.TargetKind;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code compare} takes, and the request that it makes of it. */
final class CompareOptions {
    @Parameters(paramLabel = "DATA", description = "CSV or TSV (also .gz), Parquet, JSON or JSON lines")
    String data = "";

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "the column to predict")
    String target = "";

    @Option(
            names = "--mistake",
            paramLabel = "TEXT",
            description = "what is expensive: large-errors, typical-error, under=4,over=1, fn=500,fp=5, probabilities, wrong-class,"
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

    @Option(names = "--features", paramLabel = "COLUMN,...", description = "predict from these columns only")
    List<String> features = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "COLUMN,...", description = "do not predict from these columns")
    List<String> exclude = new ArrayList<>();

    @Option(names = "--weight", paramLabel = "COLUMN", description = "column of example weights")
    @Nullable
    String weight;

    @Option(names = "--where", paramLabel = "CONDITION", description = "use only the rows that meet this SQL condition")
    @Nullable
    String where;

    @Option(
            names = "--null",
            paramLabel = "TEXT",
            description = "a text that means missing, such as NA; repeat for more")
    List<String> nulls = new ArrayList<>();

    @Option(names = "--as", paramLabel = "KIND", description = "take the target for numbers, counts or classes")
    @Nullable
    String as;

    @Option(names = "--positive", paramLabel = "LABEL", description = "the label that counts as positive")
    @Nullable
    String positive;

    @Option(names = "--positive-weight", paramLabel = "W", description = "weight of positives in weighted-bce")
    @Nullable
    Double positiveWeight;

    @Option(names = "--seed", paramLabel = "N", description = "for shuffling rows into parts (default: 1)")
    long seed = CompareRequest.DEFAULT_SEED;

    @Option(names = "--threads", paramLabel = "N", description = "default: all processors; the result is the same")
    int threads = Runtime.getRuntime().availableProcessors();

    CompareRequest request() {
        ReadRequest read = new ReadRequest(
                path(), target, columns(features), columns(exclude), weight, nulls, where, positive, splitBy, kind());
        return CompareRequest.of(read)
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

    private @Nullable TargetKind kind() {
        return as == null ? null : TargetKind.parse(as);
    }

    private Path path() {
        try {
            return Path.of(data);
        } catch (InvalidPathException e) {
            throw new InputException("\"" + data + "\" is not a path: " + e.getReason(), e);
        }
    }

    private static List<String> columns(List<String> given) {
        return given.stream().flatMap(text -> ColumnList.split(text).stream()).toList();
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
