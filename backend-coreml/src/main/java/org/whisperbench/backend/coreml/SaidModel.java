package org.whisperbench.backend.coreml;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What whisper.cpp says of the model that it loads, see its {@code whisper_init_from_file_with_params_no_state} and
 * {@code whisper_model_load}.
 *
 * @param lines what it wrote
 */
record SaidModel(List<String> lines) {

    private static final Pattern NUMBER = Pattern.compile("whisper_model_load: ftype\\s*= (\\d{1,4})");
    /** See {@code enum ggml_ftype} in ggml 1.9.3; what is left out there is left out here. */
    private static final Map<Long, String> PRECISIONS = Map.ofEntries(
            Map.entry(0L, "f32"),
            Map.entry(1L, "f16"),
            Map.entry(2L, "q4_0"),
            Map.entry(3L, "q4_1"),
            Map.entry(7L, "q8_0"),
            Map.entry(8L, "q5_0"),
            Map.entry(9L, "q5_1"),
            Map.entry(10L, "q2_k"),
            Map.entry(11L, "q3_k"),
            Map.entry(12L, "q4_k"),
            Map.entry(13L, "q5_k"),
            Map.entry(14L, "q6_k"));

    /** The number format of most weights by upstream's number for it, or {@code unknown}. */
    static String precision(long number) {
        return PRECISIONS.getOrDefault(number, "unknown");
    }

    String precision() {
        return lines.stream()
                .map(NUMBER::matcher)
                .filter(Matcher::find)
                .map(found -> precision(Long.parseLong(found.group(1))))
                .findFirst()
                .orElse("unknown");
    }

    /** The file, if it says that it loads the one that it was given. */
    List<Path> files(Path given, Path file) {
        return lines.stream().anyMatch(line -> line.contains("loading model from '" + given + "'"))
                ? List.of(file)
                : List.of();
    }
}
