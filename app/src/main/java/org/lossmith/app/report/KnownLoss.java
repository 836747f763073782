package org.lossmith.app.report;

import java.util.Optional;
import org.lossmith.InputException;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;

/** The loss behind a candidate, from its specification, or from its formula if a user wrote it. */
final class KnownLoss {
    private KnownLoss() {}

    /** Empty if neither can be read; the page then goes without what only the loss itself can tell. */
    static Optional<Loss> of(Candidate candidate) {
        if (candidate.classes() != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Losses.parse(candidate.spec()));
        } catch (InputException notOfTheCatalogue) {
            return fromFormula(candidate);
        }
    }

    /** The same for a loss with one score for each class. */
    static Optional<RowLoss> ofClasses(Candidate candidate) {
        return candidate.classes() != null && RowLosses.has(candidate.spec())
                ? Optional.of(RowLosses.parse(candidate.spec()))
                : Optional.empty();
    }

    private static Optional<Loss> fromFormula(Candidate candidate) {
        try {
            return Optional.of(Losses.formula(candidate.formula(), candidate.parameters()));
        } catch (InputException notAFormula) {
            return Optional.empty();
        }
    }
}
