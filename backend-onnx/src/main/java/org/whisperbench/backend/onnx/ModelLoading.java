package org.whisperbench.backend.onnx;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;

/**
 * One loading: looks at every file in Java first, and hands only what is whole to the engine.
 *
 * <p>Used once, by one thread.
 */
final class ModelLoading {

    /** Name of the engine. */
    static final String ENGINE = "ONNX Runtime";

    private static final System.Logger LOG = System.getLogger(ModelLoading.class.getName());
    /** The only device. */
    static final String CPU = "cpu";

    private static final int MOST_THREADS = 64;

    private final ResolvedModel model;
    private final Progress progress;
    private final OnnxLayout layout;
    private final int threads;
    private final PrecisionWish wish;

    /**
     * Prepares a loading.
     *
     * @param model files that are on disk
     * @param options what the user asked for
     * @param progress told about phases
     * @throws BackendException if an option cannot be met ({@link ErrorKind#USER}) or the model names no encoder or
     *     decoder ({@link ErrorKind#MISSING_MODEL})
     */
    ModelLoading(ResolvedModel model, LoadOptions options, Progress progress) {
        threads = threads(options, OnnxBackend.ID);
        this.model = model;
        this.progress = progress;
        wish = new PrecisionWish(options.precision().orElse(""));
        layout = OnnxLayout.of(model.descriptor());
    }

    /**
     * Checks what a user asked of loading, and returns how many threads compute.
     *
     * @param options what the user asked for
     * @param backend name of the backend, for messages
     * @return threads, at least 1
     * @throws BackendException if an option cannot be met ({@link ErrorKind#USER})
     */
    static int threads(LoadOptions options, String backend) {
        if (!options.device().equals(LoadOptions.AUTO) && !options.device().equals(CPU)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "device '%s' is not possible with backend '%s'; use 'auto' or 'cpu'"
                            .formatted(options.device(), backend));
        }
        int most = Math.max(MOST_THREADS, 4 * Runtime.getRuntime().availableProcessors());
        if (options.threads() > most) {
            throw new BackendException(
                    ErrorKind.USER,
                    "'%d' threads are more than backend '%s' starts; give at most %d"
                            .formatted(options.threads(), backend, most));
        }
        Set<String> unknown = new TreeSet<>(options.extra().keySet());
        unknown.remove("precision");
        if (!unknown.isEmpty()) {
            throw new BackendException(
                    ErrorKind.USER,
                    "options %s are not known to backend '%s', neither when it loads nor when it transcribes; leave them out"
                            .formatted(unknown, backend));
        }
        return options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
    }

    /**
     * Loads.
     *
     * @return the model; the caller closes it
     * @throws BackendException if a file is missing or damaged ({@link ErrorKind#MISSING_MODEL}) or the engine cannot
     *     run here ({@link ErrorKind#BACKEND_UNAVAILABLE})
     * @throws InterruptedException if the thread was interrupted
     */
    SpeechModel run() throws InterruptedException {
        long start = System.nanoTime();
        Interruption.check();
        progress.phase(Progress.Phase.LOADING);
        List<Path> files = files(model, layout::opens);
        WhisperConfig config = WhisperConfig.read(
                model.file(OnnxLayout.CONFIG), model.file(OnnxLayout.GENERATION), model.file(OnnxLayout.FEATURES));
        ByteLevelTokens text = ByteLevelTokens.read(model.file(OnnxLayout.TOKENIZER));
        String precision = layout.format(model.directory());
        wish.require(precision, model.descriptor().name(), OnnxLayout.precisions(model.directory()));
        Interruption.check();
        WhisperSessions sessions = WhisperSessions.open(
                model.file(layout.encoder()), model.file(layout.decoder()), threads, config.shape());
        LoadedIdentity identity = LoadedIdentity.builder(model.descriptor().name())
                .engine(ENGINE, sessions.engineVersion())
                .device(CPU)
                .precision(precision)
                .files(files)
                .effective(Map.of("threads", Integer.toString(threads)))
                .build();
        progress.advance(Progress.Phase.LOADING, 1);
        long millis = (System.nanoTime() - start) / 1_000_000;
        LOG.log(System.Logger.Level.DEBUG, "loaded ''{0}'' in {1} ms", identity.model(), millis);
        return new OnnxSpeechModel(
                new LoadedWhisper(config, text, sessions), identity, PublishedModels.translates(model.descriptor()));
    }

    /**
     * Returns the files that loading opens.
     *
     * @param model the model
     * @param opened which of its declared paths are opened
     * @return the files, which exist
     * @throws BackendException if one is missing ({@link ErrorKind#MISSING_MODEL})
     */
    static List<Path> files(ResolvedModel model, Predicate<String> opened) {
        List<Path> files = model.descriptor().files().stream()
                .map(ModelFile::path)
                .filter(opened)
                .map(model::file)
                .toList();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw ModelFailure.unreadable(file, new NoSuchFileException(file.toString()));
            }
        }
        return files;
    }
}
