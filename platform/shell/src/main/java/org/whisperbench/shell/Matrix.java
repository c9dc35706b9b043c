package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.Candidate;
import org.whisperbench.platform.catalog.CatalogModel;

/** Every model with every combination of the options that vary. */
final class Matrix {

    private final LoadOptions load;
    private final TranscribeOptions options;
    private final List<Map<String, String>> combinations;

    /** Reads {@code KEY=V1,V2}. */
    Matrix(LoadOptions load, TranscribeOptions options, List<String> varied) {
        this.load = load;
        this.options = options;
        List<Map<String, String>> found = List.of(Map.of());
        for (String axis : varied) {
            found = times(found, axis);
        }
        combinations = found;
    }

    private static List<Map<String, String>> times(List<Map<String, String>> combinations, String axis) {
        int equals = axis.indexOf('=');
        if (equals < 1 || equals == axis.length() - 1) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--vary %s' names no values; give an option and its values, such as threads=1,2".formatted(axis));
        }
        List<String> values = List.of(axis.substring(equals + 1).split(",", -1));
        if (values.stream().anyMatch(String::isBlank)
                || values.stream().distinct().count() < values.size()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--vary %s' has an empty value, or one twice; give different values, such as threads=1,2"
                            .formatted(axis));
        }
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> combination : combinations) {
            if (combination.containsKey(axis.substring(0, equals))) {
                throw new WhisperException(
                        ErrorKind.USER,
                        "'--vary %s' varies an option that varies already; give all of its values at once"
                                .formatted(axis));
            }
            for (String value : values) {
                Map<String, String> more = new LinkedHashMap<>(combination);
                more.put(axis.substring(0, equals), value);
                all.add(more);
            }
        }
        return all;
    }

    List<Candidate> over(List<CatalogModel> models) {
        return models.stream()
                .flatMap(model -> combinations.stream().map(combination -> candidate(model, combination)))
                .toList();
    }

    private Candidate candidate(CatalogModel model, Map<String, String> combination) {
        LoadOptions loading = load;
        TranscribeOptions transcribing = options;
        for (Map.Entry<String, String> option : combination.entrySet()) {
            switch (option.getKey()) {
                case "language" -> transcribing = transcribing.withLanguage(option.getValue());
                case "device" -> loading = loading.withDevice(option.getValue());
                case "threads" -> loading = loading.withThreads(threads(option.getValue()));
                default -> {
                    boolean decoding = EngineFlags.isOfDecoding(option.getKey());
                    Map<String, String> extra = new LinkedHashMap<>(decoding ? transcribing.extra() : loading.extra());
                    extra.put(option.getKey(), option.getValue());
                    loading = decoding ? loading : loading.withExtra(extra);
                    transcribing = decoding ? transcribing.withExtra(checked(extra)) : transcribing;
                }
            }
        }
        String variant = combination.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" "));
        return new Candidate(model, loading, transcribing, variant);
    }

    private static Map<String, String> checked(Map<String, String> decoding) {
        decoding.forEach((key, value) -> DecodingOption.of(key).ifPresent(option -> option.check(value)));
        return decoding;
    }

    private static int threads(String value) {
        if (!value.matches("\\d{1,4}")) {
            throw new WhisperException(
                    ErrorKind.USER, "'--vary threads=%s' is no number of threads; give 1 or more".formatted(value));
        }
        return Integer.parseInt(value);
    }
}
