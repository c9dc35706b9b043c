package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Optional;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.download.Listing.Word;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.TreeFile;

/** What downloads and repairs of one model of a repository have in common: plans are judged, told, and carried out. */
final class RepositoryWork {

    private static final String WITHOUT_LINKS = "; without links, revisions that share a file keep it twice";
    private static final String MIRRORS = "; the hub did not list it, so a mirror's own listing is believed";
    private static final String CORRECTED = "; the listing that was here is not the hub's, which counts";

    private final Wanted wanted;
    private final ModelSource.Repository source;
    private final HubRepository repository;
    private final FilePlanning planning;
    private final KeptListings kept;
    private final ListingQuestions questions;
    private final Session session;
    private final FetchContext context;
    private final RepositoryOutcomes outcomes;

    RepositoryWork(Wanted wanted, HubRepository repository, Session session) {
        this.wanted = wanted;
        this.source = (ModelSource.Repository) wanted.source();
        this.repository = repository;
        this.planning = new FilePlanning(repository, wanted);
        this.kept = new KeptListings(repository);
        this.session = session;
        this.context = session.context();
        this.questions = new ListingQuestions(source.id(), session, context);
        this.outcomes = new RepositoryOutcomes(wanted, repository);
    }

    Wanted wanted() {
        return wanted;
    }

    HubRepository repository() {
        return repository;
    }

    String revision() {
        return source.revision();
    }

    FilePlanning planning() {
        return planning;
    }

    KeptListings kept() {
        return kept;
    }

    ListingQuestions questions() {
        return questions;
    }

    RepositoryOutcomes outcomes() {
        return outcomes;
    }

    Mode mode() {
        return session.options().mode();
    }

    boolean isOffline() {
        return session.settings().offline();
    }

    /** The commit of the revision that is on the disk. */
    Optional<LocalCommit> local() throws IOException {
        return LocalCommit.of(repository, source.revision());
    }

    /** What a revision has: by the kept listing of its commit, unless that is in doubt and the hub itself lists it. */
    Listing listing(String revision) throws IOException, InterruptedException {
        Listing asked = questions.of(revision);
        Optional<Listing> there = kept.of(asked.commit());
        boolean counts = there.isEmpty() || (asked.word() == Word.HUB && isInDoubt(there.get()));
        return counts ? asked : there.get();
    }

    /** A commit never changes, so a kept listing is not asked for again, unless it is a mirror's or contradicts its model. */
    boolean isInDoubt(Listing there) {
        return mode().isForced() || kept.isMirrors(there.commit()) || !planning.fits(there);
    }

    boolean isSound(FilePlan plan) throws IOException {
        return plan.fetch().isEmpty() && planning.isLinked(plan) && isNamed(plan);
    }

    private boolean isNamed(FilePlan plan) throws IOException {
        return plan.revision().equals(plan.commit())
                || plan.commit().equals(repository.references().get(plan.revision()));
    }

    Outcome run(FilePlan plan, Result result) throws IOException, InterruptedException {
        if (mode().isPlan()) {
            return planned(plan);
        }
        String remark = remark(plan.listing());
        long bytes = prepared(plan).run();
        return outcomes.done(plan, result, bytes, (holdsItsContents(plan) ? WITHOUT_LINKS : "") + remark);
    }

    /** Mends what needs no network, too. */
    Outcome mend(FilePlan plan) throws IOException, InterruptedException {
        return isOffline() && !mode().isPlan() && !plan.fetch().isEmpty()
                ? outcomes.offline("has %d damaged files".formatted(plan.fetch().size()), "repair " + wanted.address())
                : run(plan, Result.REPAIRED);
    }

    /** Whose word the listing is, if that is not what one expects. */
    private String remark(Listing listing) {
        if (listing.word() == Word.MIRROR) {
            return MIRRORS;
        }
        return kept.isCorrectedBy(listing) ? CORRECTED : "";
    }

    private boolean holdsItsContents(FilePlan plan) {
        return plan.files().stream()
                .anyMatch(f -> !Files.exists(repository.blob(f.etag()))
                        && Files.exists(repository.snapshot(plan.commit()).resolve(f.path())));
    }

    PlanRun prepared(FilePlan plan) {
        return new PlanRun(plan, wanted.address(), session, questions.servers(plan.listing()), context);
    }

    private Outcome planned(FilePlan plan) throws IOException, InterruptedException {
        requireAccess(plan);
        return outcomes.planned(plan, prepared(plan).neededBytes(), remark(plan.listing()));
    }

    /** Lists are public where files are not, so one byte is asked for. */
    private void requireAccess(FilePlan plan) throws IOException, InterruptedException {
        Optional<TreeFile> smallest = plan.toFetch().stream()
                .filter(f -> f.sizeBytes() > 0)
                .min(Comparator.comparingLong(TreeFile::sizeBytes));
        if (smallest.isPresent() && !isOffline()) {
            FileSource bytes = questions
                    .servers(plan.listing())
                    .file(source.id(), plan.commit(), smallest.get().path());
            context.backoff().repeat(wanted.address(), () -> {
                try (Reply reply = bytes.open("bytes=0-0")) {
                    return reply.status();
                }
            });
        }
    }

    /** Does it, and says why not if it fails. */
    Outcome outcome(Backoff.Work<Outcome> work) throws InterruptedException {
        try {
            return work.run();
        } catch (Refused e) {
            HubRefusal refusal = HubRefusal.of(e, source.id(), source.revision(), session.settings());
            return outcomes.failure(refusal.result(), refusal.sentence());
        } catch (IOException e) {
            return outcomes.failure(Result.FAILED, session.settings().secrets().reason(e));
        }
    }
}
