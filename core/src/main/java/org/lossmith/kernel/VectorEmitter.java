package org.lossmith.kernel;

import static org.lossmith.kernel.VectorInstructions.*;
import static org.objectweb.asm.Opcodes.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits one stage as a loop over vectors of the preferred length. The loop calls Vector API methods and nothing else, and
 * holds constants in variables made before it: these are what C2 turns into vector instructions. The classes of the incubating
 * module are named in text alone, so that this code compiles and runs where the module is absent.
 */
final class VectorEmitter {
    private static final int SUM = 7;
    private static final int ZERO = 8;
    private static final int ROW_WEIGHT = 9;
    private static final int ABSENT = 10;
    private static final int FIRST = 11;

    private final StagePlan plan;
    private final Program program;
    private final List<Integer> stage;
    private final Set<Integer> needs;
    private final List<Integer> stored;
    private final LoopForm form;
    private final int lanes;
    private final MethodVisitor code;
    private final ArrayAccess access;
    private final VectorInstructions instructions;
    private final Map<Integer, Integer> variables = new HashMap<>();
    private int nextVariable = FIRST;

    private VectorEmitter(StagePlan plan, int stage, LoopForm form, int lanes, MethodVisitor code) {
        this.plan = plan;
        this.program = plan.program();
        this.stage = plan.stages().get(stage);
        this.needs = plan.needs(stage);
        this.stored = plan.stored().get(stage);
        this.form = form;
        this.lanes = lanes;
        this.code = code;
        this.access = new ArrayAccess(code, form);
        this.instructions = new VectorInstructions(code, this::load);
    }

