package org.whisperbench.platform.check;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.ModelStore;

/** Checks by really loading. */
final class LoadingChecks implements Checks {

    private final CheckRun.Parts parts;
    private final KeptChecks kept;
    private final Supplier<OptionalLong> freeMemory;

    LoadingChecks(CheckRun.Parts parts, KeptChecks kept, Supplier<OptionalLong> freeMemory) {
        this.parts = parts;
        this.kept = kept;
        this.freeMemory = freeMemory;
    }

    @Override
    public ModelsReport models(Selection selection) throws InterruptedException {
        List<ModelsReport.Entry> entries = new ArrayList<>();
        for (CatalogModel model : parts.catalog().select(selection)) {
            ModelDescriptor descriptor = model.descriptor();
            DiskState state = parts.store().state(descriptor, ModelStore.Depth.LENGTHS);
            entries.add(new ModelsReport.Entry(
                    model.address(),
                    model.backend().address(),
                    descriptor.precision(),
                    descriptor.languages(),
                    descriptor.source().display(),
                    hash(descriptor),
                    ModelStatus.valueOf(state.status()),
                    state.explanation(),
                    descriptor.note()));
        }
        return new ModelsReport(entries);
    }

    private static String hash(ModelDescriptor descriptor) {
        long known = descriptor.files().stream()
                .filter(file -> file.evidence() instanceof ModelFile.Known || isOfAddress(file, descriptor.source()))
                .count();
        return known == 0 ? "unverified" : known == descriptor.files().size() ? "published" : "some";
    }

    /** What an address leads to has one hash, that of the only file. */
    private static boolean isOfAddress(ModelFile file, ModelSource source) {
        return source instanceof ModelSource.Web web
                && !web.sha256().isEmpty()
                && !web.unpack()
                && web.fileName().equals(file.path());
    }

    @Override
    public TensorsReport tensors(String model) throws InterruptedException {
        return new TensorTables(parts.catalog(), parts.store()).of(model);
    }

    @Override
    public CheckReport check(Selection selection, LoadOptions options, CheckOptions how, CheckListener listener)
            throws InterruptedException {
        CheckRun run = new CheckRun(parts, kept, new MemoryBudget(freeMemory.get()), new CheckRun.Asked(options, how));
        return run.over(selection, listener);
    }
}
