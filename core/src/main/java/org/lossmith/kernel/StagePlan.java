package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts a vector program into stages, each a loop of its own. A loop that is too long is compiled badly: past its node limits
 * C2 stops inlining the vector methods and every vector becomes an object. Results that a later stage needs go through a slot
 * of scratch memory; truth values are computed again instead.
 *
 * @param stages positions of the instructions of each stage; a stage of scalar functions holds just one
 * @param slots the scratch slot of each result that leaves its stage
 */
record StagePlan(Program program, List<List<Integer>> stages, Map<Integer, Integer> slots) {
    /** Operations in one loop. On JDK 17 and 25 bce in one stage of 99 boxed no vectors once compiled; much longer was not tried. */
    private static final int LONGEST = 150;

    static StagePlan of(Program program) {
        List<List<Integer>> stages = new ArrayList<>();
        List<Integer> current = new ArrayList<>();
        int cost = 0;
        for (int i = 0; i < program.instructions().size(); i++) {
            Instruction instruction = program.instructions().get(i);
            if (program.invariant()[i] || instruction.operation().isTruth() || isInput(instruction)) {
                continue;
            }
            boolean alone = isScalarOnly(instruction.operation());
            if (!current.isEmpty() && (alone || cost >= LONGEST)) {
                stages.add(List.copyOf(current));
                current.clear();
                cost = 0;
            }
            current.add(i);
            cost += cost(instruction.operation());
            if (alone) {
                stages.add(List.copyOf(current));
                current.clear();
                cost = 0;
            }
        }
        if (!current.isEmpty() || stages.isEmpty() || isScalarStage(program, stages.get(stages.size() - 1))) {
            stages.add(List.copyOf(current));
        }
        return new StagePlan(program, List.copyOf(stages), slots(program, stages));
    }

    /** The scratch slot of a result that leaves its stage. */
    int slot(int position) {
        return Objects.requireNonNull(slots.get(position));
    }

    private static int cost(Operation operation) {
        return switch (operation) {
            case LOG, LOG1P, COSH, SINH, POWER -> 12;
            case POWER_OF_TWO -> 3;
            default -> 1;
        };
    }

    static boolean isInput(Instruction instruction) {
        return instruction.operation() == Operation.SCORE || instruction.operation() == Operation.TARGET;
    }

    /** Functions without a vector form. */
    static boolean isScalarOnly(Operation operation) {
        return switch (operation) {
            case ERF, ERFC, ERFC_CORRECTED, LGAMMA, DIGAMMA, TRIGAMMA, TETRAGAMMA -> true;
            default -> false;
        };
    }

    static boolean isScalarStage(Program program, List<Integer> stage) {
        return stage.size() == 1
                && isScalarOnly(program.instructions().get(stage.get(0)).operation());
    }

    /** Everything that a stage loads or computes: its instructions, their arguments, and the truth values on the way. */
    static Set<Integer> needs(Program program, List<Integer> stage) {
        Set<Integer> needs = new TreeSet<>(stage);
        for (int position : stage) {
            addArguments(program, position, needs);
        }
        return needs;
    }

    static void addArguments(Program program, int position, Set<Integer> needs) {
        Instruction instruction = program.instructions().get(position);
        for (int argument : new int[] {instruction.a(), instruction.b(), instruction.c()}) {
            if (argument >= 0
                    && needs.add(argument)
                    && program.instructions().get(argument).operation().isTruth()) {
                addArguments(program, argument, needs);
            }
        }
    }

    private static Map<Integer, Integer> slots(Program program, List<List<Integer>> stages) {
        Map<Integer, Integer> slots = new HashMap<>();
        for (List<Integer> stage : stages) {
            boolean scalar = isScalarStage(program, stage);
            for (int position : needs(program, stage)) {
                Instruction instruction = program.instructions().get(position);
                boolean passes = !program.invariant()[position]
                        && !instruction.operation().isTruth()
                        && !isInput(instruction);
                boolean elsewhere = scalar || !stage.contains(position);
                if (passes && elsewhere && !slots.containsKey(position)) {
                    slots.put(position, slots.size());
                }
            }
        }
        return slots;
    }
}
