package org.whisperbench.shell;

import java.util.Locale;

/** Numbers of bytes for people: in units of 1000, as disks and networks are sold. */
final class ByteText {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private ByteText() {}

    static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
