package org.lossmith.kernel.loop;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.lowering.ProgramOrder;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * Runs a program of any length instruction by instruction, each over a few rows that stay in the cache. For programs too long for one
 * compiled method; about as fast per operation, with its intermediate results in memory. Functions are those of the JDK, or loops over
 * vectors, of which the same few serve all terms of a sum.
 */
public final class SteppedStage implements Stage {
    /** To begin an instruction costs as much as some tens of rows. */
    private static final int ROWS = 256;

    /** Of a program with so many results at a time that they would not fit into the second-level cache. */
    private static final int FEWER_ROWS = 128;

    private static final int MANY_SLOTS = 400;

    /** Slots for invariant arguments. */
    private static final int ARGUMENTS = 3;

    private final Program program;
    private final LoopForm form;

    /** Where the result of each instruction is, until its last use. */
    private final int[] slots;

    private final int slotCount;

    private final boolean vector;
    private final Map<Operation, FunctionBlock> functions = new EnumMap<>(Operation.class);
    private final int scratch;

    /** @param vector whether to compute functions by vectors; only where {@link VectorModule#isAvailable} */
    public SteppedStage(Program program, LoopForm form, boolean vector) {
        this.program = program;
        this.form = form;
        this.vector = vector;
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        program.instructions().forEach(instruction -> operations.add(instruction.operation()));
        for (Operation operation : vector ? operations : Set.<Operation>of()) {
            FunctionBlock function = FunctionBlock.of(operation);
            if (function != null) {
                functions.put(operation, function);
            }
        }
        this.scratch = functions.values().stream()
                .mapToInt(function -> function.block().scratch())
                .max()
                .orElse(0);
        this.slots = new int[program.instructions().size()];
        this.slotCount = assignSlots();
    }

    /** The program, for computing its invariants. */
    Program program() {
        return program;
    }

    /** How many there are. */
    private int assignSlots() {
        int[] lastUse = ProgramOrder.lastUse(program);
        Slots memory = new Slots();
        for (int i = 0; i < ARGUMENTS; i++) {
            memory.take();
        }
        for (int i = 0; i < slots.length; i++) {
            if (program.invariant()[i] && lastUse[i] < slots.length) {
                continue;
            }
            slots[i] = memory.take();
            int[] arguments = program.instructions().get(i).arguments();
            for (int argument : Arrays.stream(arguments).distinct().toArray()) {
                if (lastUse[argument] == i && !program.invariant()[argument]) {
                    memory.giveBack(slots[argument]);
                }
            }
            if (lastUse[i] == i) {
                memory.giveBack(slots[i]);
            }
        }
        return memory.count();
    }

    @Override
    public void run(@Nullable Object[] arrays, int[] offsets, double[] invariants, double[] sums, int count, int page) {
        int rowsOfBlock = slotCount > MANY_SLOTS ? FEWER_ROWS : ROWS;
        int most = vector ? rowsOfBlock : Math.min(count, rowsOfBlock);
        double[][] memory = new double[slotCount + 1][most];
        memory[slotCount] = new double[scratch];
        for (int output : program.outputs()) {
            if (program.invariant()[output]) {
                RowOperations.fill(invariants[output], memory[slots[output]], most);
            }
        }
        for (int start = 0; start < count; start += most) {
            int rows = Math.min(most, count - start);
            for (int i = 0; i < slots.length; i++) {
                if (!program.invariant()[i]) {
                    step(i, memory, invariants, arrays, offsets, start, rows);
                }
            }
            store(memory, arrays, offsets, sums, start, rows);
        }
    }

    private void step(
            int at,
            double[][] memory,
            double[] invariants,
            @Nullable Object[] arrays,
            int[] offsets,
            int start,
            int rows) {
        Instruction instruction = program.instructions().get(at);
        double[] result = memory[slots[at]];
        if (instruction.isInput()) {
            int input = instruction.inputNumber();
            Element.read(Objects.requireNonNull(arrays[input]), offsets[input] + start, result, rows);
            return;
        }
        double[] a = argument(0, instruction.a(), memory, invariants, rows);
        double[] b = instruction.b() < 0 ? a : argument(1, instruction.b(), memory, invariants, rows);
        double[] c = instruction.c() < 0 ? a : argument(2, instruction.c(), memory, invariants, rows);
        FunctionBlock function = functions.get(instruction.operation());
        if (function == null) {
            RowOperations.run(instruction.operation(), a, b, c, result, rows);
        } else {
            function.run(new double[][] {a, b, c}, result, memory[slotCount], result.length);
        }
    }

    private double[] argument(int number, int position, double[][] memory, double[] invariants, int rows) {
        if (!program.invariant()[position]) {
            return memory[slots[position]];
        }
        RowOperations.fill(invariants[position], memory[number], memory[number].length);
        return memory[number];
    }

    private void store(
            double[][] memory, @Nullable Object[] arrays, int[] offsets, double[] sums, int start, int count) {
        for (int output = 0; output < form.written().size(); output++) {
            double[] result = memory[slots[program.outputs().get(output)]];
            boolean summed = form.summed() && output == 0;
            double[] weighted = form.weighted() && (summed || form.written().get(output))
                    ? weighted(result, arrays, offsets, start, count)
                    : result;
            if (form.written().get(output)) {
                int array = form.output(output);
                Element.write(weighted, Objects.requireNonNull(arrays[array]), offsets[array] + start, count);
            }
            for (int i = 0; summed && i < count; i++) {
                sums[0] += weighted[i];
            }
        }
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private double[] weighted(double[] values, @Nullable Object[] arrays, int[] offsets, int start, int count) {
        Object weight = Objects.requireNonNull(arrays[form.weight()]);
        double[] weighted = new double[count];
        for (int i = 0; i < count; i++) {
            double factor = Element.get(weight, offsets[form.weight()] + start + i);
            weighted[i] = factor == 0 ? 0 : values[i] * factor;
        }
        return weighted;
    }
}
