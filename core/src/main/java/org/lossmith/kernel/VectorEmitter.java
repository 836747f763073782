package org.lossmith.kernel;

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
    private static final String PACKAGE = "jdk/incubator/vector/";
    private static final String VECTOR = PACKAGE + "DoubleVector";
    private static final String V = "L" + PACKAGE + "Vector;";
    private static final String DV = "L" + VECTOR + ";";
    private static final String MASK = "L" + PACKAGE + "VectorMask;";
    private static final String SPECIES = "L" + PACKAGE + "VectorSpecies;";
    private static final String OPERATORS = PACKAGE + "VectorOperators";
    static final String DESCRIPTOR = "([D[D[D[D[D[D[D[D[DII)V";
    /** 2^52 + 1023: added to a whole number k it leaves the exponent field of 2^k in the lowest bits. */
    private static final double EXPONENT_BITS = 0x1p52 + 1023;

    private static final int SCORE = 1;
    private static final int TARGET = 2;
    private static final int WEIGHT = 3;
    private static final int INVARIANTS = 4;
    private static final int SCRATCH = 5;
    private static final int VALUE = 6;
    private static final int SUMS = 9;
    private static final int OFFSET = 10;
    private static final int COUNT = 11;
    private static final int ROW = 12;
    private static final int SUM = 13;
    private static final int ZERO = 14;
    private static final int BIAS = 15;
    private static final int ROW_WEIGHT = 16;
    private static final int ABSENT = 17;
    private static final int FIRST = 18;

    private final StagePlan plan;
    private final Program program;
    private final List<Integer> stage;
    private final boolean last;
    private final Outputs outputs;
    private final boolean weighted;
    private final int lanes;
    private final MethodVisitor code;
    private final Map<Integer, Integer> variables = new HashMap<>();

    private VectorEmitter(StagePlan plan, int stage, Outputs outputs, boolean weighted, int lanes, MethodVisitor code) {
        this.plan = plan;
        this.program = plan.program();
        this.stage = plan.stages().get(stage);
        this.last = stage == plan.stages().size() - 1;
        this.outputs = outputs;
        this.weighted = weighted;
        this.lanes = lanes;
        this.code = code;
    }

    /** Adds the method {@link Stage#run} to a class. */
    static void emit(ClassWriter writer, StagePlan plan, int stage, Outputs outputs, boolean weighted, int lanes) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "run", DESCRIPTOR, null, null);
        new VectorEmitter(plan, stage, outputs, weighted, lanes, code).emit();
    }

    private void emit() {
        code.visitCode();
        Set<Integer> needs = StagePlan.needs(program, stage);
        Set<Integer> stored = storedHere();
        needs.addAll(stored);
        stored.forEach(position -> StagePlan.addArguments(program, position, needs));
        prologue(needs);
        Label start = new Label();
        Label end = new Label();
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, ROW);
        code.visitLabel(start);
        code.visitVarInsn(ILOAD, ROW);
        code.visitVarInsn(ILOAD, COUNT);
        code.visitJumpInsn(IF_ICMPGE, end);
        loadWeight(stored);
        for (int position : needs) {
            if (!isHoisted(position)) {
                instruction(position);
            }
        }
        stores(stored);
        code.visitIincInsn(ROW, lanes);
        code.visitJumpInsn(GOTO, start);
        code.visitLabel(end);
        if (stored.contains(program.outputs().get(0))) {
            code.visitVarInsn(ALOAD, SUM);
            code.visitVarInsn(ALOAD, SUMS);
            code.visitInsn(ICONST_0);
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "intoArray", "([DI)V", false);
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Outputs computed in this stage; those that no stage computes, such as a constant Hessian, are the last one's. */
    private Set<Integer> storedHere() {
        Set<Integer> stored = new TreeSet<>();
        for (int output : program.outputs()) {
            boolean computed = plan.stages().stream()
                    .anyMatch(other -> other.contains(output) && !StagePlan.isScalarStage(program, other));
            if (stage.contains(output) && computed || !computed && last) {
                stored.add(output);
            }
        }
        return stored;
    }

    private boolean isHoisted(int position) {
        return program.invariant()[position]
                && !program.instructions().get(position).operation().isTruth();
    }

    private int variable(int position) {
        return variables.computeIfAbsent(position, added -> FIRST + variables.size());
    }

    private void prologue(Set<Integer> needs) {
        broadcast(0);
        code.visitVarInsn(ASTORE, ZERO);
        code.visitVarInsn(ALOAD, ZERO);
        code.visitVarInsn(ASTORE, SUM);
        broadcast(EXPONENT_BITS);
        code.visitVarInsn(ASTORE, BIAS);
        for (int position : needs) {
            if (isHoisted(position)) {
                species();
                code.visitVarInsn(ALOAD, INVARIANTS);
                code.visitLdcInsn(position);
                code.visitInsn(DALOAD);
                code.visitMethodInsn(INVOKESTATIC, VECTOR, "broadcast", "(" + SPECIES + "D)" + DV, false);
                code.visitVarInsn(ASTORE, variable(position));
            }
        }
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

    private void fromInput(int array) {
        species();
        code.visitVarInsn(ALOAD, array);
        inputIndex();
        code.visitMethodInsn(INVOKESTATIC, VECTOR, "fromArray", "(" + SPECIES + "[DI)" + DV, false);
    }

    private void inputIndex() {
        code.visitVarInsn(ILOAD, OFFSET);
        code.visitVarInsn(ILOAD, ROW);
        code.visitInsn(IADD);
    }

    private void scratchIndex(int position) {
        code.visitLdcInsn(plan.slot(position) * StagedLoop.BLOCK);
        code.visitVarInsn(ILOAD, ROW);
        code.visitInsn(IADD);
    }

    private void instruction(int position) {
        Instruction instruction = program.instructions().get(position);
        boolean truth = instruction.operation().isTruth();
        if (!truth && !StagePlan.isInput(instruction) && !stage.contains(position)) {
            species();
            code.visitVarInsn(ALOAD, SCRATCH);
            scratchIndex(position);
            code.visitMethodInsn(INVOKESTATIC, VECTOR, "fromArray", "(" + SPECIES + "[DI)" + DV, false);
            code.visitVarInsn(ASTORE, variable(position));
            return;
        }
        compute(instruction);
        code.visitVarInsn(ASTORE, variable(position));
        if (stage.contains(position) && plan.slots().containsKey(position)) {
            load(position);
            code.visitVarInsn(ALOAD, SCRATCH);
            scratchIndex(position);
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "intoArray", "([DI)V", false);
        }
    }

    private void compute(Instruction instruction) {
        Operation operation = instruction.operation();
        switch (operation) {
            case SCORE -> fromInput(SCORE);
            case TARGET -> fromInput(TARGET);
            case ADD -> binary("add", instruction);
            case SUBTRACT -> binary("sub", instruction);
            case MULTIPLY -> binary("mul", instruction);
            case DIVIDE -> binary("div", instruction);
            case MIN -> binary("min", instruction);
            case MAX -> binary("max", instruction);
            case NEGATE -> unary("neg", instruction);
            case ABS -> unary("abs", instruction);
            case SQRT -> unary("sqrt", instruction);
            case FUSED_MULTIPLY_ADD -> {
                load(instruction.a());
                load(instruction.b());
                load(instruction.c());
                code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "fma", "(" + V + V + ")" + DV, false);
            }
            case SELECT -> {
                load(instruction.c());
                load(instruction.b());
                load(instruction.a());
                code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "blend", "(" + V + MASK + ")" + DV, false);
            }
            case POWER_OF_TWO -> powerOfTwo(instruction);
            case POWER -> lanewise("POW", "Binary", instruction, true);
            case LOG, LOG1P, COSH, SINH -> lanewise(operation.name(), "Unary", instruction, false);
            case AND -> mask("and", instruction);
            case OR -> mask("or", instruction);
            case NOT -> {
                load(instruction.a());
                code.visitMethodInsn(INVOKEVIRTUAL, PACKAGE + "VectorMask", "not", "()" + MASK, false);
            }
            default -> compare(instruction);
        }
    }

    private void unary(String name, Instruction instruction) {
        load(instruction.a());
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, name, "()" + DV, false);
    }

    private void binary(String name, Instruction instruction) {
        load(instruction.a());
        load(instruction.b());
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, name, "(" + V + ")" + DV, false);
    }

    private void lanewise(String name, String kind, Instruction instruction, boolean two) {
        load(instruction.a());
        operator(name, kind);
        if (two) {
            load(instruction.b());
        }
        String arguments = "L" + OPERATORS + "$" + kind + ";" + (two ? V : "");
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "lanewise", "(" + arguments + ")" + DV, false);
    }

    private void operator(String name, String kind) {
        code.visitFieldInsn(GETSTATIC, OPERATORS, name, "L" + OPERATORS + "$" + kind + ";");
    }

    private void mask(String name, Instruction instruction) {
        load(instruction.a());
        load(instruction.b());
        code.visitMethodInsn(INVOKEVIRTUAL, PACKAGE + "VectorMask", name, "(" + MASK + ")" + MASK, false);
    }

    private void compare(Instruction instruction) {
        String name = switch (instruction.operation()) {
            case LESS -> "LT";
            case LESS_OR_EQUAL -> "LE";
            case GREATER -> "GT";
            case GREATER_OR_EQUAL -> "GE";
            case EQUAL -> "EQ";
            case NOT_EQUAL -> "NE";
            default -> throw new IllegalStateException("no vector form of " + instruction.operation());
        };
        load(instruction.a());
        operator(name, "Comparison");
        load(instruction.b());
        String arguments = "L" + OPERATORS + "$Comparison;" + V;
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "compare", "(" + arguments + ")" + MASK, false);
    }

    private void powerOfTwo(Instruction instruction) {
        String longs = PACKAGE + "LongVector";
        load(instruction.a());
        code.visitVarInsn(ALOAD, BIAS);
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "add", "(" + V + ")" + DV, false);
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "reinterpretAsLongs", "()L" + longs + ";", false);
        operator("LSHL", "Binary");
        code.visitLdcInsn(52L);
        code.visitMethodInsn(INVOKEVIRTUAL, longs, "lanewise", "(L" + OPERATORS + "$Binary;J)L" + longs + ";", false);
        code.visitMethodInsn(INVOKEVIRTUAL, longs, "reinterpretAsDoubles", "()" + DV, false);
    }

    private void loadWeight(Set<Integer> stored) {
        if (!weighted || stored.isEmpty()) {
            return;
        }
        fromInput(WEIGHT);
        code.visitVarInsn(ASTORE, ROW_WEIGHT);
        code.visitVarInsn(ALOAD, ROW_WEIGHT);
        operator("EQ", "Comparison");
        code.visitVarInsn(ALOAD, ZERO);
        code.visitMethodInsn(
                INVOKEVIRTUAL, VECTOR, "compare", "(L" + OPERATORS + "$Comparison;" + V + ")" + MASK, false);
        code.visitVarInsn(ASTORE, ABSENT);
    }

    private void stores(Set<Integer> stored) {
        List<Integer> results = program.outputs();
        boolean[] written = {outputs.writesValues(), outputs.writesGradient(), outputs.writesHessian()};
        for (int output = 0; output < results.size(); output++) {
            if (written[output] && stored.contains(results.get(output))) {
                loadWeighted(results.get(output));
                code.visitVarInsn(ALOAD, VALUE + output);
                inputIndex();
                code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "intoArray", "([DI)V", false);
            }
        }
        if (stored.contains(results.get(0))) {
            code.visitVarInsn(ALOAD, SUM);
            loadWeighted(results.get(0));
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "add", "(" + V + ")" + DV, false);
            code.visitVarInsn(ASTORE, SUM);
        }
    }

    /** A row of weight 0 counts as absent: 0, even where its loss is infinite. */
    private void loadWeighted(int position) {
        load(position);
        if (weighted) {
            code.visitVarInsn(ALOAD, ROW_WEIGHT);
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "mul", "(" + V + ")" + DV, false);
            code.visitVarInsn(ALOAD, ZERO);
            code.visitVarInsn(ALOAD, ABSENT);
            code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "blend", "(" + V + MASK + ")" + DV, false);
        }
    }
}
