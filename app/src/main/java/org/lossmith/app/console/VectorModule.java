package org.lossmith.app.console;

/**
 * Loads jdk.incubator.vector into the running JVM. With {@code --add-modules} the JDK writes a warning to the user's stderr at
 * every start, which nothing can switch off; see docs/decisions/0002.
 */
public final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Whether the module is there now. The manifest of the program's jar gives the access that this needs. */
    public static boolean load() {
        if (isLoaded()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // A JDK without the module, or one that moved this method: the scalar loops do the same work.
            return false;
        }
        return isLoaded();
    }

    private static boolean isLoaded() {
        try {
            Class.forName(NAME + ".DoubleVector", false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
