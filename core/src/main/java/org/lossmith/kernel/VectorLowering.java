package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites a program into operations that vector hardware has: exponentials, sigmoids and softpluses become polynomials in
 * multiply-adds, so that what several of them share, exp(-|z|) above all, is computed once. Parameters keep their scalar form.
 *
 * <p>Error bounds are those that bench/polynomials/fit.py prints: exp 1.6e-17 and atanh 7e-18 relative, before rounding.
 */
final class VectorLowering implements DecayLowering.Functions {
    /** exp(r) = 1 + r + r^2 P(r) for |r| <= log(2)/2. */
    private static final double[] EXP = {
        0.5000000000000001,
        0.16666666666666669,
        0.041666666666623824,
        0.008333333333330039,
        0.0013888888917367081,
        0.00019841269863171557,
        2.4801521057868204e-05,
        2.7557268276905696e-06,
        2.7620201591031547e-07,
        2.5100472505694996e-08
    };

    /** atanh(s) = s + s w Q(w), w = s^2, for 0 <= w <= 1/9. */
    private static final double[] ATANH = {
        0.3333333333333333, 0.20000000000007298, 0.1428571428355253, 0.11111111358900891, 0.09090894708663223,
        0.07692785296456121, 0.06657067775440581, 0.06000577591428889, 0.04400158825434387, 0.08082469084735669
    };

    private static final double LOG_OF_TWO = 0.6931471805599453;
    private static final double LOG_OF_TWO_REST = 2.3190468138462996e-17;
    private static final double INVERSE_LOG_OF_TWO = 1.4426950408889634;
    /** Added and taken off again it rounds to whole numbers. */
    private static final double ROUNDER = 0x1.8p52;
    /** exp of more is infinite and of less is 0, even times any double. */
    private static final double LARGEST = 1400;

    private final Program scalar;
    private final InstructionList list = new InstructionList();
    private final DecayLowering decay = new DecayLowering(list, this);
    private final int[] moved;

    private VectorLowering(Program scalar) {
        this.scalar = scalar;
        this.moved = new int[scalar.instructions().size()];
    }

    static Program lower(Program scalar) {
        VectorLowering lowering = new VectorLowering(scalar);
        for (int i = 0; i < lowering.moved.length; i++) {
            lowering.moved[i] = lowering.lowered(scalar.instructions().get(i), scalar.invariant()[i]);
        }
        List<Integer> outputs = new ArrayList<>();
        scalar.outputs().forEach(output -> outputs.add(lowering.moved[output]));
        return lowering.list.program(outputs, scalar.parameters());
    }

    private int lowered(Instruction instruction, boolean invariant) {
        Operation operation = instruction.operation();
        int a = instruction.a() < 0 ? -1 : moved[instruction.a()];
        int b = instruction.b() < 0 ? -1 : moved[instruction.b()];
        int c = instruction.c() < 0 ? -1 : moved[instruction.c()];
        if (invariant) {
            return list.copy(instruction, a, b, c);
        }
        return switch (operation) {
            case EXP -> exponential(a, -1, -1);
            case EXP_CORRECTED -> exponential(a, b, -1);
            case TIMES_EXP -> exponential(b, isZero(c) ? -1 : c, a);
            case SIGMOID -> decay.sigmoid(a, -1);
            case SIGMOID_CORRECTED -> decay.sigmoid(a, b);
            case SOFTPLUS -> decay.softplus(a, -1);
            case SOFTPLUS_CORRECTED -> decay.softplus(a, b);
            case LOGCOSH -> logcosh(a);
            case LOG1MEXP -> log1mexp(a);
            case SIGN -> sign(a);
            case EXPM1 -> expm1(a);
            case TANH -> tanh(a);
            case EXPM1_CORRECTED -> corrected(expm1(a), exponential(a, -1, -1), b);
            case COSH_CORRECTED -> corrected(list.emit(Operation.COSH, a), list.emit(Operation.SINH, a), b);
            case SINH_CORRECTED -> corrected(list.emit(Operation.SINH, a), list.emit(Operation.COSH, a), b);
            default -> list.copy(instruction, a, b, c);
        };
    }

    private boolean isZero(int position) {
        return position == list.constant(0);
    }

    private int add(int a, int b) {
        return list.emit(Operation.ADD, a, b);
    }

    private int multiply(int a, int b) {
        return list.emit(Operation.MULTIPLY, a, b);
    }

    private int multiplyAdd(int a, int b, int c) {
        return list.emit(Operation.FUSED_MULTIPLY_ADD, a, b, c);
    }

    private int select(int condition, int then, int otherwise) {
        return list.emit(Operation.SELECT, condition, then, otherwise);
    }

    private int greater(int a, int b) {
        return list.emit(Operation.GREATER, a, b);
    }

    private int polynomial(double[] coefficients, int x) {
        int square = multiply(x, x);
        return estrin(coefficients, 0, coefficients.length, x, square);
    }

    /** Pairs first: a shorter chain of dependent operations than Horner's. */
    private int estrin(double[] coefficients, int from, int to, int x, int square) {
        int sum = -1;
        int last = from + (to - from - 1) / 2 * 2;
        for (int i = last; i >= from; i -= 2) {
            int low = list.constant(coefficients[i]);
            int pair = i + 1 < to ? multiplyAdd(list.constant(coefficients[i + 1]), x, low) : low;
            sum = sum < 0 ? pair : multiplyAdd(sum, square, pair);
        }
        return sum;
    }

    @Override
    public int exponential(int x, int rest) {
        return exponential(x, rest, -1);
    }

