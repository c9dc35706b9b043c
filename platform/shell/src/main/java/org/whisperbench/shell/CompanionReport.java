package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CompanionModel;
import org.whisperbench.platform.catalog.CompanionModels;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.ModelStore;

/**
 * A model beside speech to text, and what is on disk of it.
 *
 * @param model {@code category/name}
 * @param critical whether its want is a failure
 * @param source where it comes from
 * @param hash what it is held against: {@code hub} for the hub's listing, {@code published}, {@code kept} from the first
 *     download, or {@code unverified} if nothing is known until a first download writes it down
 * @param status state on disk by the lengths of its files
 * @param explanation where it is, or what is wrong
 */
record CompanionReport(String model, boolean critical, String source, String hash, String status, String explanation) {

    static List<CompanionReport> all(ModelStore store) throws InterruptedException {
        List<CompanionReport> all = new ArrayList<>();
        for (CompanionModel model : CompanionModels.known()) {
            all.add(of(model, store));
        }
        return all;
    }

    private static CompanionReport of(CompanionModel model, ModelStore store) throws InterruptedException {
        DiskState state = state(model, store);
        return new CompanionReport(
                model.address(),
                model.critical(),
                model.source().display(),
                hash(model.source(), store),
                state.status(),
                state.explanation());
    }

    private static String hash(ModelSource source, ModelStore store) {
        if (!(source instanceof ModelSource.Web web)) {
            return "hub";
        }
        return !web.sha256().isEmpty() ? "published" : store.knowsContent(web) ? "kept" : "unverified";
    }

    /** Of a repository as a whole that counts which is there of it. */
    private static DiskState state(CompanionModel model, ModelStore store) throws InterruptedException {
        if (!model.files().isEmpty()) {
            ModelDescriptor descriptor = ModelDescriptor.builder(model.name(), model.source())
                    .files(model.files())
                    .build();
            return store.state(descriptor, ModelStore.Depth.LENGTHS);
        }
        try {
            String id = ((ModelSource.Repository) model.source()).id();
            return store.state(store.describe(id), ModelStore.Depth.LENGTHS);
        } catch (WhisperException e) {
            return new DiskState.Absent(List.of(store.hub()));
        }
    }

    static List<String> lines(List<CompanionReport> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        Table table = Table.of("beside speech to text", "critical", "source", "hash", "on disk");
        for (CompanionReport model : all) {
            String where = model.status().equals("ABSENT") ? "" : ": " + model.explanation();
            table.row(
                    model.model(),
                    model.critical() ? "yes" : "no",
                    model.source(),
                    model.hash(),
                    model.status().toLowerCase(Locale.ROOT) + where);
        }
        return table.lines();
    }
}
