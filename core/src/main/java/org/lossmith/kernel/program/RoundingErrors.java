package org.lossmith.kernel.program;

import static org.lossmith.kernel.program.ProgramBuilder.NONE;

import java.util.HashMap;
import java.util.Map;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.Function;

/** Adds to a program what rounding leaves off its results, where that can be had: exactly, or to a rounding of its own. */
final class RoundingErrors {
    private final ProgramBuilder builder;
    private final Element arithmetic;
    private final Map<Expr, Integer> errors = new HashMap<>();

    RoundingErrors(ProgramBuilder builder, Element arithmetic) {
        this.builder = builder;
        this.arithmetic = arithmetic;
    }

    /** What comes in ready has no rounding error. */
    void isExact(Expr expr) {
        errors.put(expr, NONE);
    }

    /** Position of the rounding error of {@code expr}, or NONE where there is none or it cannot be had. */
    int of(Expr expr) {
        Integer known = errors.get(expr);
        if (known == null) {
            known = computeError(expr);
            errors.put(expr, known);
        }
        return known;
    }

    private int computeError(Expr expr) {
        if (arithmetic == Element.FLOAT && dependsOnNoInput(expr)) {
            boolean exact = expr instanceof Expr.Number number && number.value() == (float) number.value();
            return exact ? NONE : builder.emit(Operation.ROUNDED_OFF, builder.result(expr));
        }
        if (expr instanceof Expr.Call call) {
            return callError(call);
        }
        if (expr instanceof Expr.Where where) {
            return selected(builder.result(where.condition()), of(where.then()), of(where.otherwise()));
        }
        if (!(expr instanceof Expr.Operation operation)) {
            return NONE;
        }
        return switch (operation.operator()) {
            case ADD -> sumError(operation, false);
            case SUBTRACT -> sumError(operation, true);
            case MULTIPLY -> productError(FactorOrder.of(operation), builder.result(expr));
            case DIVIDE -> quotientError(operation, builder.result(expr));
            case POWER -> squareError(operation, builder.result(expr));
            case MIN -> extremeError(Operation.LESS, operation);
            case MAX -> extremeError(Operation.GREATER, operation);
            default -> NONE;
        };
    }

    private static boolean dependsOnNoInput(Expr expr) {
        return !expr.variables().contains(Formula.SCORE.name())
                && !expr.variables().contains(Formula.TARGET.name());
    }

    private int callError(Expr.Call call) {
        if (call.function() != Function.NEGATE && call.function() != Function.ABS) {
            return NONE;
        }
        int inner = of(call.argument());
        if (call.function() == Function.NEGATE || inner == NONE) {
            return negated(inner);
        }
        int negative = builder.emit(Operation.LESS, builder.result(call.argument()), builder.constant(0));
        return builder.emit(Operation.SELECT, negative, negated(inner), inner);
    }

    private int extremeError(Operation wins, Expr.Operation operation) {
        int left = of(operation.left());
        int right = of(operation.right());
        return left == NONE && right == NONE
                ? NONE
                : selected(
                        builder.emit(wins, builder.result(operation.left()), builder.result(operation.right())),
                        left,
                        right);
    }

    private int selected(int condition, int then, int otherwise) {
        if (then == NONE && otherwise == NONE) {
            return NONE;
        }
        return builder.emit(
                Operation.SELECT,
                condition,
                then == NONE ? builder.constant(0) : then,
                otherwise == NONE ? builder.constant(0) : otherwise);
    }

    private int negated(int error) {
        return error == NONE ? NONE : builder.emit(Operation.NEGATE, error);
    }

    private int plus(int left, int right) {
        if (left == NONE || right == NONE) {
            return left == NONE ? right : left;
        }
        return builder.emit(Operation.ADD, left, right);
    }

    /** Knuth's two-sum: exact whatever the order of magnitude. */
    private int sumError(Expr.Operation operation, boolean subtract) {
        int a = builder.result(operation.left());
        int right = builder.result(operation.right());
        int b = subtract ? builder.emit(Operation.NEGATE, right) : right;
        int sum = builder.result(operation);
        int back = builder.emit(Operation.SUBTRACT, sum, a);
        int first = builder.emit(Operation.SUBTRACT, a, builder.emit(Operation.SUBTRACT, sum, back));
        int second = builder.emit(Operation.SUBTRACT, b, back);
        int rounding = builder.emit(Operation.ADD, first, second);
        int inherited = of(operation.right());
        return plus(rounding, plus(of(operation.left()), subtract ? negated(inherited) : inherited));
    }

