package org.whisperbench.backend.whisperkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.AskedOptions;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.ProgramEngine;
import org.whisperbench.worker.ProgramJob;
import org.whisperbench.worker.SegmentTimes;
import org.whisperbench.worker.ToolAnswer;
import org.whisperbench.worker.WhisperLanguages;

/**
 * {@code argmax-cli transcribe} with {@code --report}, which writes {@code NAME.json}: a {@code TranscriptionResult} of
 * argmax-oss-swift ({@code Sources/WhisperKit/Core/Models.swift}, commit ea872ff, which is version 1.1). What the program
 * returns, and what it prints, tells nothing about success.
 *
 * @param program path of the program
 * @param version what it says of its version
 * @param model what is loaded
 * @param tokenizer folder as {@code --download-tokenizer-path} wants it
 * @param units compute units of encoder and decoder, in its own words
 * @param endpoint whether it can be told another hub than the usual one
 */
record ArgmaxProgram(
        Path program, String version, ModelDescriptor model, TokenizerFolder tokenizer, String units, boolean endpoint)
        implements ProgramEngine {

    private static final Map<String, String> UNITS = Map.of(
            LoadOptions.AUTO, "cpuAndNeuralEngine", "cpu", "cpuOnly", "gpu", "cpuAndGPU", "ane", "cpuAndNeuralEngine");
    private static final Pattern SPECIAL = Pattern.compile("<\\|[^|]*\\|>");
    /** Nothing listens there. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    static ArgmaxProgram of(Path program, ResolvedModel model, LoadOptions options) throws InterruptedException {
        AskedOptions asked = AskedOptions.of(WhisperKitBackend.ID, options.extra());
        String tokenizer = asked.text("tokenizer", "");
        asked.end();
        AskedOptions device = AskedOptions.of(WhisperKitBackend.ID, Map.of("device", options.device()));
        String units = UNITS.getOrDefault(device.word("device", LoadOptions.AUTO, UNITS.keySet()), "");
        TokenizerFolder folder = TokenizerFolder.of(tokenizer, model);
        List<String> version = ToolAnswer.of(program, "--version");
        boolean endpoint =
                ToolAnswer.of(program, "help", "transcribe").stream().anyMatch(line -> line.contains("--endpoint"));
        return new ArgmaxProgram(
                program,
                version.size() == 1 ? version.get(0).strip() : "unknown",
                model.descriptor(),
                folder,
                units,
                endpoint);
    }

    @Override
    public String modelFolder() {
        return "model";
    }

    @Override
    public List<String> command(ProgramJob job) {
        Decoding decoding = Decoding.of(job.options(), model);
        String folder =
                job.model().directory().resolve(WhisperKitModels.folder(model)).toString();
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "transcribe", "--audio-path", job.wav().toString(), "--model-path", folder));
        command.addAll(
                List.of("--download-tokenizer-path", tokenizer.linked(job).toString()));
        command.addAll(List.of("--report", "--report-path", job.output().toString(), "--skip-special-tokens"));
        command.addAll(List.of("--audio-encoder-compute-units", units, "--text-decoder-compute-units", units));
        command.addAll(decoding.words());
        if (endpoint) {
            command.addAll(List.of("--endpoint", NOWHERE));
        }
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("HF_ENDPOINT", NOWHERE);
    }

    @Override
    public Path result(ProgramJob job) {
        String wav = String.valueOf(job.wav().getFileName());
        int end = wav.lastIndexOf('.');
        return job.output().resolve((end < 0 ? wav : wav.substring(0, end)) + ".json");
    }

    @Override
    public Transcription read(ProgramJob job, JsonObject result) {
        if (!result.has("segments") || !result.has("timings")) {
            throw new IllegalArgumentException("it has no segments or no timings");
        }
        List<Segment> segments = new ArrayList<>();
        Duration at = Duration.ZERO;
        for (Object one : result.list("segments")) {
            if (one instanceof JsonObject found) {
                Duration start = SegmentTimes.seconds(found.number("start"));
                Segment segment = SegmentTimes.within(
                        job.length(),
                        start.compareTo(at) < 0 ? at : start,
                        SegmentTimes.seconds(found.number("end")),
                        SPECIAL.matcher(found.text("text")).replaceAll(""));
                segments.add(segment);
                at = segment.end();
            }
        }
        JsonObject timings = result.object("timings");
        Transcription.Builder written = Transcription.builder(segments)
                .time(Transcription.Stage.TOTAL, SegmentTimes.seconds(timings.number("fullPipeline")))
                .effective(effective(job, result));
        return result.text("language").isEmpty()
                ? written.build()
                : written.language(result.text("language")).build();
    }

    private Map<String, String> effective(ProgramJob job, JsonObject result) {
        Map<String, String> effective =
                new TreeMap<>(Decoding.of(job.options(), model).effective(result.text("language")));
        double loading = result.object("timings").number("modelLoading");
        effective.put("model-loading-seconds", String.format(Locale.ROOT, "%.3f", loading));
        return effective;
    }

    @Override
    public LoadedIdentity identity(ProgramJob job, JsonObject result) {
        return LoadedIdentity.builder(model.name())
                .engine("WhisperKit", version)
                .effective(Map.of(
                        "runtime",
                        program.toString(),
                        "compute-units",
                        units,
                        "threads",
                        "the engine's own choice",
                        "tokenizer",
                        tokenizer.source().toString()))
                .build();
    }

    /** What is asked of one call, in the program's words and in ours. */
    private record Decoding(String language, boolean translate, boolean timestamps, double temperature, Rest rest) {

        private record Rest(boolean fallback, String chunking) {}

        static Decoding of(TranscribeOptions options, ModelDescriptor model) {
            boolean multilingual = !model.languages().equals(List.of("en"));
            AskedOptions asked = AskedOptions.of(WhisperKitBackend.ID, options.extra());
            double temperature = asked.number("temperature", 0, 0, 1);
            Rest rest = new Rest(asked.flag("fallback"), asked.word("chunking", "vad", Set.of("vad", "none")));
            asked.end();
            boolean translate = options.task() == TranscribeOptions.Task.TRANSLATE;
            if (translate && !multilingual) {
                throw WhisperLanguages.englishOnlyDoesNotTranslate();
            }
            return new Decoding(
                    WhisperLanguages.of(options.language(), multilingual),
                    translate,
                    options.timestamps(),
                    temperature,
                    rest);
        }

        List<String> words() {
            List<String> words = new ArrayList<>(List.of("--task", translate ? "translate" : "transcribe"));
            if (!language.equals(TranscribeOptions.AUTO)) {
                words.addAll(List.of("--language", language));
            }
            words.addAll(List.of("--temperature", Double.toString(temperature)));
            words.addAll(List.of("--temperature-fallback-count", rest.fallback() ? "5" : "0"));
            words.addAll(List.of("--chunking-strategy", rest.chunking()));
            if (!timestamps) {
                words.add("--without-timestamps");
            }
            if (isPrefilled()) {
                // Before 1.0 the program says neither to the model unless it is told to, or knows the language.
                words.add("--use-prefill-prompt");
            }
            return words;
        }

        private boolean isPrefilled() {
            return translate || !timestamps;
        }

        /** With a prompt, and without a language, WhisperKit listens for none and takes English: see its TranscribeTask. */
        private String language(String heard) {
            boolean assumed = language.equals(TranscribeOptions.AUTO) && isPrefilled() && !heard.isEmpty();
            return assumed ? heard + ", assumed" : WhisperLanguages.told(language, heard);
        }

        Map<String, String> effective(String heard) {
            return Map.of(
                    "language",
                    language(heard),
                    "task",
                    translate ? "translate" : "transcribe",
                    "timestamps",
                    Boolean.toString(timestamps),
                    "decoding",
                    temperature > 0 ? "sampling" : "greedy",
                    "temperature",
                    Double.toString(temperature),
                    "fallback",
                    Boolean.toString(rest.fallback()),
                    "previous-text",
                    "unused",
                    "chunking",
                    rest.chunking());
        }
    }
}
