package org.lossmith.app.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.console.Command;
import org.lossmith.app.console.Console;
import org.lossmith.app.console.ExitStatus;
import org.lossmith.app.console.ProgressLine;
import org.lossmith.app.console.VectorModule;
import org.lossmith.app.options.CommonOptions;
import org.lossmith.app.options.OutputPath;
import org.lossmith.app.options.ReportPath;
import org.lossmith.app.report.Report;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelFile;
import org.lossmith.learn.model.Train;
import org.lossmith.learn.model.TrainControl;
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
public final class TrainCommand implements Command {
    @Mixin
    private TrainOptions options = new TrainOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.json",
            description = "keep the model in this file; without it nothing is kept")
    private @Nullable String output;

    @Option(names = "--report", paramLabel = "FILE.html", description = "write one self-contained page with pictures")
    private @Nullable String report;

    @Option(
            names = "--resume",
            paramLabel = "FILE.json",
            description = "start from the coefficients of this model, such as one that Ctrl-C left unfinished")
    private @Nullable String resume;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public int run(Console console) {
        TrainRequest request = options.request();
        Path file = output == null ? null : OutputPath.of(output, request.read().file());
        if (file != null) {
            ModelFile.checkWritable(file);
        }
        Path page =
                report == null ? null : ReportPath.check(report, request.read().file());
        Model start = resume == null ? null : ModelFile.read(Path.of(resume));
        VectorModule.load();
        try (ProgressLine progress = new ProgressLine(console, common.quiet);
                TrainWatch watch = new TrainWatch(console, progress)) {
            TrainControl control =
                    TrainControl.of(watch::stage).withResume(start).withWatch(watch);
            Training training = Train.run(request, control);
            if (file != null) {
                ModelFile.write(training.model(), file);
            }
            if (page != null) {
                Report.write(training, page);
            }
            progress.close();
            console.out().print(common.json ? TrainJson.document(training, output) : TrainText.of(training, output));
            if (!common.json && report != null) {
                console.out().line("Report: " + report);
            }
            // Once the watch is closed an interrupted program ends.
            console.out().flush();
            if (watch.stopped()) {
                console.err()
                        .line(
                                file == null
                                        ? "lossmith: interrupted, and nothing was kept: -o names a file for the model"
                                        : "lossmith: interrupted; --resume " + output + " goes on from there");
                console.err().flush();
            }
        }
        return ExitStatus.OK;
    }
}
