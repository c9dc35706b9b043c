package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.ModelStore.Depth;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/** Brings a model of a repository onto the disk. */
final class RepositoryDownload {

    private final RepositoryWork work;
    private final ModelStore store;

    RepositoryDownload(RepositoryWork work, ModelStore store) {
        this.work = work;
        this.store = store;
    }

    /** Fetches what is missing. */
    Outcome ensure() throws InterruptedException {
        return work.outcome(() -> {
            Optional<FilePlan> complete = settled();
            if (complete.isPresent()) {
                return work.outcomes().there(complete.get(), "");
            }
            return work.isOffline() ? withoutNetwork() : work.run(wantedPlan(), Result.DOWNLOADED);
        });
    }

    /** How much room each content takes; nothing also if that cannot be found out, which is said when it is tried. */
    Map<String, Long> neededRoom() throws InterruptedException {
        try {
            return work.isOffline() || settled().isPresent()
                    ? Map.of()
                    : work.prepared(wantedPlan()).neededRoom();
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** What is there completely and is not to be asked for. */
    private Optional<FilePlan> settled() throws IOException {
        if (work.mode() == Mode.UPGRADE || work.mode().isForced()) {
            return Optional.empty();
        }
        Optional<Listing> there = localCommit().flatMap(work.kept()::of).filter(work.planning()::fits);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        FilePlan plan = work.planning().missing(work.revision(), there.get());
        return work.isSound(plan) ? Optional.of(plan) : Optional.empty();
    }

    private FilePlan wantedPlan() throws IOException, InterruptedException {
        FilePlanning planning = work.planning();
        if (work.mode() == Mode.UPGRADE) {
            return planning.newer(work.revision(), newest(), older());
        }
        return work.mode().isForced()
                ? planning.anew(work.revision(), newest())
                : planning.missing(work.revision(), newest());
    }

    /** What is there of the commit that is upgraded from. */
    private Optional<Following> older() throws IOException, InterruptedException {
        HubRepository repository = work.repository();
        Optional<String> local = localCommit().filter(c -> Files.isDirectory(repository.snapshot(c)));
        return local.isPresent()
                ? Optional.of(Following.of(repository, local.get(), olderTree(local.get())))
                : Optional.empty();
    }

    /** Older clients keep no listing; a commit that the hub has no more has none either. */
    private Optional<Tree> olderTree(String commit) throws InterruptedException {
        try {
            Optional<Listing> kept = work.kept().of(commit);
            return Optional.of(
                    kept.isPresent() ? kept.get().tree() : work.listing(commit).tree());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the hub has, which for a commit is what is kept, unless that is in doubt and the hub tells better. */
    private Listing newest() throws IOException, InterruptedException {
        String revision = work.revision();
        Optional<Listing> kept = HubRepository.isCommit(revision) ? work.kept().of(revision) : Optional.empty();
        if (kept.isPresent() && !work.isInDoubt(kept.get())) {
            return kept.get();
        }
        try {
            return work.listing(revision);
        } catch (IOException e) {
            if (kept.isPresent()) {
                return kept.get();
            }
            throw e;
        }
    }

    /** Which commit the hub has. */
    String remoteCommit() throws IOException, InterruptedException {
        return work.questions().commit(work.revision());
    }

    /** The commit that is on the disk. */
    Optional<String> localCommit() throws IOException {
        return work.local().map(LocalCommit::commit);
    }

    /** Where only links are missing, no network is needed; else the files are named that are. */
    private Outcome withoutNetwork() throws IOException, InterruptedException {
        Wanted wanted = work.wanted();
        RepositoryOutcomes outcomes = work.outcomes();
        if (work.mode() == Mode.UPGRADE) {
            return outcomes.offline("cannot be compared with the hub", "upgrade " + wanted.address());
        }
        if (work.mode().isForced()) {
            return outcomes.offline("cannot be fetched anew", "download --force " + wanted.words());
        }
        Optional<LocalCommit> local = work.local();
        Optional<Listing> kept = local.flatMap(l -> work.kept().of(l.commit()));
        if (kept.isEmpty()) {
            return new UnlistedRevision(work.repository(), wanted, store).outcome(local, Depth.LENGTHS);
        }
        boolean named = local.get().named();
        FilePlan plan =
                work.planning().missing(named ? work.revision() : kept.get().commit(), kept.get());
        if (!plan.fetch().isEmpty()) {
            return outcomes.missing(plan.toFetch().stream().map(TreeFile::path).toList());
        }
        return !named && work.isSound(plan)
                ? outcomes.there(plan, RepositoryOutcomes.UNNAMED)
                : work.run(plan, Result.REPAIRED);
    }
}
