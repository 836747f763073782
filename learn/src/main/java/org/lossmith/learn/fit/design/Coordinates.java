package org.lossmith.learn.fit.design;

/**
 * The parameters that solvers see, for each score one after the other: the coefficients of standardised active columns, followed
 * by the intercept of the centred model if there is one. And what they are in original units.
 *
 * @param inputs columns of the matrix
 */
public record Coordinates(Standardisation standardisation, boolean intercept, int inputs) {
    /** Coefficients and intercept of one score. */
    int columns() {
        return standardisation.active().length + (intercept ? 1 : 0);
    }

    /** Solver parameters to coefficients of every matrix column in original units, for one of the scores. */
    public double[] coefficients(double[] parameters, int output) {
        double[] result = new double[inputs];
        int[] active = standardisation.active();
        int first = output * columns();
        for (int j = 0; j < active.length; j++) {
            double value = parameters[first + j] * standardisation.factor()[j];
            result[active[j]] = value == 0 ? 0.0 : value;
        }
        return result;
    }

    /** The intercept of one of the scores in original units. */
    public double intercept(double[] parameters, int output) {
        if (!intercept) {
            return 0;
        }
        int[] active = standardisation.active();
        int first = output * columns();
        double result = parameters[first + active.length];
        for (int j = 0; j < active.length; j++) {
            result -= parameters[first + j]
                    * standardisation.factor()[j]
                    * standardisation.centre()[j];
        }
        return result;
    }

    /** Original units to solver parameters of one of the scores; columns that do not vary here join the intercept. */
    public double[] parameters(double constant, double[] coefficients) {
        double[] result = new double[columns()];
        int[] active = standardisation.active();
        double sum = constant;
        for (int j = 0; j < active.length; j++) {
            double coefficient = coefficients[active[j]];
            result[j] = coefficient / standardisation.factor()[j];
            sum += coefficient * standardisation.centre()[j];
        }
        if (intercept) {
            result[active.length] = sum;
        }
        return result;
    }
}
