package org.whisperbench.shell;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.WhisperException;
import picocli.CommandLine.Option;

/** How a model is to be loaded. */
final class EngineFlags {

    /** Options of decoding that one engine knows. */
    private static final Set<String> OF_ONE_ENGINE = Set.of("seed", "chunk", "chunking");

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = LoadOptions.AUTO,
            description = "what computes, such as cpu (default: the engine's choice)")
    private String device = LoadOptions.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "threads for computing (default: the engine's choice)")
    private int threads;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "",
            description = "number format, such as fp16 or int8: that of another model of the family, or the engine's to"
                    + " choose (default: the model's)")
    private String precision = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "how long loading, and each transcription, may take, such as 90s, 5m or 2h; an engine with a process"
                            + " of its own is ended then, one in this process 'benchmark' interrupts and gives up, other"
                            + " commands wait for it (default: ten minutes, and 20 times the length of the audio)")
    private String timeout = "";

    @Option(
            names = "--in-process",
            description =
                    "run engines inside this process instead of in processes of their own: a crash ends everything")
    private boolean inProcess;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "an option that has no flag of its own; may be repeated")
    private Map<String, String> extra = new LinkedHashMap<>();

    LoadOptions options() {
        if (threads < 0) {
            throw refused("'--threads %d' is negative; give 0 for the engine's choice".formatted(threads));
        }
        if (device.isBlank()) {
            throw refused("'--device' is blank; give one such as cpu, or leave it out");
        }
        extra.forEach((key, value) -> {
            if (key.isBlank()) {
                throw refused("'--option %s=%s' names no option; write KEY=VALUE".formatted(key, value));
            }
        });
        Map<String, String> loading = new LinkedHashMap<>(extra);
        loading.keySet().removeIf(EngineFlags::isOfDecoding);
        if (!precision.isBlank()) {
            requireOne("precision", precision, loading);
        }
        LoadOptions options = new LoadOptions(device, threads, timeout(), loading);
        return precision.isBlank() ? options : options.withPrecision(precision);
    }

    /** Refuses an option that a flag and {@code --option} give different values: one of them would be ignored. */
    static void requireOne(String key, String value, Map<String, String> further) {
        String other = further.getOrDefault(key, value);
        if (!other.equals(value)) {
            throw refused("'--%s %s' and '--option %s=%s' contradict each other; leave one of them out"
                    .formatted(key, value, key, other));
        }
    }

    private static WhisperException refused(String message) {
        return new WhisperException(ErrorKind.USER, message);
    }

    /** Those of the further options that are about decoding. */
    Map<String, String> decoding() {
        Map<String, String> decoding = new LinkedHashMap<>(extra);
        decoding.keySet().removeIf(key -> !isOfDecoding(key));
        return decoding;
    }

    /** Whether an option that has no place of its own is about decoding, and so not about loading. */
    static boolean isOfDecoding(String key) {
        return OF_ONE_ENGINE.contains(key) || DecodingOption.of(key).isPresent();
    }

    boolean inProcess() {
        return inProcess;
    }

    /** How long a call may take; zero if the user does not say. */
    Duration timeout() {
        return TimeLimit.parse(timeout)
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER,
                        "'--timeout %s' is no time; give a number of seconds, minutes or hours, such as 90s, 5m or 2h"
                                .formatted(timeout)));
    }
}
