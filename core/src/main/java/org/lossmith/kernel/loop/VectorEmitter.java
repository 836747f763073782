package org.lossmith.kernel.loop;

import static org.lossmith.kernel.loop.VectorInstructions.*;
import static org.lossmith.kernel.loop.VectorType.FLOATS;
import static org.objectweb.asm.Opcodes.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits one stage as a loop over vectors of the preferred length. The loop calls Vector API methods and nothing else, and
 * holds constants in variables made before it: these are what C2 turns into vector instructions. The classes of the incubating
 * module are named in text alone, so that this code compiles and runs where the module is absent.
 */
final class VectorEmitter {
    private static final int SUM = ArrayAccess.FREE;
    private static final int PAGES = SUM + VectorSum.VARIABLES;
    private static final int ZERO = PAGES + Pages.VARIABLES;
    private static final int ROW_WEIGHT = ZERO + 1;
    private static final int ABSENT = ZERO + 2;
    private static final int FIRST = ZERO + 3;

    private final StagePlan plan;
    private final Program program;
    private final List<Integer> stage;
    private final Set<Integer> needs;
    private final List<Integer> stored;
    private final LoopForm form;
    private final VectorType type;
    private final int lanes;
    private final MethodVisitor code;
    private final ArrayAccess access;
    private final VectorArrays arrays;
    private final VectorInstructions instructions;
    private final VectorSum sum;
    private final boolean sumsProduct;
    private final Map<Integer, Integer> variables = new HashMap<>();
    private int nextVariable = FIRST;

    private VectorEmitter(StagePlan plan, int stage, LoopForm form, int lanes, MethodVisitor code) {
        this.plan = plan;
        this.program = plan.program();
        this.stage = plan.stages().get(stage);
        this.needs = plan.needs(stage);
        this.stored = plan.stored().get(stage);
        this.form = form;
        this.type = VectorType.of(form.arithmetic());
        this.lanes = lanes;
        this.code = code;
        this.access = new ArrayAccess(code, form);
        this.arrays = new VectorArrays(code, access, type, lanes);
        this.instructions = new VectorInstructions(program, this.stage, code, type, this::load);
        this.sum = new VectorSum(code, access, type, lanes, SUM);
        this.sumsProduct = isSummed()
                && this.stage.contains(value())
                && !form.weighted()
                && !form.written().get(0)
                && isProduct(program.instructions().get(value()))
                && program.uses()[value()] == 1;
    }

