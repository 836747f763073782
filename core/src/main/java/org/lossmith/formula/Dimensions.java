package org.lossmith.formula;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Over which indices an expression runs: {@code z - logsumexp(z)} is a vector over k, {@code logsumexp(z)} a number. */
public final class Dimensions {
    private Dimensions() {}

    /** The index variable of a dimension: the place of the element, from 0. */
    public static Expr.Variable index(String dimension) {
        return new Expr.Variable(dimension, dimension);
    }

    /** The name of the number of elements: K for k. */
    public static String width(String dimension) {
        return dimension.toUpperCase(Locale.ROOT);
    }

    /** Whether the expression differs from element to element of that dimension. */
    public static boolean runsOver(Expr expr, String dimension) {
        if (expr instanceof Expr.Variable variable) {
            return dimension.equals(variable.dimension());
        }
        if (expr instanceof Expr.RowCall call) {
            return call.function().isVector() && call.dimension().equals(dimension);
        }
        if (expr instanceof Expr.Pick) {
            return false;
        }
        return expr.children().stream().anyMatch(child -> runsOver(child, dimension));
    }

    /** The dimensions that the expression runs over: none for one number a row, one for a vector. */
    public static Set<String> of(Expr expr) {
        Set<String> found = new TreeSet<>();
        collect(expr, found);
        return found;
    }

    private static void collect(Expr expr, Set<String> found) {
        if (expr instanceof Expr.Variable variable) {
            if (variable.dimension() != null) {
                found.add(variable.dimension());
            }
        } else if (expr instanceof Expr.RowCall call) {
            if (call.function().isVector()) {
                found.add(call.dimension());
            }
        } else if (!(expr instanceof Expr.Pick)) {
            expr.children().forEach(child -> collect(child, found));
        }
    }
}
