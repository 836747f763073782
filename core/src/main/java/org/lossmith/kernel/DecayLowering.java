package org.lossmith.kernel;

/**
 * Sigmoid and softplus by way of exp(-|x|), which sigmoid(x), sigmoid(-x), softplus(x), softplus(-x) and all their derivatives
 * share: it is computed once a row.
 */
final class DecayLowering {
    /** How a back end does the two functions that are left. */
    interface Functions {
        /** exp(x + rest); rest is -1 where there is none. */
        int exponential(int x, int rest);

        /** log(1 + u) for 0 <= u <= 1. */
        int log1p(int u);
    }

    private final InstructionList list;
    private final Functions functions;

    DecayLowering(InstructionList list, Functions functions) {
        this.list = list;
        this.functions = functions;
    }

    /** exp(-|x|), with the error of x taken along. */
    private int decay(int x, int rest) {
        int size = list.emit(Operation.NEGATE, list.emit(Operation.ABS, x));
        if (rest < 0) {
            return functions.exponential(size, -1);
        }
        int positive = list.emit(Operation.GREATER, x, list.constant(0));
        int signed = list.emit(Operation.SELECT, positive, list.emit(Operation.NEGATE, rest), rest);
        return functions.exponential(size, signed);
    }

    /**
     * p = 1 / (1 + e) for x >= 0, e p below, e = exp(-|x|). The quotient is corrected for its own rounding and for that of 1 + e,
     * so that what is wrong in the result is little more than what is wrong in e; sigmoid(x) and sigmoid(-x) share it.
     */
    int sigmoid(int x, int rest) {
        int e = decay(x, rest);
        int one = list.constant(1);
        int sum = list.emit(Operation.ADD, one, e);
        int lost = list.emit(Operation.SUBTRACT, e, list.emit(Operation.SUBTRACT, sum, one));
        int inverse = list.emit(Operation.DIVIDE, one, sum);
        int negative = list.emit(Operation.NEGATE, inverse);
        int remainder = fma(negative, lost, fma(negative, sum, one));
        int product = list.emit(Operation.MULTIPLY, e, inverse);
        int rounding = fma(e, inverse, list.emit(Operation.NEGATE, product));
        int below = list.emit(Operation.ADD, product, fma(product, remainder, rounding));
        int isNegative = list.emit(Operation.LESS, x, list.constant(0));
        return list.emit(Operation.SELECT, isNegative, below, fma(inverse, remainder, inverse));
    }

    private int fma(int a, int b, int c) {
        return list.emit(Operation.FUSED_MULTIPLY_ADD, a, b, c);
    }

    /** max(x, 0) + log(1 + exp(-|x|)). */
    int softplus(int x, int rest) {
        int zero = list.constant(0);
        int positive = list.emit(Operation.GREATER, x, zero);
        int tail = functions.log1p(decay(x, rest));
        int sum = list.emit(Operation.ADD, list.emit(Operation.SELECT, positive, x, zero), tail);
        return rest < 0 ? sum : list.emit(Operation.ADD, sum, list.emit(Operation.SELECT, positive, rest, zero));
    }
}
