package org.lossmith.kernel.program;

/**
 * What one instruction of a {@link Program} does. Those that end in {@code _CORRECTED} take an argument in two parts, the
 * rounded one and what rounding left off, because a relative error in the argument of an exponential is an absolute error in
 * its logarithm: at exp(-600) one ulp of the argument is 600 ulps of the result.
 */
public enum Operation {
    CONSTANT(0),
    PARAMETER(0),
    SCORE(0),
    TARGET(0),
    /** Of a program that has not just a score and a target. */
    INPUT(0),
    ADD(2),
    SUBTRACT(2),
    MULTIPLY(2),
    DIVIDE(2),
    /** a * b + c with one rounding. */
    FUSED_MULTIPLY_ADD(3),
    POWER(2),
    /** (a + c)^b where c is what rounding left off a. */
    POWER_CORRECTED(3),
    MIN(2),
    MAX(2),
    NEGATE(1),
    ABS(1),
    SIGN(1),
    SQRT(1),
    EXP(1),
    EXPM1(1),
    LOG(1),
    LOG1P(1),
    TANH(1),
    COSH(1),
    SINH(1),
    SIGMOID(1),
    SOFTPLUS(1),
    LOGCOSH(1),
    LOG1MEXP(1),
    EXPM1MX(1),
    LOG1PMX(1),
    ERF(1),
    ERFC(1),
    LOGERFC(1),
    ERFCX(1),
    LGAMMA(1),
    DIGAMMA(1),
    TRIGAMMA(1),
    TETRAGAMMA(1),
    EXP_CORRECTED(2),
    EXPM1_CORRECTED(2),
    COSH_CORRECTED(2),
    SINH_CORRECTED(2),
    SIGMOID_CORRECTED(2),
    /** What rounding left off sigmoid(a + b), or 0 where sigmoids are computed in one part. */
    SIGMOID_REST(2),
    SOFTPLUS_CORRECTED(2),
    ERFC_CORRECTED(2),
    /** What rounding a to a float leaves off; only in programs in floats, of what depends on no input. */
    ROUNDED_OFF(1),
    /** exp(a + b) where a is a difference and at most 0, and b is what rounding left off it. */
    DECAY_CORRECTED(2),
    /** a * exp(b + c), 0 where a is 0 however large the exponential. */
    TIMES_EXP(3),
    /**
     * a 2^k for a > 0 and b = 2^52 + 2^51 + k (in floats 2^23 + 2^22 + k) where a and the result are normal; only in lowered programs.
     */
    SCALE(2),
    /** 2^52 + 1023 + k (in floats 2^23 + 127 + k) for a normal a = 2^k m > 0, sqrt(1/2) <= m < sqrt(2); only in lowered programs. */
    EXPONENT(1),
    /** The m of {@link #EXPONENT}. */
    MANTISSA(1),
    LESS(2),
    LESS_OR_EQUAL(2),
    GREATER(2),
    GREATER_OR_EQUAL(2),
    EQUAL(2),
    NOT_EQUAL(2),
    AND(2),
    OR(2),
    NOT(1),
    /** a ? b : c, both evaluated; the one not taken leaves no trace. */
    SELECT(3);

    private final int arguments;

    Operation(int arguments) {
        this.arguments = arguments;
    }

    public int arguments() {
        return arguments;
    }

    public boolean isTruth() {
        return compareTo(LESS) >= 0 && compareTo(NOT) <= 0;
    }

    public boolean isComparison() {
        return compareTo(LESS) >= 0 && compareTo(NOT_EQUAL) <= 0;
    }
}
