package org.whisperbench.shell;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether somebody looks at standard error on a terminal that understands control sequences, and how wide it is. */
final class Terminals {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final File CONTROLLING_TERMINAL = new File("/dev/tty");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) ([1-9]\\d{0,3})\\s*");
    private static final int USUAL_COLUMNS = 80;

    private Terminals() {}

    /** Whether lines may be drawn over each other on it. */
    @SuppressWarnings("SystemConsoleNull") // on 17 and 25 it is null where there is no terminal
    static boolean isWatched(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean understands = (!kind.isEmpty() && !kind.equals("dumb")) || environment.containsKey("WT_SESSION");
        return understands && System.console() != null && leadsToADevice(STANDARD_ERROR);
    }

    /** How wide it is, or 0 if it is none. */
    static int columns(Map<String, String> environment) {
        if (!isWatched(environment)) {
            return 0;
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : columnsOf(size());
    }

    /** The width of an answer of {@code stty size}, which is rows and columns; the usual one if it is none. */
    static int columnsOf(String size) {
        Matcher answer = SIZE.matcher(size);
        return answer.matches() ? Integer.parseInt(answer.group(2)) : USUAL_COLUMNS;
    }

    /** Shells keep the width to themselves, and Java does not ask the system for it. */
    private static String size() {
        if (!CONTROLLING_TERMINAL.exists()) {
            return "";
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(CONTROLLING_TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
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
