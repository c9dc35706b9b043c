package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.ModelFile;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.TreeFile;

/** Finds out what is to be done to a revision. */
final class FilePlanning {

    private final HubRepository repository;
    private final Wanted wanted;

    FilePlanning(HubRepository repository, Wanted wanted) {
        this.repository = repository;
        this.wanted = wanted;
    }

    /** Wants the contents that are not there in their length. */
    FilePlan missing(String revision, Listing listing) throws IOException {
        return missing(revision, listing, files(listing));
    }

    private FilePlan missing(String revision, Listing listing, List<TreeFile> files) {
        Set<String> fetch = files.stream()
                .filter(f -> !isThere(f, listing.commit()))
                .map(TreeFile::path)
                .collect(Collectors.toSet());
        return new FilePlan(repository, revision, listing, files, fetch, Standing.TRUSTED, published());
    }

    /** Wants everything, whatever is there. */
    FilePlan anew(String revision, Listing listing) throws IOException {
        List<TreeFile> files = files(listing);
        Set<String> fetch = files.stream().map(TreeFile::path).collect(Collectors.toSet());
        return new FilePlan(repository, revision, listing, files, fetch, Standing.RENEWED, published());
    }

    /** Wants what is asked for, and what belongs to the older commit that is there. */
    FilePlan newer(String revision, Listing listing, Optional<Following> older) throws IOException {
        List<TreeFile> asked = wanted.files().isEmpty() && older.isPresent() ? List.of() : files(listing);
        Set<TreeFile> files = new LinkedHashSet<>(asked);
        boolean exact = !wanted.files().isEmpty();
        older.ifPresent(o -> listing.tree().files().values().stream()
                .filter(f -> exact ? o.kept().contains(f.path()) : o.files().test(f.path()))
                .sorted(Comparator.comparing(TreeFile::path))
                .forEach(files::add));
        requireNames(files);
        if (files.isEmpty()) {
            throw new Backoff.Final("repository '%s' has nothing any more at commit %s of what was downloaded"
                    .formatted(repository.name().id(), listing.commit()));
        }
        return missing(revision, listing, List.copyOf(files));
    }

    /** Whether a listing names what is wanted, as far as anybody published what that is. */
    boolean fits(Listing listing) {
        try {
            return !files(listing).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Hashes that were published, whatever a listing says. */
    private Map<String, ContentHash> published() {
        Map<String, ContentHash> published = new HashMap<>();
        for (ModelFile file : wanted.files()) {
            if (file.evidence() instanceof ModelFile.Known known) {
                published.put(file.path(), ContentHash.sha256(known.sha256()));
            }
        }
        return published;
    }

    /** Wants the contents whose hash is not right. */
    FilePlan damaged(String revision, Listing listing) throws IOException, InterruptedException {
        FilePlan plan =
                new FilePlan(repository, revision, listing, files(listing), Set.of(), Standing.HASHED, published());
        Set<String> fetch = new HashSet<>();
        for (TreeFile file : plan.files()) {
            boolean sound = isThere(file, listing.commit()) && plan.isContent(file, content(file, listing.commit()));
            if (!sound) {
                fetch.add(file.path());
            }
        }
        return new FilePlan(repository, revision, listing, plan.files(), fetch, plan.standing(), plan.published());
    }

    /** Where a content is, or belongs: a blob, or, in a cache that was filled without links, the snapshot's own file. */
    private Path content(TreeFile file, String commit) {
        Path blob = repository.blob(file.etag());
        Path own = repository.snapshot(commit).resolve(file.path());
        return !Files.exists(blob) && Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS) ? own : blob;
    }

    private boolean isThere(TreeFile file, String commit) {
        try {
            Path content = content(file, commit);
            return Files.isRegularFile(content) && Files.size(content) == file.sizeBytes();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether every link of a plan is there, too. */
    boolean isLinked(FilePlan plan) {
        return plan.files().stream()
                .allMatch(f ->
                        Files.isRegularFile(repository.snapshot(plan.commit()).resolve(f.path())));
    }

    private List<TreeFile> files(Listing listing) throws IOException {
        if (wanted.files().isEmpty()) {
            Patterns patterns = new Patterns(wanted.include(), wanted.exclude());
            List<TreeFile> fitting = listing.tree().files().values().stream()
                    .filter(f -> patterns.fit(f.path()))
                    .sorted(Comparator.comparing(TreeFile::path))
                    .toList();
            if (fitting.isEmpty()) {
                throw new Backoff.Final("repository '%s' has no file that fits"
                        .formatted(repository.name().id()));
            }
            requireNames(fitting);
            return fitting;
        }
        List<TreeFile> files = new ArrayList<>();
        for (ModelFile file : wanted.files()) {
            files.add(file(file, listing));
        }
        return files;
    }

    /** Of what is wanted each file must have a name that can be here; the others of the repository need not. */
    private static void requireNames(Collection<TreeFile> files) throws IOException {
        Optional<TreeFile> impossible =
                files.stream().filter(f -> !TreeFile.isSafe(f.path())).findFirst();
        if (impossible.isPresent()) {
            throw new Backoff.Final(
                    "it has a file '%s', a name that cannot be on this system; leave it out with '--exclude'"
                            .formatted(impossible.get().path()));
        }
    }

    private TreeFile file(ModelFile file, Listing listing) throws IOException {
        TreeFile listed = listing.tree().files().get(file.path());
        String where =
                "repository '%s' at commit %s".formatted(repository.name().id(), listing.commit());
        if (listed == null) {
            throw new Backoff.Final("%s has no file '%s'".formatted(where, file.path()));
        }
        if (file.evidence() instanceof ModelFile.Known known) {
            boolean other = known.sizeBytes() != listed.sizeBytes()
                    || (!listed.sha256().isEmpty() && !listed.sha256().equals(known.sha256()));
            if (other) {
                throw new Backoff.Final("%s has another '%s' than the backend was made for (%d bytes, not %d)"
                        .formatted(where, file.path(), listed.sizeBytes(), known.sizeBytes()));
            }
        }
        return listed;
    }
}
