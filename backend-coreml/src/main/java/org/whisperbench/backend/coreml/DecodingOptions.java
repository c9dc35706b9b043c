package org.whisperbench.backend.coreml;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.TranscribeOptions.Task;

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
    /** The 99 of whisper.cpp's {@code g_lang} that every multilingual model has. */
    private static final Set<String> LANGUAGES =
            Set.of(("en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk"
                            + " el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne"
                            + " mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my"
                            + " bo tl mg as tt haw ln ha ba jw su")
                    .split(" "));

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
            throw new BackendException(
                    ErrorKind.USER, "an English-only model does not translate; use a multilingual one");
        }
        return new DecodingOptions(
                language(options.language(), multilingual),
                options.task() == Task.TRANSLATE,
                options.timestamps(),
                (int) number(options.extra(), "beam-size", 1, MOST_BEAMS),
                (float) number(options.extra(), "temperature", 0, 1),
                flag(options.extra(), "fallback"),
                flag(options.extra(), "condition-on-previous-text") ? MOST_CONTEXT : 0);
    }

    private static String language(String asked, boolean multilingual) {
        if (!multilingual && !asked.equals(TranscribeOptions.AUTO) && !asked.equals("en")) {
            throw new BackendException(
                    ErrorKind.USER,
                    "language '" + asked + "' is not possible with an English-only model; use a multilingual one");
        }
        return multilingual ? known(asked) : "en";
    }

    /** whisper.cpp takes a language that it does not know for another token, and says nothing. */
    private static String known(String asked) {
        String primary = asked.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        if (!primary.equals(TranscribeOptions.AUTO) && !LANGUAGES.contains(primary)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "language '" + asked + "' is none that Whisper knows; use 'auto' or one such as 'en'");
        }
        return primary;
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

    /** What is in force, by the options' names. */
    Map<String, String> effective() {
        Map<String, String> effective = new TreeMap<>();
        effective.put("language", language);
        effective.put("task", translate ? "translate" : "transcribe");
        effective.put("timestamps", Boolean.toString(timestamps));
        effective.put("decoding", beam == 1 ? "greedy" : "beam search, " + beam);
        effective.put("temperature", Float.toString(temperature));
        effective.put("fallback", Boolean.toString(fallback));
        effective.put("previous-text", context == 0 ? "unused" : "prompt");
        return effective;
    }
}
