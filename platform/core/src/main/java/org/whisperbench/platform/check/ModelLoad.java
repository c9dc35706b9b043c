package org.whisperbench.platform.check;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.Availability;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.FileOrigin;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/** Looks into the files of one model, and has its backend load it and hear a second of sound. */
final class ModelLoad {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLoad.class);
    private static final double NANOS = 1e9;

    private ModelLoad() {}

    /** Looks into the files alone. */
    static ModelCheck files(CatalogModel model, DiskState state) {
        if (!(state instanceof DiskState.Present present)) {
            return failed(
                    model, ModelStatus.valueOf(state.status()), state.explanation(model.descriptor()) + remedy(model));
        }
        try {
            WeightsLook.at(present.model());
            return new ModelCheck.Whole(
                    model.address(), model.backend().address(), present.explanation(), present.sizeBytes());
        } catch (WhisperException e) {
            return failed(model, ModelStatus.CORRUPT, text(e));
        }
    }

    private static String remedy(CatalogModel model) {
        return model.descriptor().source() instanceof ModelSource.Bundled
                ? "; it comes with the installation: unpack that again"
                : "";
    }

    /** Looks into the files, then loads them and infers. */
    static ModelCheck check(CatalogModel model, DiskState state, LoadOptions options, AudioFiles audio)
            throws InterruptedException {
        ModelCheck files = files(model, state);
        if (!(state instanceof DiskState.Present present) || files instanceof ModelCheck.NotLoadable) {
            return files;
        }
        Availability availability = model.backend().availability();
        if (availability instanceof Availability.Unavailable unavailable) {
            return failed(model, ModelStatus.UNAVAILABLE, unavailable.reason() + "; " + unavailable.remedy());
        }
        LoadOptions limited = limited(options, model.descriptor());
        try (DecodedAudio tone = audio.tone()) {
            return model.backend().call(backend -> load(backend, model, present, limited, tone));
        } catch (WhisperException e) {
            LOG.info("model '{}' failed its check", model.address(), e);
            return new ModelCheck.NotLoadable(
                    model.address(), model.backend().address(), status(e), text(e), e.lastLines());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "backend '{}' failed while model '{}' was checked",
                    model.backend().address(),
                    model.address(),
                    e);
            return failed(model, ModelStatus.LOAD_FAILED, text(e));
        }
    }

    /** The user's limit, or else the model's own. */
    private static LoadOptions limited(LoadOptions options, ModelDescriptor model) {
        return options.timeout().isZero() ? options.withTimeout(model.loadLimit()) : options;
    }

    private static ModelCheck load(
            WhisperBackend backend,
            CatalogModel model,
            DiskState.Present present,
            LoadOptions options,
            DecodedAudio tone)
            throws InterruptedException {
        long start = System.nanoTime();
        try (SpeechModel loaded = backend.load(present.model(), options, Progress.none())) {
            long ready = System.nanoTime();
            LoadedIdentity identity = FileOrigin.toldIn(loaded.identity());
            Optional<String> difference = Mismatch.of(present.model(), identity, options);
            if (difference.isPresent()) {
                return failed(model, ModelStatus.MISMATCH, difference.get());
            }
            loaded.transcribe(tone, TranscribeOptions.defaults().withTimeout(options.timeout()), Progress.none());
            return new ModelCheck.Loadable(
                    model.address(),
                    model.backend().address(),
                    present.explanation(),
                    present.sizeBytes(),
                    (ready - start) / NANOS,
                    (System.nanoTime() - ready) / NANOS,
                    identity);
        }
    }

    private static ModelStatus status(WhisperException failure) {
        if (failure instanceof WorkerLostException lost && lost.failure() instanceof WorkerFailure.TimedOut) {
            return ModelStatus.TIMEOUT;
        }
        return switch (failure.kind()) {
            case USER, RESOURCES -> ModelStatus.CHECK_FAILED;
            case BACKEND_UNAVAILABLE -> ModelStatus.UNAVAILABLE;
            case MISSING_MODEL, EXTERNAL, INTERNAL -> ModelStatus.LOAD_FAILED;
        };
    }

    private static ModelCheck failed(CatalogModel model, ModelStatus status, String explanation) {
        return new ModelCheck.NotLoadable(model.address(), model.backend().address(), status, explanation, List.of());
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
