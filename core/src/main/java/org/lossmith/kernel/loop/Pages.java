package org.lossmith.kernel.loop;

import static org.objectweb.asm.Opcodes.*;

import java.util.Set;
import java.util.function.IntConsumer;
import org.lossmith.kernel.program.Element;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the loops over the rows of a {@link Stage}: one over pages of memory, and in it one over vectors. In the middle of each page an
 * element of the next one is read of every array that is read. The processor fetches ahead of a loop by itself, but not across the end of
 * a page: where an array begins at the begin of a page, as large ones do but for a few bytes, the next page is there in time.
 *
 * <p>On huge pages there is no such end in reach, and reading ahead only waits for memory: 1.15 to 1.2 times the time. There all rows are one
 * page.
 *
 * <p>What is read so is added up and left in the last element of scratch memory, for C2 drops reads of which nothing comes. Sums
 * go through memory at each page: kept in variables across the pages, C2 of JDK 17 makes objects of them.
 */
final class Pages {
    /** For rows that are not taken page by page: more than there ever are. */
    static final int NONE = 1 << 30;

    /** Calls on fewer rows find them in a cache, where a page's begin costs more than it brings. */
    static final int FROM_MEMORY = 1 << 17;

    /** Variables that it takes. */
    static final int VARIABLES = 4;

    private static final int BYTES = 4096;

    private final MethodVisitor code;
    private final ArrayAccess access;
    private final VectorType type;
    private final int start;
    private final int stop;
    private final int read;

    /** @param variable the first of its variables */
    Pages(MethodVisitor code, ArrayAccess access, VectorType type, int variable) {
        this.code = code;
        this.access = access;
        this.type = type;
        this.start = variable;
        this.stop = variable + 1;
        this.read = variable + 2;
    }

    /** @param count of a call on all rows */
    static int rows(Element element, int count) {
        return count < FROM_MEMORY || HugePages.areUsed() ? NONE : BYTES / element.bytes();
    }

    /**
     * @param arrays of which an element is read ahead
     * @param place in scratch memory, for what was read
     * @param rows emits the loop over a page, to the row in the variable that it is given
     */
    void emit(Set<Integer> arrays, int place, IntConsumer rows) {
        Label begin = new Label();
        Label end = new Label();
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, start);
        code.visitInsn(isFloat() ? FCONST_0 : DCONST_0);
        code.visitVarInsn(isFloat() ? FSTORE : DSTORE, read);
        half();
        code.visitVarInsn(ILOAD, ArrayAccess.COUNT);
        min(stop);
        code.visitLabel(begin);
        code.visitVarInsn(ILOAD, start);
        code.visitVarInsn(ILOAD, ArrayAccess.COUNT);
        code.visitJumpInsn(IF_ICMPGE, end);
        readAhead(arrays);
        code.visitVarInsn(ILOAD, start);
        code.visitVarInsn(ISTORE, ArrayAccess.ROW);
        rows.accept(stop);
        next();
        code.visitJumpInsn(GOTO, begin);
        code.visitLabel(end);
        access.scratch(place);
        code.visitVarInsn(isFloat() ? FLOAD : DLOAD, read);
        code.visitInsn(isFloat() ? FASTORE : DASTORE);
    }

    private void next() {
        code.visitVarInsn(ILOAD, stop);
        code.visitVarInsn(ISTORE, start);
        code.visitVarInsn(ILOAD, start);
        code.visitVarInsn(ILOAD, ArrayAccess.PAGE);
        code.visitInsn(IADD);
        code.visitVarInsn(ILOAD, ArrayAccess.COUNT);
        min(stop);
    }

    /** Of the first row of the next page, or the last row of all. */
    private void readAhead(Set<Integer> arrays) {
        code.visitVarInsn(ILOAD, start);
        half();
        code.visitInsn(IADD);
        code.visitVarInsn(ILOAD, ArrayAccess.COUNT);
        code.visitInsn(ICONST_1);
        code.visitInsn(ISUB);
        min(ArrayAccess.ROW);
        for (int array : arrays) {
            code.visitVarInsn(isFloat() ? FLOAD : DLOAD, read);
            access.element(array);
            code.visitInsn(access.isFloat(array) ? FALOAD : DALOAD);
            if (access.isFloat(array) && !isFloat()) {
                code.visitInsn(F2D);
            }
            code.visitInsn(isFloat() ? FADD : DADD);
            code.visitVarInsn(isFloat() ? FSTORE : DSTORE, read);
        }
    }

    private void half() {
        code.visitVarInsn(ILOAD, ArrayAccess.PAGE);
        code.visitInsn(ICONST_1);
        code.visitInsn(ISHR);
    }

    /** The lesser of two ints on the stack. */
    private void min(int into) {
        code.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        code.visitVarInsn(ISTORE, into);
    }

    private boolean isFloat() {
        return type == VectorType.FLOATS;
    }
}
