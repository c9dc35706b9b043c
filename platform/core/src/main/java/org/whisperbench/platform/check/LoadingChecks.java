package org.whisperbench.platform.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/** Checks by really loading. */
final class LoadingChecks implements Checks {

    private static final Logger LOG = LoggerFactory.getLogger(LoadingChecks.class);
    private static final double NANOS = 1e9;

    private final Catalog catalog;
    private final ModelStore store;
    private final AudioFiles audio;

    LoadingChecks(Catalog catalog, ModelStore store, AudioFiles audio) {
        this.catalog = catalog;
        this.store = store;
        this.audio = audio;
    }

    @Override
    public ModelsReport models(Selection selection) throws InterruptedException {
        List<ModelsReport.Entry> entries = new ArrayList<>();
        for (CatalogModel model : catalog.select(selection)) {
            ModelDescriptor descriptor = model.descriptor();
            DiskState state = store.state(descriptor, ModelStore.Depth.LENGTHS);
            entries.add(new ModelsReport.Entry(
                    model.address(),
                    model.backend().address(),
                    descriptor.precision(),
                    descriptor.languages(),
                    descriptor.source().display(),
                    ModelStatus.valueOf(state.status()),
                    state.explanation(),
                    descriptor.note()));
        }
        return new ModelsReport(entries);
    }

    @Override
    public TensorsReport tensors(String model) throws InterruptedException {
        return new TensorTables(catalog, store).of(model);
    }

    @Override
    public CheckReport check(Selection selection, LoadOptions options, Method method, CheckListener listener)
            throws InterruptedException {
        List<CatalogModel> models = catalog.select(selection);
        List<ModelCheck> checks = new ArrayList<>();
        DiskUse use = new DiskUse();
        try (DecodedAudio tone = audio.tone()) {
            for (CatalogModel model : models) {
                listener.checking(model.address(), checks.size(), models.size());
                DiskState state = store.state(
                        model.descriptor(), method == Method.LOAD ? ModelStore.Depth.LENGTHS : ModelStore.Depth.HASHES);
                use.add(state);
                checks.add(
                        method == Method.FILES
                                ? examine(model, state)
                                : check(model, state, limited(options, model.descriptor()), tone));
            }
        }
        return new CheckReport(checks, use.storage(store.hub()));
    }

    /** The user's limit, or else the model's own. */
    private static LoadOptions limited(LoadOptions options, ModelDescriptor model) {
        return options.timeout().isZero() ? options.withTimeout(model.loadLimit()) : options;
    }

    private static ModelCheck examine(CatalogModel model, DiskState state) {
        if (!(state instanceof DiskState.Present present)) {
            return failed(model, ModelStatus.valueOf(state.status()), state.explanation());
        }
        try {
            WeightsLook.at(present.model());
            return new ModelCheck.Whole(
                    model.address(), model.backend().address(), present.explanation(), present.sizeBytes());
        } catch (WhisperException e) {
            return failed(model, ModelStatus.CORRUPT, text(e));
        }
    }

    private ModelCheck check(CatalogModel model, DiskState state, LoadOptions options, DecodedAudio tone)
            throws InterruptedException {
        if (!(state instanceof DiskState.Present present)) {
            return failed(model, ModelStatus.valueOf(state.status()), state.explanation());
        }
        Availability availability = model.backend().availability();
        if (availability instanceof Availability.Unavailable unavailable) {
            return failed(model, ModelStatus.UNAVAILABLE, unavailable.reason() + "; " + unavailable.remedy());
        }
        try {
            return model.backend().call(backend -> load(backend, model, present, options, tone));
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
            List<Path> strange = undeclared(present.model(), loaded.identity());
            if (!strange.isEmpty()) {
                return failed(model, ModelStatus.MISMATCH, "the backend opened undeclared files: " + strange);
            }
            loaded.transcribe(tone, TranscribeOptions.defaults().withTimeout(options.timeout()), Progress.none());
            return new ModelCheck.Loadable(
                    model.address(),
                    model.backend().address(),
                    present.explanation(),
                    present.sizeBytes(),
                    (ready - start) / NANOS,
                    (System.nanoTime() - ready) / NANOS,
                    loaded.identity());
        }
    }

    private static List<Path> undeclared(ResolvedModel model, LoadedIdentity identity) {
        Set<Path> declared = model.descriptor().files().stream()
                .map(f -> model.file(f.path()).normalize())
                .collect(Collectors.toSet());
        return identity.files().stream()
                .filter(f -> !declared.contains(f.normalize()))
                .toList();
    }

    private static ModelStatus status(WhisperException failure) {
        if (failure instanceof WorkerLostException lost && lost.failure() instanceof WorkerFailure.TimedOut) {
            return ModelStatus.TIMEOUT;
        }
        return failure.kind() == ErrorKind.USER ? ModelStatus.CHECK_FAILED : ModelStatus.LOAD_FAILED;
    }

    private static ModelCheck failed(CatalogModel model, ModelStatus status, String explanation) {
        return new ModelCheck.NotLoadable(model.address(), model.backend().address(), status, explanation, List.of());
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
