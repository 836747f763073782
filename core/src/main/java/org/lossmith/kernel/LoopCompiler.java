package org.lossmith.kernel;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;

/**
 * Makes a {@link Loop} of a {@link Program}: a hidden class with one fused loop, or, where the program is too long for one
 * compiled method, a {@link SteppedLoop}. The only place that knows which back ends there are.
 */
final class LoopCompiler {
    /** HotSpot does not compile methods of more bytecode than this (HugeMethodLimit); the whole class is a safe upper bound. */
    private static final int LONGEST_COMPILED = 8000;

    private LoopCompiler() {}

    static Loop compile(Program program, Outputs outputs, boolean weighted) {
        try {
            byte[] bytes = classBytes(program, outputs, weighted);
            return bytes.length <= LONGEST_COMPILED ? define(bytes) : new SteppedLoop(program, outputs);
        } catch (MethodTooLargeException tooLarge) {
            return new SteppedLoop(program, outputs);
        }
    }

    private static byte[] classBytes(Program program, Outputs outputs, boolean weighted) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        String name = LoopCompiler.class.getPackageName().replace('.', '/') + "/CompiledLoop";
        String loop = Loop.class.getName().replace('.', '/');
        writer.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", new String[] {loop});
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        ScalarEmitter.emit(writer, program, outputs, weighted);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static Loop define(byte[] bytes) {
        try {
            return (Loop) MethodHandles.lookup()
                    .defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the compiled loop cannot be loaded", impossible);
        }
    }
}
