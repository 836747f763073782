package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Reference;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;

/** {@link RowLoss#evaluate} against 400 digits. */
final class RowExactness {
    private RowExactness() {}

    static void check(RowLoss loss, RowAccuracy.Point point) {
        RowFormula formula = loss.specialisedFormula();
        Map<String, Integer> widths =
                formula.signature().widths(point.scores().length, point.targets().length);
        Map<String, Double> values =
                RowRefinement.values(loss, formula.signature(), widths, point.scores(), point.targets());
        RowEvaluation evaluation = loss.evaluate(point.scores(), point.targets());
        int at = 0;
        for (Signature.Block block : formula.signature().scores()) {
            List<Expr> slopes = RowRefinement.elements(formula.stableGradient(block), block, widths);
            List<Expr> curvatures = RowRefinement.elements(formula.stableHessianDiagonal(block), block, widths);
            for (int i = 0; i < slopes.size(); i++, at++) {
                close(evaluation.gradient()[at], slopes.get(i), values, loss + " gradient by " + block + " " + i);
                close(evaluation.hessianDiagonal()[at], curvatures.get(i), values, loss + " hessian by " + block);
            }
        }
    }

    private static void close(double got, Expr stable, Map<String, Double> values, String what) {
        double exact = Reference.evaluate(stable, values, 400).doubleValue();
        if (Math.abs(exact) > 1e-290) {
            assertThat(got).as(what).isCloseTo(exact, Offset.offset(1e-14 * Math.abs(exact)));
        }
    }
}
