package org.lossmith.learn.fit.objective;

import java.util.Locale;

/** Whether an objective fell at every step, as measured while a solver took them. */
public final class Descent {
    private int steps;
    private double last;
    private double largestRise;

    /**
     * @param number steps taken so far; 0 begins anew
     * @param objective where they led
     */
    public void reached(int number, double objective) {
        if (number == 0) {
            largestRise = Double.NEGATIVE_INFINITY;
        } else if (number > steps) {
            double rise = (objective - last) / Math.max(Math.abs(last), Double.MIN_NORMAL);
            largestRise = Double.isNaN(rise) ? Double.POSITIVE_INFINITY : Math.max(largestRise, rise);
        }
        steps = number;
        last = objective;
    }

    /** For example: at each of 7 steps. */
    public String text() {
        String count = steps == 1 ? "in 1 step" : "in " + steps + " steps";
        if (steps == 0 || largestRise <= LineSearch.VALUE_ROUNDING) {
            return steps > 1 ? "at each of " + steps + " steps" : count;
        }
        return String.format(Locale.ROOT, "%s, of which one raised it by %.1e of itself", count, largestRise);
    }
}
