package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.RepositoryName;
import org.whisperbench.platform.store.hub.Tree;

/** Looks for the folders in which models are. */
final class ModelPlaces {

    private ModelPlaces() {}

    /** Where the files of a model are. */
    sealed interface Place {}

    /**
     * A plain folder.
     *
     * @param directory absolute path
     * @param published what is known of files by their names
     */
    record Folder(Path directory, PublishedHashes published) implements Place {

        Folder(Path directory) {
            this(directory, PublishedHashes.NONE);
        }
    }

    /**
     * A snapshot in the hub's cache.
     *
     * @param directory absolute path
     * @param tree the listing of its commit, if it is kept
     * @param remark what is noteworthy, or an empty text
     */
    record Snapshot(Path directory, Optional<Tree> tree, String remark) implements Place {

        /**
         * What is noteworthy of a model. One that has the name of its repository is everything of it that is there; what was
         * left out by patterns and what somebody deleted look alike.
         */
        String remark(ModelDescriptor model) {
            boolean everything = model.source() instanceof ModelSource.Repository repository
                    && model.name().startsWith(repository.id());
            if (!everything || tree.isEmpty()) {
                return remark;
            }
            Set<String> there = model.files().stream().map(ModelFile::path).collect(Collectors.toSet());
            long absent = tree.get().files().keySet().stream()
                    .filter(path -> !there.contains(path))
                    .count();
            String listed =
                    absent == 0 ? "" : "%d listed %s not here".formatted(absent, absent == 1 ? "file is" : "files are");
            return remark + (remark.isEmpty() || listed.isEmpty() ? "" : "; ") + listed;
        }
    }

    /**
     * A file that another program keeps, of which the hash is known.
     *
     * @param directory absolute path of its folder
     * @param hash the hash
     */
    record Single(Path directory, ContentHash hash) implements Place {}

    /**
     * Nowhere.
     *
     * @param state why
     */
    record Nowhere(DiskState state) implements Place {}

    /** Looks for a model's folder: the hub's cache comes first. */
    static Place of(ModelDescriptor descriptor, StoreRoots roots) {
        Optional<Place> hub = hub(descriptor, roots);
        if (hub.isEmpty()) {
            return local(descriptor, roots, List.of());
        }
        return hub.get() instanceof Nowhere nowhere && nowhere.state() instanceof DiskState.Absent absent
                ? local(descriptor, roots, absent.searched())
                : hub.get();
    }

    /** Looks in the hub's cache alone; empty if the model does not come from a hub. */
    static Optional<Place> hub(ModelDescriptor descriptor, StoreRoots roots) {
        return descriptor.source() instanceof ModelSource.Repository repository
                ? Optional.of(inHub(new HubCache(roots.hub(), roots.symbolicLinks()), repository))
                : Optional.empty();
    }

    /**
     * Looks outside of the hub's cache.
     *
     * @param before folders in which it was looked for before, to be told if it is nowhere
     */
    static Place local(ModelDescriptor descriptor, StoreRoots roots, List<Path> before) {
        ModelSource source = descriptor.source();
        if (source instanceof ModelSource.Repository repository) {
            return elsewhere(descriptor, repository, roots, before);
        }
        if (source instanceof ModelSource.Web web) {
            return ofWeb(web, roots);
        }
        List<Path> candidates = source instanceof ModelSource.Bundled bundled
                ? roots.bundled().stream()
                        .map(root -> root.resolve(bundled.folder()).toAbsolutePath())
                        .toList()
                : List.of(((ModelSource.Folder) source).path());
        return candidates.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .<Place>map(Folder::new)
                .orElseGet(() -> new Nowhere(new DiskState.Absent(candidates)));
    }

