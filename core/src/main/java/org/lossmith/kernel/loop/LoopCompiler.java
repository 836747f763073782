package org.lossmith.kernel.loop;

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
import org.lossmith.kernel.lowering.ProgramOrder;
import org.lossmith.kernel.lowering.ScalarLowering;
import org.lossmith.kernel.lowering.SigmoidProducts;
import org.lossmith.kernel.lowering.VectorLowering;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.RecentlyUsed;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Makes loops of {@link Program}s. The only place that knows which back ends there are. */
public final class LoopCompiler {
    /** HotSpot does not compile methods of more bytecode (HugeMethodLimit). */
    private static final int LONGEST_COMPILED = 8000;

    /** More give a longer method in any case, and stack maps that take long to compute. */
    private static final int MOST_INSTRUCTIONS = 700;

    /**
     * More loops over vectors are compiled too slowly: until the JIT compiler has done all of them each row takes 200 times as long.
     */
    private static final int MOST_STAGES = 100;

    /** Blocks kept for programs seen lately. */
    private static final int KEPT = 256;

    private static final RecentlyUsed<BlockKey, CompiledBlock> BLOCKS = new RecentlyUsed<>(KEPT);

    private record BlockKey(List<Instruction> instructions, List<Integer> outputs, int inputs, boolean vector) {}

    private LoopCompiler() {}

    /** One fused loop over single rows, or, for a program too long for one compiled method, a {@link SteppedStage}. */
    public static Loop scalar(Program formula, LoopForm form) {
        Program program = ProgramOrder.narrow(ScalarLowering.lower(formula));
        return new Loop(program, List.of(scalarStage(program, form)), form, 0, 1);
    }

    /** Short loops over vectors, or, for so long a program that it would need many, a {@link SteppedStage}. */
    static Loop vector(Program formula, LoopForm form) {
        StagePlan plan = stagePlan(formula, form);
        if (isLong(plan) && form.arithmetic() == Element.DOUBLE) {
            SteppedStage stage = steppedByVectors(formula, form);
            return new Loop(stage.program(), List.of(stage), form, 0, 1);
        }
        int lanes = VectorModule.lanes(form.arithmetic());
        return new Loop(plan.program(), vectorStages(plan, form), form, plan.slotCount(), lanes);
    }

    /**
     * A loop over rows that lie in one array; equal programs share it.
     *
     * @param inputs how many inputs there are: those that the program does not use have an offset too
     * @param vector only where {@link VectorModule#isAvailable}
     */
    public static CompiledBlock block(Program program, int inputs, boolean vector) {
        BlockKey key = new BlockKey(program.instructions(), program.outputs(), inputs, vector);
        return BLOCKS.get(key, absent -> compileBlock(program, inputs, vector));
    }

    static CompiledBlock compileBlock(Program formula, int inputs, boolean vector) {
        LoopForm form = LoopForm.block(inputs, formula);
        if (!vector) {
            Program program = ProgramOrder.narrow(ScalarLowering.lower(formula));
            return CompiledBlock.of(List.of(scalarStage(program, form)), form, program, 0);
        }
        StagePlan plan = stagePlan(formula, form);
        if (isLong(plan)) {
            SteppedStage stage = steppedByVectors(formula, form);
            return CompiledBlock.of(List.of(stage), form, stage.program(), 0);
        }
        return CompiledBlock.of(vectorStages(plan, form), form, plan.program(), plan.slotCount());
    }

    private static StagePlan stagePlan(Program formula, LoopForm form) {
        return StagePlan.of(ProgramOrder.narrow(VectorLowering.lower(formula, form.arithmetic())), form);
    }

    private static boolean isLong(StagePlan plan) {
        return plan.stages().size() > MOST_STAGES;
    }

    /** Whether a program would need more loops over vectors than are worth compiling; it is not computed in float then. */
    static boolean isLong(Program formula, LoopForm form) {
        return formula.instructions().size() > MOST_STAGES && isLong(stagePlan(formula, form));
    }

    /** Functions stay whole, unless products of sigmoids take them in parts. */
    private static SteppedStage steppedByVectors(Program formula, LoopForm form) {
        Program opened = SigmoidProducts.of(formula).found() ? VectorLowering.lower(formula, Element.DOUBLE) : formula;
        return new SteppedStage(ProgramOrder.narrow(opened), form, true);
    }

    private static Stage scalarStage(Program program, LoopForm form) {
        if (program.instructions().size() > MOST_INSTRUCTIONS) {
            return new SteppedStage(program, form, false);
        }
        Label[] end = new Label[1];
        byte[] bytes = classBytes(writer -> end[0] = ScalarEmitter.emit(writer, program, form));
        return end[0].getOffset() <= LONGEST_COMPILED ? define(bytes) : new SteppedStage(program, form, false);
    }

    private static List<Stage> vectorStages(StagePlan plan, LoopForm form) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < plan.stages().size(); i++) {
            stages.add(vectorStage(plan, i, form));
        }
        return stages;
    }

    private static Stage vectorStage(StagePlan plan, int number, LoopForm form) {
        List<Integer> instructions = plan.stages().get(number);
        if (StagePlan.isScalarStage(plan.program(), instructions)) {
            return new ScalarStage(plan, form, instructions.get(0));
        }
        int lanes = VectorModule.lanes(form.arithmetic());
        return define(classBytes(writer -> VectorEmitter.emit(writer, plan, number, form, lanes)));
    }

    private static byte[] classBytes(Consumer<ClassWriter> method) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String first, String second) {
                return "java/lang/Object";
            }
        };
        String name = LoopCompiler.class.getPackageName().replace('.', '/') + "/CompiledStage";
        String implemented = Stage.class.getName().replace('.', '/');
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

    private static Stage define(byte[] bytes) {
        try {
            return (Stage) MethodHandles.lookup()
                    .defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the compiled loop cannot be loaded", impossible);
        }
    }
}
