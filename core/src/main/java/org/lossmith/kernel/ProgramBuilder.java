package org.lossmith.kernel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.Function;
import org.lossmith.formula.Interpreter;
import org.lossmith.formula.Operator;
import org.lossmith.formula.Reference;
import org.lossmith.formula.RowFunction;

/**
 * Turns stable expressions into a {@link Program}. Each expression gives a rounded result and, where an exponential needs it,
 * the rounding error of its sums, products and quotients (Dekker 1971; with a fused multiply-add as in Ogita, Rump and Oishi
 * 2005), which {@code _CORRECTED} operations take as their second argument. In a program that is computed in float, parameters and
 * what is made of them alone are rounded too, from doubles.
 */
final class ProgramBuilder {
    /** The rounding error of what is exact by itself. */
    private static final int NONE = -1;

    private final List<String> parameters;
    private final Map<Expr, Integer> inputs;
    private final Element arithmetic;
    private final InstructionList instructions = new InstructionList();
    private final Map<Expr, Integer> results = new HashMap<>();
    private final Map<Expr, Integer> errors = new HashMap<>();

    /** @param inputs the expressions that come in ready, with the numbers of the inputs */
    private ProgramBuilder(List<String> parameters, Map<Expr, Integer> inputs, Element arithmetic) {
        this.parameters = parameters;
        this.inputs = inputs;
        this.arithmetic = arithmetic;
        inputs.forEach((expr, number) -> {
            results.put(expr, instructions.input(number));
            errors.put(expr, NONE);
        });
    }

    static Program build(List<Expr> outputs, List<String> parameters) {
        return build(outputs, parameters, Element.DOUBLE);
    }

    /** @param arithmetic what the program is to be computed in */
    static Program build(List<Expr> outputs, List<String> parameters, Element arithmetic) {
        return build(outputs, parameters, Map.of(), arithmetic);
    }

    /** In double, where some parts of the expressions are not computed but read. */
    static Program build(List<Expr> outputs, List<String> parameters, Map<Expr, Integer> inputs) {
        return build(outputs, parameters, inputs, Element.DOUBLE);
    }

    private static Program build(
            List<Expr> outputs, List<String> parameters, Map<Expr, Integer> inputs, Element arithmetic) {
        ProgramBuilder builder = new ProgramBuilder(parameters, inputs, arithmetic);
        List<Integer> positions = new ArrayList<>();
        for (Expr output : outputs) {
            positions.add(builder.result(output));
        }
        return builder.instructions.program(positions, parameters);
    }

    private int emit(Operation operation, int... arguments) {
        return instructions.emit(operation, arguments);
    }

    private int constant(double value) {
        return instructions.constant(value);
    }

    private int result(Expr expr) {
        Integer known = results.get(expr);
        if (known == null) {
            known = compute(expr);
            results.put(expr, known);
        }
        return known;
    }

