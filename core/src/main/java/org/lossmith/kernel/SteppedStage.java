package org.lossmith.kernel;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program of any length instruction by instruction, each over a few rows that stay in the first-level cache. For
 * programs too long for one compiled method; about as fast per operation, with its intermediate results in memory.
 */
final class SteppedStage implements Stage {
    private static final int ROWS = 128;

    private final Program program;
    private final LoopForm form;

    SteppedStage(Program program, LoopForm form) {
        this.program = program;
        this.form = form;
    }

    @Override
    public void run(@Nullable Object[] arrays, int[] offsets, double[] invariants, double[] sums, int count, int page) {
        double[][] results = new double[program.instructions().size()][Math.min(ROWS, count)];
        for (int i = 0; i < results.length; i++) {
            if (program.invariant()[i]) {
                Arrays.fill(results[i], invariants[i]);
            }
        }
        for (int start = 0; start < count; start += ROWS) {
            int rows = Math.min(ROWS, count - start);
            for (int i = 0; i < results.length; i++) {
                if (!program.invariant()[i]) {
                    step(i, results, arrays, offsets, start, rows);
                }
            }
            store(results, arrays, offsets, sums, start, rows);
        }
    }

    private void step(int at, double[][] results, @Nullable Object[] arrays, int[] offsets, int start, int count) {
        Instruction instruction = program.instructions().get(at);
        double[] result = results[at];
        if (instruction.isInput()) {
            int input = instruction.inputNumber();
            Element.read(Objects.requireNonNull(arrays[input]), offsets[input] + start, result, count);
            return;
        }
        double[] a = results[instruction.a()];
        double[] b = instruction.b() < 0 ? a : results[instruction.b()];
        double[] c = instruction.c() < 0 ? a : results[instruction.c()];
        for (int i = 0; i < count; i++) {
            result[i] = apply(instruction.operation(), a[i], b[i], c[i]);
        }
    }

    private void store(
            double[][] results, @Nullable Object[] arrays, int[] offsets, double[] sums, int start, int count) {
        for (int output = 0; output < form.written().size(); output++) {
            double[] result = results[program.outputs().get(output)];
            boolean summed = form.summed() && output == 0;
            double[] weighted = form.weighted() && (summed || form.written().get(output))
                    ? weighted(result, arrays, offsets, start, count)
                    : result;
            if (form.written().get(output)) {
                int array = form.output(output);
                Element.write(weighted, Objects.requireNonNull(arrays[array]), offsets[array] + start, count);
            }
            for (int i = 0; summed && i < count; i++) {
                sums[0] += weighted[i];
            }
        }
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private double[] weighted(double[] values, @Nullable Object[] arrays, int[] offsets, int start, int count) {
        Object weight = Objects.requireNonNull(arrays[form.weight()]);
        double[] weighted = new double[count];
        for (int i = 0; i < count; i++) {
            double factor = Element.get(weight, offsets[form.weight()] + start + i);
            weighted[i] = factor == 0 ? 0 : values[i] * factor;
        }
        return weighted;
    }

    static double apply(Operation operation, double a, double b, double c) {
        return switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FUSED_MULTIPLY_ADD -> Math.fma(a, b, c);
            case POWER, POWER_CORRECTED -> Math.pow(a, b);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case SELECT -> a != 0 ? b : c;
            case TIMES_EXP -> ScalarFunctions.timesExp(a, b, c);
            default -> operation.isTruth() ? truth(operation, a, b) : function(operation, a, b);
        };
    }

    private static double truth(Operation operation, double a, double b) {
        boolean truth = switch (operation) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case AND -> a != 0 && b != 0;
            case OR -> a != 0 || b != 0;
            default -> a == 0;
        };
        return truth ? 1 : 0;
    }

    static double function(Operation operation, double a, double b) {
        return switch (operation) {
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case SIGMOID_REST -> 0;
            case ROUNDED_OFF -> a - (float) a;
            case SCALE -> ScalarFunctions.scale(a, b);
            case EXPONENT -> ScalarFunctions.exponent(a);
            case MANTISSA -> ScalarFunctions.mantissa(a);
            case SQRT -> Math.sqrt(a);
            case EXP -> Math.exp(a);
            case EXPM1 -> Math.expm1(a);
            case LOG -> Math.log(a);
            case LOG1P -> Math.log1p(a);
            case TANH -> Math.tanh(a);
            case COSH -> Math.cosh(a);
            case SINH -> Math.sinh(a);
            case SIGMOID -> ScalarFunctions.sigmoid(a);
            case SOFTPLUS -> ScalarFunctions.softplus(a);
            case LOGCOSH -> ScalarFunctions.logcosh(a);
            case LOG1MEXP -> ScalarFunctions.log1mexp(a);
            case EXPM1MX -> ScalarFunctions.expm1mx(a);
            case LOG1PMX -> ScalarFunctions.log1pmx(a);
            case ERF -> ScalarFunctions.erf(a);
            case ERFC -> ScalarFunctions.erfc(a);
            case LOGERFC -> ScalarFunctions.logerfc(a);
            case ERFCX -> ScalarFunctions.erfcx(a);
            case LGAMMA -> ScalarFunctions.lgamma(a);
            case DIGAMMA -> ScalarFunctions.digamma(a);
            case TRIGAMMA -> ScalarFunctions.trigamma(a);
            case TETRAGAMMA -> ScalarFunctions.tetragamma(a);
            case EXP_CORRECTED -> ScalarFunctions.exp(a, b);
            case EXPM1_CORRECTED -> ScalarFunctions.expm1(a, b);
            case COSH_CORRECTED -> ScalarFunctions.cosh(a, b);
            case SINH_CORRECTED -> ScalarFunctions.sinh(a, b);
            case SIGMOID_CORRECTED -> ScalarFunctions.sigmoid(a, b);
            case SOFTPLUS_CORRECTED -> ScalarFunctions.softplus(a, b);
            case ERFC_CORRECTED -> ScalarFunctions.erfc(a, b);
            default -> throw new IllegalStateException(operation + " is not a function");
        };
    }
}
