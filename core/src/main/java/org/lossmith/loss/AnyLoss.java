package org.lossmith.loss;

import java.util.List;
import java.util.Map;
import org.lossmith.InputException;
import org.lossmith.formula.RowFormula;

/** A loss of the catalogue or one that a user wrote: of one score a row, or of several. */
public sealed interface AnyLoss permits Loss, RowLoss {
    /**
     * Reads {@code name} or {@code name:param=value,...} of either catalogue.
     *
     * @throws InputException if the name, with the nearest of both, a parameter or a value is wrong
     */
    static AnyLoss parse(String spec) {
        if (RowLosses.has(spec)) {
            return RowLosses.parse(spec);
        }
        String name = Specification.name(spec);
        List<String> known = Losses.namesAndAliases();
        if (!known.contains(name)) {
            known.addAll(RowLosses.namesAndAliases());
            throw Losses.unknown(name, known);
        }
        return Losses.parse(spec);
    }

    /**
     * A loss written as a formula, of several scores if it begins with a signature; it is parsed, never run as code.
     *
     * @throws org.lossmith.formula.FormulaException if the text is not a formula
     * @throws InputException if a parameter has no value or a value has no parameter
     */
    static AnyLoss written(String formula, Map<String, Double> parameters) {
        return RowFormula.hasSignature(formula)
                ? RowLosses.formula(formula, parameters)
                : Losses.formula(formula, parameters);
    }

    /** What the catalogue says of it. */
    LossEntry entry();

    /** The name with its parameters, as the command line takes it: {@code huber:delta=15}. */
    String spec();

    Map<String, Double> parameters();

    /**
     * The same loss with one parameter changed.
     *
     * @throws InputException if it has no such parameter or the value is out of range
     */
    AnyLoss with(String parameter, double value);

    /** The catalogue's name ("huber"), or "formula" for a loss that a user wrote. */
    default String name() {
        return entry().name();
    }

    default List<String> aliases() {
        return entry().aliases();
    }

    default String group() {
        return entry().group();
    }

    default String summary() {
        return entry().summary();
    }

    /** The paper or book that it comes from. */
    default String source() {
        return entry().source();
    }

    default String notes() {
        return entry().notes();
    }

    /** Whether the catalogue has it, or a user wrote it. */
    default boolean ofCatalogue() {
        return !group().equals(LossEntry.FORMULA);
    }

    default List<Parameter> parameterDefinitions() {
        return entry().parameters();
    }
}
