package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.formula.Signature;

/** Runs a {@link RowPlan} over blocks of rows: copies a block's inputs into memory, runs the steps, copies the results out. */
final class RowLoop {
    private final RowPlan plan;
    private final Signature signature;
    private final List<@Nullable CompiledBlock> compiled;
    private final List<Signature.Block> checked;
    private final int lanes;

    /** @param checked the blocks in which a NaN might not show in the value by itself */
    RowLoop(RowPlan plan, Signature signature, List<Signature.Block> checked, boolean vector) {
        this.plan = plan;
        this.signature = signature;
        this.checked = List.copyOf(checked);
        this.lanes = vector ? VectorModule.lanes() : 1;
        List<@Nullable CompiledBlock> blocks = new ArrayList<>();
        for (RowStep step : plan.steps()) {
            blocks.add(
                    step instanceof RowStep.Compute compute
                            ? LoopCompiler.block(compute.program(), compute.inputs().size(), vector)
                            : null);
        }
        this.compiled = blocks;
    }

    /**
     * @param results receive the results but the first, weighted; their columns, one table after the other, are those of the results
     * @param shift the row of the inputs whose results are row 0 of the tables and of {@code value}
     */
    double run(RowInputs in, double @Nullable [] value, List<Columns> results, int from, int to, int shift) {
        RowMemory memory = new RowMemory(plan, compiled, in.widths(), lanes);
        List<BoundStep> steps = new ArrayList<>();
        for (int i = 0; i < compiled.size(); i++) {
            steps.add(BoundStep.of(plan, plan.steps().get(i), compiled.get(i), memory, in));
        }
        fillVectorParameters(in, memory);
        double sum = 0;
        for (int start = from; start < to; start += memory.rows()) {
            int count = Math.min(memory.rows(), to - start);
            int padded = (count + lanes - 1) / lanes * lanes;
            read(in, memory, start, count, padded);
            for (BoundStep step : steps) {
                step.run(memory.numbers(), padded);
            }
            sum += write(in, memory, value, results, start, count, shift);
        }
        return sum;
    }

    private void fillVectorParameters(RowInputs in, RowMemory memory) {
        for (int block = 0; block < signature.parameters().size(); block++) {
            int offset = memory.offset(plan.inputs().get(signature.parameters().get(block).variable()));
            double[] elements = in.vectors()[block];
            for (int i = 0; i < elements.length; i++) {
                int start = offset + i * memory.rows();
                Arrays.fill(memory.numbers(), start, start + memory.rows(), elements[i]);
            }
        }
    }

    private void read(RowInputs in, RowMemory memory, int start, int count, int padded) {
        readBlocks(in.scores(), signature.scores(), memory, start, count, padded);
        readBlocks(in.targets(), signature.targets(), memory, start, count, padded);
    }

    private void readBlocks(
            Columns columns, List<Signature.Block> blocks, RowMemory memory, int start, int count, int padded) {
        int column = 0;
        double[] numbers = memory.numbers();
        for (Signature.Block block : blocks) {
            Cell cell = plan.inputs().get(block.variable());
            int width = memory.width(cell);
            for (int i = 0; i < width; i++) {
                int offset = memory.offset(cell) + i * memory.rows();
                columns.read(column++, start, count, numbers, offset);
                Arrays.fill(numbers, offset + count, offset + padded, numbers[offset + count - 1]);
            }
        }
    }

    /** Rows whose target is not in the loss's domain, or whose value is NaN, have NaN everywhere. */
    private double write(
            RowInputs in,
            RowMemory memory,
            double @Nullable [] value,
            List<Columns> results,
            int start,
            int count,
            int shift) {
        double[] numbers = memory.numbers();
        int values = memory.offset(plan.outputs().get(0));
        boolean undefined = spoil(in, memory, values, count);
        int table = 0;
        int column = 0;
        for (Cell cell : plan.outputs().subList(1, plan.outputs().size())) {
            for (int i = 0; i < memory.width(cell); i++) {
                int offset = memory.offset(cell) + i * memory.rows();
                if (undefined) {
                    copyNaN(numbers, values, offset, count);
                }
                weigh(in.weights(), numbers, offset, start, count);
                if (column == results.get(table).columns()) {
                    table++;
                    column = 0;
                }
                results.get(table).write(column++, start - shift, count, numbers, offset);
            }
        }
        weigh(in.weights(), numbers, values, start, count);
        if (value != null) {
            System.arraycopy(numbers, values, value, start - shift, count);
        }
        return sum(numbers, values, count);
    }

    /** @return whether there is a value that is NaN */
    private boolean spoil(RowInputs in, RowMemory memory, int values, int count) {
        double[] numbers = memory.numbers();
        for (Signature.Block block : checked) {
            Cell cell = plan.inputs().get(block.variable());
            for (int i = 0; i < memory.width(cell); i++) {
                copyNaN(numbers, memory.offset(cell) + i * memory.rows(), values, count);
            }
        }
        if (in.classes() > 0) {
            Cell target = plan.inputs().get(signature.targets().get(0).variable());
            spoilNonClasses(numbers, memory.offset(target), values, count, in.classes());
        }
        return Double.isNaN(sum(numbers, values, count));
    }

    private static void spoilNonClasses(double[] numbers, int targets, int values, int count, int classes) {
        for (int row = 0; row < count; row++) {
            double target = numbers[targets + row];
            if (!(target >= 0 && target < classes && target == Math.rint(target))) {
                numbers[values + row] = Double.NaN;
            }
        }
    }

    private static void copyNaN(double[] numbers, int from, int to, int count) {
        for (int row = 0; row < count; row++) {
            if (Double.isNaN(numbers[from + row])) {
                numbers[to + row] = Double.NaN;
            }
        }
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private static void weigh(double @Nullable [] weights, double[] numbers, int offset, int start, int count) {
        if (weights == null) {
            return;
        }
        for (int row = 0; row < count; row++) {
            double weight = weights[start + row];
            numbers[offset + row] = weight == 0 ? 0 : weight * numbers[offset + row];
        }
    }

    /** In eight parts, so that one addition need not wait for the other. */
    private static double sum(double[] numbers, int offset, int count) {
        double[] parts = new double[8];
        int whole = count / 8 * 8;
        for (int row = 0; row < whole; row += 8) {
            for (int part = 0; part < 8; part++) {
                parts[part] += numbers[offset + row + part];
            }
        }
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        for (int row = whole; row < count; row++) {
            sum += numbers[offset + row];
        }
        return sum;
    }
}
