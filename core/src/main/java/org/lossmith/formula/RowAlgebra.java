package org.lossmith.formula;

/** Builds functions of vectors in a normal form: what does not depend on the place in the vector is taken out. */
final class RowAlgebra {
    private RowAlgebra() {}

    static Expr call(RowFunction function, String dimension, Expr argument) {
        if (function == RowFunction.SUM) {
            return sum(dimension, argument);
        }
        if (!Dimensions.runsOver(argument, dimension) && isExtreme(function)) {
            return argument;
        }
        return new Expr.RowCall(function, dimension, argument);
    }

    private static boolean isExtreme(RowFunction function) {
        return function == RowFunction.MAXIMUM || function == RowFunction.MINIMUM;
    }

    static Expr sum(String dimension, Expr argument) {
        if (!Dimensions.runsOver(argument, dimension)) {
            return Algebra.multiply(argument, new Expr.Variable(Dimensions.width(dimension)));
        }
        Split split = Split.of(argument, dimension);
        boolean whole = split.inside() instanceof Expr.RowCall call
                && (call.function() == RowFunction.SOFTMAX || call.function() == RowFunction.SPARSEMAX);
        return Algebra.multiply(
                split.outside(), whole ? Terms.ONE : new Expr.RowCall(RowFunction.SUM, dimension, split.inside()));
    }

    static Expr pick(String dimension, Expr vector, Expr index) {
        if (!Dimensions.runsOver(vector, dimension)) {
            return vector;
        }
        if (vector.equals(Dimensions.index(dimension))) {
            return index;
        }
        Split split = Split.of(vector, dimension);
        return Algebra.multiply(split.outside(), new Expr.Pick(dimension, split.inside(), index));
    }

    /** A product in two parts: the factors that are the same for all elements, and the others. */
    private record Split(Expr outside, Expr inside) {
        static Split of(Expr product, String dimension) {
            Factors inside = new Factors();
            Factors outside = new Factors();
            Factors all = Factors.of(product);
            outside.multiply(Algebra.number(all.coefficient()), 1);
            all.forEachPower((base, exponent) -> {
                boolean fixed = !Dimensions.runsOver(base, dimension) && !Dimensions.runsOver(exponent, dimension);
                (fixed ? outside : inside).multiplyPower(base, exponent);
            });
            Expr exponential = all.exponential();
            if (exponential != null) {
                inside.multiply(new Expr.Call(Function.EXP, exponential), 1);
            }
            return new Split(outside.expr(), inside.expr());
        }
    }
}
