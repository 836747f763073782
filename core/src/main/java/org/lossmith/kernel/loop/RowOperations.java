package org.lossmith.kernel.loop;

import java.util.Arrays;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.ScalarFunctions;
import org.lossmith.kernel.program.ScalarOperations;

/** One operation over some rows: loops that the JIT compiler turns into vector instructions where it can. */
final class RowOperations {
    private RowOperations() {}

    /** @param b any array where the operation takes fewer arguments, as {@code c} */
    static void run(Operation operation, double[] a, double[] b, double[] c, double[] result, int rows) {
        switch (operation) {
            case ADD -> add(a, b, result, rows);
            case SUBTRACT -> subtract(a, b, result, rows);
            case MULTIPLY -> multiply(a, b, result, rows);
            case DIVIDE -> divide(a, b, result, rows);
            case FUSED_MULTIPLY_ADD -> fma(a, b, c, result, rows);
            case NEGATE -> negate(a, result, rows);
            case SELECT -> select(a, b, c, result, rows);
            case LESS -> less(a, b, result, rows);
            case GREATER -> less(b, a, result, rows);
            case EXP -> exp(a, result, rows);
            case EXP_CORRECTED -> expCorrected(a, b, result, rows);
            case TIMES_EXP -> timesExp(a, b, c, result, rows);
            case LOG1P -> log1p(a, result, rows);
            default -> any(operation, a, b, c, result, rows);
        }
    }

    static void fill(double value, double[] result, int rows) {
        Arrays.fill(result, 0, rows, value);
    }

    private static void add(double[] a, double[] b, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = a[i] + b[i];
        }
    }

    private static void subtract(double[] a, double[] b, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = a[i] - b[i];
        }
    }

    private static void multiply(double[] a, double[] b, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = a[i] * b[i];
        }
    }

    private static void divide(double[] a, double[] b, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = a[i] / b[i];
        }
    }

    private static void fma(double[] a, double[] b, double[] c, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = Math.fma(a[i], b[i], c[i]);
        }
    }

    private static void negate(double[] a, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = -a[i];
        }
    }

    private static void select(double[] a, double[] b, double[] c, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = a[i] != 0 ? b[i] : c[i];
        }
    }

    private static void less(double[] a, double[] b, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = a[i] < b[i] ? 1 : 0;
        }
    }

    private static void exp(double[] a, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = Math.exp(a[i]);
        }
    }

    private static void expCorrected(double[] a, double[] b, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = ScalarFunctions.exp(a[i], b[i]);
        }
    }

    private static void timesExp(double[] a, double[] b, double[] c, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = ScalarFunctions.timesExp(a[i], b[i], c[i]);
        }
    }

    private static void log1p(double[] a, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = Math.log1p(a[i]);
        }
    }

    private static void any(Operation operation, double[] a, double[] b, double[] c, double[] result, int rows) {
        for (int i = 0; i < rows; i++) {
            result[i] = ScalarOperations.apply(operation, a[i], b[i], c[i]);
        }
    }
}
