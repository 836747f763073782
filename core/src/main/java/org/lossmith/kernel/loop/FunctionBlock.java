package org.lossmith.kernel.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.lowering.Invariants;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * One function over some rows by vectors: the loop that a formula of this function alone gets.
 *
 * @param invariants the constants of the loop
 */
record FunctionBlock(CompiledBlock block, double[] invariants) {
    private static final double[] NO_PARAMETERS = {};

    private static final Map<Operation, FunctionBlock> KNOWN = new ConcurrentHashMap<>();

    /** Null for what has no vector form, or is no function: a loop over rows does as well. */
    static @Nullable FunctionBlock of(Operation operation) {
        boolean function = operation.compareTo(Operation.EXP) >= 0 && operation.compareTo(Operation.TIMES_EXP) <= 0
                || operation == Operation.POWER
                || operation == Operation.POWER_CORRECTED;
        if (!function || StagePlan.isScalarOnly(operation) || isRounding(operation)) {
            return null;
        }
        return KNOWN.computeIfAbsent(operation, FunctionBlock::compile);
    }

    private static FunctionBlock compile(Operation operation) {
        InstructionList list = new InstructionList();
        List<Integer> arguments = new ArrayList<>();
        for (int i = 0; i < operation.arguments(); i++) {
            arguments.add(list.input(i));
        }
        int result = list.emit(
                operation, arguments.stream().mapToInt(Integer::intValue).toArray());
        Program program = list.program(List.of(result), List.of());
        CompiledBlock block = LoopCompiler.compileBlock(program, operation.arguments(), true);
        return new FunctionBlock(block, Invariants.of(block.program(), NO_PARAMETERS));
    }

    private static boolean isRounding(Operation operation) {
        return operation == Operation.SIGMOID_REST || operation == Operation.ROUNDED_OFF;
    }

    /** @param rows a multiple of {@link VectorModule#lanes()}, at most {@link Blocks#ROWS} */
    void run(double[][] arguments, double[] result, double[] scratch, int rows) {
        Object[] arrays = new Object[block.form().arrays()];
        int inputs = block.form().inputs();
        System.arraycopy(arguments, 0, arrays, 0, inputs);
        arrays[inputs] = result;
        arrays[block.form().scratch()] = scratch;
        block.run(arrays, new int[arrays.length], invariants, rows);
    }
}
