package org.lossmith.kernel.loop;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ScalarFunctions;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits a program as a loop over single rows. Every instruction has a local variable; those that depend on no input
 * are taken from the invariants before the loop.
 */
final class ScalarEmitter {
    private static final String MATH = "java/lang/Math";
    private static final String FUNCTIONS = ScalarFunctions.class.getName().replace('.', '/');

    private static final int SUM = ArrayAccess.FREE;
    private static final int ROW_WEIGHT = SUM + 2;
    private static final int FIRST = SUM + 4;

    private final Program program;
    private final LoopForm form;
    private final MethodVisitor code;
    private final ArrayAccess access;

    private ScalarEmitter(Program program, LoopForm form, MethodVisitor code) {
        this.program = program;
        this.form = form;
        this.code = code;
        this.access = new ArrayAccess(code, form);
    }

    /**
     * Adds the method {@link Stage#run} to a class.
     *
     * @return its end, whose offset is the length of the method once the class is written
     */
    static Label emit(ClassWriter writer, Program program, LoopForm form) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "run", ArrayAccess.DESCRIPTOR, null, null);
        return new ScalarEmitter(program, form, code).emit();
    }

    private Label emit() {
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
        if (form.weighted()) {
            loadElement(form.weight());
            code.visitVarInsn(DSTORE, ROW_WEIGHT);
        }
        instructions();
        stores();
        code.visitIincInsn(ArrayAccess.ROW, 1);
        code.visitJumpInsn(GOTO, start);
        code.visitLabel(end);
        if (form.summed()) {
            code.visitVarInsn(ALOAD, ArrayAccess.SUMS);
            code.visitInsn(ICONST_0);
            code.visitVarInsn(DLOAD, SUM);
            code.visitInsn(DASTORE);
        }
        code.visitInsn(RETURN);
        Label last = new Label();
        code.visitLabel(last);
        code.visitMaxs(0, 0);
        code.visitEnd();
        return last;
    }

    private void prologue() {
        code.visitInsn(DCONST_0);
        code.visitVarInsn(DSTORE, SUM);
        int free = variable(program.instructions().size());
        for (int array : arrays()) {
            access.prepare(array, free);
            free += 2;
        }
        for (int i = 0; i < program.instructions().size(); i++) {
            if (isHoisted(i)) {
                code.visitVarInsn(ALOAD, ArrayAccess.INVARIANTS);
                code.visitLdcInsn(i);
                code.visitInsn(DALOAD);
                code.visitVarInsn(DSTORE, variable(i));
            }
        }
    }

    /** The arrays that are used. */
    private Set<Integer> arrays() {
        Set<Integer> arrays = new TreeSet<>();
        program.instructions().stream().filter(Instruction::isInput).forEach(input -> arrays.add(input.inputNumber()));
        for (int output = 0; output < form.written().size(); output++) {
            if (form.written().get(output)) {
                arrays.add(form.output(output));
            }
        }
        if (form.weighted()) {
            arrays.add(form.weight());
        }
        return arrays;
    }

    /** Truth values are computed again; constants need no variable. */
    private boolean isHoisted(int position) {
        Operation operation = program.instructions().get(position).operation();
        return program.invariant()[position] && !operation.isTruth() && operation != Operation.CONSTANT;
    }

    private void instructions() {
        List<Instruction> list = program.instructions();
        for (int i = 0; i < list.size(); i++) {
            if (!isHoisted(i) && list.get(i).operation() != Operation.CONSTANT) {
                instruction(list.get(i));
                code.visitVarInsn(list.get(i).operation().isTruth() ? ISTORE : DSTORE, variable(i));
            }
        }
    }

    private static int variable(int position) {
        return FIRST + 2 * position;
    }

    private void load(int position) {
        Instruction instruction = program.instructions().get(position);
        if (instruction.operation() == Operation.CONSTANT) {
            code.visitLdcInsn(instruction.constant());
        } else {
            code.visitVarInsn(instruction.operation().isTruth() ? ILOAD : DLOAD, variable(position));
        }
    }

    private void loadElement(int array) {
        access.element(array);
        if (access.isFloat(array)) {
            code.visitInsn(FALOAD);
            code.visitInsn(F2D);
        } else {
            code.visitInsn(DALOAD);
        }
    }

    private void instruction(Instruction instruction) {
        Operation operation = instruction.operation();
        switch (operation) {
            case SCORE, TARGET, INPUT -> loadElement(instruction.inputNumber());
            case SELECT -> select(instruction);
            default -> {
                loadArguments(instruction);
                apply(operation);
            }
        }
    }

    private void loadArguments(Instruction instruction) {
        int[] arguments = {instruction.a(), instruction.b(), instruction.c()};
        for (int i = 0; i < instruction.operation().arguments(); i++) {
            load(arguments[i]);
        }
    }

    private void apply(Operation operation) {
        switch (operation) {
            case ADD -> code.visitInsn(DADD);
            case SUBTRACT -> code.visitInsn(DSUB);
            case MULTIPLY -> code.visitInsn(DMUL);
            case DIVIDE -> code.visitInsn(DDIV);
            case NEGATE -> code.visitInsn(DNEG);
            case AND -> code.visitInsn(IAND);
            case OR -> code.visitInsn(IOR);
            case NOT -> {
                code.visitInsn(ICONST_1);
                code.visitInsn(IXOR);
            }
            case FUSED_MULTIPLY_ADD -> call(MATH, "fma", 3);
            case POWER -> call(MATH, "pow", 2);
            case SIGN -> call(MATH, "signum", 1);
            case MIN, MAX -> call(MATH, name(operation), 2);
            case ABS, SQRT, EXP, EXPM1, LOG, LOG1P, TANH, COSH, SINH -> call(MATH, name(operation), 1);
            case TIMES_EXP -> call(FUNCTIONS, "timesExp", 3);
            default -> {
                if (operation.isComparison()) {
                    compare(operation);
                } else {
                    call(FUNCTIONS, name(operation), operation.arguments());
                }
            }
        }
    }

    private static String name(Operation operation) {
        return operation.name().replace("_CORRECTED", "").toLowerCase(java.util.Locale.ROOT);
    }

    private void call(String owner, String name, int arguments) {
        code.visitMethodInsn(INVOKESTATIC, owner, name, "(" + "D".repeat(arguments) + ")D", false);
    }

    /** NaN makes every comparison false but {@code !=}, as in the language. */
    private void compare(Operation operation) {
        boolean upward = operation == Operation.GREATER || operation == Operation.GREATER_OR_EQUAL;
        code.visitInsn(upward ? DCMPL : DCMPG);
        int jump = switch (operation) {
            case LESS -> IFLT;
            case LESS_OR_EQUAL -> IFLE;
            case GREATER -> IFGT;
            case GREATER_OR_EQUAL -> IFGE;
            case EQUAL -> IFEQ;
            default -> IFNE;
        };
        Label yes = new Label();
        Label end = new Label();
        code.visitJumpInsn(jump, yes);
        code.visitInsn(ICONST_0);
        code.visitJumpInsn(GOTO, end);
        code.visitLabel(yes);
        code.visitInsn(ICONST_1);
        code.visitLabel(end);
    }

    private void select(Instruction instruction) {
        Label otherwise = new Label();
        Label end = new Label();
        load(instruction.a());
        code.visitJumpInsn(IFEQ, otherwise);
        load(instruction.b());
        code.visitJumpInsn(GOTO, end);
        code.visitLabel(otherwise);
        load(instruction.c());
        code.visitLabel(end);
    }

    private void storeElement(int array) {
        if (access.isFloat(array)) {
            code.visitInsn(D2F);
            code.visitInsn(FASTORE);
        } else {
            code.visitInsn(DASTORE);
        }
    }

    private void stores() {
        List<Integer> results = program.outputs();
        for (int output = 0; output < results.size(); output++) {
            if (form.written().get(output)) {
                access.element(form.output(output));
                loadWeighted(results.get(output));
                storeElement(form.output(output));
            }
        }
        if (form.summed()) {
            code.visitVarInsn(DLOAD, SUM);
            loadWeighted(results.get(0));
            code.visitInsn(DADD);
            code.visitVarInsn(DSTORE, SUM);
        }
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private void loadWeighted(int position) {
        if (!form.weighted()) {
            load(position);
            return;
        }
        Label absent = new Label();
        Label end = new Label();
        code.visitVarInsn(DLOAD, ROW_WEIGHT);
        code.visitInsn(DCONST_0);
        code.visitInsn(DCMPL);
        code.visitJumpInsn(IFEQ, absent);
        load(position);
        code.visitVarInsn(DLOAD, ROW_WEIGHT);
        code.visitInsn(DMUL);
        code.visitJumpInsn(GOTO, end);
        code.visitLabel(absent);
        code.visitInsn(DCONST_0);
        code.visitLabel(end);
    }
}
