package org.lossmith.app.losses;

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
import org.lossmith.app.text.Json;
import org.lossmith.loss.Accuracy;
import org.lossmith.loss.AnyLoss;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowAccuracy;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code losses}: the catalogue, or all that is known about one loss. */
@CommandLine.Command(
        name = "losses",
        description = "what losses there are, or all about one of them",
        header = {
            "  lossmith losses                          the catalogue",
            "  lossmith losses huber                    formula, derivatives, properties, source",
            "  lossmith losses quantile:q=0.9           the same at these parameters",
            "  lossmith losses bce --accuracy           the same with measured rounding errors",
            "  lossmith losses softmax                  a loss of several scores a row",
            "  lossmith losses --formula 'log(1+exp(z)) - y*z'",
            ""
        },
        descriptionHeading = "%n",
        synopsisHeading = "Usage: ",
        customSynopsis = "lossmith losses [SPEC | --formula TEXT]",
        optionListHeading = "%nOptions:%n")
public final class LossesCommand implements Command {
    @Mixin
    private OneLoss one = new OneLoss();

    @Option(names = "--accuracy", description = "measure rounding errors against 50 digits; takes a few seconds")
    private boolean accuracy;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public int run(Console console) {
        if (!one.isGiven()) {
            if (one.hasParameters()) {
                throw new InputException("--param belongs to a loss: `lossmith losses huber --param delta=2`");
            }
            if (accuracy) {
                throw new InputException("--accuracy is measured for one loss: `lossmith losses bce --accuracy`");
            }
            console.out()
                    .print(
                            common.json
                                    ? list(Losses.all(), RowLosses.all())
                                    : LossText.list(Losses.all()) + RowLossText.list(RowLosses.all()));
            return ExitStatus.OK;
        }
        AnyLoss any = one.any();
        if (any instanceof RowLoss rows) {
            console.out().print(common.json ? rowJson(rows) : RowLossText.of(rows) + rowAccuracy(rows));
            return ExitStatus.OK;
        }
        Loss loss = (Loss) any;
        console.out().print(common.json ? json(loss) : LossText.of(loss) + accuracyText(loss));
        return ExitStatus.OK;
    }

    private String json(Loss loss) {
        Map<String, @Nullable Object> document = LossJson.of(loss);
        if (accuracy) {
            document.put("accuracy", AccuracyOutput.json(Accuracy.measure(loss)));
        }
        return Json.document(document);
    }

    private String accuracyText(Loss loss) {
        return accuracy ? AccuracyOutput.text(Accuracy.measure(loss)) : AccuracyOutput.HINT;
    }

    private String rowJson(RowLoss loss) {
        Map<String, @Nullable Object> document = RowLossJson.of(loss);
        if (accuracy) {
            document.put("accuracy", RowAccuracyOutput.json(RowAccuracy.measure(loss)));
        }
        return Json.document(document);
    }

    private String rowAccuracy(RowLoss loss) {
        return accuracy ? RowAccuracyOutput.text(RowAccuracy.measure(loss)) : AccuracyOutput.HINT;
    }

    private static String list(List<Loss> losses, List<RowLoss> rowLosses) {
        Map<String, @Nullable Object> document = Json.object();
        List<Object> all = new ArrayList<>(losses.stream().map(LossJson::brief).toList());
        rowLosses.forEach(loss -> all.add(RowLossJson.brief(loss)));
        document.put("losses", all);
        return Json.document(document);
    }
}
