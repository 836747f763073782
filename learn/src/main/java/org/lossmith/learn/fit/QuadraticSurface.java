package org.lossmith.learn.fit;

import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.objective.Surface;

/**
 * A loss that is quadratic in the score, known everywhere from one pass with a Gram matrix: further points cost no pass
 * over the rows.
 *
 * @param base where it was measured
 */
record QuadraticSurface(Design design, Evaluation base) implements Surface {
    @Override
    public Evaluation evaluate(double[] parameters, RowModel model, Gram gram) {
        int size = parameters.length;
        double[] matrix = base.gram();
        double[] gradient = base.gradient().clone();
        double[] step = new double[size];
        for (int k = 0; k < size; k++) {
            step[k] = parameters[k] - base.parameters()[k];
            // Zeros stay zeros along a path: their columns cost nothing.
            for (int j = 0; step[k] != 0 && j < size; j++) {
                gradient[j] += matrix[k * size + j] * step[k];
            }
        }
        double rise = 0;
        for (int j = 0; j < size; j++) {
            rise += (base.gradient()[j] + gradient[j]) / 2 * step[j];
        }
        double loss = base.loss() + rise;
        return new Evaluation(parameters.clone(), loss, gradient, matrix, push(loss), 0);
    }

    /** The push grows with the root of the loss, exactly so where residuals keep their distribution. */
    private double push(double loss) {
        return loss > 0 && base.loss() > 0 ? base.push() * Math.sqrt(loss / base.loss()) : base.push();
    }
}
