package org.lossmith.learn.model;

import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.loss.TargetDomain;
import org.lossmith.penalty.Penalty;

/** Refuses a loss that the target does not suit, and data that no fit without a penalty can learn from. */
final class Suitability {
    private Suitability() {}

    static void require(Dataset data, ModelLoss loss, Penalty penalty) {
        boolean classes = data.kind() == TargetKind.CATEGORIES;
        String target = data.targetName();
        if (classes && loss instanceof ModelLoss.OfScore) {
            throw new InputException(loss.name() + " is a loss of one score a row, and " + target + " has "
                    + data.labels().size() + " labels, which need a score each; take softmax, or keep the rows of two"
                    + " labels with --where");
        }
        if (!classes && loss instanceof ModelLoss.OfClasses) {
            throw new InputException(loss.name() + " is a loss of one score for each class, and " + target + " is "
                    + data.kind().word()
                    + (data.kind() == TargetKind.BINARY
                            ? "; for two labels bce is what softmax is for more"
                            : "; if its numbers are codes of classes, say so: --as classes"));
        }
        if (loss instanceof ModelLoss.OfScore one) {
            requireTargets(data, one);
        }
        int inputs = data.x().columns();
        if (penalty.lambda() == 0 && data.used() <= inputs) {
            throw new InputException(data.file() + ": " + data.used() + " rows for " + inputs
                    + " inputs: without a penalty very many models fit all the rows, and which of them is found means"
                    + " nothing. Add one, --penalty l2:lambda=0.1, or choose fewer columns with --features");
        }
    }

    private static void requireTargets(Dataset data, ModelLoss.OfScore loss) {
        TargetDomain domain = loss.loss().targetDomain();
        if (domain == TargetDomain.SIGN && data.kind() == TargetKind.BINARY) {
            return;
        }
        for (int row = 0; row < data.used(); row++) {
            double target = data.targets().get(row);
            if (!domain.contains(target)) {
                throw new InputException(loss.name() + " takes targets that are " + domain.description() + "; "
                        + data.targetName() + " in data row " + data.sourceRow(row) + " of " + data.file() + " is "
                        + target + ". Take another loss, or leave such rows out with --where");
            }
        }
    }
}
