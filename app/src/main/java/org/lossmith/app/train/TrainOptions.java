package org.lossmith.app.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.app.console.Version;
import org.lossmith.app.options.DataOptions;
import org.lossmith.app.options.LossOption;
import org.lossmith.app.options.ParameterOption;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.model.ErrorMethod;
import org.lossmith.learn.model.ModelLoss;
import org.lossmith.learn.model.TrainRequest;
import org.lossmith.learn.solver.SolverName;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code train} takes, and the request that it makes of it. */
final class TrainOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--loss", paramLabel = "SPEC", description = "what to minimise: name or name:parameter=value,...")
    private @Nullable String loss;

    @Option(
            names = "--formula",
            paramLabel = "TEXT",
            description = "a loss written in z and y instead; for classes with a signature: (z[], y) -> ...")
    private @Nullable String formula;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "a parameter of the loss; repeat for more")
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--penalty",
            paramLabel = "SPEC",
            description =
                    "none, l1:lambda=0.1, l2, elastic-net, group-lasso, adaptive-l1, mcp, scad; without lambda it is chosen"
                            + " (default: none; for classes l2, 1/(2 rows))")
    private String penalty = TrainRequest.USUAL_PENALTY;

    @Option(
            names = "--levels",
            paramLabel = "N",
            description =
                    "most frequent texts of a column that get an input each; the others share one (default: 20; thousands"
                            + " are kept sparse)")
    private int levels = ReadRequest.DEFAULT_LEVELS;

    @Mixin
    private LambdaOptions lambda = new LambdaOptions();

    @Option(
            names = "--penalty-factor",
            paramLabel = "COLUMN=F,...",
            description = "multiply lambda for these: 0 is no penalty, Infinity leaves the column out")
    private List<String> penaltyFactors = new ArrayList<>();

    @Option(names = "--non-negative", paramLabel = "COLUMN,...", description = "the score may not fall as these grow")
    private List<String> nonNegative = new ArrayList<>();

    @Option(names = "--non-positive", paramLabel = "COLUMN,...", description = "the score may not rise as these grow")
    private List<String> nonPositive = new ArrayList<>();

    @Option(names = "--solver", paramLabel = "NAME", description = "how to minimise (default: what suits; it is said)")
    private String solver = SolverName.AUTO.text();

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "places to descend from, for losses that are not convex (default: 1, a convex fit)")
    private int starts = 1;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "the probability from which predict gives the positive label (default: 0.5)")
    private @Nullable Double threshold;

    @Option(
            names = "--errors",
            paramLabel = "HOW",
            description =
                    "standard errors: sandwich, model, bootstrap:200 or none (default: sandwich where it is defined: smooth"
                            + " losses without a penalty)")
    private @Nullable String errors;

    @Option(names = "--seed", paramLabel = "N", description = "for what is drawn at random (default: 1)")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "default: all processors; the result is the same")
    private int threads = Runtime.getRuntime().availableProcessors();

    TrainRequest request() {
        ReadRequest read = data.request().withSplitBy(lambda.splitBy).withLevels(levels);
        return TrainRequest.of(read, modelLoss())
                .withPenalty(penalty)
                .withSearch(lambda.search(penalty))
                .withInputs(InputOption.parse(penaltyFactors, nonNegative, nonPositive))
                .withSolver(SolverName.parse(solver))
                .withStarts(starts)
                .withThreshold(threshold)
                .withErrors(errors == null ? ErrorMethod.USUAL : ErrorMethod.parse(errors))
                .withSeed(seed)
                .withThreads(threads)
                .withCreatedBy(Version.program());
    }

    private ModelLoss modelLoss() {
        LossOption.checkOne(loss, formula);
        if (loss == null && formula == null) {
            throw new InputException(
                    "which loss? Name one with --loss (`lossmith losses` lists them, `lossmith compare` tells"
                            + " them apart on your data) or write one with --formula");
        }
        return ModelLoss.of(LossOption.any(loss, formula, ParameterOption.parse(parameters)));
    }
}
