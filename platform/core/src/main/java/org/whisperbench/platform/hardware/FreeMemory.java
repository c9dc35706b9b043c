package org.whisperbench.platform.hardware;

import java.nio.file.Path;
import java.util.OptionalLong;

/** How much main memory could be used now without swapping. */
public final class FreeMemory {

    private static final long KIB = 1024;

    private FreeMemory() {}

    /**
     * Asks the system.
     *
     * @return bytes, never more than a container allows in all; empty where nobody tells
     */
    public static OptionalLong bytes() {
        OptionalLong total = PhysicalMemory.bytes();
        return total.isPresent() ? available(new SystemFiles(Path.of("/")), total.getAsLong()) : total;
    }

    /** By {@code MemAvailable} of {@code /proc/meminfo}, see {@code proc(5)}. */
    static OptionalLong available(SystemFiles files, long total) {
        for (String line : files.lines("proc/meminfo")) {
            if (line.startsWith("MemAvailable:")) {
                OptionalLong kib = SystemFiles.parse(line.replaceAll("[^0-9]", ""));
                return kib.isPresent() ? OptionalLong.of(Math.min(total, kib.getAsLong() * KIB)) : kib;
            }
        }
        return OptionalLong.empty();
    }
}
