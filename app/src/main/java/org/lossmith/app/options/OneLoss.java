package org.lossmith.app.options;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.loss.AnyLoss;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one loss that a command is about: {@code SPEC}, or {@code --formula} with {@code --param}. */
public final class OneLoss {
    @Parameters(paramLabel = "SPEC", arity = "0..1", description = "a loss: name or name:parameter=value,...")
    private @Nullable String spec;

    @Option(
            names = "--formula",
            paramLabel = "TEXT",
            description = "a loss written in z (score) and y (target), or with a signature: (z[], y) -> ...")
    private @Nullable String formula;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "a parameter of the loss; may be repeated")
    private List<String> parameters = new ArrayList<>();

    /** Whether a loss was named or written, parameters aside. */
    public boolean isGiven() {
        return spec != null || formula != null;
    }

    public boolean hasParameters() {
        return !parameters.isEmpty();
    }

    /** @throws org.lossmith.InputException if there is not exactly one, or something about it is wrong */
    public AnyLoss any() {
        LossOption.checkOne(spec, formula);
        return LossOption.any(spec, formula, ParameterOption.parse(parameters));
    }
}
