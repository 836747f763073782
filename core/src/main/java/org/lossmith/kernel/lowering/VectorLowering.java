package org.lossmith.kernel.lowering;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.ExponentialConstants;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.LogarithmConstants;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Part;
import org.lossmith.kernel.program.Program;

/**
 * Rewrites a program into operations that vector hardware has: functions become polynomials in multiply-adds, so that what
 * several of them share, exp(-|z|) above all, is computed once. What depends on no input keeps its scalar form.
 */
public final class VectorLowering implements DecayLowering.Functions {
    private final Program scalar;
    private final InstructionList list = new InstructionList();
    private final SigmoidProducts products;
    private final DecayLowering decay;
    private final ExponentialLowering exponentials;
    private final LogarithmLowering logarithms;
    private final ErrorFunctionLowering errorFunctions;
    private final int[] moved;

    private VectorLowering(Program scalar, Element arithmetic) {
        this.scalar = scalar;
        this.exponentials = new ExponentialLowering(list, ExponentialConstants.of(arithmetic));
        this.logarithms = new LogarithmLowering(list, LogarithmConstants.of(arithmetic), exponentials);
        this.products = SigmoidProducts.of(scalar);
        this.decay = new DecayLowering(list, this, products.found());
        this.errorFunctions = new ErrorFunctionLowering(list, exponentials, logarithms);
        this.moved = new int[scalar.instructions().size()];
    }

    /** @param arithmetic what the loop computes in */
    public static Program lower(Program scalar, Element arithmetic) {
        VectorLowering lowering = new VectorLowering(scalar, arithmetic);
        for (int i = 0; i < lowering.moved.length; i++) {
            DecayPair pair = lowering.products.found() ? null : DecayPair.at(scalar, i);
            lowering.moved[i] = pair == null
                    ? lowering.lowered(scalar.instructions().get(i), scalar.invariant()[i])
                    : lowering.pair(pair, scalar.instructions().get(i).operation() == Operation.SUBTRACT);
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
            case EXP, EXP_CORRECTED -> exponentials.exp(a, b);
            case DECAY_CORRECTED -> exponentials.decayOfDifference(a, b);
            case TIMES_EXP -> exponentials.timesExp(a, b, c == list.constant(0) ? -1 : c);
            case EXPM1, EXPM1_CORRECTED -> exponentials.expm1(a, b);
            case COSH, COSH_CORRECTED -> exponentials.cosh(a, b);
            case SINH, SINH_CORRECTED -> exponentials.sinh(a, b);
            case TANH -> exponentials.tanh(a);
            case SIGMOID, SIGMOID_CORRECTED -> decay.sigmoid(a, b);
            case SIGMOID_REST -> decay.sigmoidRest(a, b == list.constant(0) ? -1 : b);
            case POWER_CORRECTED -> power(a, b, c);
            case SOFTPLUS, SOFTPLUS_CORRECTED -> decay.softplus(a, b);
            case LOG -> logarithms.log(a);
            case LOG1P -> logarithms.log1p(a);
            case LOGCOSH -> logarithms.logcosh(a);
            case LOG1MEXP -> logarithms.log1mexp(a);
            case EXPM1MX -> exponentials.expm1mx(a);
            case LOG1PMX -> logarithms.log1pmx(a);
            case ERF -> errorFunctions.erf(a);
            case ERFC, ERFC_CORRECTED -> errorFunctions.erfc(a, b);
            case LOGERFC -> errorFunctions.logerfc(a);
            case ERFCX -> errorFunctions.erfcx(a);
            case SIGN -> sign(a);
            case ADD, SUBTRACT -> sum(instruction, a, b);
            case MULTIPLY -> list.product(part(instruction.a()), part(instruction.b()));
            default -> list.copy(instruction, a, b, c);
        };
    }

    private int pair(DecayPair pair, boolean subtracted) {
        int x = moved[pair.x()];
        int first = moved[pair.first()];
        int second = moved[pair.second()];
        int signed = subtracted ? list.negate(second) : second;
        return pair.function() == Operation.SIGMOID
                ? decay.sigmoids(x, first, signed)
                : decay.softpluses(x, first, signed, !subtracted && pair.addsUpToOne(scalar), pair.guarded());
    }

    /** A result with what rounding left off it where that is to be had and counts. */
    private Part part(int position) {
        Instruction instruction = scalar.instructions().get(position);
        boolean sigmoid = products.found() && instruction.operation() == Operation.SIGMOID;
        return new Part(moved[position], sigmoid ? decay.sigmoidRest(moved[instruction.a()], Part.NONE) : Part.NONE);
    }

    /** With one rounding where a term is a product. */
    private int sum(Instruction sum, int a, int b) {
        boolean subtracted = sum.operation() == Operation.SUBTRACT;
        for (int term : new int[] {sum.b(), sum.a()}) {
            if (products.isProductForOne(term)) {
                Instruction product = scalar.instructions().get(term);
                boolean second = term == sum.b();
                int other = second ? a : subtracted ? list.negate(b) : b;
                int left = moved[product.a()];
                return list.multiplyAdd(second && subtracted ? list.negate(left) : left, moved[product.b()], other);
            }
        }
        return list.emit(sum.operation(), a, b);
    }

    @Override
    public int decay(int x, int rest) {
        return exponentials.decay(x, rest);
    }

    @Override
    public int decayRest(int x, int rest) {
        return exponentials.decayRest(x, rest);
    }

    @Override
    public int log1p(int u, int share) {
        return logarithms.log1pNear(u, share);
    }

    /** s + s b rest/a, s = a^b. */
    private int power(int a, int b, int rest) {
        int power = list.emit(Operation.POWER, a, b);
        if (!products.found()) {
            return power;
        }
        int corrected = list.multiplyAdd(power, list.divide(list.multiply(b, rest), a), power);
        int positive = list.greater(a, list.constant(Double.MIN_NORMAL));
        int finite = list.less(power, list.constant(Double.POSITIVE_INFINITY));
        return list.select(list.emit(Operation.AND, positive, finite), corrected, power);
    }

    /** 0, -0 and NaN stay as they are. */
    private int sign(int x) {
        int zero = list.constant(0);
        int negative = list.select(list.less(x, zero), list.constant(-1), x);
        return list.select(list.greater(x, zero), list.constant(1), negative);
    }
}