    /** In the folder of the download, or where openai-whisper keeps the same file. */
    private static Place ofWeb(ModelSource.Web source, StoreRoots roots) {
        WebFolder own = WebFolder.of(roots, source);
        Optional<Tree> listing = own.listing();
        if (Files.isDirectory(own.directory())) {
            return new Snapshot(
                    own.directory(), listing, listing.isPresent() ? "" : "nothing tells what belongs there");
        }
        List<Path> searched = new ArrayList<>(List.of(own.directory()));
        for (OtherFolder other : roots.others()) {
            boolean fits = other.program() == OtherFolder.Program.OPENAI_WHISPER
                    && !source.unpack()
                    && source.fileName().endsWith(".pt")
                    && !source.sha256().isEmpty();
            if (fits && Files.exists(other.path().resolve(source.fileName()))) {
                return new Single(other.path().toAbsolutePath(), ContentHash.sha256(source.sha256()));
            }
            if (fits) {
                searched.add(other.path().resolve(source.fileName()));
            }
        }
        return new Nowhere(new DiskState.Absent(searched));
    }

    private static Place elsewhere(
            ModelDescriptor descriptor, ModelSource.Repository repository, StoreRoots roots, List<Path> before) {
        List<Path> searched = new ArrayList<>(before);
        for (OtherFolder other : roots.others()) {
            for (Path candidate : other.candidates(repository)) {
                boolean any = descriptor.files().stream().anyMatch(f -> Files.exists(candidate.resolve(f.path())));
                if (any) {
                    return ofProgram(candidate.toAbsolutePath(), other.program());
                }
                if (Files.isDirectory(other.path())) {
                    searched.add(candidate);
                }
            }
        }
        return new Nowhere(new DiskState.Absent(searched));
    }

    private static Place ofProgram(Path directory, OtherFolder.Program program) {
        return StoreFailure.guard("read", directory, () -> new Folder(directory, PublishedHashes.of(program)));
    }

    private static Place inHub(HubCache cache, ModelSource.Repository source) {
        if (!RepositoryName.isValid(source.id())) {
            return new Nowhere(new DiskState.Absent(List.of(cache.root())));
        }
        HubRepository repository = cache.repository(RepositoryName.model(source.id()));
        String revision = source.revision();
        if (HubRepository.isCommit(revision) && Files.isDirectory(repository.snapshot(revision))) {
            return snapshot(repository, revision, "");
        }
        try {
            List<String> commits = repository.commits();
            // References alone are what a download into another folder leaves.
            return commits.isEmpty()
                    ? new Nowhere(new DiskState.Absent(List.of(repository.snapshots())))
                    : named(repository, revision, commits);
        } catch (IOException e) {
            return new Nowhere(new DiskState.Corrupt(repository.folder(), "cannot be read: " + e.getMessage()));
        }
    }

    private static Place named(HubRepository repository, String revision, List<String> commits) throws IOException {
        Optional<Path> reference = repository.reference(revision);
        if (reference.isPresent() && Files.isRegularFile(reference.get())) {
            return follow(repository, reference.get());
        }
        boolean only = commits.size() == 1 && repository.references().isEmpty();
        return only && revision.equals(HubCache.MAIN)
                ? snapshot(repository, commits.get(0), "no reference names its commit")
                : new Nowhere(
                        new DiskState.Absent(List.of(reference.orElse(repository.folder()), repository.snapshots())));
    }

    private static Place follow(HubRepository repository, Path reference) {
        try {
            String text = Files.readString(reference, StandardCharsets.ISO_8859_1);
            String commit = text.strip();
            if (!HubRepository.isCommit(commit)) {
                return damaged(reference, "does not name a commit");
            }
            if (!Files.isDirectory(repository.snapshot(commit))) {
                return damaged(reference, "names commit " + commit + ", which has no snapshot");
            }
            return text.equals(commit)
                    ? snapshot(repository, commit, "")
                    : damaged(
                            reference,
                            "has blanks or line breaks beside the commit, which other programs do not expect");
        } catch (IOException e) {
            return damaged(reference, "cannot be read: " + e.getMessage());
        }
    }

    private static Place snapshot(HubRepository repository, String commit, String remark) {
        return new Snapshot(repository.snapshot(commit), Tree.read(repository.tree(commit)), remark);
    }

    private static Nowhere damaged(Path reference, String problem) {
        return new Nowhere(new DiskState.ReferenceDamaged(reference, problem));
    }
}
