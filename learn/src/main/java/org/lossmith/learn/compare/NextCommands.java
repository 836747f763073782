package org.lossmith.learn.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lossmith.learn.compare.Comparison.WorstRow;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.leak.Leaks;

/** Commands worth running after a comparison. */
final class NextCommands {
    private final CompareRequest request;
    private final Dataset data;

    NextCommands(CompareRequest request, Dataset data) {
        this.request = request;
        this.data = data;
    }

    /**
     * The comparison itself first; then without columns that give the target away, for a mistake if none was stated, and what
     * there is to read about the best loss.
     */
    List<String> after(Leaks leaks, CrossFit best, List<WorstRow> worst) {
        Commands commands = new Commands(request);
        List<String> found = new ArrayList<>(List.of(commands.same()));
        if (!leaks.columns().isEmpty()) {
            found.add(commands.without(leaks.columns()));
        }
        if (request.mistake() == null) {
            found.add(commands.withMistake(
                    switch (data.kind()) {
                        case BINARY -> "fn=500,fp=5";
                        case CATEGORIES -> "rare-class";
                        case COUNTS, CONTINUOUS -> "typical-error";
                    }));
        }
        if (best.contender().loss().ofCatalogue()) {
            String spec = best.contender().spec();
            found.add(Commands.losses(spec.contains(":") ? spec.substring(0, spec.indexOf(':')) : spec));
            if (!worst.isEmpty() && best instanceof ScoreCrossFit one) {
                evalOfWorst(one, worst.get(0)).ifPresent(found::add);
            }
        }
        return found;
    }

    /** What the best loss says of the row it is most wrong about. */
    private Optional<String> evalOfWorst(ScoreCrossFit best, WorstRow worst) {
        int row = Arrays.binarySearch(data.sourceRow(), worst.row());
        return row < 0 || data.kind() == TargetKind.BINARY
                ? Optional.empty()
                : Optional.of(Commands.eval(best.contender().spec(), best.score()[row], data.target()[row]));
    }
}
