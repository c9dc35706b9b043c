package org.whisperbench.platform.provision;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where pip is told to get packages from: by its variables and, where it is there to be asked, its files.
 *
 * @param values by the names of pip's options, such as {@code index-url}; several places are separated by blanks
 */
record PipConfiguration(Map<String, String> values) {

    /** As {@code pip config list} writes it: section, option and value, the last as Python writes a text. */
    private static final Pattern ENTRY = Pattern.compile("(:env:|global|install)\\.([a-z-]+)=(['\"])(.*)\\3");

    /** Later ones win, see "Configuration" in pip's documentation. */
    private static final List<String> SECTIONS = List.of("global", "install", ":env:");

    private static final List<String> OPTIONS = List.of("index-url", "extra-index-url", "find-links", "cert");

    /** Copies the map. */
    PipConfiguration {
        values = Map.copyOf(values);
    }

    /** Asks the pip of a Python, which need not have one. */
    static PipConfiguration of(String python, Map<String, String> variables) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        try {
            ShortRun run = ShortRun.of(
                    List.of(python, "-m", "pip", "--disable-pip-version-check", "config", "list"), variables);
            if (run.code() == 0) {
                values.putAll(listed(run.lines()).values());
            }
        } catch (IOException e) {
            // Whoever cannot be asked has no files; the variables are there all the same.
            values.clear();
        }
        for (String option : OPTIONS) {
            String set = variables.getOrDefault(
                    "PIP_" + option.toUpperCase(Locale.ROOT).replace('-', '_'), "");
            if (!set.isBlank()) {
                values.put(option, words(set));
            }
        }
        return new PipConfiguration(values);
    }

    /** Reads what {@code pip config list} says. */
    static PipConfiguration listed(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String section : SECTIONS) {
            for (String line : lines) {
                Matcher entry = ENTRY.matcher(line);
                if (entry.matches() && entry.group(1).equals(section) && OPTIONS.contains(entry.group(2))) {
                    values.put(
                            entry.group(2),
                            words(entry.group(4).replace("\\n", " ").replace("\\\\", "\\")));
                }
            }
        }
        return new PipConfiguration(values);
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** The value of an option, or empty. */
    String value(String option) {
        return values.getOrDefault(option, "");
    }
}
