package org.lossmith.learn.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.formula.RowFormula;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLink;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;
import org.lossmith.loss.RowTargetDomain;

/** A loss that a linear model can be trained with: of one score a row, or of one for each class. */
public sealed interface ModelLoss {
    /** A loss of one score a row. */
    record OfScore(Loss loss) implements ModelLoss {
        @Override
        public String name() {
            return loss.name();
        }

        @Override
        public String formula() {
            return loss.formula().text();
        }

        @Override
        public @Nullable String spec() {
            return ofCatalogue() ? loss.spec() : null;
        }

        @Override
        public Map<String, Double> parameters() {
            return loss.parameters();
        }
    }

    /** A loss of one score for each class. */
    record OfClasses(RowLoss loss) implements ModelLoss {
        public OfClasses {
            boolean known = loss.link() == RowLink.SOFTMAX || loss.link() == RowLink.LARGEST;
            boolean written = loss.name().equals(FORMULA);
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

        @Override
        public String name() {
            return loss.name();
        }

        @Override
        public String formula() {
            return loss.formula().text();
        }

        @Override
        public @Nullable String spec() {
            return ofCatalogue() ? loss.spec() : null;
        }

        @Override
        public Map<String, Double> parameters() {
            return loss.parameters();
        }
    }

    /** The name of every loss that a user wrote. */
    String FORMULA = "formula";

    String name();

    /** As the command line takes it, with parameters; null for a loss that a user wrote. */
    @Nullable
    String spec();

    /** As maths text. */
    String formula();

    Map<String, Double> parameters();

    /** Whether the catalogue has it, or a user wrote it. */
    default boolean ofCatalogue() {
        return !name().equals(FORMULA);
    }

    /**
     * Reads {@code name} or {@code name:parameter=value,...}.
     *
     * @throws InputException if there is none, or no linear model can be trained with it
     */
    static ModelLoss parse(String spec) {
        return RowLosses.has(spec) ? new OfClasses(RowLosses.parse(spec)) : new OfScore(Losses.parse(spec));
    }

    /**
     * A loss written as a formula; it is parsed, never run as code.
     *
     * @throws InputException if it is not a formula, or no linear model can be trained with it
     */
    static ModelLoss written(String formula, Map<String, Double> parameters) {
        return RowFormula.hasSignature(formula)
                ? new OfClasses(RowLosses.formula(formula, parameters))
                : new OfScore(Losses.formula(formula, parameters));
    }
}
