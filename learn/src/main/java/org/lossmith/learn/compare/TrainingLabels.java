package org.lossmith.learn.compare;

import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.TargetKind;

/** No model can learn a label that none of its training rows has; with whole groups held out that may happen. */
final class TrainingLabels {
    private TrainingLabels() {}

    static void require(Dataset data, Rows training, int fold) {
        boolean[] seen = new boolean[data.labels().size()];
        for (int i = 0; i < training.size(); i++) {
            seen[(int) data.target()[training.row(i)]] = true;
        }
        for (int k = 0; k < seen.length; k++) {
            if (!seen[k]) {
                String what = data.kind() == TargetKind.BINARY
                        ? "every row has the same " + data.targetName() + ", so there is nothing to learn"
                        : "no row has the " + data.targetName() + " \""
                                + data.labels().get(k) + "\", so it cannot be learnt";
                throw new InputException("without fold " + (fold + 1) + " " + what
                        + ": one group holds all rows of a label; split by another column or not at all");
            }
        }
    }
}
