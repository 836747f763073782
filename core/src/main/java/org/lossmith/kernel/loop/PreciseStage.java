package org.lossmith.kernel.loop;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.exact.AccurateEvaluation;
import org.lossmith.kernel.exact.Bounded;
import org.lossmith.kernel.exact.DoubleDouble;
import org.lossmith.kernel.exact.DoubleDoubleProgram;
import org.lossmith.kernel.exact.ErrorBound;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * A formula row by row in double-double arithmetic, and with decimal digits where an error analysis says that even those are not
 * enough: correct to an ulp wherever it is defined, at tens of microseconds a row.
 */
final class PreciseStage implements Stage {
    /** A double-double's unit of rounding is this times a double's; its functions are good to about 29 digits. */
    private static final double FINER = 0x1p-43;

    /** What is left must be below the unit of rounding of a double, with room to spare. */
    private static final double ACCEPTED = 0x1p-56;

    private final Program program;
    private final List<Expr> outputs;
    private final List<String> parameters;
    private final LoopForm form;

    /** @param outputs the stable expressions that the program computes */
    PreciseStage(Program program, List<Expr> outputs, List<String> parameters, LoopForm form) {
        this.program = program;
        this.outputs = outputs;
        this.parameters = parameters;
        this.form = form;
    }

    @Override
    public void run(@Nullable Object[] arrays, int[] offsets, double[] invariants, double[] sums, int count, int page) {
        DoubleDoubleProgram doubleDouble = new DoubleDoubleProgram(program, invariants);
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < program.instructions().size(); i++) {
            Instruction instruction = program.instructions().get(i);
            if (instruction.operation() == Operation.PARAMETER) {
                values.put(parameters.get((int) instruction.constant()), invariants[i]);
            }
        }
        for (int row = 0; row < count; row++) {
            double z = Element.get(array(arrays, 0), offsets[0] + row);
            double y = Element.get(array(arrays, 1), offsets[1] + row);
            values.put(Formula.SCORE.name(), z);
            values.put(Formula.TARGET.name(), y);
            DoubleDouble[] found = doubleDouble.run(z, y);
            for (int output = 0; output < found.length; output++) {
                store(arrays, offsets, sums, output, row, settled(found[output], outputs.get(output), values));
            }
        }
    }

    private static Object array(@Nullable Object[] arrays, int number) {
        return Objects.requireNonNull(arrays[number]);
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private void store(@Nullable Object[] arrays, int[] offsets, double[] sums, int output, int row, double value) {
        double weighted = value;
        if (form.weighted()) {
            double weight = Element.get(array(arrays, form.weight()), offsets[form.weight()] + row);
            weighted = weight == 0 ? 0 : value * weight;
        }
        if (form.written().get(output)) {
            int number = form.output(output);
            Element.set(array(arrays, number), offsets[number] + row, weighted);
        }
        if (form.summed() && output == 0) {
            sums[0] += weighted;
        }
    }

    /** The bound on a double's error says, scaled, what a double-double's may be. */
    private static double settled(DoubleDouble found, Expr expr, Map<String, Double> values) {
        if (values.values().stream().anyMatch(value -> !Double.isFinite(value))) {
            return found.high();
        }
        Bounded bound = ErrorBound.of(expr, values);
        boolean good = Double.isFinite(found.high()) && bound.error() * FINER <= ACCEPTED * Math.abs(found.high());
        if (good) {
            return found.high();
        }
        try {
            BigDecimal exact = AccurateEvaluation.exact(expr, values);
            return exact.signum() == 0 ? 0 : exact.doubleValue();
        } catch (ArithmeticException undefined) {
            return found.high();
        }
    }
}
