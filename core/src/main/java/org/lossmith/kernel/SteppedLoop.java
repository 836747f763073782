package org.lossmith.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program of any length instruction by instruction, each over a block of rows that stays in the first-level cache.
 * For programs too long for one compiled method; about as fast per operation, with its intermediate results in memory.
 */
final class SteppedLoop implements Loop {
    private static final int BLOCK = 128;

    private final Program program;
    private final Outputs outputs;

    SteppedLoop(Program program, Outputs outputs) {
        this.program = program;
        this.outputs = outputs;
    }

    @Override
    public double run(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] parameters,
            double @Nullable [] value,
            double @Nullable [] gradient,
            double @Nullable [] hessian,
            int from,
            int to) {
        double[][] results = new double[program.instructions().size()][BLOCK];
        double sum = 0;
        for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            for (int i = 0; i < results.length; i++) {
                step(i, results, score, target, parameters, start, count);
            }
            List<Integer> found = program.outputs();
            sum = addWeighted(sum, results[found.get(0)], weight, start, count);
            if (outputs.writesValues()) {
                store(results[found.get(0)], weight, value, start, count);
            }
            if (outputs.writesGradient()) {
                store(results[found.get(1)], weight, gradient, start, count);
            }
            if (outputs.writesHessian()) {
                store(results[found.get(2)], weight, hessian, start, count);
            }
        }
        return sum;
    }

    private void step(
            int at, double[][] results, double[] score, double[] target, double[] parameters, int start, int count) {
        Instruction instruction = program.instructions().get(at);
        double[] result = results[at];
        switch (instruction.operation()) {
            case SCORE -> System.arraycopy(score, start, result, 0, count);
            case TARGET -> System.arraycopy(target, start, result, 0, count);
            case CONSTANT -> java.util.Arrays.fill(result, 0, count, instruction.constant());
            case PARAMETER -> java.util.Arrays.fill(result, 0, count, parameters[(int) instruction.constant()]);
            default -> {
                double[] a = results[instruction.a()];
                double[] b = instruction.b() < 0 ? a : results[instruction.b()];
                double[] c = instruction.c() < 0 ? a : results[instruction.c()];
                for (int i = 0; i < count; i++) {
                    result[i] = apply(instruction.operation(), a[i], b[i], c[i]);
                }
            }
        }
    }

    static double apply(Operation operation, double a, double b, double c) {
        return switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FUSED_MULTIPLY_ADD -> Math.fma(a, b, c);
            case POWER -> Math.pow(a, b);
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
            case ERF -> ScalarFunctions.erf(a);
            case ERFC -> ScalarFunctions.erfc(a);
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

    private static double addWeighted(double sum, double[] values, double @Nullable [] weight, int start, int count) {
        double total = sum;
        for (int i = 0; i < count; i++) {
            total += weighted(values[i], weight, start + i);
        }
        return total;
    }

    private static void store(
            double[] values, double @Nullable [] weight, double @Nullable [] out, int start, int count) {
        double[] array = java.util.Objects.requireNonNull(out);
        for (int i = 0; i < count; i++) {
            array[start + i] = weighted(values[i], weight, start + i);
        }
    }

    private static double weighted(double value, double @Nullable [] weight, int row) {
        if (weight == null) {
            return value;
        }
        return weight[row] == 0 ? 0 : value * weight[row];
    }
}
