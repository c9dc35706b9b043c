package org.whisperbench.backend.coreml;

import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperContextParams;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;
import io.github.givimad.whisperjni.WhisperSamplingStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
import org.whisperbench.worker.SegmentTimes;

/** A model in whisper.cpp, called in this process by way of whisper-jni. */
final class JniWhisper implements SpeechModel {

    /** Unit of the binding's times. */
    private static final Duration FRAME = Duration.ofMillis(10);

    private final EngineThread engine;
    private final GgmlModel model;
    private final int threads;
    private final WhisperJNI whisper = new WhisperJNI();
    private final List<String> said = new ArrayList<>();
    private static final Object LOADING = new Object();

    private @Nullable WhisperContext context;
    private @Nullable LoadedIdentity identity;

    private JniWhisper(GgmlModel model, LoadOptions options) {
        this.engine = new EngineThread(model.name());
        this.model = model;
        this.threads = options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
    }

    static SpeechModel load(GgmlModel model, LoadOptions options) throws InterruptedException {
        JniWhisper loaded = new JniWhisper(model, options);
        boolean ready = false;
        try {
            loaded.engine.call(() -> loaded.open(!options.device().equals("cpu")));
            ready = true;
            return loaded;
        } finally {
            if (!ready) {
                loaded.close();
            }
        }
    }

    private boolean open(boolean gpu) throws IOException {
        WhisperContextParams params = new WhisperContextParams();
        params.useGPU = gpu;
        WhisperContext opened;
        // What it says while it loads tells the device; there is one logger for all models of the process.
        synchronized (LOADING) {
            WhisperJNI.loadLibrary(said::add);
            UnpackedLibraries.delete(said, System.getProperty("os.name", ""));
            WhisperJNI.setLibraryLogger(said::add);
            try {
                opened = whisper.init(model.file(), params);
            } finally {
                WhisperJNI.setLibraryLogger(null);
            }
        }
        if (opened == null) {
            throw new BackendException(
                    ErrorKind.MISSING_MODEL,
                    "model file '" + model.file() + "' is refused by whisper.cpp: " + lastWord()
                            + "; download or copy the model again");
        }
        context = opened;
        identity = identify();
        return true;
    }

    private String lastWord() {
        return said.isEmpty() ? "it says nothing" : said.get(said.size() - 1).strip();
    }

    private LoadedIdentity identify() {
        SaidModel told = new SaidModel(said);
        Map<String, String> effective = new TreeMap<>();
        effective.put("runtime", "whisper-jni " + WhisperRuntime.bindingVersion());
        effective.put("threads", Integer.toString(threads));
        effective.put("system", whisper.getSystemInfo().strip());
        effective.put("coreml", Boolean.toString(ServerWords.coreml(said)));
        return LoadedIdentity.builder(model.name())
                .engine(WhisperRuntime.ENGINE, WhisperRuntime.bindingVersion())
                .device(SaidDevice.of(said))
                .precision(told.precision())
                .files(told.files(model.file(), model.file()))
                .effective(effective)
                .build();
    }

    @Override
    public LoadedIdentity identity() {
        if (identity == null) {
            throw new IllegalStateException("a model is handed out when it is loaded");
        }
        return identity;
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        DecodingOptions decoding = DecodingOptions.of(options, model.isMultilingual());
        return engine.transcribe(progress, () -> run(audio, decoding));
    }

    private Transcription run(Audio audio, DecodingOptions decoding) {
        long start = System.nanoTime();
        float[] samples = samples(audio);
        List<Segment> segments = samples.length == 0 ? List.of() : decode(samples, decoding, audio.duration());
        // The binding does not tell which language was detected.
        String language =
                decoding.language().equals(TranscribeOptions.AUTO) ? LanguageNames.UNKNOWN : decoding.language();
        return Transcription.builder(segments)
                .time(Transcription.Stage.TOTAL, Duration.ofNanos(System.nanoTime() - start))
                .effective(decoding.effective(language))
                .language(language)
                .build();
    }

    private static float[] samples(Audio audio) {
        float[] samples = new float[Math.toIntExact(audio.sampleCount())];
        audio.read(0, samples);
        return samples;
    }

    private List<Segment> decode(float[] samples, DecodingOptions decoding, Duration duration) {
        WhisperContext open = context;
        if (open == null) {
            throw new IllegalStateException("a model is handed out when it is loaded");
        }
        int code = whisper.full(open, params(decoding), samples, samples.length);
        if (code != 0) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "whisper.cpp ended with " + code + " on model '" + model.name() + "'; check the model");
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < whisper.fullNSegments(open); i++) {
            segments.add(SegmentTimes.within(
                    duration,
                    FRAME.multipliedBy(whisper.fullGetSegmentTimestamp0(open, i)),
                    FRAME.multipliedBy(whisper.fullGetSegmentTimestamp1(open, i)),
                    whisper.fullGetSegmentText(open, i)));
        }
        return segments;
    }

    private WhisperFullParams params(DecodingOptions decoding) {
        WhisperFullParams params = new WhisperFullParams(
                decoding.beam() == 1 ? WhisperSamplingStrategy.GREEDY : WhisperSamplingStrategy.BEAN_SEARCH);
        params.nThreads = threads;
        params.nMaxTextCtx = decoding.context();
        params.noContext = true;
        params.language = decoding.language();
        params.translate = decoding.translate();
        params.noTimestamps = !decoding.timestamps();
        params.temperature = decoding.temperature();
        params.temperatureInc = decoding.fallback() ? DecodingOptions.FALLBACK_STEP : 0;
        params.greedyBestOf = 1;
        params.beamSearchBeamSize = decoding.beam();
        params.printProgress = false;
        params.printTimestamps = false;
        return params;
    }

    @Override
    public void close() {
        engine.close(() -> {
            WhisperContext open = context;
            context = null;
            if (open != null) {
                open.close();
            }
        });
    }
}
