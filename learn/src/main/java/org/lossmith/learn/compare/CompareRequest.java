package org.lossmith.learn.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.ReadRequest;

/**
 * What to compare, on what, and how. Build one with {@link #of} and the {@code with} methods.
 *
 * @param read the file, the target, and which rows and columns to use; its split column keeps groups whole
 * @param losses loss specifications as the command line takes them; with {@code formulas} empty too, the candidates that suit
 *     the target are taken. Parameters that a specification leaves out are chosen from the data where that is possible
 *     (Huber's delta, the weight of positives, the quantile of the stated costs)
 * @param formulas losses written as formulas
 * @param mistake one of {@link Mistake#FORMS}, or null
 * @param penalty as the command line takes it, for every candidate; {@link #USUAL_PENALTY} is none for one score a row, and for
 *     classes an L2 penalty with lambda = 1 / (2 rows)
 * @param positiveWeight weight of positives for weighted-bce, or null to take it from the costs or the label counts
 * @param folds number of parts the rows are held out in, at least 2
 * @param threads at least 1; the result does not depend on it
 */
public record CompareRequest(
        ReadRequest read,
        List<String> losses,
        List<Written> formulas,
        @Nullable String mistake,
        String penalty,
        @Nullable Double positiveWeight,
        int folds,
        long seed,
        int threads) {
    /** Chosen by the kind of target. */
    public static final String USUAL_PENALTY = "usual";

    public static final int DEFAULT_FOLDS = 5;
    public static final long DEFAULT_SEED = 1;

    /**
     * A loss as a formula with the values of its parameters: in z and y, or for several classes with a signature, {@code (z[], y)
     * -> logsumexp(z) - z[y]}.
     */
    public record Written(String formula, Map<String, Double> parameters) {
        public Written {
            parameters = Map.copyOf(parameters);
        }

        boolean ofSeveralScores() {
            return formula.contains("->");
        }
    }

    public CompareRequest {
        losses = List.copyOf(losses);
        formulas = List.copyOf(formulas);
        if (positiveWeight != null && !(positiveWeight > 0 && positiveWeight < Double.POSITIVE_INFINITY)) {
            throw new InputException("the weight of positives must be a number above 0, not " + positiveWeight);
        }
        if (threads < 1) {
            throw new InputException("threads must be at least 1, not " + threads);
        }
    }

    public static CompareRequest of(ReadRequest read) {
        return new CompareRequest(
                read,
                List.of(),
                List.of(),
                null,
                USUAL_PENALTY,
                null,
                DEFAULT_FOLDS,
                DEFAULT_SEED,
                Runtime.getRuntime().availableProcessors());
    }

    public static CompareRequest of(Path file, String target) {
        return of(ReadRequest.of(file, target));
    }

    public CompareRequest withRead(ReadRequest changed) {
        return new CompareRequest(changed, losses, formulas, mistake, penalty, positiveWeight, folds, seed, threads);
    }

    public CompareRequest withLosses(List<String> changed) {
        return new CompareRequest(read, changed, formulas, mistake, penalty, positiveWeight, folds, seed, threads);
    }

    public CompareRequest withFormulas(List<Written> changed) {
        return new CompareRequest(read, losses, changed, mistake, penalty, positiveWeight, folds, seed, threads);
    }

    public CompareRequest withMistake(@Nullable String changed) {
        return new CompareRequest(read, losses, formulas, changed, penalty, positiveWeight, folds, seed, threads);
    }

    public CompareRequest withPenalty(String changed) {
        return new CompareRequest(read, losses, formulas, mistake, changed, positiveWeight, folds, seed, threads);
    }

    public CompareRequest withPositiveWeight(@Nullable Double changed) {
        return new CompareRequest(read, losses, formulas, mistake, penalty, changed, folds, seed, threads);
    }

    public CompareRequest withFolds(int changed) {
        return new CompareRequest(read, losses, formulas, mistake, penalty, positiveWeight, changed, seed, threads);
    }

    public CompareRequest withSeed(long changed) {
        return new CompareRequest(read, losses, formulas, mistake, penalty, positiveWeight, folds, changed, threads);
    }

    public CompareRequest withThreads(int changed) {
        return new CompareRequest(read, losses, formulas, mistake, penalty, positiveWeight, folds, seed, changed);
    }
}
