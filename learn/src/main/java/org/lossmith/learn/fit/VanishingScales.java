package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.objective.DensityLoss;
import org.lossmith.learn.fit.objective.DensityScores;

/**
 * Rows that a location meets exactly and whose scale therefore goes to 0: their likelihood grows without end, so that no
 * coefficients are the best. The evidence is a row whose scale and whose distance are both nothing beside the target's spread.
 */
final class VanishingScales {
    private static final double NOTHING = Math.log(1e-9);

    private VanishingScales() {}

    /** A note, or null if there are none. */
    static @Nullable String in(DensityFitResult fit, Matrix x, Series target, Rows rows, DensityLoss loss) {
        int location = loss.scores().roles().indexOf(DensityScores.Role.LOCATION);
        int scale = loss.scores().roles().indexOf(DensityScores.Role.LOG_SCALE);
        if (location < 0 || scale < 0) {
            return null;
        }
        double smallest = NOTHING + Math.log(loss.unit().size());
        int count = 0;
        int first = -1;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            if (score(fit, scale, x, row) > smallest) {
                continue;
            }
            double distance = Math.abs(target.get(row) - score(fit, location, x, row));
            if (distance == 0 || Math.log(distance) <= smallest) {
                first = count++ == 0 ? row : first;
            }
        }
        if (count == 0) {
            return null;
        }
        String which = count == rows.size()
                ? "all rows"
                : count == 1 ? "row " + (first + 1) : count + " rows, row " + (first + 1) + " the first of them,";
        return "the likelihood has no maximum: the inputs give the target of " + which
                + " exactly, and the scale there goes to 0, so the coefficients of log_scale are where the solver stopped;"
                + " add a penalty (l2:lambda=0.001), or leave out the inputs or rows that give the target away";
    }

    private static double score(DensityFitResult fit, int k, Matrix x, int row) {
        return fit.intercepts()[k] + x.dot(row, fit.coefficients()[k]);
    }
}
