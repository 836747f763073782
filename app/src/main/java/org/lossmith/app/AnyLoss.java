package org.lossmith.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.RowFormula;
import org.lossmith.loss.Loss;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowLosses;

/** A loss of one score a row, or one of several. */
sealed interface AnyLoss {
    record OfOneScore(Loss loss) implements AnyLoss {}

    record OfRows(RowLoss loss) implements AnyLoss {}

    /** Exactly one of {@code spec} and {@code formula} is given; {@code parameters} come on top of those in the spec. */
    static AnyLoss of(@Nullable String spec, @Nullable String formula, Map<String, Double> parameters) {
        if (formula != null && RowFormula.hasSignature(formula)) {
            return new OfRows(RowLosses.formula(formula, parameters));
        }
        if (formula == null && spec != null && RowLosses.has(spec)) {
            return new OfRows(RowLosses.parse(spec)).with(parameters);
        }
        return new OfOneScore(LossOption.loss(spec, formula, parameters));
    }

    /** The same loss with some parameters changed. */
    default AnyLoss with(Map<String, Double> parameters) {
        if (this instanceof OfRows rows) {
            RowLoss loss = rows.loss();
            for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
                loss = loss.with(parameter.getKey(), parameter.getValue());
            }
            return new OfRows(loss);
        }
        return new OfOneScore(LossOption.with(((OfOneScore) this).loss(), parameters));
    }
}
