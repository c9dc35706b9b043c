package org.whisperbench.backend.coreml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.LinkedPath;
import org.whisperbench.worker.ProgramEngine;
import org.whisperbench.worker.ProgramJob;
import org.whisperbench.worker.SegmentTimes;
import org.whisperbench.worker.ToolAnswer;

/**
 * {@code whisper-cli} with {@code --output-json} (options and result as of whisper.cpp 1.9.3, {@code examples/cli}): it loads
 * the model for each recording. What it returns tells nothing about success.
 *
 * @param program path of the program
 * @param version what it says of itself, or {@code unknown}
 * @param model what is loaded
 * @param options how
 * @param encoder an encoder for Core ML beside the model, if there is to be one
 */
record CliProgram(Path program, String version, GgmlModel model, LoadOptions options, Optional<CoreMlEncoder> encoder)
        implements ProgramEngine {

    /** Whoever is built without Core ML says so. */
    private static final String WITHOUT_CORE_ML = "COREML = 0";

    static CliProgram of(Path program, GgmlModel model, LoadOptions options, Optional<CoreMlEncoder> encoder)
            throws InterruptedException {
        String version = new ServerWords(ToolAnswer.of(program, "--version")).version();
        return new CliProgram(program, version, model, options, encoder);
    }

    @Override
    public String modelFolder() {
        return "model";
    }

    @Override
    public List<String> command(ProgramJob job) {
        DecodingOptions decoding = DecodingOptions.of(job.options(), model.isMultilingual());
        Path file = job.files().get(0);
        encoder.ifPresent(e -> e.linkBeside(file));
        List<String> command = new ArrayList<>(List.of(program.toString(), "-m", file.toString()));
        command.addAll(
                List.of("-f", job.wav().toString(), "-oj", "-of", prefix(job).toString(), "-np"));
        command.addAll(List.of("-l", decoding.language(), "-bs", Integer.toString(decoding.beam()), "-bo", "1"));
        command.addAll(List.of("-tp", Float.toString(decoding.temperature())));
        command.addAll(List.of("-mc", Integer.toString(decoding.context())));
        command.addAll(
                decoding.fallback() ? List.of("-tpi", Float.toString(DecodingOptions.FALLBACK_STEP)) : List.of("-nf"));
        if (decoding.translate()) {
            command.add("-tr");
        }
        if (!decoding.timestamps()) {
            command.add("-nt");
        }
        if (options.threads() > 0) {
            command.addAll(List.of("-t", Integer.toString(options.threads())));
        }
        if (options.device().equals("cpu")) {
            command.add("-ng");
        }
        return command;
    }

    private static Path prefix(ProgramJob job) {
        return job.output().resolve("result");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public List<LinkedPath> links(ProgramJob job) {
        Path file = job.files().get(0);
        return encoder.map(e -> List.of(e.beside(file))).orElseGet(List::of);
    }

    @Override
    public Path result(ProgramJob job) {
        return job.output().resolve("result.json");
    }

    @Override
    public Transcription read(ProgramJob job, JsonObject result) {
        if (!result.has("transcription")) {
            throw new IllegalArgumentException("it has no transcription");
        }
        List<Segment> segments = new ArrayList<>();
        for (Object one : result.list("transcription")) {
            if (one instanceof JsonObject segment) {
                JsonObject offsets = segment.object("offsets");
                segments.add(SegmentTimes.within(
                        job.length(),
                        Duration.ofMillis(Math.round(offsets.number("from"))),
                        Duration.ofMillis(Math.round(offsets.number("to"))),
                        segment.text("text")));
            }
        }
        DecodingOptions decoding = DecodingOptions.of(job.options(), model.isMultilingual());
        String told = result.object("result").text("language");
        String heard = told.isEmpty() ? LanguageNames.UNKNOWN : told;
        String language = decoding.language().equals(TranscribeOptions.AUTO) ? heard : decoding.language();
        return Transcription.builder(segments)
                .effective(decoding.effective(language))
                .language(language)
                .build();
    }

    /** The result tells what the library can do, and neither the device nor whether an encoder was loaded. */
    @Override
    public LoadedIdentity identity(ProgramJob job, JsonObject result) {
        String system = result.text("systeminfo").strip();
        Map<String, String> effective = new TreeMap<>();
        effective.put("runtime", program.toString());
        effective.put("system", system);
        effective.put("coreml", encoder.isEmpty() || system.contains(WITHOUT_CORE_ML) ? "false" : "unknown");
        effective.put("threads", options.threads() > 0 ? Integer.toString(options.threads()) : "unknown");
        encoder.ifPresent(e -> effective.put(CoreMlEncoder.OPTION, e.folder().toString()));
        return LoadedIdentity.builder(model.name())
                .engine(WhisperRuntime.ENGINE, version)
                .precision(SaidModel.precision(
                        result.object("model").whole("ftype").orElse(-1)))
                .files(job.files().stream()
                        .filter(file ->
                                file.toString().equals(result.object("params").text("model")))
                        .toList())
                .effective(effective)
                .build();
    }
}
