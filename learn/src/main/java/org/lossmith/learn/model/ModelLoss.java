package org.lossmith.learn.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.loss.AnyLoss;
import org.lossmith.loss.Loss;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowTargetDomain;

/** A loss that a linear model can be trained with: of one score a row, or of one for each class. */
public sealed interface ModelLoss {
    /** A loss of one score a row. */
    record OfScore(Loss loss) implements ModelLoss {}

    /** A loss of one score for each class. */
    record OfClasses(RowLoss loss) implements ModelLoss {
        public OfClasses {
            boolean known = loss.link() == RowLink.SOFTMAX || loss.link() == RowLink.LARGEST;
            boolean written = !loss.ofCatalogue();
            var scores = loss.formula().signature().scores();
            boolean oneForEachClass = scores.size() == 1 && scores.get(0).isVector();
            boolean classes = loss.targetDomain() == RowTargetDomain.CLASS
                    && (written || loss.group().equals("classes"));
            if (!classes || !oneForEachClass || !(known || written)) {
                throw new InputException(loss.name() + " cannot be trained with a linear model: its scores are "
                        + loss.link().description()
                        + ", and a linear model here gives one score a row or one for each class; take a loss of one"
                        + " score (`lossmith losses`), or softmax for classes");
            }
        }
    }

    AnyLoss loss();

    default String name() {
        return loss().name();
    }

    default Map<String, Double> parameters() {
        return loss().parameters();
    }

    default boolean ofCatalogue() {
        return loss().ofCatalogue();
    }

    /** As the command line takes it, with parameters; null for a loss that a user wrote. */
    default @Nullable String spec() {
        return loss().ofCatalogue() ? loss().spec() : null;
    }

    /** As maths text. */
    default String formula() {
        return loss().entry().formula();
    }

    /**
     * Reads {@code name} or {@code name:parameter=value,...}.
     *
     * @throws InputException if there is none, or no linear model can be trained with it
     */
    static ModelLoss parse(String spec) {
        return of(AnyLoss.parse(spec));
    }

    /**
     * A loss written as a formula; it is parsed, never run as code.
     *
     * @throws InputException if it is not a formula, or no linear model can be trained with it
     */
    static ModelLoss written(String formula, Map<String, Double> parameters) {
        return of(AnyLoss.written(formula, parameters));
    }

    /** @throws InputException if no linear model can be trained with it */
    static ModelLoss of(AnyLoss loss) {
        return loss instanceof RowLoss rows ? new OfClasses(rows) : new OfScore((Loss) loss);
    }
}
