package org.lossmith.learn.fit;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.newton.QuadraticStep;
import org.lossmith.learn.fit.objective.DirectModel;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.loss.Loss;

/**
 * Standard errors of the coefficients of a smooth fit without a penalty. With H the Hessian of the summed weighted loss at the fit, n
 * the rows with a weight above 0 and p the parameters:
 *
 * <ul>
 *   <li>model: the inverse of H. Bce and poisson are negative log-likelihoods as they stand; squared errors are after division by
 *       the variance, which is estimated by {@code weighted sum of squared errors / (n - p)}. True if the model is.
 *   <li>sandwich: {@code H^-1 J H^-1 n / (n - p)}, where J is the sum over the rows of the outer product of their weighted
 *       gradients (Huber 1967, White 1980; with the factor, HC1 of MacKinnon and White 1985). True for independent rows even
 *       where the model is not.
 * </ul>
 *
 * In both a weight says how much a row tells, not how often it stands there; multiplying all weights by a number changes neither the
 * sandwich nor the errors of a squared loss.
 */
public final class StandardErrors {
    /** Which of the two. */
    public enum Kind {
        MODEL,
        SANDWICH
    }

    private static final Set<String> LIKELIHOODS = Set.of("bce", "poisson", "squared-error", "half-squared-error");

    /** Matrices of this many columns take some seconds. */
    private static final int MOST_PARAMETERS = 2000;

    /** As for Newton steps: with a smaller pivot a direction has no curvature beyond rounding. */
    private static final double SINGULAR = 1e-11;

    private StandardErrors() {}

    /** Why a loss has no such errors, as a sentence without its end; null if it has. */
    public static @Nullable String refusal(Loss loss, Kind kind) {
        if (!loss.properties().smooth()) {
            return loss.name() + " has kinks, so no second derivative tells how firmly the rows hold the coefficients";
        }
        if (kind == Kind.MODEL && !LIKELIHOODS.contains(loss.name())) {
            return loss.name()
                    + " is not the negative log-likelihood of a model whose scale is known or estimated here (those"
                    + " of bce, poisson and squared errors are)";
        }
        return null;
    }

    /**
     * Standard errors, first that of the intercept, then those of the coefficients in original units; NaN for columns that do not
     * vary.
     *
     * @param loss one that {@link #refusal} has nothing against
     * @param fit a converged fit without a penalty, with an intercept, of the same rows
     * @throws InputException if they are not defined on these rows: too few, or inputs that repeat each other
     */
    public static double[] of(
            Kind kind, Loss loss, Matrix x, Series target, @Nullable Series weight, FitResult fit, int threads) {
        ElementLoss compiled = ElementLoss.of(loss.forRows(x.rows()));
        Rows rows = Inputs.check(compiled, x, target, weight, Rows.all(x.rows()));
        try (Workers workers = new Workers(threads)) {
            Standardisation scale = Standardisation.of(x, weight, rows, true, workers);
            Design design = new Design(x, target, weight, rows, scale, true);
            int parameters = design.dimension();
            if (parameters > MOST_PARAMETERS) {
                throw new InputException(
                        "standard errors of " + parameters + " parameters take a matrix too large; at most "
                                + MOST_PARAMETERS + " are done: use --errors bootstrap, or none");
            }
            if (rows.size() <= parameters) {
                throw new InputException(rows.size() + " rows with " + parameters
                        + " parameters leave nothing to estimate errors from; use --errors none");
            }
            double[] at = design.coordinates().parameters(fit.intercept(), fit.coefficients());
            return inOriginalUnits(covariance(kind, compiled, new Objective(design, workers), at), design, x.columns());
        }
    }

    private static double[] covariance(Kind kind, ElementLoss loss, Objective objective, double[] at) {
        Design design = objective.design();
        int size = design.dimension();
        double total = design.standardisation().weightSum();
        double freedom = design.size() - size;
        DirectModel direct = new DirectModel(loss);
        direct.useExactHessian(true);
        Evaluation hessian = objective.evaluate(at, direct, true);
        double[] inverse = inverse(scaled(hessian.gram(), total), size);
        if (kind == Kind.MODEL) {
            boolean squares = loss.spec().endsWith("squared-error");
            // Twice the summed loss is the sum of squares of half the squared error; for the whole one H is twice as
            // large.
            return scaled(inverse, squares ? 2 * hessian.loss() * total / freedom : 1);
        }
        Evaluation gradients = objective.evaluate(at, new SquaredGradients(loss), true);
        double[] products = scaled(gradients.gram(), total);
        return scaled(product(product(inverse, products, size), inverse, size), design.size() / freedom);
    }

    private static double[] scaled(double[] matrix, double factor) {
        return Arrays.stream(matrix).map(entry -> entry * factor).toArray();
    }

    private static double[] product(double[] a, double[] b, int size) {
        double[] c = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                double entry = a[i * size + k];
                for (int j = 0; j < size; j++) {
                    c[i * size + j] += entry * b[k * size + j];
                }
            }
        }
        return c;
    }

    private static double[] inverse(double[] matrix, int size) {
        double[] lower = QuadraticStep.cholesky(matrix, size);
        for (int j = 0; j < size; j++) {
            double pivot = lower == null ? 0 : lower[j * size + j];
            if (!(pivot * pivot > SINGULAR * matrix[j * size + j])) {
                throw new InputException(
                        "standard errors are not defined: some inputs repeat what others say, or the loss is"
                                + " flat there (the notes on the fit name them); leave those out with --exclude, or use --errors none");
            }
        }
        double[] inverse = new double[size * size];
        for (int j = 0; j < size; j++) {
            double[] unit = new double[size];
            unit[j] = -1;
            System.arraycopy(
                    QuadraticStep.solve(java.util.Objects.requireNonNull(lower), size, unit),
                    0,
                    inverse,
                    j * size,
                    size);
        }
        return inverse;
    }

    /** The intercept in original units is a sum over all parameters, so its variance takes the whole covariance matrix. */
    private static double[] inOriginalUnits(double[] covariance, Design design, int columns) {
        Standardisation scale = design.standardisation();
        int[] active = scale.active();
        int size = design.dimension();
        double[] errors = new double[columns + 1];
        Arrays.fill(errors, Double.NaN);
        double[] combination = new double[size];
        combination[size - 1] = 1;
        for (int j = 0; j < active.length; j++) {
            errors[active[j] + 1] = scale.factor()[j] * Math.sqrt(covariance[j * size + j]);
            combination[j] = -scale.factor()[j] * scale.centre()[j];
        }
        double variance = 0;
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < size; k++) {
                variance += combination[j] * combination[k] * covariance[j * size + k];
            }
        }
        errors[0] = Math.sqrt(variance);
        return errors;
    }

    /** Each row's weighted gradient squared, in the place of its curvature, so that the Gram matrix is the sandwich's middle. */
    private record SquaredGradients(ElementLoss loss) implements RowModel {
        @Override
        public void evaluate(Tile tile, boolean curvature) {
            tile.gap = 0;
            tile.loss = loss.sumGradient(tile.score, tile.target, tile.weight, tile.gradient, 0, tile.rows);
            for (int i = 0; i < tile.rows; i++) {
                tile.curvature[i] = tile.gradient[i] * tile.gradient[i];
            }
        }

        @Override
        public boolean exact() {
            return true;
        }

        @Override
        public boolean convex() {
            return true;
        }
    }
}
