package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.FileNames;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/** Brings a model of a repository onto the disk, or mends it. */
final class RepositoryDownload {

    private static final String WITHOUT_LINKS = "; without links, revisions that share a file keep it twice";

    private final Wanted wanted;
    private final ModelSource.Repository source;
    private final HubRepository repository;
    private final FilePlanning planning;
    private final Session session;
    private final FetchContext context;
    private final HubApi hub;

    RepositoryDownload(Wanted wanted, HubRepository repository, Session session) {
        this.wanted = wanted;
        this.source = (ModelSource.Repository) wanted.source();
        this.repository = repository;
        this.planning = new FilePlanning(repository, wanted);
        this.session = session;
        this.context = session.context();
        Http http = session.http().within(context.deadline());
        this.hub = new HubApi(http, session.settings().mirrors().of(source.id()), context.backoff());
    }

    /** Fetches what is missing. */
    Outcome ensure() throws InterruptedException {
        return outcome(() -> {
            Optional<FilePlan> complete = settled();
            if (complete.isPresent()) {
                return there(complete.get());
            }
            if (session.settings().offline()) {
                return withoutNetwork();
            }
            return mode() == Mode.DRY_RUN ? planned(wantedPlan()) : run(wantedPlan(), Result.DOWNLOADED);
        });
    }