    private int productError(Expr.Operation operation, int product) {
        Expr left = operation.left();
        Expr right = operation.right();
        int inherited = plus(scaled(left, right), scaled(right, left));
        if (isPowerOfTwo(left) || isPowerOfTwo(right)) {
            return inherited;
        }
        int rounding = builder.emit(
                Operation.FUSED_MULTIPLY_ADD,
                builder.result(left),
                builder.result(right),
                builder.emit(Operation.NEGATE, product));
        return plus(rounding, inherited);
    }

    /** factor times the error of the other, or NONE. */
    private int scaled(Expr factor, Expr other) {
        int error = of(other);
        return error == NONE ? NONE : builder.emit(Operation.MULTIPLY, builder.result(factor), error);
    }

    private int quotientError(Expr.Operation operation, int quotient) {
        int below = builder.result(operation.right());
        int ofAbove = of(operation.left());
        int ofBelow = of(operation.right());
        boolean scaling = isPowerOfTwo(operation.right());
        if (scaling && ofAbove == NONE) {
            return NONE;
        }
        int negatedQuotient = builder.emit(Operation.NEGATE, quotient);
        int remainder = scaling
                ? NONE
                : builder.emit(Operation.FUSED_MULTIPLY_ADD, negatedQuotient, below, builder.result(operation.left()));
        int inherited =
                ofBelow == NONE ? ofAbove : plus(ofAbove, builder.emit(Operation.MULTIPLY, negatedQuotient, ofBelow));
        return builder.emit(Operation.DIVIDE, plus(remainder, inherited), below);
    }

    private int squareError(Expr.Operation operation, int square) {
        boolean isSquare = operation.right() instanceof Expr.Number number && number.value() == 2;
        if (!isSquare) {
            return NONE;
        }
        int base = builder.result(operation.left());
        int rounding = builder.emit(Operation.FUSED_MULTIPLY_ADD, base, base, builder.emit(Operation.NEGATE, square));
        int inherited = of(operation.left());
        return inherited == NONE
                ? rounding
                : plus(rounding, builder.emit(Operation.MULTIPLY, builder.emit(Operation.ADD, base, base), inherited));
    }

    private static boolean isPowerOfTwo(Expr expr) {
        return expr instanceof Expr.Number number
                && number.value() != 0
                && Math.abs(number.value()) == Math.scalb(1.0, Math.getExponent(number.value()));
    }

    /** What rounding left off the base of a power that is made of sigmoids, for the power multiplies it; NONE of all others. */
    int ofBase(Expr base) {
        int ofSigmoids = restOfSigmoids(base);
        return ofSigmoids == NONE ? NONE : plus(of(base), ofSigmoids);
    }

    private int restOfSigmoids(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return switch (call.function()) {
                case SIGMOID -> sigmoidRest(call.argument());
                case NEGATE -> negated(restOfSigmoids(call.argument()));
                default -> NONE;
            };
        }
        if (!(expr instanceof Expr.Operation operation)) {
            return NONE;
        }
        Expr left = operation.left();
        Expr right = operation.right();
        return switch (operation.operator()) {
            case ADD -> plus(restOfSigmoids(left), restOfSigmoids(right));
            case SUBTRACT -> plus(restOfSigmoids(left), negated(restOfSigmoids(right)));
            case MULTIPLY -> plus(restOf(left, right), restOf(right, left));
            default -> NONE;
        };
    }

    private int restOf(Expr part, Expr factor) {
        int rest = restOfSigmoids(part);
        return rest == NONE ? NONE : builder.emit(Operation.MULTIPLY, builder.result(factor), rest);
    }

    private int sigmoidRest(Expr argument) {
        int error = of(argument);
        return builder.emit(
                Operation.SIGMOID_REST, builder.result(argument), error == NONE ? builder.constant(0) : error);
    }
}
