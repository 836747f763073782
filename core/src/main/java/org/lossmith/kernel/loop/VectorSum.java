package org.lossmith.kernel.loop;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.MethodVisitor;

/**
 * Emits the adding up of the values of a loop over vectors.
 *
 * <p>Sums of floats are kept in two floats a lane: total = sum + added, lost += added - (total - sum), which is exact where the sum is
 * not smaller than what is added (Dekker 1971), and else off by half an ulp of that. Converting each vector to two of doubles took
 * bce 0.3 ns a row more. Between blocks of rows sums stay in memory, so that a block ends without scalar code.
 */
final class VectorSum {
    /** Variables that it takes. */
    static final int VARIABLES = 4;

    private final MethodVisitor code;
    private final ArrayAccess access;
    private final VectorType type;
    private final int lanes;
    private final int sum;
    private final int lost;
    private final int added;
    private final int total;

    /** @param variable the first of its variables */
    VectorSum(MethodVisitor code, ArrayAccess access, VectorType type, int lanes, int variable) {
        this.code = code;
        this.access = access;
        this.type = type;
        this.lanes = lanes;
        this.sum = variable;
        this.lost = variable + 1;
        this.added = variable + 2;
        this.total = variable + 3;
    }

    /**
     * Before the loop.
     *
     * @param place where sums of floats are in scratch memory
     */
    void load(int place) {
        if (type == VectorType.FLOATS) {
            fromScratch(sum, place);
            fromScratch(lost, place + lanes);
            return;
        }
        species();
        code.visitVarInsn(ALOAD, ArrayAccess.SUMS);
        code.visitInsn(ICONST_0);
        fromArray(sum);
    }

    /** Adds the vector on the stack. */
    void add() {
        code.visitVarInsn(ASTORE, added);
        code.visitVarInsn(ALOAD, sum);
        code.visitVarInsn(ALOAD, added);
        arithmetic("add");
        if (type == VectorType.FLOATS) {
            code.visitVarInsn(ASTORE, total);
            code.visitVarInsn(ALOAD, lost);
            code.visitVarInsn(ALOAD, added);
            code.visitVarInsn(ALOAD, total);
            code.visitVarInsn(ALOAD, sum);
            arithmetic("sub");
            arithmetic("sub");
            arithmetic("add");
            code.visitVarInsn(ASTORE, lost);
            code.visitVarInsn(ALOAD, total);
        }
        code.visitVarInsn(ASTORE, sum);
    }

    /** Adds the product of two vectors without rounding it first: lost += a b - (total - sum). */
    void addProduct(Runnable a, Runnable b) {
        a.run();
        b.run();
        code.visitVarInsn(ALOAD, sum);
        multiplyAdd();
        if (type == VectorType.FLOATS) {
            code.visitVarInsn(ASTORE, total);
            code.visitVarInsn(ALOAD, lost);
            a.run();
            b.run();
            code.visitVarInsn(ALOAD, sum);
            code.visitVarInsn(ALOAD, total);
            arithmetic("sub");
            multiplyAdd();
            arithmetic("add");
            code.visitVarInsn(ASTORE, lost);
            code.visitVarInsn(ALOAD, total);
        }
        code.visitVarInsn(ASTORE, sum);
    }

    private void multiplyAdd() {
        String descriptor = "(" + VectorInstructions.V + VectorInstructions.V + ")" + type.descriptor();
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), "fma", descriptor, false);
    }

    private void arithmetic(String name) {
        String descriptor = "(" + VectorInstructions.V + ")" + type.descriptor();
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), name, descriptor, false);
    }

    /** After the loop. */
    void store(int place) {
        if (type == VectorType.FLOATS) {
            intoScratch(sum, place);
            intoScratch(lost, place + lanes);
            return;
        }
        code.visitVarInsn(ALOAD, sum);
        code.visitVarInsn(ALOAD, ArrayAccess.SUMS);
        code.visitInsn(ICONST_0);
        intoArray();
    }

    private void intoScratch(int variable, int at) {
        code.visitVarInsn(ALOAD, variable);
        access.scratch(at);
        intoArray();
    }

    private void fromScratch(int variable, int at) {
        species();
        access.scratch(at);
        fromArray(variable);
    }

    private void species() {
        code.visitFieldInsn(GETSTATIC, type.vector(), "SPECIES_PREFERRED", VectorInstructions.SPECIES);
    }

    private void fromArray(int variable) {
        String descriptor = "(" + VectorInstructions.SPECIES + "[" + type.letter() + "I)" + type.descriptor();
        code.visitMethodInsn(INVOKESTATIC, type.vector(), "fromArray", descriptor, false);
        code.visitVarInsn(ASTORE, variable);
    }

    private void intoArray() {
        code.visitMethodInsn(INVOKEVIRTUAL, type.vector(), "intoArray", "([" + type.letter() + "I)V", false);
    }
}
