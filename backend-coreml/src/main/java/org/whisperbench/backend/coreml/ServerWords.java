package org.whisperbench.backend.coreml;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code whisper-server} writes of itself when it starts: one line of abilities. It does not tell its version. */
record ServerWords(List<String> lines) {

    private static final Pattern SYSTEM = Pattern.compile("system_info: (n_threads = (?<threads>\\d+).*)");
    private static final Pattern VERSION = Pattern.compile("whisper\\.cpp version: (\\S+)");

    String system() {
        return first(SYSTEM, 1);
    }

    String threads() {
        return first(SYSTEM, "threads");
    }

    /** Whether an encoder for Core ML was loaded; that the program could load one is in {@link #system}. */
    boolean coreml() {
        return coreml(lines);
    }

    /** See {@code whisper_init_state}: without the encoder it goes on, if it was built so, and says that it failed. */
    static boolean coreml(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("Core ML model loaded"));
    }

    String version() {
        return first(VERSION, 1);
    }

    private String first(Pattern pattern, int group) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(group).strip())
                .findFirst()
                .orElse("unknown");
    }

    private String first(Pattern pattern, String group) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(group))
                .findFirst()
                .orElse("unknown");
    }
}
