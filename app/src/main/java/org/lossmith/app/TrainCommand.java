package org.lossmith.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.model.ModelFile;
import org.lossmith.learn.model.Train;
import org.lossmith.learn.model.TrainRequest;
import org.lossmith.learn.model.Training;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: fits a linear model under one loss and keeps it in a file. */
@CommandLine.Command(
        name = "train",
        description = "fit a linear model under one loss and keep it in a file",
        header = {
            "  lossmith train trips.csv --target duration_min --loss huber:delta=5 \\",
            "      -o model.json",
            "  lossmith train fraud.parquet --target fraud --loss bce \\",
            "      --penalty l1:lambda=0.001 -o fraud.json",
            "  lossmith train trips.csv --target duration_min \\",
            "      --formula 'log(cosh((z-y)/s))' --param s=2 -o model.json",
            "  lossmith predict model.json new-trips.csv -o predictions.csv",
            ""
        },
        descriptionHeading = "%n",
        synopsisHeading = "Usage: ",
        customSynopsis = "lossmith train DATA --target COLUMN --loss SPEC [-o model.json] [OPTIONS]",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footer = {"", "docs/training.md explains the result, docs/model.md the file, docs/json.md the JSON."})
final class TrainCommand implements Command {
    @Mixin
    private TrainOptions options = new TrainOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.json",
            description = "keep the model in this file; without it nothing is kept")
    private @Nullable String output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public int run(Console console) {
        TrainRequest request = options.request();
        Path file = output == null ? null : OutputPath.of(output, request.read().file());
        if (file != null) {
            ModelFile.checkWritable(file);
        }
        VectorModule.load();
        Training training;
        try (ProgressLine progress = new ProgressLine(console, common.quiet)) {
            training = Train.run(request, label -> progress.step(0, 0, label));
        }
        if (file != null) {
            ModelFile.write(training.model(), file);
        }
        console.out().print(common.json ? TrainJson.document(training, output) : TrainText.of(training, output));
        return Main.OK;
    }
}
