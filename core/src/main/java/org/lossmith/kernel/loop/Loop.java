package org.lossmith.kernel.loop;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.lowering.Invariants;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;

/**
 * A compiled loss over rows {@code from <= i < to}. Rows that do not fill a vector are copied, padded with the last of them,
 * and take the same way: a row's results do not depend on where it stands.
 */
public final class Loop {
    private final Program program;
    private final List<Stage> stages;
    private final LoopForm form;
    private final int slots;
    private final int lanes;

    /** @param lanes rows that the stages do at a time */
    public Loop(Program program, List<Stage> stages, LoopForm form, int slots, int lanes) {
        this.program = program;
        this.stages = List.copyOf(stages);
        this.form = form;
        this.slots = slots;
        this.lanes = lanes;
    }

    public List<Stage> stages() {
        return stages;
    }

    int lanes() {
        return lanes;
    }

    /**
     * @param score an array of the form's element, as are target, weight and outputs
     * @param outputs what the loop writes of value, gradient and Hessian, in this order
     * @return the sum of the weighted values, 0 for an empty range
     */
    public double run(
            Object score,
            Object target,
            @Nullable Object weight,
            double[] parameters,
            int from,
            int to,
            Object... outputs) {
        @Nullable Object[] arrays = new Object[form.arrays()];
        arrays[0] = score;
        arrays[1] = target;
        int written = 0;
        for (int i = 0; i < form.written().size(); i++) {
            if (form.written().get(i)) {
                arrays[form.output(i)] = outputs[written++];
            }
        }
        arrays[form.scratch()] =
                form.arithmetic().newArray(slots * Blocks.ROWS + FloatSums.size(form.arithmetic(), lanes) + 1);
        arrays[form.weight()] = weight;
        int[] offsets = new int[form.arrays()];
        Arrays.fill(offsets, from);
        offsets[form.scratch()] = 0;
        double[] invariants = Invariants.of(program, parameters);
        double[] sums = new double[lanes];
        int rest = (to - from) % lanes;
        double sum = new Blocks(stages, arrays, offsets, form, invariants, sums, to - from).run(to - from - rest);
        return rest == 0 ? sum : sum + rest(arrays, to - rest, rest, invariants, sums);
    }

    private double rest(@Nullable Object[] arrays, int from, int count, double[] invariants, double[] sums) {
        @Nullable Object[] padded = new Object[arrays.length];
        for (int i = 0; i < padded.length; i++) {
            boolean output = i >= form.inputs() && i < form.scratch();
            Object array = arrays[i];
            if (i == form.scratch()) {
                padded[i] = array;
            } else if (array != null) {
                padded[i] = output ? form.element().newArray(lanes) : Element.padded(array, from, count, lanes);
            }
        }
        new Blocks(stages, padded, new int[padded.length], form, invariants, sums, lanes).run(lanes);
        for (int i = form.inputs(); i < form.scratch(); i++) {
            Object array = arrays[i];
            Object results = padded[i];
            if (array != null && results != null) {
                System.arraycopy(results, 0, array, from, count);
            }
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += sums[i];
        }
        return sum;
    }
}
