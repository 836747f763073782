package org.lossmith.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.loop.CompiledBlock;
import org.lossmith.kernel.loop.LoopCompiler;
import org.lossmith.kernel.loop.VectorModule;
import org.lossmith.kernel.lowering.Invariants;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;
import org.lossmith.loss.Losses;

/** Classes of formulas that are no longer used are unloaded; -Dlossmith.formulas=100000 tries as many. */
final class ClassLeakTest {
    private static final int FORMULAS = Integer.getInteger("lossmith.formulas", 2000);

    /** The kernels that are kept have a class each; so do blocks. The rest is what other tests and the JVM load meanwhile. */
    private static final int BOUND = 1000;

    /** From the JVM's class loading bean, by reflection: the module of this package does not read that of the bean. */
    private static long count(String attribute) throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getClassLoadingMXBean")
                .invoke(null);
        Number count = (Number) Class.forName("java.lang.management.ClassLoadingMXBean")
                .getMethod("get" + attribute)
                .invoke(bean);
        return count.longValue();
    }

    private static long loadedClasses() throws ReflectiveOperationException, InterruptedException {
        long loaded = count("LoadedClassCount");
        for (int attempt = 0; attempt < 10; attempt++) {
            System.gc();
            Thread.sleep(20);
            loaded = Math.min(loaded, count("LoadedClassCount"));
        }
        return loaded;
    }

    @Test
    void manyDifferentFormulas_leaveFewClasses() throws Exception {
        compile(-100, 0); // What the JVM and the compiler of formulas load once.
        long before = loadedClasses();
        long everLoaded = count("TotalLoadedClassCount");
        compile(1, FORMULAS + 1);
        assertThat(count("TotalLoadedClassCount") - everLoaded)
                .as("each formula had a class")
                .isGreaterThan(FORMULAS);
        assertThat(loadedClasses() - before).isLessThan(BOUND);
    }

    private static void compile(int from, int to) {
        double[] row = {0.5};
        for (int i = from; i < to; i++) {
            double found = Losses.formula("z*" + i, Map.of()).value(2, 0);
            assertThat(found).isEqualTo(2.0 * i);
            Program program =
                    ProgramBuilder.build(List.of(Formula.parse("z + " + i).stableValue()), List.of());
            CompiledBlock block = LoopCompiler.block(program, 1, i % 2 == 0 && VectorModule.isAvailable());
            double[] memory = new double[2 * 8];
            block.run(block.arrays(memory), block.offsets(0, 8), Invariants.of(block.program(), row), 8);
            assertThat(memory[15]).isEqualTo(i);
        }
    }
}
