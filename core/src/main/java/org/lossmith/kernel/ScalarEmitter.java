package org.lossmith.kernel;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits a program as a loop over single rows. Every instruction has a local variable; those that depend on neither score nor
 * target are computed before the loop.
 */
final class ScalarEmitter {
    private static final String DESCRIPTOR = "([D[D[D[D[D[D[DII)D";
    private static final String MATH = "java/lang/Math";
    private static final String FUNCTIONS = ScalarFunctions.class.getName().replace('.', '/');

    private static final int SCORE = 1;
    private static final int TARGET = 2;
    private static final int WEIGHT = 3;
    private static final int PARAMETERS = 4;
    private static final int VALUE = 5;
    private static final int GRADIENT = 6;
    private static final int HESSIAN = 7;
    private static final int FROM = 8;
    private static final int TO = 9;
    private static final int SUM = 10;
    private static final int ROW_WEIGHT = 12;
    private static final int FIRST = 14;

    private final Program program;
    private final Outputs outputs;
    private final boolean weighted;
    private final MethodVisitor code;

    private ScalarEmitter(Program program, Outputs outputs, boolean weighted, MethodVisitor code) {
        this.program = program;
        this.outputs = outputs;
        this.weighted = weighted;
        this.code = code;
    }

    /** Adds the method {@link Loop#run} to a class. */
    static void emit(ClassWriter writer, Program program, Outputs outputs, boolean weighted) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "run", DESCRIPTOR, null, null);
        new ScalarEmitter(program, outputs, weighted, code).emit();
    }

    private void emit() {
        code.visitCode();
        code.visitInsn(DCONST_0);
        code.visitVarInsn(DSTORE, SUM);
        instructions(true);
        Label start = new Label();
        Label end = new Label();
        code.visitLabel(start);
        code.visitVarInsn(ILOAD, FROM);
        code.visitVarInsn(ILOAD, TO);
        code.visitJumpInsn(IF_ICMPGE, end);
        if (weighted) {
            loadElement(WEIGHT);
            code.visitVarInsn(DSTORE, ROW_WEIGHT);
        }
        instructions(false);
        stores();
        code.visitIincInsn(FROM, 1);
        code.visitJumpInsn(GOTO, start);
        code.visitLabel(end);
        code.visitVarInsn(DLOAD, SUM);
        code.visitInsn(DRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void instructions(boolean invariant) {
        List<Instruction> list = program.instructions();
        for (int i = 0; i < list.size(); i++) {
            if (program.invariant()[i] == invariant && list.get(i).operation() != Operation.CONSTANT) {
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
        code.visitVarInsn(ALOAD, array);
        code.visitVarInsn(ILOAD, FROM);
        code.visitInsn(DALOAD);
    }

    private void instruction(Instruction instruction) {
        Operation operation = instruction.operation();
        switch (operation) {
            case SCORE -> loadElement(SCORE);
            case TARGET -> loadElement(TARGET);
            case PARAMETER -> {
                code.visitVarInsn(ALOAD, PARAMETERS);
                code.visitLdcInsn((int) instruction.constant());
                code.visitInsn(DALOAD);
            }
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

    private void stores() {
        List<Integer> results = program.outputs();
        if (outputs.writesValues()) {
            store(VALUE, results.get(0));
        }
        if (outputs.writesGradient()) {
            store(GRADIENT, results.get(1));
        }
        if (outputs.writesHessian()) {
            store(HESSIAN, results.get(2));
        }
        code.visitVarInsn(DLOAD, SUM);
        loadWeighted(results.get(0));
        code.visitInsn(DADD);
        code.visitVarInsn(DSTORE, SUM);
    }

    private void store(int array, int position) {
        code.visitVarInsn(ALOAD, array);
        code.visitVarInsn(ILOAD, FROM);
        loadWeighted(position);
        code.visitInsn(DASTORE);
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private void loadWeighted(int position) {
        if (!weighted) {
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