    private int compute(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return constant(number.value());
        }
        if (expr instanceof Expr.Variable variable) {
            return variable(variable.name());
        }
        if (expr instanceof Expr.Call call) {
            return call(call);
        }
        if (expr instanceof Expr.Where where) {
            return emit(Operation.SELECT, result(where.condition()), result(where.then()), result(where.otherwise()));
        }
        return operation((Expr.Operation) expr);
    }

    private int variable(String name) {
        if (name.equals(Formula.SCORE.name())) {
            return instructions.input(Operation.SCORE);
        }
        if (name.equals(Formula.TARGET.name())) {
            return instructions.input(Operation.TARGET);
        }
        return instructions.parameter(Program.position(parameters, name));
    }

    private int operation(Expr.Operation operation) {
        if (operation.operator() == Operator.POWER) {
            return power(operation.left(), operation.right());
        }
        if (operation.operator() == Operator.MULTIPLY
                && operation.right() instanceof Expr.Call call
                && call.function() == Function.EXP
                && !inputs.containsKey(call)) {
            return timesExponential(operation.left(), call.argument());
        }
        Expr.Operation ordered = ordered(operation);
        return emit(translate(operation.operator()), result(ordered.left()), result(ordered.right()));
    }

    /**
     * a f sigmoid(x)^b = a sigmoid(x)^b f, f made of functions: value, gradient and Hessian share the first two factors, and a
     * sigmoid among the others comes last, where what rounding left off it can be taken along.
     */
    private static Expr.Operation ordered(Expr.Operation operation) {
        if (operation.operator() == Operator.MULTIPLY
                && isPowerOfSigmoid(operation.right())
                && operation.left() instanceof Expr.Operation product
                && product.operator() == Operator.MULTIPLY
                && hasFunction(product.right())
                && !isPowerOfSigmoid(product.right())) {
            Expr first = new Expr.Operation(Operator.MULTIPLY, product.left(), operation.right());
            return new Expr.Operation(Operator.MULTIPLY, first, product.right());
        }
        return operation;
    }

    private static boolean isPowerOfSigmoid(Expr expr) {
        return expr instanceof Expr.Operation power
                && power.operator() == Operator.POWER
                && power.left() instanceof Expr.Call call
                && call.function() == Function.SIGMOID;
    }

    private static boolean hasFunction(Expr expr) {
        return expr instanceof Expr.Call call && call.function() != Function.NEGATE
                || expr.children().stream().anyMatch(ProgramBuilder::hasFunction);
    }

    private int timesExponential(Expr factor, Expr argument) {
        int error = error(argument);
        return emit(Operation.TIMES_EXP, result(factor), result(argument), error == NONE ? constant(0) : error);
    }

    private int call(Expr.Call call) {
        Expr argument = call.argument();
        return switch (call.function()) {
            case LOGSIGMOID -> emit(Operation.NEGATE, softplusOfNegated(argument));
            case EXP ->
                exponential(
                        Operation.EXP,
                        isLessItsMaximum(argument) ? Operation.DECAY_CORRECTED : Operation.EXP_CORRECTED,
                        argument);
            case EXPM1 -> exponential(Operation.EXPM1, Operation.EXPM1_CORRECTED, argument);
            case COSH -> exponential(Operation.COSH, Operation.COSH_CORRECTED, argument);
            case SINH -> exponential(Operation.SINH, Operation.SINH_CORRECTED, argument);
            case SIGMOID -> exponential(Operation.SIGMOID, Operation.SIGMOID_CORRECTED, argument);
            case SOFTPLUS -> exponential(Operation.SOFTPLUS, Operation.SOFTPLUS_CORRECTED, argument);
            case ERFC -> exponential(Operation.ERFC, Operation.ERFC_CORRECTED, argument);
            default -> emit(Operation.valueOf(call.function().name()), result(argument));
        };
    }

    /** v - max(v), which is at most 0, with a v that is exact. */
    private boolean isLessItsMaximum(Expr expr) {
        return expr instanceof Expr.Operation operation
                && operation.operator() == Operator.SUBTRACT
                && operation.right() instanceof Expr.RowCall call
                && call.function() == RowFunction.MAXIMUM
                && call.argument().equals(operation.left())
                && error(operation.left()) == NONE;
    }

    private int softplusOfNegated(Expr argument) {
        return result(new Expr.Call(Function.SOFTPLUS, new Expr.Call(Function.NEGATE, argument)));
    }

    private int exponential(Operation plain, Operation corrected, Expr argument) {
        int error = error(argument);
        return error == NONE ? emit(plain, result(argument)) : emit(corrected, result(argument), error);
    }

    private static Operation translate(Operator operator) {
        return Operation.valueOf(operator.name());
    }

    private int power(Expr base, Expr exponent) {
        if (exponent instanceof Expr.Number number) {
            double twice = 2 * number.value();
            if (twice == Math.rint(twice) && Math.abs(twice) <= 64) {
                return HalfIntegerPower.emit(instructions, result(base), rest(base), (int) twice);
            }
        }
        int rest = rest(base);
        if (rest != NONE) {
            return emit(Operation.POWER_CORRECTED, result(base), result(exponent), rest);
        }
        int power = emit(Operation.POWER, result(base), result(exponent));
        return exponent.variables().isEmpty() ? correctedPower(power, base, exponent) : power;
    }

    /** What rounding left off the base of a power that is made of sigmoids, for the power multiplies it; NONE of all others. */
    private int rest(Expr base) {
        int ofSigmoids = restOfSigmoids(base);
        return ofSigmoids == NONE ? NONE : plus(error(base), ofSigmoids);
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
        return rest == NONE ? NONE : emit(Operation.MULTIPLY, result(factor), rest);
    }

    private int sigmoidRest(Expr argument) {
        int error = error(argument);
        return emit(Operation.SIGMOID_REST, result(argument), error == NONE ? constant(0) : error);
    }

    /** A constant such as 1/3 is off by up to half an ulp, which a large or small base turns into many ulps of the power. */
    private int correctedPower(int power, Expr base, Expr exponent) {
        BigDecimal exact = Reference.evaluate(exponent, Map.of(), Reference.DIGITS);
        double rounded = Interpreter.evaluate(exponent, Map.of());
        double error = exact.subtract(new BigDecimal(rounded)).doubleValue();
        if (error == 0) {
            return power;
        }
        int slope = emit(Operation.MULTIPLY, power, emit(Operation.LOG, result(base)));
        int corrected = emit(Operation.FUSED_MULTIPLY_ADD, slope, constant(error), power);
        int positive = emit(Operation.GREATER, result(base), constant(0));
        int finite = emit(Operation.LESS, power, constant(Double.POSITIVE_INFINITY));
        return emit(Operation.SELECT, emit(Operation.AND, positive, finite), corrected, power);
    }

    /** Position of the rounding error of {@code expr}, or NONE where there is none or it cannot be had. */
    private int error(Expr expr) {
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
            return exact ? NONE : emit(Operation.ROUNDED_OFF, result(expr));
        }
        if (expr instanceof Expr.Call call) {
            return callError(call);
        }
        if (expr instanceof Expr.Where where) {
            return selected(result(where.condition()), error(where.then()), error(where.otherwise()));
        }
        if (!(expr instanceof Expr.Operation operation)) {
            return NONE;
        }
        return switch (operation.operator()) {
            case ADD -> sumError(operation, false);
            case SUBTRACT -> sumError(operation, true);
            case MULTIPLY -> productError(ordered(operation), result(expr));
            case DIVIDE -> quotientError(operation, result(expr));
            case POWER -> squareError(operation, result(expr));
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
        int inner = error(call.argument());
        if (call.function() == Function.NEGATE || inner == NONE) {
            return negated(inner);
        }
        int negative = emit(Operation.LESS, result(call.argument()), constant(0));
        return emit(Operation.SELECT, negative, negated(inner), inner);
    }

    private int extremeError(Operation wins, Expr.Operation operation) {
        int left = error(operation.left());
        int right = error(operation.right());
        return left == NONE && right == NONE
                ? NONE
                : selected(emit(wins, result(operation.left()), result(operation.right())), left, right);
    }

    private int selected(int condition, int then, int otherwise) {
        if (then == NONE && otherwise == NONE) {
            return NONE;
        }
        return emit(
                Operation.SELECT,
                condition,
                then == NONE ? constant(0) : then,
                otherwise == NONE ? constant(0) : otherwise);
    }

    private int negated(int error) {
        return error == NONE ? NONE : emit(Operation.NEGATE, error);
    }

    private int plus(int left, int right) {
        if (left == NONE || right == NONE) {
            return left == NONE ? right : left;
        }
        return emit(Operation.ADD, left, right);
    }

    /** Knuth's two-sum: exact whatever the order of magnitude. */
    private int sumError(Expr.Operation operation, boolean subtract) {
        int a = result(operation.left());
        int right = result(operation.right());
        int b = subtract ? emit(Operation.NEGATE, right) : right;
        int sum = result(operation);
        int back = emit(Operation.SUBTRACT, sum, a);
        int first = emit(Operation.SUBTRACT, a, emit(Operation.SUBTRACT, sum, back));
        int second = emit(Operation.SUBTRACT, b, back);
        int rounding = emit(Operation.ADD, first, second);
        int inherited = error(operation.right());
        return plus(rounding, plus(error(operation.left()), subtract ? negated(inherited) : inherited));
    }

    private int productError(Expr.Operation operation, int product) {
        Expr left = operation.left();
        Expr right = operation.right();
        int inherited = plus(scaled(left, right), scaled(right, left));
        if (isPowerOfTwo(left) || isPowerOfTwo(right)) {
            return inherited;
        }
        int rounding = emit(Operation.FUSED_MULTIPLY_ADD, result(left), result(right), emit(Operation.NEGATE, product));
        return plus(rounding, inherited);
    }

    /** factor times the error of the other, or NONE. */
    private int scaled(Expr factor, Expr other) {
        int error = error(other);
        return error == NONE ? NONE : emit(Operation.MULTIPLY, result(factor), error);
    }

    private int quotientError(Expr.Operation operation, int quotient) {
        int below = result(operation.right());
        int ofAbove = error(operation.left());
        int ofBelow = error(operation.right());
        boolean scaling = isPowerOfTwo(operation.right());
        if (scaling && ofAbove == NONE) {
            return NONE;
        }
        int negatedQuotient = emit(Operation.NEGATE, quotient);
        int remainder =
                scaling ? NONE : emit(Operation.FUSED_MULTIPLY_ADD, negatedQuotient, below, result(operation.left()));
        int inherited = ofBelow == NONE ? ofAbove : plus(ofAbove, emit(Operation.MULTIPLY, negatedQuotient, ofBelow));
        return emit(Operation.DIVIDE, plus(remainder, inherited), below);
    }

    private int squareError(Expr.Operation operation, int square) {
        boolean isSquare = operation.right() instanceof Expr.Number number && number.value() == 2;
        if (!isSquare) {
            return NONE;
        }
        int base = result(operation.left());
        int rounding = emit(Operation.FUSED_MULTIPLY_ADD, base, base, emit(Operation.NEGATE, square));
        int inherited = error(operation.left());
        return inherited == NONE
                ? rounding
                : plus(rounding, emit(Operation.MULTIPLY, emit(Operation.ADD, base, base), inherited));
    }

    private static boolean isPowerOfTwo(Expr expr) {
        return expr instanceof Expr.Number number
                && number.value() != 0
                && Math.abs(number.value()) == Math.scalb(1.0, Math.getExponent(number.value()));
    }
}