    /** Adds the method {@link Stage#run} to a class. */
    static void emit(ClassWriter writer, StagePlan plan, int stage, LoopForm form, int lanes) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "run", ArrayAccess.DESCRIPTOR, null, null);
        new VectorEmitter(plan, stage, form, lanes, code).emit();
    }

    private void emit() {
        code.visitCode();
        prologue();
        if (isPaged()) {
            Pages pages = new Pages(code, access, type, PAGES);
            pages.emit(readArrays(), placeOfSums() + FloatSums.size(form.arithmetic(), lanes), this::rows);
        } else {
            code.visitInsn(ICONST_0);
            code.visitVarInsn(ISTORE, ArrayAccess.ROW);
            rows(ArrayAccess.COUNT);
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** A single stage: others are given blocks shorter than a page. */
    private boolean isPaged() {
        return isSummed() && plan.stages().size() == 1;
    }

    /** The loop over rows, from that in the variable for them to that in another. */
    private void rows(int stop) {
        if (isSummed()) {
            sum.load(placeOfSums());
        }
        Label start = new Label();
        Label end = new Label();
        code.visitLabel(start);
        code.visitVarInsn(ILOAD, ArrayAccess.ROW);
        code.visitVarInsn(ILOAD, stop);
        code.visitJumpInsn(IF_ICMPGE, end);
        loadWeight();
        for (int position : needs) {
            if (!isHoisted(position) && !(sumsProduct && position == value())) {
                instruction(position);
            }
        }
        stores();
        code.visitIincInsn(ArrayAccess.ROW, lanes);
        code.visitJumpInsn(GOTO, start);
        code.visitLabel(end);
        if (isSummed()) {
            sum.store(placeOfSums());
        }
    }

    private boolean isSummed() {
        return form.summed() && stored.contains(0);
    }

    private boolean isProduct(Instruction instruction) {
        return instruction.operation() == Operation.MULTIPLY
                || instruction.operation() == Operation.FUSED_MULTIPLY_ADD
                        && program.instructions().get(instruction.c()).equals(Instruction.constant(0));
    }

    private int value() {
        return program.outputs().get(0);
    }

    private boolean isHoisted(int position) {
        return program.invariant()[position]
                && !program.instructions().get(position).operation().isTruth();
    }

    private int variable(int position) {
        return variables.computeIfAbsent(position, added -> nextVariable++);
    }

    private void prologue() {
        for (int array : usedArrays()) {
            access.prepare(array, nextVariable);
            nextVariable += 2;
        }
        arrays.species(type);
        code.visitInsn(DCONST_0);
        broadcast(ZERO);
        for (int position : needs) {
            if (isHoisted(position)) {
                arrays.species(type);
                code.visitVarInsn(ALOAD, ArrayAccess.INVARIANTS);
                code.visitLdcInsn(position);
                code.visitInsn(DALOAD);
                broadcast(variable(position));
            }
        }
    }

    /** The arrays that the stage uses. */
    private Set<Integer> usedArrays() {
        Set<Integer> used = new TreeSet<>();
        for (int position : needs) {
            Instruction instruction = program.instructions().get(position);
            if (instruction.isInput()) {
                used.add(instruction.inputNumber());
            } else if (plan.slots().containsKey(position)) {
                used.add(form.scratch());
            }
        }
        if (isPaged() || isSummed() && type == FLOATS) {
            used.add(form.scratch());
        }
        stored.stream().filter(form.written()::get).forEach(output -> used.add(form.output(output)));
        if (form.weighted() && !stored.isEmpty()) {
            used.add(form.weight());
        }
        return used;
    }

    private Set<Integer> readArrays() {
        Set<Integer> read = usedArrays();
        read.removeIf(array -> array >= form.inputs() && array != form.weight());
        return read;
    }

    /** Of the double on the stack, after the species. */
    private void broadcast(int into) {
        if (type == FLOATS) {
            code.visitInsn(D2F);
        }
        String descriptor = "(" + SPECIES + type.letter() + ")" + type.descriptor();
        code.visitMethodInsn(INVOKESTATIC, type.vector(), "broadcast", descriptor, false);
        code.visitVarInsn(ASTORE, into);
    }

    private void load(int position) {
        code.visitVarInsn(ALOAD, variable(position));
    }

    private int slot(int position) {
        return plan.slot(position) * Blocks.ROWS;
    }

    /** In scratch memory, behind what is handed on: where {@link FloatSums} looks for them. */
    private int placeOfSums() {
        return plan.slotCount() * Blocks.ROWS;
    }

    private void instruction(int position) {
        Instruction instruction = program.instructions().get(position);
        boolean truth = instruction.operation().isTruth();
        if (!truth && !instruction.isInput() && !stage.contains(position)) {
            arrays.load(form.scratch(), slot(position));
            code.visitVarInsn(ASTORE, variable(position));
            return;
        }
        if (instruction.isInput()) {
            arrays.load(instruction.inputNumber(), 0);
        } else {
            instructions.emit(instruction);
        }
        code.visitVarInsn(ASTORE, variable(position));
        if (stage.contains(position) && plan.slots().containsKey(position)) {
            load(position);
            arrays.store(form.scratch(), slot(position));
        }
    }

    private void loadWeight() {
        if (!form.weighted() || stored.isEmpty()) {
            return;
        }
        arrays.load(form.weight(), 0);
        code.visitVarInsn(ASTORE, ROW_WEIGHT);
        code.visitVarInsn(ALOAD, ROW_WEIGHT);
        instructions.operator("EQ", "Comparison");
        code.visitVarInsn(ALOAD, ZERO);
        compare();
        code.visitVarInsn(ASTORE, ABSENT);
    }

    private void stores() {
        for (int output : stored) {
            if (form.written().get(output)) {
                loadWeighted(program.outputs().get(output));
                arrays.store(form.output(output), 0);
            }
        }
        if (sumsProduct) {
            Instruction product = program.instructions().get(value());
            sum.addProduct(() -> load(product.a()), () -> load(product.b()));
        } else if (isSummed()) {
            loadWeighted(value());
            sum.add();
        }
    }

    private void compare() {
        String arguments = "(L" + OPERATORS + "$Comparison;" + V + ")";
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), "compare", arguments + MASK, false);
    }

    private void blend() {
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), "blend", "(" + V + MASK + ")" + type.descriptor(), false);
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private void loadWeighted(int position) {
        load(position);
        if (form.weighted()) {
            code.visitVarInsn(ALOAD, ROW_WEIGHT);
            code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), "mul", "(" + V + ")" + type.descriptor(), false);
            code.visitVarInsn(ALOAD, ZERO);
            code.visitVarInsn(ALOAD, ABSENT);
            blend();
        }
    }
}
