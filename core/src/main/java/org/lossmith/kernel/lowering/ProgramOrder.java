package org.lossmith.kernel.lowering;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Program;

/**
 * The order of the instructions of a long program. As built, all of the value comes before all of the gradient, and what they share
 * waits in memory meanwhile: each exponential of a sum of a thousand. Where it is less, each result is taken as soon as it can be.
 */
public final class ProgramOrder {
    /** Shorter programs stay as they are: all of their results fit into the first-level cache. */
    private static final int LONG = 700;

    private final Program program;
    private final List<List<Integer>> users = new ArrayList<>();
    private final int[] missing;
    private final List<Integer> order = new ArrayList<>();

    private ProgramOrder(Program program) {
        this.program = program;
        this.missing = new int[program.instructions().size()];
        for (int i = 0; i < missing.length; i++) {
            users.add(new ArrayList<>());
            for (int argument : program.instructions().get(i).arguments()) {
                users.get(argument).add(i);
                missing[i]++;
            }
        }
    }

    /** The same program, in the order in which fewer results have to be kept at a time. */
    public static Program narrow(Program program) {
        if (program.instructions().size() <= LONG) {
            return program;
        }
        Program other = new ProgramOrder(program).eager();
        return width(other) < width(program) ? other : program;
    }

    /** The largest number of results that are there at a time and wait for their last use. */
    private static int width(Program program) {
        int[] lastUse = lastUse(program);
        int[] gone = new int[lastUse.length + 1];
        int width = 0;
        int widest = 0;
        for (int i = 0; i < lastUse.length; i++) {
            if (!program.invariant()[i]) {
                width++;
                gone[lastUse[i]]++;
            }
            widest = Math.max(widest, width);
            width -= gone[i];
        }
        return widest;
    }

    /** For each result the last instruction that takes it; of outputs the length of the program. */
    public static int[] lastUse(Program program) {
        int size = program.instructions().size();
        int[] lastUse = new int[size];
        for (int i = 0; i < size; i++) {
            lastUse[i] = i;
            for (int argument : program.instructions().get(i).arguments()) {
                lastUse[argument] = i;
            }
        }
        program.outputs().forEach(output -> lastUse[output] = size);
        return lastUse;
    }

    private Program eager() {
        for (int i = 0; i < missing.length; i++) {
            if (program.invariant()[i]) {
                add(i);
            }
        }
        for (int i = 0; i < missing.length; i++) {
            if (program.instructions().get(i).isInput()) {
                addWithUsers(i);
            }
        }
        int[] moved = new int[missing.length];
        List<Instruction> instructions = new ArrayList<>();
        boolean[] invariant = new boolean[missing.length];
        for (int old : order) {
            moved[old] = instructions.size();
            invariant[instructions.size()] = program.invariant()[old];
            instructions.add(program.instructions().get(old).moved(moved));
        }
        List<Integer> outputs =
                program.outputs().stream().map(output -> moved[output]).toList();
        return new Program(List.copyOf(instructions), outputs, program.parameters(), invariant);
    }

    private void addWithUsers(int first) {
        Deque<Integer> ready = new ArrayDeque<>(List.of(first));
        while (!ready.isEmpty()) {
            List<Integer> next = add(ready.pop());
            for (int i = next.size() - 1; i >= 0; i--) {
                ready.push(next.get(i));
            }
        }
    }

    /** Those that have all of their arguments now. */
    private List<Integer> add(int position) {
        order.add(position);
        List<Integer> ready = new ArrayList<>();
        for (int user : users.get(position)) {
            missing[user]--;
            if (missing[user] == 0 && !program.invariant()[user]) {
                ready.add(user);
            }
        }
        return ready;
    }
}
