package org.lossmith.kernel.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * Cuts a vector program into stages, each a loop of its own. A loop that is too long is compiled badly: past its node limits
 * C2 stops inlining the vector methods and every vector becomes an object. Results that a later stage needs go through a slot
 * of scratch memory; truth values are computed again instead.
 *
 * @param stages positions of the instructions of each stage; a stage of scalar functions holds just one
 * <p>Outputs are stored in a stage after which no input is read any more, for an output may lie where an input does.
 *
 * @param stored for each stage, the numbers of the outputs that it stores
 * @param slots the scratch slot of each result that leaves its stage
 */
public record StagePlan(
        Program program, List<List<Integer>> stages, List<List<Integer>> stored, Map<Integer, Integer> slots) {
    /** Operations in one loop. Seen on JDK 17: stages of 90 box no vectors, of a longer formula in stages of 150 some did. */
    private static final int LONGEST = 70;

    /** Where floats are converted on the way. Seen on JDK 17: log-cosh over floats in stages of 85 boxes, in stages of 70 not. */
    private static final int LONGEST_CONVERTING = 60;

    /**
     * A program of more operations is cut although one loop would hold it: a short loop has its constants in registers, and the
     * processor runs several rounds of it at once. Cut after its exponential, bce took 2.8 ns a row instead of 3.6.
     */
    private static final int COMFORTABLE = 45;

    /** The same for floats. Seen with bce: in two loops 1.08 times the time of the loop by hand, in one 1.15. */
    private static final int COMFORTABLE_IN_FLOATS = 30;

    /** A loop of fewer operations does little beside its loads and stores. Chosen, not measured. */
    private static final int SHORTEST = 12;

    /** @param form of the loop */
    static StagePlan of(Program program, LoopForm form) {
        int longest = form.element() == form.arithmetic() ? LONGEST : LONGEST_CONVERTING;
        int comfortable = form.arithmetic() == Element.FLOAT ? COMFORTABLE_IN_FLOATS : COMFORTABLE;
        List<List<Integer>> stages = cut(program, comfortable, longest);
        List<List<Integer>> stored = stored(program, stages);
        StagePlan plan = new StagePlan(program, stages, stored, new HashMap<>());
        plan.addSlots();
        return plan;
    }

    private static List<List<Integer>> cut(Program program, int comfortable, int longest) {
        int[] lastUse = lastUse(program);
        List<List<Integer>> stages = new ArrayList<>();
        List<Integer> current = new ArrayList<>();
        for (int i = 0; i < program.instructions().size(); i++) {
            Instruction instruction = program.instructions().get(i);
            if (program.invariant()[i] || instruction.operation().isTruth() || instruction.isInput()) {
                continue;
            }
            if (isScalarOnly(instruction.operation())) {
                addCut(program, current, comfortable, longest, lastUse, stages);
                stages.add(List.of(i));
                current = new ArrayList<>();
            } else {
                current.add(i);
            }
        }
        addCut(program, current, comfortable, longest, lastUse, stages);
        if (stages.isEmpty() || isScalarStage(program, stages.get(stages.size() - 1))) {
            stages.add(List.of());
        }
        return List.copyOf(stages);
    }

    /** For each result the last instruction that takes it, by way of truth values too, which are computed anew where needed. */
    private static int[] lastUse(Program program) {
        int size = program.instructions().size();
        int[] lastUse = new int[size];
        program.outputs().forEach(output -> lastUse[output] = size);
        for (int i = size - 1; i >= 0; i--) {
            Instruction instruction = program.instructions().get(i);
            int use = instruction.operation().isTruth() ? lastUse[i] : i;
            for (int argument : new int[] {instruction.a(), instruction.b(), instruction.c()}) {
                if (argument >= 0) {
                    lastUse[argument] = Math.max(lastUse[argument], use);
                }
            }
        }
        return lastUse;
    }

    /** Cuts where the fewest results have to be handed on, and again what is still too long. */
    private static void addCut(
            Program program,
            List<Integer> part,
            int comfortable,
            int longest,
            int[] lastUse,
            List<List<Integer>> stages) {
        int from = 0;
        int left = cost(program, part);
        int limit = comfortable;
        while (left > limit) {
            int to = narrowest(program, part, from, left, longest, lastUse);
            stages.add(List.copyOf(part.subList(from, to)));
            left -= cost(program, part.subList(from, to));
            from = to;
            limit = longest;
        }
        if (from < part.size()) {
            stages.add(List.copyOf(part.subList(from, part.size())));
        }
    }

    /** Where to end a stage that begins at {@code from}, so that the fewest results have to be handed on; of equals the last. */
    private static int narrowest(Program program, List<Integer> part, int from, int left, int longest, int[] lastUse) {
        int best = from + 1;
        int fewest = Integer.MAX_VALUE;
        int cost = 0;
        for (int to = from + 1; to < part.size(); to++) {
            cost += cost(program.instructions().get(part.get(to - 1)).operation());
            if (cost > longest) {
                break;
            }
            if (cost >= SHORTEST && left - cost >= SHORTEST) {
                int next = part.get(to);
                int width = (int) part.subList(from, to).stream()
                        .filter(position -> lastUse[position] >= next)
                        .count();
                if (width <= fewest) {
                    fewest = width;
                    best = to;
                }
            }
        }
        return best;
    }

    private static int cost(Program program, List<Integer> part) {
        return part.stream()
                .mapToInt(position -> cost(program.instructions().get(position).operation()))
                .sum();
    }

    /** The scratch slot of a result that leaves its stage. */
    int slot(int position) {
        return Objects.requireNonNull(slots.get(position));
    }

    private static int cost(Operation operation) {
        return switch (operation) {
            case POWER -> 12;
            case SCALE, EXPONENT, MANTISSA -> 3;
            default -> 1;
        };
    }

    /** Functions without a vector form. */
    static boolean isScalarOnly(Operation operation) {
        return switch (operation) {
            case LGAMMA, DIGAMMA, TRIGAMMA, TETRAGAMMA -> true;
            default -> false;
        };
    }

    static boolean isScalarStage(Program program, List<Integer> stage) {
        return stage.size() == 1
                && isScalarOnly(program.instructions().get(stage.get(0)).operation());
    }

    private static List<List<Integer>> stored(Program program, List<List<Integer>> stages) {
        int lastReader = 0;
        for (int stage = 0; stage < stages.size(); stage++) {
            boolean reads = needs(program, stages.get(stage)).stream()
                    .anyMatch(position -> program.instructions().get(position).isInput());
            lastReader = reads ? stage : lastReader;
        }
        List<List<Integer>> stored = new ArrayList<>();
        stages.forEach(stage -> stored.add(new ArrayList<>()));
        for (int output = 0; output < program.outputs().size(); output++) {
            int stage = lastReader;
            for (int i = stage; i < stages.size(); i++) {
                stage = stages.get(i).contains(program.outputs().get(output)) ? i : stage;
            }
            while (isScalarStage(program, stages.get(stage))) {
                stage++;
            }
            stored.get(stage).add(output);
        }
        return stored;
    }

    /** Everything that a stage loads or computes, in order. */
    Set<Integer> needs(int stage) {
        Set<Integer> needs = needs(program, stages.get(stage));
        for (int output : stored.get(stage)) {
            needs.add(program.outputs().get(output));
        }
        return needs;
    }

    /** The instructions of a stage, their arguments, and the truth values on the way. */
    private static Set<Integer> needs(Program program, List<Integer> stage) {
        Set<Integer> needs = new TreeSet<>(stage);
        for (int position : stage) {
            addArguments(program, position, needs);
        }
        return needs;
    }

    private static void addArguments(Program program, int position, Set<Integer> needs) {
        Instruction instruction = program.instructions().get(position);
        for (int argument : new int[] {instruction.a(), instruction.b(), instruction.c()}) {
            if (argument >= 0
                    && needs.add(argument)
                    && program.instructions().get(argument).operation().isTruth()) {
                addArguments(program, argument, needs);
            }
        }
    }

    /** A slot is free again after the last stage that reads it. */
    private void addSlots() {
        Map<Integer, Integer> lastReader = new HashMap<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int position : passed(stage)) {
                lastReader.put(position, stage);
            }
        }
        Slots memory = new Slots();
        List<List<Integer>> readLast = new ArrayList<>();
        stages.forEach(stage -> readLast.add(new ArrayList<>()));
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int position : stages.get(stage)) {
                Integer last = lastReader.get(position);
                if (last != null) {
                    slots.put(position, memory.take());
                    readLast.get(last).add(position);
                }
            }
            readLast.get(stage).forEach(position -> memory.giveBack(slot(position)));
        }
    }

    /** What a stage takes from others, and what it hands on as all that a scalar stage computes. */
    private List<Integer> passed(int stage) {
        boolean scalar = isScalarStage(program, stages.get(stage));
        List<Integer> passed = new ArrayList<>();
        for (int position : needs(stage)) {
            Instruction instruction = program.instructions().get(position);
            boolean passes =
                    !program.invariant()[position] && !instruction.operation().isTruth() && !instruction.isInput();
            boolean elsewhere = scalar || !stages.get(stage).contains(position);
            if (passes && elsewhere) {
                passed.add(position);
            }
        }
        return passed;
    }

    /** How many slots there are. */
    int slotCount() {
        return slots.values().stream().mapToInt(slot -> slot + 1).max().orElse(0);
    }
}
