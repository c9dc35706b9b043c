package org.whisperbench.backend.coreml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The device that whisper.cpp says it uses, in what it writes while it loads; see its {@code whisper_backend_init_gpu}. */
final class SaidDevice {

    private static final Pattern USING = Pattern.compile("whisper_backend_init\\w*: using (\\S+) backend");

    private SaidDevice() {}

    static String of(List<String> lines) {
        return lines.stream()
                .map(USING::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(name -> name.startsWith("metal") || name.startsWith("mtl") ? "metal" : name)
                .filter(name -> !name.equals("blas"))
                .findFirst()
                .orElse("cpu");
    }
}
