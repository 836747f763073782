package org.lossmith.kernel.program;

/** Every operation over single doubles. */
public final class ScalarOperations {
    private ScalarOperations() {}

    public static double apply(Operation operation, double a, double b, double c) {
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

    public static double function(Operation operation, double a, double b) {
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
