package org.lossmith.formula;

/**
 * The exact derivative with respect to the score, or to any other part of an expression: a function of a whole vector and a
 * picked element count as names of their own. The gradient at a kink of {@code abs}, {@code min}, {@code max} or a continuous
 * {@code where} is the midpoint of the two one-sided derivatives. Where a {@code where} jumps there is no derivative: the
 * gradient is that of the branch which the condition takes.
 */
final class Derivative extends Rewriting {
    private final Expr whole;
    private final Expr variable;
    private final boolean midpoints;

    private Derivative(Expr whole, Expr variable, boolean midpoints) {
        this.whole = whole;
        this.variable = variable;
        this.midpoints = midpoints;
    }

    /** @param value in the normal form of {@link Simplifier} */
    static Expr gradient(Expr value) {
        return new Derivative(value, Formula.SCORE, true).rewrite(value);
    }

    /** Where a gradient bends, its derivative is that of the branch that a {@code where} takes: huber's Hessian at delta is 1. */
    static Expr hessian(Expr value, Expr gradient) {
        return new Derivative(value, Formula.SCORE, false).rewrite(gradient);
    }

    /** The derivative by a variable, a function of a vector or a picked element; that of the branch that a {@code where} takes. */
    static Expr partial(Expr expr, Expr variable) {
        return new Derivative(expr, variable, false).rewrite(expr);
    }

    @Override
    Expr compute(Expr expr) {
        Expr found = depends(expr) ? of(expr) : Algebra.number(0);
        Formula.checkSize(found, whole);
        return found;
    }

    private boolean depends(Expr expr) {
        boolean name = expr instanceof Expr.RowCall || expr instanceof Expr.Pick;
        return expr.equals(variable) || !name && variable.mayHaveNamesOf(expr) && anyDepends(expr);
    }

    private boolean anyDepends(Expr expr) {
        for (Expr child : expr.children()) {
            if (depends(child)) {
                return true;
            }
        }
        return false;
    }

    private Expr of(Expr expr) {
        if (expr.equals(variable)) {
            return Terms.ONE;
        }
        if (expr instanceof Expr.Call call) {
            Expr inner = rewrite(call.argument());
            return Algebra.isZero(inner) ? inner : Algebra.multiply(outer(call), inner);
        }
        if (expr instanceof Expr.Where where) {
            Expr then = rewrite(where.then());
            Expr otherwise = rewrite(where.otherwise());
            return midpoints
                    ? Kink.derivative(where, then, otherwise)
                    : Algebra.where(where.condition(), then, otherwise);
        }
        return operation((Expr.Operation) expr);
    }

    private Expr operation(Expr.Operation operation) {
        Expr left = operation.left();
        Expr right = operation.right();
        return switch (operation.operator()) {
            case ADD, SUBTRACT -> Addends.map(operation, this::rewrite);
            case MULTIPLY -> product(left, right);
            case DIVIDE -> quotient(left, right);
            case POWER -> power(left, right);
            case MAX -> extreme(Operator.GREATER, left, right);
            case MIN -> extreme(Operator.LESS, left, right);
            default -> throw new IllegalStateException("a truth value has no derivative: " + operation);
        };
    }

    /**
     * left' right + left right'. Where left is a product of functions each term of its derivative takes right by itself, to join what
     * other products give; not where the derivative is a factor that was there, such as {@code y - mean}, which is to stay one.
     */
    private Expr product(Expr left, Expr right) {
        Expr slope = rewrite(left);
        Expr first = isProductOfFunctions(left) && depends(slope)
                ? Addends.map(slope, term -> Algebra.multiply(term, right))
                : Algebra.multiply(slope, right);
        return Algebra.add(first, Algebra.multiply(left, rewrite(right)));
    }

    private boolean isProductOfFunctions(Expr expr) {
        boolean[] found = {expr instanceof Expr.Operation operation && operation.operator() == Operator.MULTIPLY};
        Factors.of(expr).forEachPower((base, exponent) -> found[0] &= !(Addends.isSum(base) && depends(base)));
        return found[0];
    }

    private Expr quotient(Expr above, Expr below) {
        Expr first = Algebra.divide(rewrite(above), below);
        Expr slope = rewrite(below);
        if (Algebra.isZero(slope)) {
            return first;
        }
        Expr second = Algebra.divide(Algebra.multiply(above, slope), Algebra.multiply(below, below));
        return Algebra.subtract(first, second);
    }