    /** factor * exp(x + rest): x = k log 2 + r, and 2^k in two halves so that neither overflows before the factor is in. */
    private int exponential(int x, int rest, int factor) {
        int low = list.constant(-LARGEST);
        int high = list.constant(LARGEST);
        int raised = select(list.emit(Operation.LESS, x, low), low, x);
        int clamped = select(greater(raised, high), high, raised);
        int rounder = list.constant(ROUNDER);
        int shifted = multiplyAdd(clamped, list.constant(INVERSE_LOG_OF_TWO), rounder);
        int k = list.emit(Operation.SUBTRACT, shifted, rounder);
        int coarse = multiplyAdd(k, list.constant(-LOG_OF_TWO), clamped);
        int r = multiplyAdd(k, list.constant(-LOG_OF_TWO_REST), coarse);
        if (rest >= 0) {
            int finite = select(list.emit(Operation.EQUAL, rest, rest), rest, list.constant(0));
            r = add(r, finite);
        }
        int square = multiply(r, r);
        int mantissa = add(list.constant(1), multiplyAdd(square, polynomial(EXP, r), r));
        int scaled = factor < 0 ? mantissa : multiply(mantissa, factor);
        int halves = multiplyAdd(k, list.constant(0.5), rounder);
        int half = list.emit(Operation.SUBTRACT, halves, rounder);
        int other = list.emit(Operation.SUBTRACT, k, half);
        int first = multiply(scaled, list.emit(Operation.POWER_OF_TWO, half));
        return multiply(first, list.emit(Operation.POWER_OF_TWO, other));
    }

    /** log(1 + u) for 0 <= u <= 1, as 2 atanh(u / (2 + u)). */
    @Override
    public int log1p(int u) {
        int s = list.emit(Operation.DIVIDE, u, add(list.constant(2), u));
        int w = multiply(s, s);
        int twice = add(s, s);
        int rest = multiply(w, polynomial(ATANH, w));
        return multiplyAdd(twice, rest, twice);
    }

    /** log(1 + t^2 / (2 (1 + t))), t = exp(-|x|) - 1, below 1; |x| - log 2 + log(1 + exp(-2 |x|)) from there. */
    private int logcosh(int x) {
        int size = list.emit(Operation.ABS, x);
        int one = list.constant(1);
        int near = list.emit(Operation.LESS, size, one);
        int t = expm1Near(list.emit(Operation.NEGATE, select(near, size, list.constant(0))));
        int below = multiply(list.constant(2), add(one, t));
        int small = log1p(list.emit(Operation.DIVIDE, multiply(t, t), below));
        int tail = log1p(exponential(multiply(list.constant(-2), size), -1, -1));
        int large = add(list.emit(Operation.SUBTRACT, size, list.constant(LOG_OF_TWO)), tail);
        return select(near, small, large);
    }

    /** exp(x) - 1 for |x| <= 2: 2^k (exp(r) - 1) + (2^k - 1). */
    private int expm1Near(int x) {
        int rounder = list.constant(ROUNDER);
        int shifted = multiplyAdd(x, list.constant(INVERSE_LOG_OF_TWO), rounder);
        int k = list.emit(Operation.SUBTRACT, shifted, rounder);
        int coarse = multiplyAdd(k, list.constant(-LOG_OF_TWO), x);
        int r = multiplyAdd(k, list.constant(-LOG_OF_TWO_REST), coarse);
        int reduced = multiplyAdd(multiply(r, r), polynomial(EXP, r), r);
        int power = list.emit(Operation.POWER_OF_TWO, k);
        return multiplyAdd(power, reduced, list.emit(Operation.SUBTRACT, power, list.constant(1)));
    }

    private int expm1(int x) {
        int near = list.emit(Operation.LESS, list.emit(Operation.ABS, x), list.constant(1));
        int small = expm1Near(select(near, x, list.constant(0)));
        int large = list.emit(Operation.SUBTRACT, exponential(x, -1, -1), list.constant(1));
        return select(near, small, large);
    }

    /** -t / (2 + t), t = exp(-2 |x|) - 1, with the sign of x. */
    private int tanh(int x) {
        int t = expm1(multiply(list.constant(-2), list.emit(Operation.ABS, x)));
        int size = list.emit(Operation.DIVIDE, list.emit(Operation.NEGATE, t), add(list.constant(2), t));
        return select(list.emit(Operation.LESS, x, list.constant(0)), list.emit(Operation.NEGATE, size), size);
    }

    private int log1mexp(int x) {
        int negated = list.emit(Operation.NEGATE, x);
        int small = list.emit(Operation.LOG, list.emit(Operation.NEGATE, expm1(negated)));
        int large = list.emit(Operation.LOG1P, list.emit(Operation.NEGATE, exponential(negated, -1, -1)));
        return select(list.emit(Operation.LESS_OR_EQUAL, x, list.constant(LOG_OF_TWO)), small, large);
    }

    /** 0, -0 and NaN stay as they are. */
    private int sign(int x) {
        int zero = list.constant(0);
        int negative = select(list.emit(Operation.LESS, x, zero), list.constant(-1), x);
        return select(greater(x, zero), list.constant(1), negative);
    }

    /** f(x) + rest f'(x), left alone where f is infinite. */
    private int corrected(int result, int slope, int rest) {
        int infinite =
                list.emit(Operation.EQUAL, list.emit(Operation.ABS, result), list.constant(Double.POSITIVE_INFINITY));
        return select(infinite, result, multiplyAdd(slope, rest, result));
    }
}
