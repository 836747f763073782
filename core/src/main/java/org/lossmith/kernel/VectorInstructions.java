package org.lossmith.kernel;

import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;

import org.objectweb.asm.MethodVisitor;

/**
 * Emits single instructions as calls of Vector API methods. The classes of the incubating module are named in text alone, so that
 * this code compiles and runs where the module is absent.
 */
final class VectorInstructions {
    static final String PACKAGE = "jdk/incubator/vector/";
    static final String VECTOR = PACKAGE + "DoubleVector";
    static final String V = "L" + PACKAGE + "Vector;";
    static final String DV = "L" + VECTOR + ";";
    static final String MASK = "L" + PACKAGE + "VectorMask;";
    static final String SPECIES = "L" + PACKAGE + "VectorSpecies;";
    static final String OPERATORS = PACKAGE + "VectorOperators";
    static final String FLOATS = PACKAGE + "FloatVector";
    static final String LONGS = PACKAGE + "LongVector";
    static final long ONE_BITS = Double.doubleToLongBits(1);
    static final long ROOT_BITS = Double.doubleToLongBits(Math.sqrt(0.5));
    static final long FRACTION_BITS = (1L << 52) - 1;
    /** Of 2^52, whose lowest bits hold a whole number. */
    static final long INTEGER_BITS = Double.doubleToLongBits(0x1p52);

    private final MethodVisitor code;
    private final Variables variables;

    /** Where the results of instructions are. */
    interface Variables {
        /** Puts one on the stack. */
        void load(int position);
    }

    VectorInstructions(MethodVisitor code, Variables variables) {
        this.code = code;
        this.variables = variables;
    }

    /** Leaves the result on the stack. */
    void emit(Instruction instruction) {
        switch (instruction.operation()) {
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
                variables.load(instruction.a());
                variables.load(instruction.b());
                variables.load(instruction.c());
                code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "fma", "(" + V + V + ")" + DV, false);
            }
            case SELECT -> {
                variables.load(instruction.c());
                variables.load(instruction.b());
                variables.load(instruction.a());
                code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "blend", "(" + V + MASK + ")" + DV, false);
            }
            case SCALE -> scale(instruction);
            case EXPONENT -> exponent(instruction);
            case MANTISSA -> mantissa(instruction);
            case POWER -> power(instruction);
            case AND -> mask("and", instruction);
            case OR -> mask("or", instruction);
            case NOT -> {
                variables.load(instruction.a());
                code.visitMethodInsn(INVOKEVIRTUAL, PACKAGE + "VectorMask", "not", "()" + MASK, false);
            }
            default -> compare(instruction);
        }
    }

    private void unary(String name, Instruction instruction) {
        variables.load(instruction.a());
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, name, "()" + DV, false);
    }

    private void binary(String name, Instruction instruction) {
        variables.load(instruction.a());
        variables.load(instruction.b());
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, name, "(" + V + ")" + DV, false);
    }

    private void power(Instruction instruction) {
        variables.load(instruction.a());
        operator("POW", "Binary");
        variables.load(instruction.b());
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "lanewise", "(L" + OPERATORS + "$Binary;" + V + ")" + DV, false);
    }

    void operator(String name, String kind) {
        code.visitFieldInsn(GETSTATIC, OPERATORS, name, "L" + OPERATORS + "$" + kind + ";");
    }

    private void mask(String name, Instruction instruction) {
        variables.load(instruction.a());
        variables.load(instruction.b());
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
        variables.load(instruction.a());
        operator(name, "Comparison");
        variables.load(instruction.b());
        String arguments = "L" + OPERATORS + "$Comparison;" + V;
        code.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "compare", "(" + arguments + ")" + MASK, false);
    }

    /** Adds the lowest bits of the second argument to the exponent field of the first. */
    private void scale(Instruction instruction) {
        toLongs(instruction.a());
        toLongs(instruction.b());
        longs("LSHL", 52);
        code.visitMethodInsn(INVOKEVIRTUAL, LONGS, "add", "(" + V + ")L" + LONGS + ";", false);
        toDoubles();
    }

    private void exponent(Instruction instruction) {
        toLongs(instruction.a());
        longs("ADD", ONE_BITS - ROOT_BITS);
        longs("LSHR", 52);
        longs("OR", INTEGER_BITS);
        toDoubles();
    }

    private void mantissa(Instruction instruction) {
        toLongs(instruction.a());
        longs("ADD", ONE_BITS - ROOT_BITS);
        longs("AND", FRACTION_BITS);
        longs("ADD", ROOT_BITS);
        toDoubles();
    }

    private void toLongs(int position) {
        variables.load(position);
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
}
