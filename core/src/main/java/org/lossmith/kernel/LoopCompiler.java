package org.lossmith.kernel;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Makes {@link Loop}s of {@link Program}s. The only place that knows which back ends there are. */
final class LoopCompiler {
    /** HotSpot does not compile methods of more bytecode (HugeMethodLimit); the whole class is a safe upper bound. */
    private static final int LONGEST_COMPILED = 8000;

    /** More give a longer method in any case, and stack maps that take long to compute. */
    private static final int MOST_INSTRUCTIONS = 700;

    private LoopCompiler() {}

    /** One fused loop over single rows, or, for a program too long for one compiled method, a {@link SteppedLoop}. */
    static Loop scalar(Program formula, Outputs outputs, boolean weighted) {
        Program program = ScalarLowering.lower(formula);
        if (program.instructions().size() > MOST_INSTRUCTIONS) {
            return new SteppedLoop(program, outputs);
        }
        byte[] bytes = classBytes(Loop.class, writer -> ScalarEmitter.emit(writer, program, outputs, weighted));
        return bytes.length <= LONGEST_COMPILED ? (Loop) define(bytes) : new SteppedLoop(program, outputs);
    }

    /** Short loops over vectors; only where {@link VectorModule#isAvailable}. */
    static Loop vector(Program program, Outputs outputs, boolean weighted) {
        StagePlan plan = StagePlan.of(VectorLowering.lower(program));
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < plan.stages().size(); i++) {
            stages.add(stage(plan, i, outputs, weighted));
        }
        return new StagedLoop(plan, stages, outputs, VectorModule.lanes());
    }

    private static Stage stage(StagePlan plan, int number, Outputs outputs, boolean weighted) {
        List<Integer> instructions = plan.stages().get(number);
        if (StagePlan.isScalarStage(plan.program(), instructions)) {
            return new ScalarStage(plan, instructions.get(0));
        }
        int lanes = VectorModule.lanes();
        return (Stage) define(
                classBytes(Stage.class, writer -> VectorEmitter.emit(writer, plan, number, outputs, weighted, lanes)));
    }

    private static byte[] classBytes(Class<?> type, Consumer<ClassWriter> method) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String first, String second) {
                return "java/lang/Object";
            }
        };
        String name = LoopCompiler.class.getPackageName().replace('.', '/') + "/Compiled" + type.getSimpleName();
        String implemented = type.getName().replace('.', '/');
        writer.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", new String[] {implemented});
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        method.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static Object define(byte[] bytes) {
        try {
            return MethodHandles.lookup()
                    .defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the compiled loop cannot be loaded", impossible);
        }
    }
}
