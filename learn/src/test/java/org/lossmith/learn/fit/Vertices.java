package org.lossmith.learn.fit;

/** The smallest pinball objective over all vertices, by trying every choice of rows: slow and plain. */
public final class Vertices {
    private final double[][] x;
    private final double[] target;
    private final double[] weight;
    private final double above;
    private final double below;
    private final double lambda;

    /**
     * @param x inputs, without a column of ones
     * @param lambda of an L1 penalty on the coefficients per unit of their column
     */
    public Vertices(double[][] x, double[] target, double[] weight, double above, double below, double lambda) {
        this.x = x;
        this.target = target;
        this.weight = weight;
        this.above = above;
        this.below = below;
        this.lambda = lambda;
    }

    /** Every minimum is reached where as many rows or zero coefficients as there are parameters meet. */
    public double smallest() {
        return smallest(0, new int[x[0].length + 1], 0);
    }

    private double smallest(int chosen, int[] kinks, int from) {
        if (chosen == kinks.length) {
            double[] model = solve(kinks);
            return model == null ? Double.POSITIVE_INFINITY : objective(model);
        }
        double best = Double.POSITIVE_INFINITY;
        for (int kink = from; kink < x.length + (lambda > 0 ? x[0].length : 0); kink++) {
            kinks[chosen] = kink;
            best = Math.min(best, smallest(chosen + 1, kinks, kink + 1));
        }
        return best;
    }

    public double objective(double[] model) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = target[i] - model[0];
            for (int j = 0; j < x[i].length; j++) {
                residual -= model[j + 1] * x[i][j];
            }
            sum += weight[i] * Math.max(above * residual, -below * residual);
            weights += weight[i];
        }
        double penalty = 0;
        for (int j = 1; j < model.length; j++) {
            penalty += lambda * Math.abs(model[j]);
        }
        return sum / weights + penalty;
    }

    /** Gauss-Jordan with row exchanges; null if the rows do not determine a model. */
    private double[] solve(int[] kinks) {
        int p = kinks.length;
        double[][] system = new double[p][p + 1];
        for (int k = 0; k < p; k++) {
            if (kinks[k] < x.length) {
                system[k][0] = 1;
                System.arraycopy(x[kinks[k]], 0, system[k], 1, p - 1);
                system[k][p] = target[kinks[k]];
            } else {
                system[k][kinks[k] - x.length + 1] = 1;
            }
        }
        for (int j = 0; j < p; j++) {
            int largest = j;
            for (int k = j; k < p; k++) {
                largest = Math.abs(system[k][j]) > Math.abs(system[largest][j]) ? k : largest;
            }
            double[] swapped = system[j];
            system[j] = system[largest];
            system[largest] = swapped;
            if (Math.abs(system[j][j]) < 1e-9) {
                return null;
            }
            for (int k = 0; k < p; k++) {
                double factor = k == j ? 0 : system[k][j] / system[j][j];
                for (int m = 0; m <= p; m++) {
                    system[k][m] -= factor * system[j][m];
                }
            }
        }
        double[] model = new double[p];
        for (int j = 0; j < p; j++) {
            model[j] = system[j][p] / system[j][j];
        }
        return model;
    }
}
