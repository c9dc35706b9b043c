package org.whisperbench.backend.coreml;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.SegmentTimes;

/** A model in an installed {@code whisper-server}, a process of its own that this class starts and ends. */
final class ServerWhisper implements SpeechModel {

    private static final double NANOS = 1e9;

    private final EngineThread engine;
    private final GgmlModel model;
    private final WhisperServer server;
    private final LoadedIdentity identity;

    private ServerWhisper(EngineThread engine, GgmlModel model, WhisperServer server) {
        this.engine = engine;
        this.model = model;
        this.server = server;
        this.identity = identify();
    }

    static SpeechModel load(Path program, GgmlModel model, LoadOptions options, Optional<CoreMlEncoder> encoder)
            throws InterruptedException {
        EngineThread engine = new EngineThread(model.name());
        WhisperServer server = new WhisperServer(program, model.file(), options, encoder);
        boolean ready = false;
        try {
            server.start();
            SpeechModel loaded = new ServerWhisper(engine, model, server);
            ready = true;
            return loaded;
        } finally {
            if (!ready) {
                server.close();
                engine.close(() -> {});
            }
        }
    }

    private LoadedIdentity identify() {
        ServerWords words = new ServerWords(server.said());
        SaidModel told = new SaidModel(server.said());
        Map<String, String> effective = new TreeMap<>();
        effective.put("runtime", server.program().toString());
        effective.put("system", words.system());
        effective.put("coreml", Boolean.toString(words.coreml()));
        effective.put("threads", words.threads());
        if (!words.version().equals("unknown")) {
            // The server tells none, and may be of another build.
            effective.put("version-told-by", server.cli().toString());
        }
        server.encoder()
                .ifPresent(e -> effective.put(CoreMlEncoder.OPTION, e.folder().toString()));
        return LoadedIdentity.builder(model.name())
                .engine(WhisperRuntime.ENGINE, words.version())
                .device(SaidDevice.of(server.said()))
                .precision(told.precision())
                .files(told.files(server.seen(), model.file()))
                .effective(effective)
                .build();
    }

    @Override
    public LoadedIdentity identity() {
        return identity;
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        DecodingOptions decoding = DecodingOptions.of(options, model.isMultilingual());
        return engine.transcribe(progress, () -> run(audio, decoding));
    }

    private Transcription run(Audio audio, DecodingOptions decoding) throws IOException, InterruptedException {
        long start = System.nanoTime();
        JsonObject answer = audio.sampleCount() == 0 ? new JsonObject() : server.ask(audio.wav(), decoding);
        if (audio.sampleCount() > 0 && !answer.has("segments")) {
            // Older servers say so with the status of success.
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "'" + server.program() + "' answered without segments: " + answer + "; check the server");
        }
        List<Segment> segments = new ArrayList<>();
        for (Object one : answer.list("segments")) {
            if (one instanceof JsonObject segment) {
                segments.add(segment(segment, audio.duration()));
            }
        }
        // The server names the language in full, also the one that it was given.
        String language = decoding.language().equals(TranscribeOptions.AUTO)
                ? LanguageNames.tag(answer.text("language")).orElse(LanguageNames.UNKNOWN)
                : decoding.language();
        return Transcription.builder(segments)
                .time(Transcription.Stage.TOTAL, Duration.ofNanos(System.nanoTime() - start))
                .effective(decoding.effective(language))
                .language(language)
                .build();
    }

    /** Without timestamps the server tells none: then a segment is somewhere in the audio. */
    private static Segment segment(JsonObject segment, Duration audio) {
        return segment.has("end")
                ? SegmentTimes.within(audio, seconds(segment, "start"), seconds(segment, "end"), segment.text("text"))
                : SegmentTimes.within(audio, Duration.ZERO, audio, segment.text("text"));
    }

    private static Duration seconds(JsonObject segment, String name) {
        return Duration.ofNanos(Math.round(segment.number(name) * NANOS));
    }

    @Override
    public void close() {
        server.close();
        engine.close(() -> {});
    }
}
