package org.whisperbench.backend.coreml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Measure;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;
import org.whisperbench.worker.AskedOptions;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.ProgramEngine;
import org.whisperbench.worker.ProgramJob;
import org.whisperbench.worker.SegmentTimes;
import org.whisperbench.worker.WhisperLanguages;

/**
 * {@code fluidaudiocli transcribe} with {@code --output-json}: a {@code TranscriptionJSONOutput} of its
 * {@code TranscribeCommand.swift} (commit 8a2bf2c, version 0.15.6). What the program returns tells nothing about success.
 *
 * @param program path of the program
 * @param model what is loaded
 */
record FluidAudioProgram(Path program, ModelDescriptor model) implements ProgramEngine {

    /** Of {@code TokenLanguageFilter.swift}: its first model for many languages can be told one. */
    private static final Set<String> LANGUAGES =
            Set.of("en es fr de it pt ro nl da sv fi hu et lv lt mt pl cs sk sl hr bs ru uk be bg sr el".split(" "));

    /** Its {@code AsrManager} refuses what is briefer. */
    private static final Duration BRIEFEST = Duration.ofMillis(300);
    /** Nothing listens there. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    static FluidAudioProgram of(Path program, ResolvedModel model, LoadOptions options) {
        AskedOptions.of(FluidAudioBackend.ID, options.extra()).end();
        if (!options.device().equals(LoadOptions.AUTO)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "device '" + options.device() + "' is not possible with backend '" + FluidAudioBackend.ID
                            + "', which chooses itself; use auto");
        }
        return new FluidAudioProgram(program, model.descriptor());
    }

    /** The program keeps the parent of the folder that it is given and looks for this name there. */
    @Override
    public String modelFolder() {
        return model.name();
    }

    @Override
    public List<String> command(ProgramJob job) {
        requireLength(job.length());
        // The recording comes first, or it is taken for an option.
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "transcribe", job.wav().toString()));
        command.addAll(List.of("--output-json", result(job).toString()));
        command.addAll(List.of("--model-version", FluidAudioModels.version(model)));
        command.addAll(List.of("--model-dir", job.model().directory().toString()));
        String language = language(job.options());
        if (isMultilingual() && !language.equals(TranscribeOptions.AUTO)) {
            command.addAll(List.of("--language", language));
        }
        return command;
    }

    private static void requireLength(Duration length) {
        if (!length.isZero() && length.compareTo(BRIEFEST) < 0) {
            throw new BackendException(
                    ErrorKind.USER,
                    "the recording has %d ms, and backend '%s' hears nothing below %d ms; use a longer one"
                            .formatted(length.toMillis(), FluidAudioBackend.ID, BRIEFEST.toMillis()));
        }
    }

    private boolean isMultilingual() {
        return model.languages().isEmpty();
    }

    private String language(TranscribeOptions options) {
        AskedOptions.of(FluidAudioBackend.ID, options.extra()).end();
        if (options.task() == TranscribeOptions.Task.TRANSLATE) {
            throw new BackendException(ErrorKind.USER, "Parakeet does not translate; use a Whisper model");
        }
        String language = WhisperLanguages.primary(options.language());
        Set<String> known = isMultilingual() ? LANGUAGES : Set.of("en");
        if (!language.equals(TranscribeOptions.AUTO) && !known.contains(language)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "language '" + options.language() + "' is none that model '" + model.name()
                            + "' knows; use 'auto' or one such as 'en'");
        }
        return language;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("REGISTRY_URL", NOWHERE, "MODEL_REGISTRY_URL", NOWHERE);
    }

    @Override
    public Path result(ProgramJob job) {
        return job.output().resolve("result.json");
    }

    @Override
    public Transcription read(ProgramJob job, JsonObject result) {
        if (!result.has("text") || !result.has("wordTimings")) {
            throw new IllegalArgumentException("it has no text or no times of words");
        }
        List<Word> words = new ArrayList<>();
        for (Object one : result.list("wordTimings")) {
            if (one instanceof JsonObject found) {
                Duration last = words.isEmpty()
                        ? Duration.ZERO
                        : words.get(words.size() - 1).end();
                words.add(word(job.length(), last, found));
            }
        }
        String language = language(job.options());
        List<Segment> segments = words.isEmpty() ? whole(job.length(), result.text("text")) : sentences(words);
        Transcription.Builder written = Transcription.builder(segments)
                .time(Transcription.Stage.TOTAL, SegmentTimes.seconds(result.number("processingTimeSeconds")))
                .effective(Map.of(
                        "language",
                        isMultilingual() ? language : "en",
                        "task",
                        "transcribe",
                        "timestamps",
                        Boolean.toString(!words.isEmpty() || segments.isEmpty()),
                        "decoding",
                        "greedy",
                        "vad",
                        "false"));
        return isMultilingual() ? written.build() : written.language("en").build();
    }

    /** Of a text without words' times nobody knows more than that it is in the recording. */
    private static List<Segment> whole(Duration audio, String text) {
        return text.isBlank() ? List.of() : List.of(SegmentTimes.within(audio, Duration.ZERO, audio, text));
    }

    /** The program lets words overlap by a window of its own. */
    private static Word word(Duration audio, Duration last, JsonObject found) {
        Duration told = SegmentTimes.clip(audio, SegmentTimes.seconds(found.number("startTime")));
        Duration start = told.compareTo(last) < 0 ? last : told;
        Duration end = SegmentTimes.clip(audio, SegmentTimes.seconds(found.number("endTime")));
        return new Word(
                start,
                end.compareTo(start) < 0 ? start : end,
                found.text("word").strip(),
                Map.of(Measure.PROBABILITY, found.number("confidence")));
    }

    /** The program tells words only; a segment ends where a sentence does. */
    private static List<Segment> sentences(List<Word> words) {
        List<Segment> segments = new ArrayList<>();
        List<Word> sentence = new ArrayList<>();
        for (Word word : words) {
            sentence.add(word);
            if (word.text().matches(".*[.?!]")) {
                segments.add(segment(sentence));
                sentence.clear();
            }
        }
        if (!sentence.isEmpty()) {
            segments.add(segment(sentence));
        }
        return segments;
    }

    private static Segment segment(List<Word> words) {
        Duration start = words.get(0).start();
        Duration last = words.get(words.size() - 1).end();
        String text = String.join(" ", words.stream().map(Word::text).toList());
        return Segment.builder(start, last.compareTo(start) < 0 ? start : last, text)
                .words(words)
                .build();
    }

    @Override
    public LoadedIdentity identity(ProgramJob job, JsonObject result) {
        return LoadedIdentity.builder(model.name())
                .engine("FluidAudio", "unknown")
                .effective(Map.of(
                        "runtime", program.toString(),
                        "model-version", result.text("modelVersion"),
                        "threads", "the engine's own choice"))
                .build();
    }
}
