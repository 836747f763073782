package org.lossmith.kernel.loop;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.lossmith.kernel.program.Element;
import org.objectweb.asm.MethodVisitor;

/** Emits access to the arrays of {@link Stage#run}: each is taken, with its offset, into variables before the loop. */
final class ArrayAccess {
    static final String DESCRIPTOR = "([Ljava/lang/Object;[I[D[DII)V";
    static final int ARRAYS = 1;
    static final int OFFSETS = 2;
    static final int INVARIANTS = 3;
    static final int SUMS = 4;
    static final int COUNT = 5;
    static final int PAGE = 6;
    static final int ROW = 7;

    /** The first that is free. */
    static final int FREE = 8;

    private final MethodVisitor code;
    private final LoopForm form;
    private final Map<Integer, Integer> variables = new HashMap<>();

    ArrayAccess(MethodVisitor code, LoopForm form) {
        this.code = code;
        this.form = form;
    }

    /**
     * Before the loop.
     *
     * @param variable two free variables from this on
     */
    void prepare(int array, int variable) {
        variables.put(array, variable);
        code.visitVarInsn(ALOAD, ARRAYS);
        code.visitLdcInsn(array);
        code.visitInsn(AALOAD);
        code.visitTypeInsn(CHECKCAST, isFloat(array) ? "[F" : "[D");
        code.visitVarInsn(ASTORE, variable);
        code.visitVarInsn(ALOAD, OFFSETS);
        code.visitLdcInsn(array);
        code.visitInsn(IALOAD);
        code.visitVarInsn(ISTORE, variable + 1);
    }

    boolean isFloat(int array) {
        return form.element(array) == Element.FLOAT;
    }

    /** The array and the index of the row, as an access takes them. */
    void element(int array) {
        element(array, 0);
    }

    void element(int array, int further) {
        int variable = Objects.requireNonNull(variables.get(array));
        code.visitVarInsn(ALOAD, variable);
        code.visitVarInsn(ILOAD, variable + 1);
        code.visitVarInsn(ILOAD, ROW);
        code.visitInsn(IADD);
        if (further != 0) {
            code.visitLdcInsn(further);
            code.visitInsn(IADD);
        }
    }

    /** Scratch memory, which begins at index 0, and an index into it. */
    void scratch(int at) {
        int variable = Objects.requireNonNull(variables.get(form.scratch()));
        code.visitVarInsn(ALOAD, variable);
        code.visitLdcInsn(at);
    }
}
