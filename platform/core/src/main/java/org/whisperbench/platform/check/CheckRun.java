package org.whisperbench.platform.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.Examination;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.Whereabouts;

/** One check of several models, in threads that share a budget of memory; the results keep the order of the models. */
final class CheckRun {

    private static final int LAST_WORDS_SECONDS = 60;

    private final Parts parts;
    private final KeptChecks kept;
    private final MemoryBudget memory;
    private final Asked asked;
    private final DiskUse use = new DiskUse();

    CheckRun(Parts parts, KeptChecks kept, MemoryBudget memory, Asked asked) {
        this.parts = parts;
        this.kept = kept;
        this.memory = memory;
        this.asked = asked;
    }

    /**
     * What a check works with.
     *
     * @param catalog names models
     * @param store finds their files
     * @param audio makes the sound for the inference
     */
    record Parts(Catalog catalog, ModelStore store, AudioFiles audio) {}

    /**
     * What the user wants.
     *
     * @param options how to load
     * @param how how closely to look
     */
    record Asked(LoadOptions options, CheckOptions how) {}

    private record Result(ModelCheck check, ModelFacts facts) {}

    /** Checks every model of a selection. */
    CheckReport over(Selection selection, CheckListener listener) throws InterruptedException {
        List<CatalogModel> models = parts.catalog().select(selection);
        int threads = asked.how().threads(models.size(), selection.inProcess());
        ExecutorService pool = Executors.newFixedThreadPool(threads, CheckRun::thread);
        List<Future<Result>> results = new ArrayList<>();
        try {
            for (CatalogModel model : models) {
                int index = results.size();
                results.add(pool.submit(() -> {
                    begin(listener, model.address(), index, models.size());
                    return one(model, listener);
                }));
            }
            return report(results);
        } finally {
            pool.shutdownNow();
            // What was interrupted closes its model before anybody goes on.
            pool.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "whisperbench-check");
        thread.setDaemon(true);
        return thread;
    }

    private CheckReport report(List<Future<Result>> results) throws InterruptedException {
        List<ModelCheck> checks = new ArrayList<>();
        List<ModelFacts> facts = new ArrayList<>();
        for (Future<Result> future : results) {
            Result result = result(future);
            checks.add(result.check());
            facts.add(result.facts());
        }
        return new CheckReport(checks, facts, use.storage(parts.store().hub()));
    }

    private static Result result(Future<Result> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            if (cause instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a check failed", cause);
        }
    }

    private static void begin(CheckListener listener, String model, int index, int count) {
        synchronized (listener) {
            listener.checking(model, index, count);
        }
    }

    private Result one(CatalogModel model, CheckListener listener) throws InterruptedException {
        long start = System.nanoTime();
        Result result = one(model);
        synchronized (listener) {
            listener.checked(result.check(), result.facts(), Duration.ofNanos(System.nanoTime() - start));
        }
        return result;
    }

    private Result one(CatalogModel model) throws InterruptedException {
        ModelDescriptor descriptor = model.descriptor();
        Examination lengths = parts.store().examine(descriptor, ModelStore.Depth.LENGTHS);
        if (!(lengths.state() instanceof DiskState.Present present)) {
            return new Result(ModelLoad.files(model, lengths.state()), facts(model, lengths, ""));
        }
        use.add(present);
        boolean mayBeKept = !asked.how().fresh() && isAvailable(model);
        Optional<KeptChecks.Kept> earlier = mayBeKept
                ? kept.find(model, present, asked.options(), asked.how().method())
                : Optional.empty();
        if (earlier.isPresent()) {
            String when = earlier.get().checked().toString();
            return new Result(earlier.get().check(), facts(model, lengths, when));
        }
        // Of the files as they are before they are read: what is written meanwhile has another identity.
        Optional<Path> slot =
                kept.slot(model, present, asked.options(), asked.how().method());
        Examination closely = asked.how().method() == Checks.Method.LOAD
                ? lengths
                : parts.store().examine(descriptor, ModelStore.Depth.HASHES);
        ModelCheck check = check(model, closely.state(), present.sizeBytes());
        slot.ifPresent(file -> kept.keep(file, check));
        return new Result(check, facts(model, closely, ""));
    }

    private boolean isAvailable(CatalogModel model) {
        return asked.how().method() == Checks.Method.FILES
                || model.backend().availability().isAvailable();
    }

    private ModelCheck check(CatalogModel model, DiskState state, long sizeBytes) throws InterruptedException {
        if (asked.how().method() == Checks.Method.FILES) {
            return ModelLoad.files(model, state);
        }
        int taken = memory.take(sizeBytes);
        try {
            return ModelLoad.check(model, state, asked.options(), parts.audio());
        } finally {
            memory.giveBack(taken);
        }
    }

    private ModelFacts facts(CatalogModel model, Examination examination, String checkedEarlier)
            throws InterruptedException {
        Whereabouts places = parts.store().whereabouts(model.descriptor());
        String used = examination.state() instanceof DiskState.Present present
                ? present.model().directory().toString()
                : "";
        long needed = NeededBytes.of(model.descriptor(), examination);
        return new ModelFacts(model.address(), places, used, needed, checkedEarlier, model.own());
    }
}
