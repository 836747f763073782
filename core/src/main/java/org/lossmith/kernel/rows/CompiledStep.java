package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.loop.CompiledBlock;
import org.lossmith.kernel.loop.LoopCompiler;
import org.lossmith.kernel.loop.StagePlan;
import org.lossmith.kernel.program.Program;

/** The loops of a {@link RowStep.Compute}, for as many elements at once as are worth it. Safe for use by many threads. */
final class CompiledStep {
    /** Operations of a loop over several elements: {@link StagePlan} would cut a longer one. */
    private static final int LARGEST = 40;

    /** Each is a column or two that the loop reads and writes. */
    private static final int MOST_ELEMENTS = 10;

    private final RowStep.Compute step;
    private final int index;
    private final boolean vector;
    private final int most;
    private final Map<Integer, Loop> loops = new ConcurrentHashMap<>();

    /** A loop over a group's rows. */
    record Loop(ElementGroup group, CompiledBlock block) {}

    /** @param index the position of the parameter that is the place of the element, -1 if the step has no vectors */
    CompiledStep(RowStep.Compute step, int index, boolean vector) {
        this.step = step;
        this.index = index;
        this.vector = vector;
        boolean grouped = vector && step.dimension() != null;
        this.most = grouped ? Math.min(MOST_ELEMENTS, Math.max(1, LARGEST / operations())) : 1;
    }

    @Nullable
    String dimension() {
        return step.dimension();
    }

    /** Of the loop over one element. */
    private int operations() {
        Program program = loop(1).block().program();
        long operations = IntStream.range(0, program.instructions().size())
                .filter(i -> !program.invariant()[i]
                        && !program.instructions().get(i).isInput())
                .count();
        return Math.max(1, (int) operations);
    }

    private Loop loop(int size) {
        return loops.computeIfAbsent(size, absent -> {
            ElementGroup group = ElementGroup.of(step, index, absent);
            return new Loop(
                    group, LoopCompiler.block(group.program(), group.inputs().size(), vector));
        });
    }

    /** Those for all elements of vectors of that width, one after the other; their sizes differ by at most one. */
    List<Loop> loops(int width) {
        int count = (width + most - 1) / most;
        List<Loop> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(loop((width + i) / count));
        }
        return groups;
    }
}
