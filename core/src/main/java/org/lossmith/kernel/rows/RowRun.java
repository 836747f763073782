package org.lossmith.kernel.rows;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.formula.Signature;

/**
 * One run of a {@link RowLoop} over blocks of rows: copies into memory what of a block's inputs is to be there, runs the steps,
 * copies out the results that are in memory.
 *
 * @param checked the blocks in which a NaN might not show in the value by itself
 * @param checksClasses whether a target that is no class might not
 * @param steps bound to the places
 * @param value receives the weighted values; null if only the sum is wanted
 */
record RowRun(
        RowPlan plan,
        Signature signature,
        List<Signature.Block> checked,
        boolean checksClasses,
        List<BoundStep> steps,
        RowPlaces places,
        RowInputs in,
        double @Nullable [] value,
        List<Columns> results,
        int shift,
        int lanes) {

    /** The sum of the weighted values of the rows {@code from <= i < to}. */
    double run(int from, int to) {
        RowMemory memory = places.memory();
        fillVectorParameters(memory);
        double sum = 0;
        for (int start = from; start < to; start += memory.rows()) {
            int count = Math.min(memory.rows(), to - start);
            int padded = (count + lanes - 1) / lanes * lanes;
            readBlocks(in.scores(), signature.scores(), start, count, padded);
            readBlocks(in.targets(), signature.targets(), start, count, padded);
            for (BoundStep step : steps) {
                step.run(start, padded);
            }
            sum += write(start, count);
        }
        return sum;
    }

    private void fillVectorParameters(RowMemory memory) {
        for (int block = 0; block < signature.parameters().size(); block++) {
            int offset = memory.offset(
                    plan.inputs().get(signature.parameters().get(block).variable()));
            double[] elements = in.vectors()[block];
            for (int i = 0; i < elements.length; i++) {
                int start = offset + i * memory.stride();
                Arrays.fill(memory.numbers(), start, start + memory.rows(), elements[i]);
            }
        }
    }

    private void readBlocks(Columns columns, List<Signature.Block> blocks, int start, int count, int padded) {
        int column = 0;
        double[] numbers = places.memory().numbers();
        for (Signature.Block block : blocks) {
            Cell cell = plan.inputs().get(block.variable());
            int width = places.memory().width(cell);
            for (int i = 0; i < width && !places.isOutside(cell); i++) {
                int offset = places.offset(cell, i, start);
                columns.read(column + i, start, count, numbers, offset);
                Arrays.fill(numbers, offset + count, offset + padded, numbers[offset + count - 1]);
            }
            column += width;
        }
    }

    /** Rows whose target is not in the loss's domain, or whose value is NaN, have NaN everywhere. */
    private double write(int start, int count) {
        double[] numbers = places.memory().numbers();
        int values = places.memory().offset(plan.outputs().get(0));
        double sum = spoil(values, start, count);
        int table = 0;
        int column = 0;
        for (Cell cell : plan.outputs().subList(1, plan.outputs().size())) {
            for (int i = 0; i < places.memory().width(cell); i++) {
                if (column == results.get(table).columns()) {
                    table++;
                    column = 0;
                }
                writeColumn(cell, i, Double.isNaN(sum), results.get(table), column++, start, count);
            }
        }
        if (in.weights() != null) {
            weigh(in.weights(), numbers, values, start, count);
            sum = sum(numbers, values, count);
        }
        if (value != null) {
            System.arraycopy(numbers, values, value, start - shift, count);
        }
        return sum;
    }

    private void writeColumn(
            Cell cell, int element, boolean undefined, Columns table, int column, int start, int count) {
        double[] array = places.array(cell, element);
        int offset = places.offset(cell, element, start);
        if (undefined) {
            int values = places.memory().offset(plan.outputs().get(0));
            copyNaN(places.memory().numbers(), values, array, offset, count);
        }
        if (!places.isOutside(cell)) {
            weigh(in.weights(), array, offset, start, count);
            table.write(column, start - shift, count, array, offset);
        }
    }

    /** @return the sum of the values, NaN if one is */
    private double spoil(int values, int start, int count) {
        double[] numbers = places.memory().numbers();
        for (Signature.Block block : checked) {
            Cell cell = plan.inputs().get(block.variable());
            for (int i = 0; i < places.memory().width(cell); i++) {
                copyNaN(places.array(cell, i), places.offset(cell, i, start), numbers, values, count);
            }
        }
        if (checksClasses) {
            Cell target = plan.inputs().get(signature.targets().get(0).variable());
            double[] targets = places.array(target, 0);
            spoilNonClasses(targets, places.offset(target, 0, start), numbers, values, count, in.classes());
        }
        return sum(numbers, values, count);
    }

    private static void spoilNonClasses(
            double[] from, int targets, double[] numbers, int values, int count, int classes) {
        for (int row = 0; row < count; row++) {
            double target = from[targets + row];
            int index = (int) target;
            if (index != target || index < 0 || index >= classes) {
                numbers[values + row] = Double.NaN;
            }
        }
    }

    private static void copyNaN(double[] from, int offset, double[] to, int start, int count) {
        for (int row = 0; row < count; row++) {
            if (Double.isNaN(from[offset + row])) {
                to[start + row] = Double.NaN;
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

    /** In four parts, so that one addition need not wait for the other. */
    private static double sum(double[] numbers, int offset, int count) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int end = offset + count;
        int row = offset;
        for (; row + 3 < end; row += 4) {
            first += numbers[row];
            second += numbers[row + 1];
            third += numbers[row + 2];
            fourth += numbers[row + 3];
        }
        double sum = first + second + (third + fourth);
        for (; row < end; row++) {
            sum += numbers[row];
        }
        return sum;
    }
}
