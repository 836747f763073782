package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.lowering.Invariants;
import org.lossmith.kernel.lowering.VectorLowering;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;
import org.lossmith.kernel.program.ScalarFunctions;

/** Programs over one piece of memory against the loops of losses, which find their rows elsewhere. */
final class BlockLoopTest {
    private static final int ROWS = Blocks.ROWS;

    private final Random random = new Random(5);

    private static Program program(String text) {
        Formula formula = Formula.parse(text);
        return ProgramBuilder.build(
                List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian()), List.of());
    }

    private static String longText() {
        StringBuilder text = new StringBuilder("z");
        for (int i = 1; i <= 20; i++) {
            text.append("+ sigmoid(z*").append(i).append(" - y)*").append(i);
        }
        return text.toString();
    }

    private static void run(CompiledBlock block, double[] memory, int[] starts, double[] invariants, int count) {
        block.run(block.arrays(memory), block.offsets(starts), invariants, count);
    }

    private static CompiledBlock block(Program program, int inputs, boolean vector) {
        if (vector) {
            assertThat(VectorModule.isAvailable()).isTrue();
        }
        return LoopCompiler.block(program, inputs, vector);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "softplus(z) - y*z | true",
                "softplus(z) - y*z | false",
                "where(z > y and not z > 2*y, z^2, exp(-z)) | true",
                "where(z > y and not z > 2*y, z^2, exp(-z)) | false",
                "lgamma(1 + exp(z)) - y*z | true",
                "lgamma(1 + exp(z)) - y*z | false",
                "long | true",
                "long | false"
            })
    void block_givesTheSameBitsAsTheLossLoop(String text, boolean vector) {
        Program program = program(text.equals("long") ? longText() : text);
        double[] score = random.doubles(ROWS, -4, 4).toArray();
        double[] target = random.doubles(ROWS, -4, 4).toArray();
        double[][] expected = new double[3][ROWS];
        Loop loop = vector
                ? LoopCompiler.vector(program, LoopForm.of(Outputs.ALL, false, Element.DOUBLE))
                : LoopCompiler.scalar(program, LoopForm.of(Outputs.ALL, false, Element.DOUBLE));
        loop.run(score, target, null, new double[0], 0, ROWS, (Object[]) expected);
        CompiledBlock block = block(program, 2, vector);
        double[] memory = new double[3 + 5 * ROWS + block.scratch()];
        System.arraycopy(score, 0, memory, 3, ROWS);
        System.arraycopy(target, 0, memory, 3 + ROWS, ROWS);
        int[] offsets = IntStream.range(0, 6).map(i -> 3 + i * ROWS).toArray();
        run(block, memory, offsets, Invariants.of(block.program(), new double[0]), ROWS);
        for (int output = 0; output < 3; output++) {
            int start = offsets[2 + output];
            assertThat(Arrays.copyOfRange(memory, start, start + ROWS)).isEqualTo(expected[output]);
        }
        assertThat(offsets).as("offsets are the caller's").startsWith(3, 3 + ROWS);
    }

    @Test
    void longProgram_isCutIntoStagesWithScratchMemory() {
        assertThat(VectorLowering.lower(program(longText()), Element.DOUBLE).instructions())
                .hasSizeGreaterThan(400);
        assertThat(block(program(longText()), 2, true).scratch()).isPositive();
        assertThat(block(program("exp(z) - y*z"), 2, true).scratch()).isZero();
    }

    /** sum = sum + exp(x); most = max(most, x); and, to have many stages, gamma functions of the old accumulators. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accumulators_areUpdatedInPlace(boolean vector) {
        InstructionList list = new InstructionList();
        int x = list.input(1);
        int sum = list.input(2);
        int most = list.input(3);
        int added = list.emit(Operation.ADD, sum, list.emit(Operation.EXP, x));
        int raised = list.emit(Operation.MAX, most, x);
        int gamma = list.emit(Operation.LGAMMA, list.emit(Operation.ADD, list.constant(1), sum));
        int late = list.emit(Operation.ADD, gamma, list.emit(Operation.MULTIPLY, sum, most));
        CompiledBlock block = block(list.program(List.of(added, raised, late), List.of()), 4, vector);
        double[] memory = random.doubles(4 * ROWS + block.scratch(), 0, 3).toArray();
        double[] before = memory.clone();
        int[] offsets = {-1, 0, ROWS, 2 * ROWS, ROWS, 2 * ROWS, 3 * ROWS, 4 * ROWS};
        run(block, memory, offsets, Invariants.of(block.program(), new double[0]), ROWS);
        for (int row = 0; row < ROWS; row++) {
            double sumBefore = before[ROWS + row];
            double mostBefore = before[2 * ROWS + row];
            assertThat(memory[row]).isEqualTo(before[row]);
            assertThat(memory[ROWS + row])
                    .isCloseTo(sumBefore + Math.exp(before[row]), org.assertj.core.data.Offset.offset(1e-14));
            assertThat(memory[2 * ROWS + row]).isEqualTo(Math.max(mostBefore, before[row]));
            double expected = ScalarFunctions.lgamma(1 + sumBefore) + sumBefore * mostBefore;
            assertThat(memory[3 * ROWS + row]).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-14));
        }
    }

    @Test
    void scalarBlock_takesAnyNumberOfRowsAndTouchesNoOther() {
        CompiledBlock block = block(program("softplus(z)"), 1, false);
        double[] memory = new double[40];
        Arrays.fill(memory, -7);
        run(block, memory, new int[] {0, 10, 20, 30}, Invariants.of(block.program(), new double[0]), 7);
        assertThat(Arrays.stream(memory).filter(each -> each == -7).count()).isEqualTo(40 - 3 * 7);
    }

    @Test
    void parameters_areInvariants() {
        Program program = ProgramBuilder.build(List.of(Formula.parse("d*z").stableValue()), List.of("d"));
        for (boolean vector : new boolean[] {false, true}) {
            CompiledBlock block = block(program, 1, vector);
            double[] memory = new double[16];
            Arrays.fill(memory, 0, 8, 2);
            run(block, memory, new int[] {0, 8}, Invariants.of(block.program(), new double[] {1.5}), 8);
            assertThat(Arrays.copyOfRange(memory, 8, 16)).containsOnly(3);
        }
    }

    @Test
    void equalPrograms_shareTheirLoop() {
        assertThat(block(program("tanh(z)"), 2, true)).isSameAs(block(program("tanh(z)"), 2, true));
        List<CompiledBlock> others = new ArrayList<>();
        others.add(block(program("tanh(z)"), 2, false));
        others.add(block(program("tanh(y)"), 2, true));
        assertThat(others).doesNotContain(block(program("tanh(z)"), 2, true));
    }
}
