package org.lossmith.app.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.console.Command;
import org.lossmith.app.console.Console;
import org.lossmith.app.console.ExitStatus;
import org.lossmith.app.console.Output;
import org.lossmith.app.options.ColumnList;
import org.lossmith.app.options.CommonOptions;
import org.lossmith.app.options.DataOptions;
import org.lossmith.app.options.OutputPath;
import org.lossmith.app.text.Json;
import org.lossmith.app.text.Wrap;
import org.lossmith.learn.data.WholeFile;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelFile;
import org.lossmith.learn.model.Predict;
import org.lossmith.learn.model.PredictRequest;
import org.lossmith.learn.model.Predictor;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}: what a model that {@code train} kept says of the rows of a file. */
@CommandLine.Command(
        name = "predict",
        description = "use a model that train kept on the rows of a file",
        header = {
            "  lossmith predict model.json new-trips.csv",
            "  lossmith predict model.json new-trips.csv -o predictions.csv",
            "  lossmith predict fraud.json today.parquet --id transaction \\",
            "      --threshold 0.2 --columns prediction,probability",
            "  lossmith predict gaussian.json new-trips.csv --quantiles 0.1,0.5,0.9",
            ""
        },
        descriptionHeading = "%n",
        synopsisHeading = "Usage: ",
        customSynopsis = "lossmith predict MODEL DATA [-o predictions.csv] [OPTIONS]",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footer = {"", "docs/training.md explains the columns, docs/json.md the JSON."})
public final class PredictCommand implements Command {
    @Parameters(index = "0", paramLabel = "MODEL", description = "the file that train -o wrote")
    private String model = "";

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "CSV, TSV or libsvm (also .gz), Parquet, JSON or JSON lines")
    private String data = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.csv",
            description = "write the predictions to this file rather than to stdout")
    private @Nullable String output;

    @Option(names = "--id", paramLabel = "COLUMN,...", description = "name rows by these columns, not by their number")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--columns",
            paramLabel = "NAME,...",
            description =
                    "some of score, prediction, probability; of a distribution location, scale, mean, probability=0"
                            + " (default: what suits the model)")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--quantiles",
            paramLabel = "P,...",
            description =
                    "what is not exceeded with these probabilities, such as 0.1,0.5,0.9: for models of a distribution")
    private List<String> quantiles = new ArrayList<>();

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "the probability from which a row gets the positive label (default: the model's)")
    private @Nullable Double threshold;

    @Option(names = "--where", paramLabel = "CONDITION", description = "only the rows that meet this SQL condition")
    private @Nullable String where;

    @Option(
            names = "--null",
            paramLabel = "TEXT",
            description = "a text that means missing, besides those of the training; repeat for more")
    private List<String> nulls = new ArrayList<>();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public int run(Console console) {
        Path modelFile = DataOptions.path(model);
        Path file = DataOptions.path(data);
        Path to = output == null ? null : OutputPath.of(output, modelFile, file);
        Model read = ModelFile.read(modelFile);
        List<String> kept = split(ids);
        PredictColumns chosen = new PredictColumns(read, kept, split(columns), split(quantiles));
        PredictRequest request = new PredictRequest(read, file, nulls, where, kept, threshold);
        Predictor.requireThreshold(read, threshold);
        if (to != null) {
            return toFile(request, chosen, new WholeFile(to, "the predictions", "predictions.csv"), console);
        }
        PredictionWriter writer = common.json
                ? PredictionWriter.json(chosen, console.out())
                : PredictionWriter.csv(chosen, console.out());
        Predict.Outcome outcome = Predict.run(request, writer);
        if (common.json) {
            String rest = Json.document(PredictReport.tree(read, outcome, null));
            console.out().print("\n  ],").print(rest.substring(1));
        } else {
            console.out().flush();
            notes(read, outcome, console);
        }
        return ExitStatus.OK;
    }

    private int toFile(PredictRequest request, PredictColumns chosen, WholeFile file, Console console) {
        file.check();
        Predict.Outcome outcome;
        try (WholeFile.Draft draft = file.begin()) {
            Output out = new Output(draft.stream());
            outcome = Predict.run(request, PredictionWriter.csv(chosen, out));
            out.flush();
            draft.publish();
        }
        if (common.json) {
            console.out().print(Json.document(PredictReport.tree(request.model(), outcome, output)));
        } else {
            notes(request.model(), outcome, console);
            console.out().line(PredictReport.rows(outcome.file().used()) + " predicted: " + output);
        }
        return ExitStatus.OK;
    }

    private static void notes(Model model, Predict.Outcome outcome, Console console) {
        PredictReport.lines(model, outcome)
                .forEach(line -> console.err().print(Wrap.paragraph("lossmith: ", "  ", line)));
    }

    private static List<String> split(List<String> given) {
        return given.stream().flatMap(text -> ColumnList.split(text).stream()).toList();
    }
}
