package org.lossmith.learn.fit;

import org.lossmith.InputException;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/**
 * A penalty in the solver's coordinates: {@code sum l1[j] |p[j]| + l2[j] p[j]^2}, the intercept's factors being 0.
 *
 * @param l1 of each parameter
 * @param l2 of each parameter
 */
record ScaledPenalty(double[] l1, double[] l2) {
    static ScaledPenalty of(Penalty any, Design design, boolean standardise) {
        if (!(any instanceof SeparablePenalty penalty) || !penalty.convex()) {
            throw new InputException("penalty " + any.spec() + " cannot be fitted yet; write l1, l2 or elastic-net");
        }
        double[] l1 = new double[design.dimension()];
        double[] l2 = new double[design.dimension()];
        double[] factor = design.standardisation().factor();
        for (int first = 0; first < design.dimension(); first += design.columns()) {
            for (int j = 0; j < factor.length; j++) {
                // An original coefficient is parameter * factor: without standardisation it is that which is penalised.
                double scale = standardise ? 1 : factor[j];
                l1[first + j] = penalty.l1() * scale;
                l2[first + j] = penalty.l2() * scale * scale;
            }
        }
        return new ScaledPenalty(l1, l2);
    }

    boolean hasL1() {
        for (double factor : l1) {
            if (factor > 0) {
                return true;
            }
        }
        return false;
    }

    boolean none() {
        for (double factor : l2) {
            if (factor > 0) {
                return false;
            }
        }
        return !hasL1();
    }

    double value(double[] parameters) {
        double sum = 0;
        for (int j = 0; j < parameters.length; j++) {
            sum += l1[j] * Math.abs(parameters[j]) + l2[j] * parameters[j] * parameters[j];
        }
        return sum;
    }

    /** The smallest subgradient's entry j, given the loss's gradient. */
    double distance(int j, double parameter, double gradient) {
        if (parameter != 0) {
            return Math.abs(gradient + 2 * l2[j] * parameter + Math.copySign(l1[j], parameter));
        }
        return Math.max(0, Math.abs(gradient) - l1[j]);
    }

    double largestDistance(double[] parameters, double[] gradient) {
        double largest = 0;
        for (int j = 0; j < parameters.length; j++) {
            double distance = distance(j, parameters[j], gradient[j]);
            if (!(distance <= largest)) {
                largest = distance;
            }
        }
        return largest;
    }

    /** The penalty's derivative along a direction, on arriving at the point (l1 terms from the side one comes from). */
    double slopeOnArrival(double[] parameters, double[] direction) {
        double slope = 0;
        for (int j = 0; j < parameters.length; j++) {
            double side = parameters[j] != 0 ? Math.signum(parameters[j]) * direction[j] : -Math.abs(direction[j]);
            slope += 2 * l2[j] * parameters[j] * direction[j] + l1[j] * side;
        }
        return slope;
    }

    /** The penalty's derivative along a direction, on leaving the point. */
    double slopeOnLeaving(double[] parameters, double[] direction) {
        double slope = 0;
        for (int j = 0; j < parameters.length; j++) {
            double side = parameters[j] != 0 ? Math.signum(parameters[j]) * direction[j] : Math.abs(direction[j]);
            slope += 2 * l2[j] * parameters[j] * direction[j] + l1[j] * side;
        }
        return slope;
    }

    /**
     * The penalty's share of the duality gap for slopes that push with {@code -gradient}: {@code R(p) + R*(-gradient) +
     * gradient p}. Where R* would be infinite (a push that nothing balances, left over by rounding) the excess is
     * charged at the distance of a better point: the bound then holds for all parameters that are no further than
     * {@code reach} away.
     */
    double gap(double[] parameters, double[] gradient, double reach) {
        double sum = 0;
        for (int j = 0; j < parameters.length; j++) {
            double size = Math.abs(parameters[j]);
            double excess = Math.max(0, Math.abs(gradient[j]) - l1[j]);
            if (l2[j] > 0) {
                double own = l1[j] * size + l2[j] * size * size;
                sum += Math.max(0, own + excess * excess / (4 * l2[j]) + gradient[j] * parameters[j]);
            } else if (l1[j] > 0) {
                double inside = Math.copySign(Math.min(Math.abs(gradient[j]), l1[j]), gradient[j]);
                sum += Math.max(0, l1[j] * size + inside * parameters[j]) + excess * (size + reach);
            } else {
                sum += excess * reach;
            }
        }
        return sum;
    }
}