    /** Adds the method {@link Stage#run} to a class. */
    static void emit(ClassWriter writer, StagePlan plan, int stage, LoopForm form, int lanes) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "run", ArrayAccess.DESCRIPTOR, null, null);
        new VectorEmitter(plan, stage, form, lanes, code).emit();
    }

    private void emit() {
        code.visitCode();
        prologue();
        Label start = new Label();
        Label end = new Label();
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, ArrayAccess.ROW);
        code.visitLabel(start);
        code.visitVarInsn(ILOAD, ArrayAccess.ROW);
        code.visitVarInsn(ILOAD, ArrayAccess.COUNT);
        code.visitJumpInsn(IF_ICMPGE, end);
        loadWeight();
        for (int position : needs) {
            if (!isHoisted(position)) {
                instruction(position);
            }
        }
        stores();
        code.visitIincInsn(ArrayAccess.ROW, lanes);
        code.visitJumpInsn(GOTO, start);
        code.visitLabel(end);
        if (isSummed()) {
            code.visitVarInsn(ALOAD, SUM);
            code.visitVarInsn(ALOAD, ArrayAccess.SUMS);
            code.visitInsn(ICONST_0);
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "intoArray", "([DI)V", false);
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private boolean isSummed() {
        return form.summed() && stored.contains(0);
    }

    private boolean isHoisted(int position) {
        return program.invariant()[position]
                && !program.instructions().get(position).operation().isTruth();
    }

    private int variable(int position) {
        return variables.computeIfAbsent(position, added -> nextVariable++);
    }

    private void prologue() {
        for (int array : arrays()) {
            access.prepare(array, nextVariable);
            nextVariable += 2;
        }
        broadcast(0);
        code.visitVarInsn(ASTORE, ZERO);
        code.visitVarInsn(ALOAD, ZERO);
        code.visitVarInsn(ASTORE, SUM);
        for (int position : needs) {
            if (isHoisted(position)) {
                species();
                code.visitVarInsn(ALOAD, ArrayAccess.INVARIANTS);
                code.visitLdcInsn(position);
                code.visitInsn(DALOAD);
                code.visitMethodInsn(INVOKESTATIC, VECTOR, "broadcast", "(" + SPECIES + "D)" + DV, false);
                code.visitVarInsn(ASTORE, variable(position));
            }
        }
    }

    /** The arrays that the stage uses. */
    private Set<Integer> arrays() {
        Set<Integer> arrays = new TreeSet<>();
        for (int position : needs) {
            Instruction instruction = program.instructions().get(position);
            if (instruction.isInput()) {
                arrays.add(instruction.inputNumber());
            } else if (plan.slots().containsKey(position)) {
                arrays.add(form.scratch());
            }
        }
        stored.stream().filter(form.written()::get).forEach(output -> arrays.add(form.output(output)));
        if (form.weighted() && !stored.isEmpty()) {
            arrays.add(form.weight());
        }
        return arrays;
    }

    private void species() {
        code.visitFieldInsn(GETSTATIC, VECTOR, "SPECIES_PREFERRED", SPECIES);
    }

    private void broadcast(double value) {
        species();
        code.visitLdcInsn(value);
        code.visitMethodInsn(INVOKESTATIC, VECTOR, "broadcast", "(" + SPECIES + "D)" + DV, false);
    }

    private void load(int position) {
        code.visitVarInsn(ALOAD, variable(position));
    }

    private void fromArray(int array, int further) {
        if (access.isFloat(array)) {
            floatSpecies();
            access.element(array, further);
            code.visitMethodInsn(INVOKESTATIC, FLOATS, "fromArray", "(" + SPECIES + "[FI)L" + FLOATS + ";", false);
            convert("F2D", this::species, VECTOR);
        } else {
            species();
            access.element(array, further);
            code.visitMethodInsn(INVOKESTATIC, VECTOR, "fromArray", "(" + SPECIES + "[DI)" + DV, false);
        }
    }

    /** Stores the vector on the stack. */
    private void intoArray(int array, int further) {
        boolean floats = access.isFloat(array);
        if (floats) {
            convert("D2F", this::floatSpecies, FLOATS);
        }
        access.element(array, further);
        code.visitMethodInsn(INVOKEVIRTUAL, floats ? FLOATS : VECTOR, "intoArray", floats ? "([FI)V" : "([DI)V", false);
    }

    private void convert(String conversion, Runnable species, String type) {
        String conversions = "L" + OPERATORS + "$Conversion;";
        code.visitFieldInsn(GETSTATIC, OPERATORS, conversion, conversions);
        species.run();
        code.visitInsn(ICONST_0);
        String descriptor = "(" + conversions + SPECIES + "I)" + V;
        code.visitMethodInsn(INVOKEVIRTUAL, PACKAGE + "Vector", "convertShape", descriptor, false);
        code.visitTypeInsn(CHECKCAST, type);
    }

    /** As many floats as there are doubles in a vector. */
    private void floatSpecies() {
        code.visitFieldInsn(GETSTATIC, FLOATS, "SPECIES_" + Float.SIZE * lanes, SPECIES);
    }

    private int slot(int position) {
        return plan.slot(position) * Blocks.ROWS;
    }

    private void instruction(int position) {
        Instruction instruction = program.instructions().get(position);
        boolean truth = instruction.operation().isTruth();
        if (!truth && !instruction.isInput() && !stage.contains(position)) {
            fromArray(form.scratch(), slot(position));
            code.visitVarInsn(ASTORE, variable(position));
            return;
        }
        if (instruction.isInput()) {
            fromArray(instruction.inputNumber(), 0);
        } else {
            instructions.emit(instruction);
        }
        code.visitVarInsn(ASTORE, variable(position));
        if (stage.contains(position) && plan.slots().containsKey(position)) {
            load(position);
            intoArray(form.scratch(), slot(position));
        }
    }

    private void loadWeight() {
        if (!form.weighted() || stored.isEmpty()) {
            return;
        }
        fromArray(form.weight(), 0);
        code.visitVarInsn(ASTORE, ROW_WEIGHT);
        code.visitVarInsn(ALOAD, ROW_WEIGHT);
        instructions.operator("EQ", "Comparison");
        code.visitVarInsn(ALOAD, ZERO);
        code.visitMethodInsn(
                INVOKEVIRTUAL, VECTOR, "compare", "(L" + OPERATORS + "$Comparison;" + V + ")" + MASK, false);
        code.visitVarInsn(ASTORE, ABSENT);
    }

    private void stores() {
        for (int output : stored) {
            if (form.written().get(output)) {
                loadWeighted(program.outputs().get(output));
                intoArray(form.output(output), 0);
            }
        }
        if (isSummed()) {
            code.visitVarInsn(ALOAD, SUM);
            loadWeighted(program.outputs().get(0));
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "add", "(" + V + ")" + DV, false);
            code.visitVarInsn(ASTORE, SUM);
        }
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private void loadWeighted(int position) {
        load(position);
        if (form.weighted()) {
            code.visitVarInsn(ALOAD, ROW_WEIGHT);
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "mul", "(" + V + ")" + DV, false);
            code.visitVarInsn(ALOAD, ZERO);
            code.visitVarInsn(ALOAD, ABSENT);
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "blend", "(" + V + MASK + ")" + DV, false);
        }
    }
}