    private Expr power(Expr base, Expr exponent) {
        Expr ofBase = rewrite(base);
        Expr ofExponent = rewrite(exponent);
        Expr sum = Algebra.number(0);
        if (!Algebra.isZero(ofBase)) {
            Expr lowered = Algebra.power(base, Algebra.subtract(exponent, Terms.ONE));
            sum = Algebra.multiply(Algebra.multiply(exponent, lowered), ofBase);
        }
        if (!Algebra.isZero(ofExponent)) {
            Expr log = Algebra.call(Function.LOG, base);
            sum = Algebra.add(sum, Algebra.multiply(Algebra.multiply(Algebra.power(base, exponent), log), ofExponent));
        }
        return sum;
    }

    private Expr extreme(Operator wins, Expr left, Expr right) {
        Expr ofLeft = rewrite(left);
        Expr ofRight = rewrite(right);
        if (ofLeft.equals(ofRight)) {
            return ofLeft;
        }
        Expr middle = Algebra.divide(Algebra.add(ofLeft, ofRight), Algebra.number(2));
        Expr rightWins = new Expr.Operation(wins, right, left);
        return Algebra.where(new Expr.Operation(wins, left, right), ofLeft, Algebra.where(rightWins, ofRight, middle));
    }

    /** The derivative of a function at its own argument. */
    private static Expr outer(Expr.Call call) {
        Expr x = call.argument();
        return switch (call.function()) {
            case NEGATE -> Algebra.number(-1);
            case EXP, EXPM1 -> Algebra.call(Function.EXP, x);
            case LOG -> Algebra.divide(Terms.ONE, x);
            case LOG1P -> Algebra.divide(Terms.ONE, Algebra.add(Terms.ONE, x));
            case SQRT -> Algebra.divide(Algebra.number(0.5), Algebra.call(Function.SQRT, x));
            case ABS -> Algebra.call(Function.SIGN, x);
            case SIGN -> Algebra.number(0);
            case TANH ->
                Algebra.multiply(
                        Algebra.number(4),
                        Algebra.multiply(
                                sigmoid(Algebra.multiply(Algebra.number(2), x)),
                                sigmoid(Algebra.multiply(Algebra.number(-2), x))));
            case COSH -> Algebra.call(Function.SINH, x);
            case SINH -> Algebra.call(Function.COSH, x);
            case SIGMOID -> Algebra.multiply(sigmoid(x), sigmoid(Algebra.negate(x)));
            case SOFTPLUS -> sigmoid(x);
            case LOGSIGMOID -> sigmoid(Algebra.negate(x));
            case LOGCOSH -> Algebra.call(Function.TANH, x);
            case LOG1MEXP -> Algebra.divide(Terms.ONE, Algebra.subtract(Algebra.call(Function.EXP, x), Terms.ONE));
            case EXPM1MX -> Algebra.call(Function.EXPM1, x);
            case LOG1PMX -> Algebra.negate(Algebra.divide(x, Algebra.add(Terms.ONE, x)));
            case ERF -> bell(x);
            case ERFC -> Algebra.negate(bell(x));
            case LOGERFC -> Algebra.divide(Algebra.number(-2 / Math.sqrt(Math.PI)), Algebra.call(Function.ERFCX, x));
            case ERFCX ->
                Algebra.subtract(
                        Algebra.multiply(Algebra.number(2), Algebra.multiply(x, Algebra.call(Function.ERFCX, x))),
                        Algebra.number(2 / Math.sqrt(Math.PI)));
            case LGAMMA -> Algebra.call(Function.DIGAMMA, x);
            case DIGAMMA -> Algebra.call(Function.TRIGAMMA, x);
            case TRIGAMMA -> Algebra.call(Function.TETRAGAMMA, x);
            case TETRAGAMMA, NOT -> throw new IllegalStateException("no derivative of " + call.function());
        };
    }

    private static Expr sigmoid(Expr x) {
        return new Expr.Call(Function.SIGMOID, x);
    }

    /** 2 / sqrt(pi) exp(-x^2). */
    private static Expr bell(Expr x) {
        Expr scale = Algebra.number(2 / Math.sqrt(Math.PI));
        return Algebra.multiply(scale, Algebra.call(Function.EXP, Algebra.negate(Algebra.multiply(x, x))));
    }
}
