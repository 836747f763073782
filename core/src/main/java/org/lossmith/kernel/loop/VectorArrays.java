package org.lossmith.kernel.loop;

import static org.lossmith.kernel.loop.VectorInstructions.*;
import static org.lossmith.kernel.loop.VectorType.DOUBLES;
import static org.lossmith.kernel.loop.VectorType.FLOATS;
import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.MethodVisitor;

/** Emits how vectors are loaded from arrays and stored into them; floats are converted where the loop computes in double. */
final class VectorArrays {
    private final MethodVisitor code;
    private final ArrayAccess access;
    private final VectorType type;
    private final int lanes;

    VectorArrays(MethodVisitor code, ArrayAccess access, VectorType type, int lanes) {
        this.code = code;
        this.access = access;
        this.type = type;
        this.lanes = lanes;
    }

    void species(VectorType of) {
        code.visitFieldInsn(GETSTATIC, of.vector(), "SPECIES_PREFERRED", SPECIES);
    }

    /** The vector at a row, or further on, as the loop computes. */
    void load(int array, int further) {
        boolean converted = isConverted(array);
        VectorType stored = converted ? FLOATS : type;
        loadedSpecies(converted);
        access.element(array, further);
        String descriptor = "(" + SPECIES + "[" + stored.letter() + "I)" + stored.descriptor();
        code.visitMethodInsn(INVOKESTATIC, stored.vector(), "fromArray", descriptor, false);
        if (converted) {
            convert("F2D", () -> species(DOUBLES), DOUBLES);
        }
    }

    /** Stores the vector on the stack. */
    void store(int array, int further) {
        boolean converted = isConverted(array);
        VectorType stored = converted ? FLOATS : type;
        if (converted) {
            convert("D2F", () -> loadedSpecies(true), FLOATS);
        }
        access.element(array, further);
        code.visitMethodInsn(INVOKEVIRTUAL, stored.vector(), "intoArray", "([" + stored.letter() + "I)V", false);
    }

    /** Whether the array holds floats and the loop computes in double. */
    private boolean isConverted(int array) {
        return access.isFloat(array) && type == DOUBLES;
    }

    private void convert(String conversion, Runnable species, VectorType into) {
        String conversions = "L" + OPERATORS + "$Conversion;";
        code.visitFieldInsn(GETSTATIC, OPERATORS, conversion, conversions);
        species.run();
        code.visitInsn(ICONST_0);
        String descriptor = "(" + conversions + SPECIES + "I)" + V;
        code.visitMethodInsn(INVOKEVIRTUAL, PACKAGE + "Vector", "convertShape", descriptor, false);
        code.visitTypeInsn(CHECKCAST, into.vector());
    }

    /** Of what is read and written: where floats are converted, as many of them as there are doubles in a vector. */
    private void loadedSpecies(boolean converted) {
        if (converted) {
            code.visitFieldInsn(GETSTATIC, FLOATS.vector(), "SPECIES_" + Float.SIZE * lanes, SPECIES);
        } else {
            species(type);
        }
    }
}
