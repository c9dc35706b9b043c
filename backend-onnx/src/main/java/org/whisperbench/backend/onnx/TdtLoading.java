package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;

/**
 * One loading of a Parakeet TDT model: looks at every file in Java first, and hands only what is whole to the engine.
 *
 * <p>Used once, by one thread.
 */
final class TdtLoading {

    private final ResolvedModel model;
    private final Progress progress;
    private final TdtLayout layout;
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
    TdtLoading(ResolvedModel model, LoadOptions options, Progress progress) {
        threads = ModelLoading.threads(options, OnnxParakeetBackend.ID);
        this.model = model;
        this.progress = progress;
        wish = new PrecisionWish(options.precision().orElse(""));
        layout = TdtLayout.of(model.descriptor());
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
        Interruption.check();
        progress.phase(Progress.Phase.LOADING);
        List<Path> files = ModelLoading.files(model, path -> true);
        TdtConfig config = TdtConfig.read(model.file(TdtLayout.CONFIG), model.file(TdtLayout.VOCABULARY));
        OnnxGraph.read(model.file(TdtLayout.FEATURES));
        OnnxGraph.read(model.file(layout.decoder()));
        String precision = layout.format(model.directory());
        wish.require(precision, model.descriptor().name(), TdtLayout.precisions(model.directory()));
        Interruption.check();
        TdtSessions sessions = TdtSessions.open(model, layout, SessionOpening.of(threads), config);
        LoadedIdentity identity = LoadedIdentity.builder(model.descriptor().name())
                .engine(ModelLoading.ENGINE, sessions.engineVersion())
                .device(ModelLoading.CPU)
                .precision(precision)
                .files(files)
                .effective(Map.of("threads", Integer.toString(threads)))
                .build();
        progress.advance(Progress.Phase.LOADING, 1);
        boolean english = model.descriptor().languages().equals(List.of("en"));
        return new TdtSpeechModel(new TdtModel(config, sessions, english), identity);
    }
}
