package org.lossmith.kernel.exact;

/**
 * A double result with bounds on its error.
 *
 * @param error how far the value may be from the exact result
 * @param hidden how far the value together with its known rounding error may be: what remains when an exponential is given
 *     both parts
 */
public record Bounded(double value, double error, double hidden) {
    static Bounded exact(double value) {
        return new Bounded(value, 0, 0);
    }

    double relativeError() {
        return error == 0 ? 0 : error / Math.abs(value);
    }
}
