package org.lossmith.kernel.program;

import java.util.ArrayList;
import java.util.List;

/** Drops the instructions that no output needs. */
final class DeadCode {
    private DeadCode() {}

    static Program remove(Program program) {
        List<Instruction> instructions = program.instructions();
        boolean[] needed = needed(program);
        int[] moved = new int[instructions.size()];
        List<Instruction> kept = new ArrayList<>();
        List<Boolean> invariant = new ArrayList<>();
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                moved[i] = kept.size();
                kept.add(instructions.get(i).moved(moved));
                invariant.add(program.invariant()[i]);
            }
        }
        boolean[] flags = new boolean[kept.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = invariant.get(i);
        }
        List<Integer> outputs =
                program.outputs().stream().map(output -> moved[output]).toList();
        return new Program(List.copyOf(kept), outputs, program.parameters(), flags);
    }

    private static boolean[] needed(Program program) {
        List<Instruction> instructions = program.instructions();
        boolean[] needed = new boolean[instructions.size()];
        program.outputs().forEach(output -> needed[output] = true);
        for (int i = needed.length - 1; i >= 0; i--) {
            Instruction instruction = instructions.get(i);
            for (int argument : new int[] {instruction.a(), instruction.b(), instruction.c()}) {
                if (needed[i] && argument >= 0) {
                    needed[argument] = true;
                }
            }
        }
        return needed;
    }
}
