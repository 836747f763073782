package org.lossmith.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.loss.Accuracy;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
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
            "  lossmith losses --formula 'log(1+exp(z)) - y*z'",
            ""
        },
        descriptionHeading = "%n",
        synopsisHeading = "Usage: ",
        customSynopsis = "lossmith losses [SPEC | --formula TEXT]",
        optionListHeading = "%nOptions:%n")
final class LossesCommand implements Command {
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
            console.out().print(common.json ? list(Losses.all()) : LossText.list(Losses.all()));
            return Main.OK;
        }
        Loss loss = one.loss();
        console.out().print(common.json ? json(loss) : LossText.of(loss) + accuracyText(loss));
        return Main.OK;
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

    private static String list(List<Loss> losses) {
        Map<String, @Nullable Object> document = Json.object();
        document.put("losses", losses.stream().map(LossJson::brief).toList());
        return Json.document(document);
    }
}
