package org.whisperbench.backend.coreml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device that whisper.cpp says it uses, in what it writes while it loads; see its {@code whisper_backend_init_gpu}. It
 * names one before it tries, and goes on without it where it fails.
 */
final class SaidDevice {

    static final String CPU = "cpu";

    private static final Pattern USING = Pattern.compile("whisper_backend_init\\w*: using (\\S+) backend");
    private static final Pattern FAILED =
            Pattern.compile("whisper_backend_init\\w*: failed to initialize (\\S+) backend");

    private SaidDevice() {}

    static String of(List<String> lines) {
        List<String> failed = named(FAILED, lines);
        return named(USING, lines).stream()
                .filter(name -> !failed.contains(name))
                .map(name -> name.startsWith("metal") || name.startsWith("mtl") ? "metal" : name)
                .filter(name -> !name.equals("blas"))
                .findFirst()
                .orElse(CPU);
    }

    private static List<String> named(Pattern pattern, List<String> lines) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .toList();
    }
}
