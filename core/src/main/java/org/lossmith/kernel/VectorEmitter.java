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
    private static final String LONGS = PACKAGE + "LongVector";
    private static final long ONE_BITS = Double.doubleToLongBits(1);
    private static final long ROOT_BITS = Double.doubleToLongBits(Math.sqrt(0.5));
    private static final long FRACTION_BITS = (1L << 52) - 1;
    /** Of 2^52, whose lowest bits hold a whole number. */
    private static final long INTEGER_BITS = Double.doubleToLongBits(0x1p52);

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
        this.access = new ArrayAccess(code);
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
        species();
        access.element(array, further);
        code.visitMethodInsn(INVOKESTATIC, VECTOR, "fromArray", "(" + SPECIES + "[DI)" + DV, false);
    }

    /** Stores the vector on the stack. */
    private void intoArray(int array, int further) {
        access.element(array, further);
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "intoArray", "([DI)V", false);
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
        compute(instruction);
        code.visitVarInsn(ASTORE, variable(position));
        if (stage.contains(position) && plan.slots().containsKey(position)) {
            load(position);
            intoArray(form.scratch(), slot(position));
        }
    }

    private void compute(Instruction instruction) {
        Operation operation = instruction.operation();
        switch (operation) {
            case SCORE, TARGET, INPUT -> fromArray(instruction.inputNumber(), 0);
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
            case EXPONENT -> exponent(instruction);
            case MANTISSA -> mantissa(instruction);
            case POWER -> power(instruction);
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

    private void power(Instruction instruction) {
        load(instruction.a());
        operator("POW", "Binary");
        load(instruction.b());
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "lanewise", "(L" + OPERATORS + "$Binary;" + V + ")" + DV, false);
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

    /** The exponent field of the result is in the lowest bits of the argument. */
    private void powerOfTwo(Instruction instruction) {
        toLongs(instruction);
        longs("LSHL", 52);
        toDoubles();
    }

    private void exponent(Instruction instruction) {
        toLongs(instruction);
        longs("ADD", ONE_BITS - ROOT_BITS);
        longs("LSHR", 52);
        longs("OR", INTEGER_BITS);
        toDoubles();
    }

    private void mantissa(Instruction instruction) {
        toLongs(instruction);
        longs("ADD", ONE_BITS - ROOT_BITS);
        longs("AND", FRACTION_BITS);
        longs("ADD", ROOT_BITS);
        toDoubles();
    }

    private void toLongs(Instruction instruction) {
        load(instruction.a());
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "reinterpretAsLongs", "()L" + LONGS + ";", false);
    }

    private void longs(String operator, long argument) {
        operator(operator, operator.startsWith("LSH") ? "Binary" : "Associative");
        code.visitLdcInsn(argument);
        code.visitMethodInsn(INVOKEVIRTUAL, LONGS, "lanewise", "(L" + OPERATORS + "$Binary;J)L" + LONGS + ";", false);
    }

    private void toDoubles() {
        code.visitMethodInsn(INVOKEVIRTUAL, LONGS, "reinterpretAsDoubles", "()" + DV, false);
    }

    private void loadWeight() {
        if (!form.weighted() || stored.isEmpty()) {
            return;
        }
        fromArray(form.weight(), 0);
        code.visitVarInsn(ASTORE, ROW_WEIGHT);
        code.visitVarInsn(ALOAD, ROW_WEIGHT);
        operator("EQ", "Comparison");
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
