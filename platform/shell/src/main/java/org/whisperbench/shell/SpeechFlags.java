package org.whisperbench.shell;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import picocli.CommandLine.Option;

/** How speech is to be written down. */
final class SpeechFlags {

    private final Map<DecodingOption, String> decoding = new EnumMap<>(DecodingOption.class);

    @Option(
            names = {"-l", "--language"},
            paramLabel = "TAG",
            defaultValue = TranscribeOptions.AUTO,
            description = "spoken language, such as en (default: detected)")
    private String language = TranscribeOptions.AUTO;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            defaultValue = "transcribe",
            description = "transcribe, or translate into English (default: transcribe)")
    private TranscribeOptions.Task task = TranscribeOptions.Task.TRANSCRIBE;

    @Option(
            names = "--no-timestamps",
            description = "do not predict when segments begin and end, where the audio is short enough for that")
    private boolean withoutTimestamps;

    @Option(
            names = "--temperature",
            paramLabel = "T[,T...]",
            description = "0 takes the likeliest tokens, more draws them; several are tried in turn until the text is"
                    + " neither repetitive nor improbable (default: 0)")
    void temperature(String value) {
        set(DecodingOption.TEMPERATURE, value);
    }

    @Option(names = "--beam-size", paramLabel = "N", description = "beams that are searched (default: 1, greedy)")
    void beamSize(String value) {
        set(DecodingOption.BEAM_SIZE, value);
    }

    @Option(
            names = "--best-of",
            paramLabel = "N",
            description = "texts that are drawn at a temperature above 0, of which the likeliest is kept (default: 1)")
    void bestOf(String value) {
        set(DecodingOption.BEST_OF, value);
    }

    @Option(
            names = "--patience",
            paramLabel = "X",
            description = "end beam search when X times as many texts as beams have ended (default: when none can win)")
    void patience(String value) {
        set(DecodingOption.PATIENCE, value);
    }

    @Option(
            names = "--length-penalty",
            paramLabel = "X",
            description = "power of the length by which beams are compared (default: 1)")
    void lengthPenalty(String value) {
        set(DecodingOption.LENGTH_PENALTY, value);
    }

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "text that the model is told before it hears: names, spelling, style")
    void prompt(String value) {
        set(DecodingOption.PROMPT, value);
    }

    @Option(
            names = "--condition-on-previous-text",
            description = "tell the model the text before each window of long audio")
    void previousText(boolean value) {
        set(DecodingOption.CONDITION_ON_PREVIOUS_TEXT, Boolean.toString(value));
    }

    @Option(names = "--word-timestamps", description = "tell when each word is spoken")
    void words(boolean value) {
        set(DecodingOption.WORD_TIMESTAMPS, Boolean.toString(value));
    }

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "cut long audio at silences and decode N windows together (default: 1, one after the other)")
    void batch(String value) {
        set(DecodingOption.BATCH, value);
    }

    private void set(DecodingOption option, String value) {
        decoding.put(option, value);
    }

    /**
     * What the user asks of a transcription.
     *
     * @param timeout how long it may take
     * @param further options by name that no flag is for
     */
    TranscribeOptions options(Duration timeout, Map<String, String> further) {
        Map<String, String> extra = new HashMap<>(further);
        decoding.forEach((option, value) -> {
            EngineFlags.requireOne(option.key(), value, further);
            extra.put(option.key(), value);
        });
        for (DecodingOption option : DecodingOption.values()) {
            String value = extra.get(option.key());
            if (value != null) {
                option.check(value);
            }
        }
        if (language.isBlank()) {
            throw new WhisperException(ErrorKind.USER, "'--language' is blank; give a tag such as en, or leave it out");
        }
        return new TranscribeOptions(language, task, !withoutTimestamps, timeout, extra);
    }
}
