package org.lossmith.learn.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.penalty.PenaltyFamily;

/**
 * Fits along decreasing lambdas. Arrays are shared and must not be written to.
 *
 * @param lambdas decreasing
 * @param fits one for each lambda
 * @param ended why the path ended before the smallest lambda that was asked for, or null if it did not
 */
public record PathResult(
        PenaltyFamily family,
        double[] lambdas,
        List<LinearFit> fits,
        @Nullable String ended) {
    public PathResult {
        fits = List.copyOf(fits);
        if (lambdas.length != fits.size()) {
            throw new IllegalArgumentException(lambdas.length + " lambdas and " + fits.size() + " fits");
        }
    }

    /** How many inputs have a coefficient other than 0, in any score, under each lambda. */
    public int[] nonZeros() {
        return fits.stream().mapToInt(PathResult::nonZeros).toArray();
    }

    private static int nonZeros(LinearFit fit) {
        int inputs = fit.coefficients(0).length;
        return (int) IntStream.range(0, inputs)
                .filter(j -> IntStream.range(0, fit.outputs()).anyMatch(k -> fit.coefficients(k)[j] != 0))
                .count();
    }

    /** The first fits alone. */
    PathResult first(int count) {
        return new PathResult(family, Arrays.copyOf(lambdas, count), fits.subList(0, count), ended);
    }
}
