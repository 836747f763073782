package org.lossmith.app.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.app.console.Command;
import org.lossmith.app.console.Console;
import org.lossmith.app.console.ExitStatus;
import org.lossmith.app.options.CommonOptions;
import org.lossmith.app.options.OneLoss;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Json;
import org.lossmith.app.text.NumberText;
import org.lossmith.app.text.TextTable;
import org.lossmith.loss.AnyLoss;
import org.lossmith.loss.Loss;
import org.lossmith.loss.RowLoss;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eval}: value, gradient and Hessian of a loss at given numbers. */
@CommandLine.Command(
        name = "eval",
        description = "value, gradient and Hessian of a loss at given numbers",
        header = {
            "  lossmith eval bce --score 40,-2 --target 1,0",
            "  lossmith eval huber:delta=2 --score 0.5,3 --target 0,0 --weight 1,2",
            "  lossmith eval --formula 'abs(z-y)^p' --param p=1.5 --score 3 --target 1",
            "  lossmith eval --formula '(1 - exp(-z))/z' --precise --score 1e-8 --target 0",
            "  lossmith eval softmax --score '2,0,-1;0,0,0' --target '0;2'    rows between ;",
            "  lossmith eval --cases cases.jsonl        one JSON object a line; - is stdin",
            ""
        },
        descriptionHeading = "%n",
        synopsisHeading = "Usage: ",
        customSynopsis = "lossmith eval SPEC | --formula TEXT  --score Z,... --target Y,...",
        optionListHeading = "%nOptions:%n")
public final class EvalCommand implements Command {
    @Mixin
    private OneLoss one = new OneLoss();

    @Option(
            names = {"--score", "--prediction"},
            paramLabel = "Z,...",
            description = "the model's raw outputs; with several a row, rows between semicolons")
    private @Nullable String score;

    @Option(names = "--target", paramLabel = "Y,...", description = "what should have come out")
    private @Nullable String target;

    @Option(names = "--weight", paramLabel = "W,...", description = "multiplies value, gradient and Hessian")
    private @Nullable String weight;

    @Option(
            names = "--cases",
            paramLabel = "FILE",
            description =
                    "JSON lines: id, loss or formula, parameters, score, target, weight; answers are JSON lines too")
    private @Nullable String cases;

    @Option(
            names = "--precise",
            description = "compute in double-double arithmetic: correct to an ulp even where no rule helps; slow")
    private boolean precise;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public int run(Console console) {
        if (cases != null) {
            runCases(cases, console);
            return ExitStatus.OK;
        }
        if (score == null || target == null) {
            throw new InputException((score == null ? "--score" : "--target")
                    + " is missing: `lossmith eval bce --score 0.5,-1 --target 1,0`");
        }
        AnyLoss loss = one.any();
        EvalRows scores = EvalRows.parse(score, "--score");
        EvalRows targets = EvalRows.parse(target, "--target");
        double[] weights = weight == null ? null : NumberText.parseList(weight, "--weight");
        console.out()
                .print(
                        loss instanceof RowLoss rows
                                ? ofRows(rows, scores, targets, weights)
                                : ofOneScore((Loss) loss, scores, targets, weights));
        return ExitStatus.OK;
    }

    private String ofOneScore(Loss given, EvalRows score, EvalRows target, double @Nullable [] weights) {
        Loss loss = precise ? given.inDoubleDouble() : given;
        double[] scores = score.numbers("--score", loss.name());
        double[] targets = target.numbers("--target", loss.name());
        Evaluation result = Evaluation.of(loss, scores, targets, weights);
        return common.json ? json(loss, result) : text(loss, scores, targets, weights, result);
    }

    private String ofRows(RowLoss loss, EvalRows score, EvalRows target, double @Nullable [] weights) {
        if (precise) {
            throw new InputException("--precise is for losses of one score a row; leave it out for " + loss.name());
        }
        EvalRows scores = score.flat() ? score.asOneRow() : score;
        boolean oneRow = scores.rows().length == 1 && target.flat() && target.rows().length > 1;
        EvalRows targets = oneRow ? target.asOneRow() : target;
        RowEvaluation result = RowEvaluation.of(loss, scores, targets, weights);
        return common.json
                ? RowEvaluationOutput.json(loss, result)
                : RowEvaluationOutput.text(loss, scores.rows(), targets.rows(), result);
    }

    private void runCases(String file, Console console) {
        boolean numbers = score != null || target != null || weight != null;
        if (one.isGiven() || one.hasParameters() || numbers || precise) {
            throw new InputException("--cases has its losses and numbers in the file; leave the others out");
        }
        if (file.equals("-")) {
            new EvalCases().run(console.in(), console.out());
            return;
        }
        try {
            Path path = Path.of(file);
            if (!Files.exists(path)) {
                throw new InputException("--cases: there is no file " + file);
            }
            if (Files.isDirectory(path)) {
                throw new InputException("--cases: " + file + " is a folder");
            }
            try (InputStream in = Files.newInputStream(path)) {
                new EvalCases().run(in, console.out());
            }
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            throw new InputException("--cases: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String json(Loss loss, Evaluation result) {
        Map<String, @Nullable Object> document = Json.object();
        document.put("loss", loss.name());
        document.put("spec", loss.spec());
        document.put("parameters", Json.numbers(loss.parameters()));
        document.put("value", Json.numbers(result.value()));
        document.put("gradient", Json.numbers(result.gradient()));
        document.put("hessian", Json.numbers(result.hessian()));
        return Json.document(document);
    }

    private static String text(
            Loss loss, double[] score, double[] target, double @Nullable [] weight, Evaluation result) {
        TextTable table = new TextTable();
        table.row(
                weight == null
                        ? new String[] {"score", "target", "value", "gradient", "hessian"}
                        : new String[] {"score", "target", "weight", "value", "gradient", "hessian"});
        for (int i = 0; i < score.length; i++) {
            List<String> cells = new ArrayList<>(List.of(figure(score[i]), figure(target[i])));
            if (weight != null) {
                cells.add(figure(weight[i]));
            }
            cells.addAll(List.of(figure(result.value()[i]), figure(result.gradient()[i]), figure(result.hessian()[i])));
            table.row(cells.toArray(String[]::new));
        }
        return loss.spec() + "\n" + table.format("  ");
    }

    private static String figure(double value) {
        return Figures.significant(value, 8);
    }
}
