package org.lossmith.kernel.loop;

import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;

import java.util.List;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits single instructions as calls of Vector API methods. The classes of the incubating module are named in text alone, so that
 * this code compiles and runs where the module is absent.
 */
final class VectorInstructions {
    static final String PACKAGE = "jdk/incubator/vector/";
    static final String V = "L" + PACKAGE + "Vector;";
    static final String MASK = "L" + PACKAGE + "VectorMask;";
    static final String SPECIES = "L" + PACKAGE + "VectorSpecies;";
    static final String OPERATORS = PACKAGE + "VectorOperators";

    private final Program program;
    private final List<Integer> stage;
    private final MethodVisitor code;
    private final VectorType type;
    private final Variables variables;

    /** Where the results of instructions are. */
    interface Variables {
        /** Puts one on the stack. */
        void load(int position);
    }

    /** @param stage positions of the instructions that are emitted */
    VectorInstructions(Program program, List<Integer> stage, MethodVisitor code, VectorType type, Variables variables) {
        this.program = program;
        this.stage = stage;
        this.code = code;
        this.type = type;
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
            case NEGATE -> negate(instruction);
            case ABS -> unary("abs", instruction);
            case SQRT -> unary("sqrt", instruction);
            case FUSED_MULTIPLY_ADD -> {
                variables.load(instruction.a());
                variables.load(instruction.b());
                variables.load(instruction.c());
                code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), "fma", "(" + V + V + ")" + type.descriptor(), false);
            }
            case SELECT -> {
                variables.load(instruction.c());
                variables.load(instruction.b());
                variables.load(instruction.a());
                code.visitMethodInsn(
                        INVOKEVIRTUAL, type.vector(), "blend", "(" + V + MASK + ")" + type.descriptor(), false);
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

    /** -|x| sets a bit. By itself each of the two takes its mask from memory anew, from next to the code and across cache lines. */
    private void negate(Instruction instruction) {
        Instruction argument = program.instructions().get(instruction.a());
        if (argument.operation() == Operation.ABS && stage.contains(instruction.a())) {
            toIntegers(argument.a());
            integers("OR", type.bits(-0.0));
            fromIntegers();
        } else {
            unary("neg", instruction);
        }
    }

    private void unary(String name, Instruction instruction) {
        variables.load(instruction.a());
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), name, "()" + type.descriptor(), false);
    }

    private void binary(String name, Instruction instruction) {
        variables.load(instruction.a());
        variables.load(instruction.b());
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), name, "(" + V + ")" + type.descriptor(), false);
    }

    private void power(Instruction instruction) {
        variables.load(instruction.a());
        operator("POW", "Binary");
        variables.load(instruction.b());
        code.visitMethodInsn(
                INVOKEVIRTUAL,
                type.vector(),
                "lanewise",
                "(L" + OPERATORS + "$Binary;" + V + ")" + type.descriptor(),
                false);
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
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), "compare", "(" + arguments + ")" + MASK, false);
    }

    /** Adds the lowest bits of the second argument to the exponent field of the first. */
    private void scale(Instruction instruction) {
        toIntegers(instruction.a());
        toIntegers(instruction.b());
        integers("LSHL", type.fractionBits());
        String descriptor = "(" + V + ")L" + type.integerVector() + ";";
        code.visitMethodInsn(INVOKEVIRTUAL, type.integerVector(), "add", descriptor, false);
        fromIntegers();
    }

    private void exponent(Instruction instruction) {
        toIntegers(instruction.a());
        integers("ADD", type.bits(1) - type.bits(Math.sqrt(0.5)));
        integers("LSHR", type.fractionBits());
        integers("OR", type.bits(Math.scalb(1.0, type.fractionBits())));
        fromIntegers();
    }

    private void mantissa(Instruction instruction) {
        toIntegers(instruction.a());
        integers("ADD", type.bits(1) - type.bits(Math.sqrt(0.5)));
        integers("AND", (1L << type.fractionBits()) - 1);
        integers("ADD", type.bits(Math.sqrt(0.5)));
        fromIntegers();
    }

    private void toIntegers(int position) {
        variables.load(position);
        code.visitMethodInsn(
                INVOKEVIRTUAL, type.vector(), type.toIntegers(), "()L" + type.integerVector() + ";", false);
    }

    private void integers(String operator, long argument) {
        operator(operator, operator.startsWith("LSH") ? "Binary" : "Associative");
        code.visitLdcInsn(type.integer(argument));
        String descriptor = "(L" + OPERATORS + "$Binary;" + type.integerLetter() + ")L" + type.integerVector() + ";";
        code.visitMethodInsn(INVOKEVIRTUAL, type.integerVector(), "lanewise", descriptor, false);
    }

    private void fromIntegers() {
        code.visitMethodInsn(INVOKEVIRTUAL, type.integerVector(), type.fromIntegers(), "()" + type.descriptor(), false);
    }
}
