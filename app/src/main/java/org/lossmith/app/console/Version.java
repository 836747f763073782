package org.lossmith.app.console;

/** Which program this is. */
public final class Version {
    private Version() {}

    /** Name and version. */
    public static String program() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "lossmith " + (version == null ? "development build" : version);
    }

    public static String full() {
        return program() + ", Java " + Runtime.version()
                + (VectorModule.load() ? ", with the vector module" : ", without the vector module");
    }
}
