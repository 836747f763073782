package org.lossmith.learn.fit;

import java.util.Arrays;
import java.util.List;
import org.lossmith.penalty.PenaltyFamily;

/**
 * Fits along decreasing lambdas. Arrays are shared and must not be written to.
 *
 * @param lambdas decreasing
 * @param fits one for each lambda
 */
public record PathResult(PenaltyFamily family, double[] lambdas, List<FitResult> fits) {
    public PathResult {
        fits = List.copyOf(fits);
        if (lambdas.length != fits.size()) {
            throw new IllegalArgumentException(lambdas.length + " lambdas and " + fits.size() + " fits");
        }
    }

    /** How many coefficients are not 0 under each lambda. */
    public int[] nonZeros() {
        return fits.stream()
                .mapToInt(fit -> (int) Arrays.stream(fit.coefficients())
                        .filter(each -> each != 0)
                        .count())
                .toArray();
    }
}
