package org.lossmith.kernel.lowering;

import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;

/**
 * Sigmoid and softplus by way of exp(-|x|), which sigmoid(x), sigmoid(-x), softplus(x), softplus(-x) and all their derivatives
 * share: it is computed once a row, and so is the sign of x.
 */
final class DecayLowering {
    /** How a back end does the two functions that are left. */
    interface Functions {
        /** exp(x + rest) for x <= 0; rest is -1 where there is none. */
        int decay(int x, int rest);

        /** What rounding left off that, as a share of it. */
        int decayRest(int x, int rest);

        /** log(1 + u (1 + share)) for 0 <= u <= 1; share is -1 where there is none. */
        int log1p(int u, int share);
    }

    private final InstructionList list;
    private final Functions functions;
    private final boolean inTwoParts;

    /** @param inTwoParts whether what rounding left off exponentials is taken along, for powers multiply it */
    DecayLowering(InstructionList list, Functions functions, boolean inTwoParts) {
        this.list = list;
        this.functions = functions;
        this.inTwoParts = inTwoParts;
    }

    /** An argument x as plus or minus something. */
    private record Signed(int base, boolean negated, int negative) {}

    private Signed signed(int x) {
        int negation = list.negate(x);
        boolean negated = negation < x;
        int base = negated ? negation : x;
        return new Signed(base, negated, list.less(base, list.constant(0)));
    }

    /** then where x is negative, otherwise where it is not. */
    private int whereNegative(Signed x, int then, int otherwise) {
        return x.negated() ? list.select(x.negative(), otherwise, then) : list.select(x.negative(), then, otherwise);
    }

    /** exp(-|x|), with the error of x taken along. */
    private int decay(Signed x, int rest) {
        return functions.decay(size(x), signed(x, rest));
    }

    /** What rounding left off it, as a share of it; -1 where that does not count. */
    private int decayRest(Signed x, int rest) {
        return inTwoParts ? functions.decayRest(size(x), signed(x, rest)) : -1;
    }

    /** -|x|. */
    private int size(Signed x) {
        return list.negate(list.abs(x.base()));
    }

    private int signed(Signed x, int rest) {
        return rest < 0 ? rest : whereNegative(x, rest, list.negate(rest));
    }

    /** log(1 + exp(-|x|)). */
    private int tail(Signed x, int rest) {
        return functions.log1p(decay(x, rest), decayRest(x, rest));
    }

    /** 1 / (1 + e) and e / (1 + e), e = exp(-|x|), each with what rounding leaves off it. */
    private record Quotients(int above, int aboveRest, int below, int belowRest) {}

    /**
     * The one division is corrected for its own rounding and for that of 1 + e, so that what is wrong in the result is little more than
     * what is wrong in e; sigmoid(x) and sigmoid(-x) share it.
     */
    private Quotients quotients(Signed x, int rest) {
        int e = decay(x, rest);
        int share = decayRest(x, rest);
        int one = list.constant(1);
        int sum = list.add(one, e);
        int lost = list.subtract(e, list.subtract(sum, one));
        int inverse = list.divide(one, sum);
        int negative = list.negate(inverse);
        int remainder = list.multiplyAdd(
                negative, share < 0 ? lost : list.multiplyAdd(e, share, lost), list.multiplyAdd(negative, sum, one));
        int above = list.multiplyAdd(inverse, remainder, inverse);
        int aboveRest = list.multiplyAdd(inverse, remainder, list.subtract(inverse, above));
        int correction = list.multiply(list.multiply(e, inverse), share < 0 ? remainder : list.add(remainder, share));
        int below = list.multiplyAdd(e, inverse, correction);
        int belowRest = list.subtract(correction, list.multiplyAdd(e, negative, below));
        return new Quotients(above, aboveRest, below, belowRest);
    }

    /** 1 / (1 + e) for x >= 0, e / (1 + e) below. */
    int sigmoid(int x, int rest) {
        Signed signed = signed(x);
        Quotients quotients = quotients(signed, rest);
        return whereNegative(signed, quotients.below(), quotients.above());
    }

    /** What rounding left off that. */
    int sigmoidRest(int x, int rest) {
        if (!inTwoParts) {
            return list.constant(0);
        }
        Signed signed = signed(x);
        Quotients quotients = quotients(signed, rest);
        return whereNegative(signed, quotients.belowRest(), quotients.aboveRest());
    }

    /** a sigmoid(x) + b sigmoid(-x) = (a + b e) / (1 + e) for x >= 0, (a e + b) / (1 + e) below. */
    int sigmoids(int x, int a, int b) {
        Signed signed = signed(x);
        int e = decay(signed, -1);
        int one = list.constant(1);
        int plain = signed.negated() ? b : a;
        int opposite = signed.negated() ? a : b;
        int alone = list.select(signed.negative(), opposite, plain);
        int scaled = list.select(signed.negative(), plain, opposite);
        return list.divide(list.multiplyAdd(scaled, e, alone), list.add(one, e));
    }

    /**
     * a softplus(x) + b softplus(-x) = (a + b) log(1 + e) + a x for x >= 0, with -b x below.
     *
     * @param addUpToOne whether a + b is 1
     * @param guarded whether x may be infinite where its factor is 0
     */
    int softpluses(int x, int a, int b, boolean addUpToOne, boolean guarded) {
        Signed signed = signed(x);
        int tail = tail(signed, -1);
        int tails = addUpToOne ? tail : list.multiply(list.add(a, b), tail);
        int plain = signed.negated() ? b : a;
        int opposite = signed.negated() ? a : b;
        int slope = list.select(signed.negative(), list.negate(opposite), plain);
        int base = signed.base();
        int zero = list.constant(0);
        int multiplied = guarded ? list.select(list.emit(Operation.EQUAL, slope, zero), zero, base) : base;
        return list.multiplyAdd(slope, multiplied, tails);
    }

    /** max(x, 0) + log(1 + exp(-|x|)). */
    int softplus(int x, int rest) {
        Signed signed = signed(x);
        int zero = list.constant(0);
        int tail = tail(signed, rest);
        int sum = list.add(whereNegative(signed, zero, x), tail);
        return rest < 0 ? sum : list.add(sum, whereNegative(signed, zero, rest));
    }
}
