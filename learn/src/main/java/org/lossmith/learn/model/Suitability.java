package org.lossmith.learn.model;

import java.util.function.DoublePredicate;
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
        if (classes && loss instanceof ModelLoss.OfDistribution) {
            throw new InputException(loss.name() + " is a distribution of a number, and " + target + " has "
                    + data.labels().size() + " labels; take softmax, or if they are numbers, say so: --as numbers");
        }
        if (data.kind() == TargetKind.BINARY && loss instanceof ModelLoss.OfDistribution) {
            throw new InputException(loss.name() + " is a distribution of a number, and " + target
                    + " is binary; take bce, which gives the probability of \"" + data.positive() + "\"");
        }
        if (loss instanceof ModelLoss.OfScore one) {
            TargetDomain domain = one.loss().targetDomain();
            boolean labels = domain == TargetDomain.SIGN && data.kind() == TargetKind.BINARY;
            requireTargets(data, loss, labels ? value -> true : domain::contains, domain.description());
        }
        if (loss instanceof ModelLoss.OfDistribution distribution) {
            requireDistributed(data, distribution);
        }
        int inputs = data.x().columns();
        if (penalty.lambda() == 0 && data.used() <= inputs) {
            throw new InputException(data.file() + ": " + data.used() + " rows for " + inputs
                    + " inputs: without a penalty very many models fit all the rows, and which of them is found means"
                    + " nothing. Add one, --penalty l2:lambda=0.1, or choose fewer columns with --features");
        }
    }

    private static void requireDistributed(Dataset data, ModelLoss.OfDistribution loss) {
        requireTargets(data, loss, loss::takes, loss.taken());
        if (!loss.name().equals("zero-inflated-poisson")) {
            return;
        }
        for (int row = 0; row < data.used(); row++) {
            if (data.targets().get(row) == 0) {
                return;
            }
        }
        throw new InputException(
                "no target is 0 in the " + data.used() + " rows of " + data.file() + ": there are no zeros to"
                        + " tell apart, and zero-inflated-poisson is a poisson here. Take --loss poisson");
    }

    private static void requireTargets(Dataset data, ModelLoss loss, DoublePredicate allowed, String wanted) {
        for (int row = 0; row < data.used(); row++) {
            double target = data.targets().get(row);
            if (!allowed.test(target)) {
                throw new InputException(loss.name() + " takes targets that are " + wanted + "; "
                        + data.targetName() + " in data row " + data.sourceRow(row) + " of " + data.file() + " is "
                        + target + ". Take another loss, or leave such rows out with --where");
            }
        }
    }
}