    /** How much room each content takes; nothing also if that cannot be found out, which is said when it is tried. */
    Map<String, Long> neededRoom() throws InterruptedException {
        try {
            return session.settings().offline() || settled().isPresent()
                    ? Map.of()
                    : run(wantedPlan()).neededRoom();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private Mode mode() {
        return session.options().mode();
    }

    /** What is there and is not to be asked for. */
    private Optional<FilePlan> settled() throws IOException {
        return mode() == Mode.MISSING || mode() == Mode.DRY_RUN ? complete() : Optional.empty();
    }

    private FilePlan wantedPlan() throws IOException, InterruptedException {
        if (mode() == Mode.UPGRADE) {
            return planning.newer(source.revision(), newest(), older());
        }
        return planning.missing(source.revision(), newest(), mode() == Mode.FORCE);
    }

    /** What is there of the commit that is upgraded from. */
    private Optional<Following> older() throws IOException, InterruptedException {
        Optional<String> local = localCommit().filter(c -> Files.isDirectory(repository.snapshot(c)));
        return local.isPresent()
                ? Optional.of(Following.of(repository, local.get(), olderTree(local.get())))
                : Optional.empty();
    }

    /** Older clients keep no listing; a commit that the hub has no more has none either. */
    private Optional<Tree> olderTree(String commit) throws InterruptedException {
        try {
            Optional<Listing> kept = planning.kept(commit);
            return Optional.of(
                    kept.isPresent() ? kept.get().tree() : listing(commit).tree());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the hub has, which for a commit is what is kept. */
    private Listing newest() throws IOException, InterruptedException {
        String revision = source.revision();
        Optional<Listing> kept = HubRepository.isCommit(revision) ? planning.kept(revision) : Optional.empty();
        return kept.isPresent() ? kept.get() : listing(revision);
    }

    /** Fetches what is damaged, of the commit that is on the disk if there is one. */
    Outcome repair() throws InterruptedException {
        return outcome(() -> {
            Optional<String> local = localCommit();
            boolean unlisted = local.filter(planning::hasUnusableListing).isPresent();
            boolean mended = mendReference();
            Optional<Listing> kept = local.flatMap(planning::kept);
            if (kept.isEmpty() && session.settings().offline()) {
                return offline("has no listing on the disk to be held against");
            }
            Listing listing = kept.isPresent() ? kept.get() : listing(local.orElse(source.revision()));
            FilePlan plan = planning.damaged(source.revision(), listing);
            return !mended && !unlisted && isSound(plan) ? there(plan) : mend(plan);
        });
    }

    private boolean isSound(FilePlan plan) throws IOException {
        return plan.fetch().isEmpty() && planning.isLinked(plan) && isNamed(plan);
    }

    private Outcome mend(FilePlan plan) throws IOException, InterruptedException {
        if (mode() == Mode.DRY_RUN) {
            return planned(plan);
        }
        return session.settings().offline() && !plan.fetch().isEmpty()
                ? offline("has %d damaged files".formatted(plan.fetch().size()))
                : run(plan, Result.REPAIRED);
    }

    /** Which commit the hub has. */
    String remoteCommit() throws IOException, InterruptedException {
        return hub.commit(source.id(), source.revision());
    }

    /** The commit that is on the disk. */
    Optional<String> localCommit() throws IOException {
        if (HubRepository.isCommit(source.revision())) {
            return Optional.of(source.revision());
        }
        String named =
                repository.references().getOrDefault(source.revision(), "").strip();
        List<String> commits = repository.commits();
        if (HubRepository.isCommit(named)) {
            return Optional.of(named);
        }
        return commits.size() == 1 ? Optional.of(commits.get(0)) : Optional.empty();
    }

    private Listing listing(String revision) throws IOException, InterruptedException {
        Listing asked =
                session.known().listings().get(source.id() + "@" + revision, () -> hub.listing(source.id(), revision));
        return planning.kept(asked.commit()).orElse(asked);
    }

    /** Where only links or a reference are missing, no network is needed; else the files are named that are. */
    private Outcome withoutNetwork() throws IOException, InterruptedException {
        Optional<Listing> kept = localCommit().flatMap(planning::kept);
        if (kept.isEmpty()) {
            return missing(wanted.files().stream().map(ModelFile::path).toList());
        }
        FilePlan plan = mode() == Mode.UPGRADE
                ? planning.newer(source.revision(), kept.get(), older())
                : planning.missing(source.revision(), kept.get(), mode() == Mode.FORCE);
        if (plan.fetch().isEmpty() && mode() != Mode.UPGRADE) {
            return mend(plan);
        }
        return missing(plan.toFetch().stream().map(TreeFile::path).toList());
    }

    private Outcome missing(List<String> files) {
        return offline("is missing or incomplete" + (files.isEmpty() ? "" : ": " + FileNames.brief(files)));
    }

    /** What is there completely, as far as the disk tells without the network. */
    private Optional<FilePlan> complete() throws IOException {
        Optional<Listing> kept = localCommit().flatMap(planning::kept);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        FilePlan plan = planning.missing(source.revision(), kept.get(), false);
        return isSound(plan) ? Optional.of(plan) : Optional.empty();
    }

    private boolean isNamed(FilePlan plan) throws IOException {
        return plan.revision().equals(plan.commit())
                || plan.commit().equals(repository.references().get(plan.revision()));
    }

    /** Takes blanks and line breaks out of a reference, which needs no network. */
    private boolean mendReference() throws IOException {
        Optional<Path> file = repository.reference(source.revision());
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return false;
        }
        String text = Files.readString(file.get(), StandardCharsets.ISO_8859_1);
        boolean mends = HubRepository.isCommit(text.strip()) && !text.equals(text.strip());
        if (mends && mode() != Mode.DRY_RUN) {
            repository.point(source.revision(), text.strip());
        }
        return mends;
    }

    private Outcome run(FilePlan plan, Result result) throws IOException, InterruptedException {
        planning.deleteUnusableListing(plan.commit());
        long bytes = run(plan).run();
        return new Outcome(
                wanted.address(),
                result,
                place(plan) + (holdsItsContents(plan) ? WITHOUT_LINKS : ""),
                plan.files().size(),
                plan.fetch().size(),
                bytes,
                plan.sizeBytes());
    }

    private boolean holdsItsContents(FilePlan plan) {
        return plan.files().stream()
                .anyMatch(f -> !Files.exists(repository.blob(f.etag()))
                        && Files.exists(repository.snapshot(plan.commit()).resolve(f.path())));
    }

    private PlanRun run(FilePlan plan) {
        return new PlanRun(plan, wanted.address(), session, hub, context);
    }

    private Outcome there(FilePlan plan) {
        return new Outcome(
                wanted.address(), Result.PRESENT, place(plan), plan.files().size(), 0, 0, plan.sizeBytes());
    }

    /** Lists are public where files are not, so one byte is asked for. */
    private void requireAccess(FilePlan plan) throws IOException, InterruptedException {
        Optional<TreeFile> smallest = plan.toFetch().stream()
                .filter(f -> f.sizeBytes() > 0)
                .min(Comparator.comparingLong(TreeFile::sizeBytes));
        if (smallest.isPresent() && !session.settings().offline()) {
            FileSource bytes =
                    hub.file(source.id(), plan.commit(), smallest.get().path());
            context.backoff().repeat(wanted.address(), () -> {
                try (Reply reply = bytes.open("bytes=0-0")) {
                    return reply.status();
                }
            });
        }
    }

    private Outcome planned(FilePlan plan) throws IOException, InterruptedException {
        requireAccess(plan);
        return new Outcome(
                wanted.address(),
                Result.PLANNED,
                "commit %s of '%s'".formatted(plan.commit(), source.id()),
                plan.files().size(),
                plan.fetch().size(),
                run(plan).neededBytes(),
                plan.sizeBytes());
    }

    private String place(FilePlan plan) {
        return "'" + repository.snapshot(plan.commit()) + "'";
    }

    private Outcome offline(String what) {
        return failure(
                Result.OFFLINE,
                "'%s' %s; the network may not be used; run 'whisperbench download %s' where it may"
                        .formatted(source.display(), what, wanted.address()));
    }

    private Outcome failure(Result result, String reason) {
        return new Outcome(wanted.address(), result, reason, wanted.files().size(), 0, 0, 0);
    }

    private Outcome outcome(Backoff.Work<Outcome> work) throws InterruptedException {
        try {
            return work.run();
        } catch (Refused e) {
            HubRefusal refusal = HubRefusal.of(e, source.id(), source.revision(), session.settings());
            return failure(refusal.result(), refusal.sentence());
        } catch (IOException e) {
            return failure(Result.FAILED, session.settings().secrets().reason(e));
        }
    }
}
