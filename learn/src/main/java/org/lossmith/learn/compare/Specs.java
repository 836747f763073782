package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;

/** Looks at what was asked for before it is known of what kind the target is. */
final class Specs {
    private Specs() {}

    /** Refuses what neither catalogue has, or has with other parameters. */
    static void check(String spec) {
        if (RowLosses.has(spec)) {
            RowLosses.parse(spec);
            return;
        }
        String name = spec.contains(":") ? spec.substring(0, spec.indexOf(':')) : spec;
        List<String> names = new ArrayList<>(Losses.names());
        names.addAll(RowLosses.names());
        boolean alias = Losses.all().stream().anyMatch(loss -> loss.aliases().contains(name.strip()));
        String hint = Suggestion.hint(name.strip(), names);
        if (!names.contains(name.strip()) && !alias && !hint.isEmpty()) {
            throw new InputException("no loss \"" + name.strip() + "\"" + hint);
        }
        Losses.parse(spec);
    }

    static void check(CompareRequest.Written written) {
        if (written.ofSeveralScores()) {
            RowLosses.formula(written.formula(), written.parameters());
        } else {
            Losses.formula(written.formula(), written.parameters());
        }
    }
}
