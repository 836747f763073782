package org.lossmith.kernel.exact;

import org.lossmith.formula.Function;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/** Runs a program for one row with every number a {@link DoubleDouble}. */
public final class DoubleDoubleProgram {
    private static final DoubleDouble TRUE = DoubleDouble.ONE;
    private static final DoubleDouble FALSE = DoubleDouble.ZERO;

    private final Program program;
    private final DoubleDouble[] results;

    /** @param invariants of the parameters; only these are read, what is made of them is computed again */
    public DoubleDoubleProgram(Program program, double[] invariants) {
        this.program = program;
        this.results = new DoubleDouble[program.instructions().size()];
        for (int i = 0; i < results.length; i++) {
            if (program.invariant()[i]) {
                results[i] = compute(i, invariants[i], 0, 0);
            }
        }
    }

    /** The outputs of a row, in their order. */
    public DoubleDouble[] run(double score, double target) {
        for (int i = 0; i < results.length; i++) {
            if (!program.invariant()[i]) {
                results[i] = compute(i, 0, score, target);
            }
        }
        DoubleDouble[] outputs = new DoubleDouble[program.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = results[program.outputs().get(i)];
        }
        return outputs;
    }

    private DoubleDouble compute(int at, double invariant, double score, double target) {
        Instruction instruction = program.instructions().get(at);
        if (instruction.isInput()) {
            return DoubleDouble.of(instruction.inputNumber() == 0 ? score : target);
        }
        return switch (instruction.operation()) {
            case CONSTANT, PARAMETER -> DoubleDouble.of(invariant);
            default ->
                apply(
                        instruction.operation(),
                        results[instruction.a()],
                        results[Math.max(instruction.b(), 0)],
                        results[Math.max(instruction.c(), 0)]);
        };
    }

    private static DoubleDouble apply(Operation operation, DoubleDouble a, DoubleDouble b, DoubleDouble c) {
        return switch (operation) {
            case ADD -> a.plus(b);
            case SUBTRACT -> a.minus(b);
            case MULTIPLY -> a.times(b);
            case DIVIDE -> a.over(b);
            case FUSED_MULTIPLY_ADD -> a.times(b).plus(c);
            case POWER, POWER_CORRECTED -> DoubleDoubleFunctions.power(a, b);
            case MIN -> extreme(a, b, a.compareTo(b) <= 0);
            case MAX -> extreme(a, b, a.compareTo(b) >= 0);
            case SELECT -> a.isZero() ? c : b;
            case TIMES_EXP -> DoubleDoubleFunctions.timesExp(a, b.plus(c));
            default -> operation.isTruth() ? truth(operation, a, b) : function(operation, a, b);
        };
    }

    private static DoubleDouble extreme(DoubleDouble a, DoubleDouble b, boolean first) {
        return a.isNaN() || b.isNaN() ? DoubleDouble.of(Double.NaN) : first ? a : b;
    }

    private static DoubleDouble truth(Operation operation, DoubleDouble a, DoubleDouble b) {
        boolean comparable = !a.isNaN() && !b.isNaN();
        int order = operation.isComparison() && comparable ? a.minus(b).compareTo(DoubleDouble.ZERO) : 0;
        boolean truth = switch (operation) {
            case LESS -> comparable && order < 0;
            case LESS_OR_EQUAL -> comparable && order <= 0;
            case GREATER -> comparable && order > 0;
            case GREATER_OR_EQUAL -> comparable && order >= 0;
            case EQUAL -> comparable && order == 0;
            case NOT_EQUAL -> !comparable || order != 0;
            case AND -> !a.isZero() && !b.isZero();
            case OR -> !a.isZero() || !b.isZero();
            default -> a.isZero();
        };
        return truth ? TRUE : FALSE;
    }

    private static DoubleDouble function(Operation operation, DoubleDouble a, DoubleDouble b) {
        return switch (operation) {
            case NEGATE -> a.negate();
            case ABS -> a.abs();
            case SIGN -> DoubleDouble.of(Math.signum(a.high()));
            case SQRT -> a.sqrt();
            case LOG -> DoubleDoubleFunctions.log(a);
            case LOG1P -> DoubleDoubleFunctions.log1p(a);
            case TANH -> DoubleDoubleFunctions.tanh(a);
            case LOGCOSH -> DoubleDoubleFunctions.logcosh(a);
            case LOG1MEXP -> DoubleDoubleFunctions.log1mexp(a);
            case EXPM1MX -> DoubleDoubleFunctions.expm1mx(a);
            case LOG1PMX -> DoubleDoubleFunctions.log1pmx(a);
            case ERF, LOGERFC, ERFCX, LGAMMA, DIGAMMA, TRIGAMMA, TETRAGAMMA ->
                DoubleDoubleFunctions.decimal(Function.valueOf(operation.name()), a);
            default -> ofExponential(operation, a, b);
        };
    }

    /** Those that may be given their argument in two parts. */
    private static DoubleDouble ofExponential(Operation operation, DoubleDouble a, DoubleDouble b) {
        boolean corrected = operation.arguments() == 2 && !b.isNaN();
        DoubleDouble x = corrected ? a.plus(b) : a;
        return switch (operation) {
            case EXP, EXP_CORRECTED -> DoubleDoubleFunctions.exp(x);
            case EXPM1, EXPM1_CORRECTED -> DoubleDoubleFunctions.expm1(x);
            case COSH, COSH_CORRECTED -> DoubleDoubleFunctions.cosh(x);
            case SINH, SINH_CORRECTED -> DoubleDoubleFunctions.sinh(x);
            case SIGMOID_REST -> DoubleDouble.ZERO;
            case SIGMOID, SIGMOID_CORRECTED -> DoubleDoubleFunctions.sigmoid(x);
            case SOFTPLUS, SOFTPLUS_CORRECTED -> DoubleDoubleFunctions.softplus(x);
            case ERFC, ERFC_CORRECTED -> DoubleDoubleFunctions.decimal(Function.ERFC, x);
            default -> throw new IllegalStateException(operation + " is not a function");
        };
    }
}
