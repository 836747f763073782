package org.lossmith.kernel.loop;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Whether the JVM was started with {@code -XX:+UseLargePages} or {@code -XX:+UseTransparentHugePages}, which switches the first on. Asked
 * once.
 */
final class HugePages {
    private static final boolean USED = isOn("UseLargePages");

    private HugePages() {}

    static boolean areUsed() {
        return USED;
    }

    /** False where the JVM has no such option, or no module jdk.management to ask. */
    static boolean isOn(String option) {
        try {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options != null
                    && Boolean.parseBoolean(options.getVMOption(option).getValue());
        } catch (NoClassDefFoundError | IllegalArgumentException absent) {
            return false;
        }
    }
}
