package org.whisperbench.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Tells whether somebody looks at standard error on a terminal that understands control sequences. */
final class Terminals {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int USUAL_COLUMNS = 80;

    private Terminals() {}

    /** How wide it is, or 0 if it is none. */
    @SuppressWarnings("SystemConsoleNull") // on 17 and 25 it is null where there is no terminal
    static int columns(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean understands = (!kind.isEmpty() && !kind.equals("dumb")) || environment.containsKey("WT_SESSION");
        if (!understands || System.console() == null || !leadsToADevice(STANDARD_ERROR)) {
            return 0;
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }

    /** Java does not tell where standard error goes; Linux does. */
    static boolean leadsToADevice(Path stream) {
        try {
            return !Files.exists(stream, LinkOption.NOFOLLOW_LINKS)
                    || Files.readSymbolicLink(stream).toString().matches("/dev/(pts|tty|console).*");
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }
}
