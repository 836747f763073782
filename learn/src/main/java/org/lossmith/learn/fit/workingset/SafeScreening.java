package org.lossmith.learn.fit.workingset;

import java.util.function.IntToDoubleFunction;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.LossFloor;
import org.lossmith.learn.fit.objective.PenaltyGap;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/**
 * Finds columns whose coefficients are certainly zero at the optimum (gap-safe screening: Ndiaye, Fercoq, Gramfort and
 * Salmon 2017). Where no row's second derivative exceeds a bound, rows' slopes are as far from those at the optimum as the
 * duality gap allows: the weighted mean of the squared differences is at most {@code 2 bound gap}. So the slope by a column
 * is at most the column's norm times the root of that away, and a coefficient whose slope stays inside l1 is zero.
 */
final class SafeScreening {
    /** The optimum's unpenalised parameters are taken to be no more than so many units away. */
    private static final double REACH = 1e6;
    /** Slopes are sums with rounding errors of about 1e-13 of themselves. */
    private static final double ROUNDING = 1e-9;

    private final ElementLoss loss;
    private final Design design;
    private final ColumnNorms norms;
    private final double unit;
    private final double bound;
    private double floor = Double.NaN;

    /** @param unit see {@link FitScale#unit} */
    SafeScreening(ElementLoss loss, Design design, ColumnNorms norms, double unit) {
        this.loss = loss;
        this.design = design;
        this.norms = norms;
        this.unit = unit;
        this.bound = loss.properties().curvatureBound();
    }

    /**
     * Moves those of the candidates to the front that may have a coefficient.
     *
     * @param candidates columns; those not among the first {@code count} are known to be zero
     * @param gradient the mean loss's by all parameters; for a zero coefficient that l1 holds, any slope that it holds
     * @param largest what the size of each candidate's slope is at most
     * @param objective mean loss and penalty at the parameters
     * @return how many they are
     */
    int keep(
            int[] candidates,
            int count,
            ScaledPenalty penalty,
            double[] parameters,
            double[] gradient,
            IntToDoubleFunction largest,
            double objective) {
        double gap = gap(penalty, parameters, gradient, objective);
        double radius = Math.sqrt(2 * bound * Math.max(0, gap));
        if (!(radius < Double.POSITIVE_INFINITY)) {
            return count;
        }
        double[] norm = norms.all();
        int kept = 0;
        for (int k = 0; k < count; k++) {
            int j = candidates[k];
            double inside = (1 - ROUNDING) * penalty.l1()[j] - largest.applyAsDouble(j);
            if (parameters[j] != 0 || !(inside > 0) || !(norm[j] * radius < inside)) {
                candidates[kept++] = j;
            }
        }
        return kept;
    }

    /** How far the objective is above its minimum at most, counting what slopes beyond l1 may still bring. */
    private double gap(ScaledPenalty penalty, double[] parameters, double[] gradient, double objective) {
        PenaltyGap paid = PenaltyGap.of(penalty, parameters, gradient);
        double sum = paid.sum() + paid.unheld() * REACH * unit;
        // A better point pays no more for its coefficients than what this one lies above the loss's floor.
        return paid.excess() > 0 ? sum + paid.excess() * (objective - floor()) : sum;
    }

    private double floor() {
        if (Double.isNaN(floor)) {
            floor = LossFloor.of(loss, design);
        }
        return floor;
    }
}
