package org.whisperbench.platform.hardware;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** What a container allows counts, where there is one; Java looks at that. */
final class PhysicalMemory {

    private PhysicalMemory() {}

    /** How much there is, in bytes; empty where the virtual machine, or the framework of this bundle, does not show it. */
    static OptionalLong bytes() {
        try {
            long bytes = ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean bean
                    ? bean.getTotalMemorySize()
                    : 0;
            return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
        } catch (NoClassDefFoundError e) {
            // The package belongs to no standard, so importing it is optional.
            return OptionalLong.empty();
        }
    }
}
