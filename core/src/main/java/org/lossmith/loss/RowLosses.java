package org.lossmith.loss;

import java.util.List;
import java.util.Map;
import org.lossmith.InputException;

/** Stands in for the catalogue of row losses until it is merged. */
public final class RowLosses {
    private static final List<RowLoss> ALL = List.of(
            new RowLoss("softmax", Map.of("label_smoothing", 0.0)),
            new RowLoss("softmax-focal", Map.of("gamma", 2.0)),
            new RowLoss("multiclass-hinge", Map.of()),
            new RowLoss("poly-1", Map.of("epsilon", 1.0)),
            new RowLoss("generalised-cross-entropy", Map.of("q", 0.7)),
            new RowLoss("symmetric-cross-entropy", Map.of("alpha", 0.1, "beta", 1.0)));

    private RowLosses() {}

    public static List<RowLoss> all() {
        return ALL;
    }

    public static RowLoss named(String name) {
        return ALL.stream()
                .filter(loss -> loss.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("no loss \"" + name + "\""));
    }

    public static RowLoss parse(String spec) {
        int colon = spec.indexOf(':');
        RowLoss loss = named((colon < 0 ? spec : spec.substring(0, colon)).strip());
        for (String part : colon < 0 ? new String[0] : spec.substring(colon + 1).split(",")) {
            String[] sides = part.split("=");
            loss = loss.with(sides[0].strip(), Double.parseDouble(sides[1]));
        }
        return loss;
    }
}
