package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.RepositoryName;

/**
 * Of which repository and commit a file is, by the place where it lies, and by nothing that anybody asked for. In the hub's
 * cache the folders tell; a link's commit is that of the link, its repository that of the content it leads to. In a plain
 * folder the metadata of {@code hf download --local-dir} tell the commit.
 *
 * @param repository {@code OWNER/NAME}, or an empty text if the place does not tell
 * @param commit 40 hexadecimal digits, or an empty text if the place does not tell
 */
public record FileOrigin(String repository, String commit) {

    /** Under this name an identity tells the repository, whether the engine knows it or the places of its files do. */
    public static final String REPOSITORY = "repository";

    /** Under this name an identity tells the revision. */
    public static final String REVISION = "revision";

    private static final String SNAPSHOTS = "snapshots";

    /**
     * Looks where a file lies.
     *
     * @param file absolute path of a file that is there
     * @return what its place tells, or empty if that is nothing
     */
    public static Optional<FileOrigin> of(Path file) {
        String commit = snapshot(file).or(() -> metadata(file)).orElse("");
        String repository = repository(real(file)).or(() -> repository(file)).orElse("");
        return commit.isEmpty() && repository.isEmpty()
                ? Optional.empty()
                : Optional.of(new FileOrigin(repository, commit));
    }

    /**
     * Looks where several files lie.
     *
     * @param files absolute paths
     * @param part what of their origins is wanted
     * @return what their places tell, sorted
     */
    public static List<String> of(List<Path> files, Function<FileOrigin, String> part) {
        return files.stream()
                .flatMap(file -> of(file).stream())
                .map(part)
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Tells in an identity of which repository and revision the opened files are, where the engine itself does not.
     *
     * @param identity what was loaded
     * @return the same, with {@link #REPOSITORY} and {@link #REVISION} among what was in force as far as that is known
     */
    public static LoadedIdentity toldIn(LoadedIdentity identity) {
        Map<String, String> effective = new HashMap<>(identity.effective());
        put(effective, REPOSITORY, of(identity.files(), FileOrigin::repository));
        put(effective, REVISION, of(identity.files(), FileOrigin::commit));
        return LoadedIdentity.builder(identity.model())
                .engine(identity.engine(), identity.engineVersion())
                .device(identity.device())
                .precision(identity.precision())
                .files(identity.files())
                .effective(effective)
                .build();
    }

    private static void put(Map<String, String> effective, String name, List<String> values) {
        if (!values.isEmpty()) {
            effective.putIfAbsent(name, String.join(", ", values));
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // What leads nowhere is where its own name says.
            return file;
        }
    }

    /** The innermost folder that has the name of a model's repository. */
    private static Optional<String> repository(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            Optional<RepositoryName> name = RepositoryName.ofFolder(name(folder));
            if (name.isPresent() && name.get().kind() == RepositoryName.Kind.MODEL) {
                return name.map(RepositoryName::id);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> snapshot(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            Path parent = folder.getParent();
            if (HubRepository.isCommit(name(folder))
                    && parent != null
                    && name(parent).equals(SNAPSHOTS)) {
                return Optional.of(name(folder));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> metadata(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            Path notes = folder.resolve(".cache/huggingface/download").resolve(folder.relativize(file) + ".metadata");
            if (Files.isRegularFile(notes)) {
                return firstLine(notes).filter(HubRepository::isCommit);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstLine(Path notes) {
        try {
            List<String> lines = Files.readAllLines(notes);
            return lines.stream().findFirst().map(String::strip);
        } catch (IOException e) {
            // What cannot be read tells nothing.
            return Optional.empty();
        }
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
