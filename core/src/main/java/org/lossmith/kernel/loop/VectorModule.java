package org.lossmith.kernel.loop;

import org.lossmith.kernel.program.Element;

/**
 * Whether vectors can be used: the module {@code jdk.incubator.vector} is there and its preferred vector holds at least two
 * doubles. Decided once and said in one log line.
 */
public final class VectorModule {
    /** {@code -Dorg.lossmith.kernel=scalar} turns vectors off. */
    static final String PROPERTY = "org.lossmith.kernel";

    private static final System.Logger LOG = System.getLogger("org.lossmith");
    private static final int LANES = find();

    private VectorModule() {}

    public static boolean isAvailable() {
        return LANES > 1;
    }

    /** Doubles in a vector, 0 without the module. */
    public static int lanes() {
        return LANES;
    }

    /** Numbers in a vector. */
    public static int lanes(Element element) {
        return element == Element.FLOAT ? LANES * (Double.SIZE / Float.SIZE) : LANES;
    }

    private static int find() {
        if ("scalar".equals(System.getProperty(PROPERTY))) {
            LOG.log(System.Logger.Level.INFO, "scalar kernels, as -D" + PROPERTY + "=scalar says");
            return 0;
        }
        Class<?> vector;
        try {
            // Asked for by a class: a module loaded while the program runs is not in the boot layer
            // (docs/decisions/0002).
            vector = Class.forName("jdk.incubator.vector.DoubleVector", false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException absent) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "scalar kernels; start java with --add-modules jdk.incubator.vector for vector kernels");
            return 0;
        }
        VectorModule.class.getModule().addReads(vector.getModule());
        int lanes = preferredLanes();
        LOG.log(System.Logger.Level.DEBUG, "vector kernels with " + lanes + " doubles in a vector");
        return lanes;
    }

    private static int preferredLanes() {
        try {
            Object species = Class.forName("jdk.incubator.vector.DoubleVector")
                    .getField("SPECIES_PREFERRED")
                    .get(null);
            Class<?> type = Class.forName("jdk.incubator.vector.VectorSpecies");
            return (Integer) type.getMethod("length").invoke(species);
        } catch (ReflectiveOperationException changed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "scalar kernels: this JDK's vector module is not as expected",
                    changed);
            return 0;
        }
    }
}
