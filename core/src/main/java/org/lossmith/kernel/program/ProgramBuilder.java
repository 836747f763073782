package org.lossmith.kernel.program;

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
public final class ProgramBuilder {
    /** The rounding error of what is exact by itself. */
    static final int NONE = -1;

    private final List<String> parameters;
    private final Map<Expr, Integer> inputs;
    private final InstructionList instructions = new InstructionList();
    private final Map<Expr, Integer> results = new HashMap<>();
    private final RoundingErrors errors;

    /** @param inputs the expressions that come in ready, with the numbers of the inputs */
    private ProgramBuilder(List<String> parameters, Map<Expr, Integer> inputs, Element arithmetic) {
        this.parameters = parameters;
        this.inputs = inputs;
        this.errors = new RoundingErrors(this, arithmetic);
        inputs.forEach((expr, number) -> {
            results.put(expr, instructions.input(number));
            errors.isExact(expr);
        });
    }

    public static Program build(List<Expr> outputs, List<String> parameters) {
        return build(outputs, parameters, Element.DOUBLE);
    }

    /** @param arithmetic what the program is to be computed in */
    public static Program build(List<Expr> outputs, List<String> parameters, Element arithmetic) {
        return build(outputs, parameters, Map.of(), arithmetic);
    }

    /** In double, where some parts of the expressions are not computed but read. */
    public static Program build(List<Expr> outputs, List<String> parameters, Map<Expr, Integer> inputs) {
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

    int emit(Operation operation, int... arguments) {
        return instructions.emit(operation, arguments);
    }

    int constant(double value) {
        return instructions.constant(value);
    }

    int result(Expr expr) {
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
        Expr.Operation ordered = FactorOrder.of(operation);
        return emit(translate(operation.operator()), result(ordered.left()), result(ordered.right()));
    }

    private int timesExponential(Expr factor, Expr argument) {
        int error = errors.of(argument);
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
                && errors.of(operation.left()) == NONE;
    }

    private int softplusOfNegated(Expr argument) {
        return result(new Expr.Call(Function.SOFTPLUS, new Expr.Call(Function.NEGATE, argument)));
    }

    private int exponential(Operation plain, Operation corrected, Expr argument) {
        int error = errors.of(argument);
        return error == NONE ? emit(plain, result(argument)) : emit(corrected, result(argument), error);
    }

    private static Operation translate(Operator operator) {
        return Operation.valueOf(operator.name());
    }

    private int power(Expr base, Expr exponent) {
        if (exponent instanceof Expr.Number number) {
            double twice = 2 * number.value();
            if (twice == Math.rint(twice) && Math.abs(twice) <= 64) {
                return HalfIntegerPower.emit(instructions, result(base), errors.ofBase(base), (int) twice);
            }
        }
        int rest = errors.ofBase(base);
        if (rest != NONE) {
            return emit(Operation.POWER_CORRECTED, result(base), result(exponent), rest);
        }
        int power = emit(Operation.POWER, result(base), result(exponent));
        return exponent.variables().isEmpty() ? correctedPower(power, base, exponent) : power;
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
}
