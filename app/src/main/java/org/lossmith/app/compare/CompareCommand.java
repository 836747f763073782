package org.lossmith.app.compare;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.console.Command;
import org.lossmith.app.console.Console;
import org.lossmith.app.console.ExitStatus;
import org.lossmith.app.console.ProgressLine;
import org.lossmith.app.console.VectorModule;
import org.lossmith.app.options.CommonOptions;
import org.lossmith.app.options.ReportPath;
import org.lossmith.app.report.Report;
import org.lossmith.learn.compare.Compare;
import org.lossmith.learn.compare.CompareRequest;
import org.lossmith.learn.compare.Comparison;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compare}: what each loss would do to a model of this data, on rows the model has not seen. */
@CommandLine.Command(
        name = "compare",
        description = "what each loss would do to your model, on held-out rows",
        header = {
            "  lossmith compare trips.csv --target duration_min",
            "  lossmith compare trips.csv --target duration_min --mistake typical-error \\",
            "      --exclude dropoff_datetime,fare_amount --report trips.html",
            "  lossmith compare fraud.parquet --target fraud --mistake fn=500,fp=5",
            "  lossmith compare trips.csv --target duration_min --loss huber:delta=5 \\",
            "      --formula 'log(cosh((z-y)/s))' --param s=2",
            ""
        },
        descriptionHeading = "%n",
        synopsisHeading = "Usage: ",
        customSynopsis = "lossmith compare DATA --target COLUMN [OPTIONS]",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footer = {"", "`lossmith losses` lists the losses. docs/json.md describes the JSON."})
public final class CompareCommand implements Command {
    @Mixin
    private CompareOptions options = new CompareOptions();

    @Option(names = "--report", paramLabel = "FILE.html", description = "write one self-contained page with pictures")
    private @Nullable String report;

    @Option(
            names = "--fail-if",
            paramLabel = "CONDITION",
            description = "exit with 1 if this holds for the best candidate, such as 'mae>3'")
    private @Nullable String failIf;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public int run(Console console) {
        CompareRequest request = options.request();
        FailIf condition = failIf == null ? null : FailIf.parse(failIf);
        Path page =
                report == null ? null : ReportPath.check(report, request.read().file());
        VectorModule.load();
        Comparison comparison;
        try (ProgressLine progress = new ProgressLine(console, common.quiet)) {
            comparison = Compare.run(request, progress);
        }
        boolean failed = condition != null && condition.holds(comparison);
        if (page != null) {
            Report.write(comparison, page);
        }
        console.out().print(common.json ? ComparisonJson.document(comparison) : ComparisonText.of(comparison));
        if (!common.json && report != null) {
            console.out().line("").line("Report: " + report);
        }
        if (failed) {
            console.out().flush();
            console.err().line("lossmith: --fail-if " + failIf + " holds");
        }
        return failed ? ExitStatus.FINDINGS : ExitStatus.OK;
    }
}
