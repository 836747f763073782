package org.lossmith.formula;

/** Whether arithmetic on two doubles is free of rounding: only then may constants be folded without changing the formula. */
final class Exact {
    private Exact() {}

    static boolean sum(double a, double b) {
        double sum = a + b;
        double back = sum - a;
        return Double.isFinite(sum) && (a - (sum - back)) + (b - back) == 0;
    }

    static boolean product(double a, double b) {
        double product = a * b;
        return Double.isFinite(product) && Math.fma(a, b, -product) == 0 && (product != 0 || a == 0 || b == 0);
    }

    static boolean quotient(double a, double b) {
        double quotient = a / b;
        return b != 0 && Double.isFinite(quotient) && Math.fma(-quotient, b, a) == 0 && (quotient != 0 || a == 0);
    }
}
