package org.lossmith.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** No stage is so long that C2 puts off inlining some of its calls. */
final class StagePlanTest {
    /** Where that begins, seen on JDK 17 and 25. */
    private static final int PUT_OFF = 59;

    private static final int LANES = 8;

    static Stream<Loss> losses() {
        return Losses.all().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void stages_callTheVectorApiFewTimes(Loss loss) {
        Formula formula = loss.formula();
        List<Expr> outputs = List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian());
        List<String> parameters = List.copyOf(formula.parameters());
        Program program = ProgramBuilder.build(outputs, parameters);
        assertCallsAreFew(program, LoopForm.of(Outputs.HESSIAN, true, Element.DOUBLE));
        assertCallsAreFew(program, LoopForm.of(Outputs.HESSIAN, true, Element.FLOAT));
        ParameterPowers floats = ParameterPowers.of(ProgramBuilder.build(outputs, parameters, Element.FLOAT));
        if (FloatArithmetic.maySuit(floats)) {
            LoopForm form = LoopForm.of(Outputs.HESSIAN, true, Element.FLOAT).inFloats();
            assertCallsAreFew(floats.program(), form);
        }
    }

    private static void assertCallsAreFew(Program program, LoopForm form) {
        StagePlan plan = StagePlan.of(VectorLowering.lower(program, form.arithmetic()), form);
        for (int stage = 0; stage < plan.stages().size(); stage++) {
            if (!StagePlan.isScalarStage(plan.program(), plan.stages().get(stage))) {
                assertThat(calls(plan, stage, form)).as("stage " + stage).isLessThan(PUT_OFF);
            }
        }
    }

    private static int calls(StagePlan plan, int stage, LoopForm form) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "Counted", null, "java/lang/Object", null);
        VectorEmitter.emit(writer, plan, stage, form, LANES);
        int[] calls = new int[1];
        new ClassReader(writer.toByteArray()).accept(new CallCounter(calls), ClassReader.SKIP_FRAMES);
        return calls[0];
    }

    private static final class CallCounter extends ClassVisitor {
        private final int[] calls;

        CallCounter(int[] calls) {
            super(Opcodes.ASM9);
            this.calls = calls;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int code, String owner, String called, String of, boolean ofInterface) {
                    if (owner.startsWith("jdk/incubator/vector/")) {
                        boolean broadcastsToo = called.equals("lanewise") && !of.contains("Vector;)");
                        calls[0] += broadcastsToo ? 2 : 1;
                    }
                }
            };
        }
    }
}
