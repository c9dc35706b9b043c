package org.whisperbench.backend.coreml;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.TranscribeOptions.Task;
import org.whisperbench.worker.WhisperLanguages;

/**
 * How text is searched for. What the user leaves open is the same for all engines here, so that they can be compared: the
 * most likely token each time, no second try at a higher temperature, no earlier text as a prompt.
 *
 * @param language tag, or {@code auto}
 * @param translate whether into English
 * @param timestamps whether segments get times
 * @param beam number of hypotheses; 1 is greedy
 * @param temperature 0 takes the most likely token
 * @param fallback whether a window that looks wrong is tried again at higher temperatures
 * @param context most tokens of earlier text in the prompt: 0, or what upstream's {@code whisper_full_default_params} has
 */
record DecodingOptions(
        String language,
        boolean translate,
        boolean timestamps,
        int beam,
        float temperature,
        boolean fallback,
        int context) {

    private static final Set<String> KNOWN =
            Set.of("beam-size", "temperature", "fallback", "condition-on-previous-text");

    private static final int MOST_BEAMS = 8;
    private static final int MOST_CONTEXT = 16384;
    /** As upstream's {@code whisper_full_default_params}. */
    static final float FALLBACK_STEP = 0.2f;

    static DecodingOptions of(TranscribeOptions options, boolean multilingual) {
        Set<String> unknown = new TreeSet<>(options.extra().keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new BackendException(
                    ErrorKind.USER,
                    "options " + unknown + " are not known to backend 'whisper-cpp' when it transcribes; it knows "
                            + new TreeSet<>(KNOWN));
        }
        if (!multilingual && options.task() == Task.TRANSLATE) {
            throw WhisperLanguages.englishOnlyDoesNotTranslate();
        }
        return new DecodingOptions(
                WhisperLanguages.of(options.language(), multilingual),
                options.task() == Task.TRANSLATE,
                options.timestamps(),
                (int) number(options.extra(), "beam-size", 1, MOST_BEAMS),
                (float) number(options.extra(), "temperature", 0, 1),
                flag(options.extra(), "fallback"),
                flag(options.extra(), "condition-on-previous-text") ? MOST_CONTEXT : 0);
    }

    private static boolean flag(Map<String, String> extra, String name) {
        String text = extra.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new BackendException(ErrorKind.USER, "'%s=%s' is neither true nor false".formatted(name, text));
        }
        return text.equals("true");
    }

    private static double number(Map<String, String> extra, String name, double least, double most) {
        String text = extra.get(name);
        if (text == null) {
            return least;
        }
        double value = text.matches("\\d{1,6}(\\.\\d{1,6})?") ? Double.parseDouble(text) : Double.NaN;
        if (value >= least && value <= most) {
            return value;
        }
        throw new BackendException(
                ErrorKind.USER, "'%s=%s' is not from %.0f to %.0f".formatted(name, text, least, most));
    }

    /**
     * What is in force, by the options' names.
     *
     * @param heard the language that the engine says it heard, or {@code unknown}
     */
    Map<String, String> effective(String heard) {
        Map<String, String> effective = new TreeMap<>();
        effective.put("language", WhisperLanguages.told(language, heard));
        effective.put("task", translate ? "translate" : "transcribe");
        effective.put("timestamps", Boolean.toString(timestamps));
        // Above 0 a token is drawn, and there are no beams: see whisper_full, whose best_of is 1 here.
        String search = beam == 1 ? "greedy" : "beam search, " + beam;
        effective.put("decoding", temperature > 0 ? "sampling" : search);
        effective.put("temperature", Float.toString(temperature));
        effective.put("fallback", Boolean.toString(fallback));
        effective.put("previous-text", context == 0 ? "unused" : "prompt");
        effective.put("vad", "false");
        return effective;
    }
}
