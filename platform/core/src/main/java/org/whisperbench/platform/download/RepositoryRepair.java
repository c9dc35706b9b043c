package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.ModelStore.Depth;
import org.whisperbench.platform.store.hub.HubRepository;

/** Mends a model of a repository. */
final class RepositoryRepair {

    private final RepositoryWork work;
    private final ModelStore store;

    RepositoryRepair(RepositoryWork work, ModelStore store) {
        this.work = work;
        this.store = store;
    }

    /** Fetches what is damaged, of the commit that is on the disk if there is one. */
    Outcome repair() throws InterruptedException {
        return work.outcome(() -> {
            Optional<LocalCommit> local = work.local();
            boolean unlisted =
                    local.filter(l -> work.kept().isUnusable(l.commit())).isPresent();
            boolean mended = mendReference();
            Optional<Listing> kept = local.flatMap(l -> work.kept().of(l.commit()));
            if (kept.isEmpty() && work.isOffline()) {
                return new UnlistedRevision(work.repository(), work.wanted(), store).outcome(local, Depth.HASHES);
            }
            FilePlan plan = plan(local, kept);
            boolean sound =
                    !mended && !unlisted && work.isSound(plan) && !work.kept().isCorrectedBy(plan.listing());
            return sound ? confirmed(plan, local) : work.mend(plan);
        });
    }

    private FilePlan plan(Optional<LocalCommit> local, Optional<Listing> kept)
            throws IOException, InterruptedException {
        String revision = local.isPresent() ? name(local.get()) : work.revision();
        if (kept.isEmpty()) {
            String asked = local.map(LocalCommit::commit).orElse(work.revision());
            return work.planning().damaged(revision, work.listing(asked));
        }
        Listing listing = kept.get();
        if (!work.planning().fits(listing)) {
            return work.planning().damaged(revision, hubs(listing));
        }
        FilePlan plan = work.planning().damaged(revision, listing);
        boolean doubtful = !plan.fetch().isEmpty() || work.kept().isMirrors(listing.commit());
        Listing own = doubtful ? hubs(listing) : listing;
        return own.agreesWith(listing) ? plan.of(own) : work.planning().damaged(revision, own);
    }

    /** What the hub says of the commit of a kept listing, or that listing itself. */
    private Listing hubs(Listing kept) throws InterruptedException {
        return work.isOffline() ? kept : work.questions().ofHub(kept.commit()).orElse(kept);
    }

    /** A branch or tag that no reference names is only given the commit that is here if the hub says so. */
    private String name(LocalCommit local) throws InterruptedException {
        if (local.named()) {
            return work.revision();
        }
        try {
            boolean same = !work.isOffline()
                    && work.questions().commit(work.revision()).equals(local.commit());
            return same ? work.revision() : local.commit();
        } catch (IOException e) {
            return local.commit();
        }
    }

    /** Nothing is to be mended; what the hub confirmed is no mirror's word any more. */
    private Outcome confirmed(FilePlan plan, Optional<LocalCommit> local) throws IOException {
        if (!work.mode().isPlan()) {
            work.kept().keep(plan.listing());
        }
        boolean unnamed = local.isPresent() && !local.get().named();
        return work.outcomes().there(plan, unnamed ? RepositoryOutcomes.UNNAMED : "");
    }

    /** Takes blanks and line breaks out of a reference, which needs no network. */
    private boolean mendReference() throws IOException {
        Optional<Path> file = work.repository().reference(work.revision());
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return false;
        }
        String text = Files.readString(file.get(), StandardCharsets.ISO_8859_1);
        boolean mends = HubRepository.isCommit(text.strip()) && !text.equals(text.strip());
        if (mends && !work.mode().isPlan()) {
            work.repository().point(work.revision(), text.strip());
        }
        return mends;
    }
}
