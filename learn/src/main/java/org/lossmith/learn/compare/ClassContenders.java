package org.lossmith.learn.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.data.Dataset;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;

/** The losses that can take part where the target has several labels: those with one score for each class. */
final class ClassContenders {
    static final List<String> USUAL = List.of("softmax", "softmax-focal", "multiclass-hinge");

    private static final String GROUP = "classes";
    private static final int LABELS_NAMED = 6;

    private ClassContenders() {}

    static List<String> names() {
        return RowLosses.all().stream()
                .filter(loss -> loss.group().equals(GROUP))
                .map(RowLoss::name)
                .toList();
    }

    static boolean isOfClasses(String spec) {
        return names().contains(name(spec));
    }

    private static String name(String spec) {
        int colon = spec.indexOf(':');
        return (colon < 0 ? spec : spec.substring(0, colon)).strip();
    }

    /** Refuses a specification that neither kind of loss has, before any work. */
    static void check(String spec) {
        if (isOfClasses(spec)) {
            RowLosses.parse(spec);
            return;
        }
        String hint = Suggestion.hint(name(spec), names());
        boolean known = Losses.names().contains(name(spec));
        try {
            Losses.parse(spec);
        } catch (InputException unknown) {
            if (known || hint.isEmpty() || unknown.getMessage().contains("did you mean")) {
                throw unknown;
            }
            throw new InputException("no loss \"" + name(spec) + "\"" + hint);
        }
    }

    static ClassContender contender(String spec, Dataset data) {
        if (!isOfClasses(spec)) {
            throw new InputException(name(spec) + " is a loss of one score a row, and " + described(data)
                    + ", which need a score each; wanted: " + String.join(", ", names()) + twoOf(data));
        }
        RowLoss loss = RowLosses.parse(spec);
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String parameter : loss.parameters().keySet()) {
            if (!("," + spec.substring(spec.indexOf(':') + 1).replace(" ", "")).contains("," + parameter + "=")) {
                reasons.put(parameter, "the usual value");
            }
        }
        return new ClassContender(loss.name(), loss, reasons);
    }

    static InputException refusedFormula(String formula, Dataset data) {
        return new InputException("--formula '" + formula + "' is a loss of one score a row, and " + described(data)
                + ", which need a score each; wanted --loss with one of: " + String.join(", ", names()) + twoOf(data));
    }

    /** {@code class has 4 labels (F, L, M, VF)}. */
    static String described(Dataset data) {
        List<String> labels = data.labels();
        return data.targetName() + " has " + labels.size() + " labels ("
                + labels.stream().limit(LABELS_NAMED).collect(Collectors.joining(", "))
                + (labels.size() > LABELS_NAMED ? ", ..." : "") + ")";
    }

    private static String twoOf(Dataset data) {
        return "; to compare losses for two of the labels, keep their rows: --where \"" + data.targetName() + " IN ('"
                + data.labels().get(0) + "', '" + data.labels().get(1) + "')\"";
    }
}
