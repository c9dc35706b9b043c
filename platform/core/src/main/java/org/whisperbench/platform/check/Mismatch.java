package org.whisperbench.platform.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.platform.store.FileOrigin;

/**
 * In what a model that was loaded differs from its description: its name, the files that were opened, the repository and the
 * commit that these are of, the number format, the device that was asked for. What the engine does not tell, or nobody declared, is no difference.
 */
final class Mismatch {

    private Mismatch() {}

    /** The first difference, in one line. */
    static Optional<String> of(ResolvedModel model, LoadedIdentity identity, LoadOptions options) {
        if (!identity.model().equals(model.descriptor().name())) {
            return Optional.of("the backend loaded another model: '" + identity.model() + "'");
        }
        List<Path> strange = undeclared(model, identity);
        return strange.isEmpty()
                ? repository(model, identity)
                        .or(() -> revision(model, identity))
                        .or(() -> precision(model, identity, options))
                        .or(() -> device(identity, options))
                : Optional.of("the backend opened undeclared files: " + strange);
    }

    private static List<Path> undeclared(ResolvedModel model, LoadedIdentity identity) {
        Set<Path> declared = model.descriptor().files().stream()
                .map(f -> model.file(f.path()).normalize())
                .collect(Collectors.toSet());
        return identity.files().stream()
                .filter(f -> !declared.contains(f.normalize()))
                .toList();
    }

    private static Optional<String> repository(ResolvedModel model, LoadedIdentity identity) {
        return model.descriptor().source() instanceof ModelSource.Repository source
                ? difference(
                        FileOrigin.REPOSITORY,
                        Set.of(source.id()),
                        told(identity, FileOrigin.REPOSITORY, FileOrigin::repository))
                : Optional.empty();
    }

    private static Optional<String> revision(ResolvedModel model, LoadedIdentity identity) {
        if (!(model.descriptor().source() instanceof ModelSource.Repository source)) {
            return Optional.empty();
        }
        Set<String> declared = new TreeSet<>(Set.of(source.revision()));
        // What a branch means is what its snapshot is.
        FileOrigin.of(model.directory()
                        .resolve(model.descriptor().files().get(0).path()))
                .filter(origin -> !origin.repository().isEmpty() && !isCommit(source.revision()))
                .map(FileOrigin::commit)
                .filter(commit -> !commit.isEmpty())
                .ifPresent(declared::add);
        Set<String> told = told(identity, FileOrigin.REVISION, FileOrigin::commit);
        // A branch without a snapshot cannot be held against a commit.
        boolean comparable = declared.size() > 1 || isCommit(source.revision());
        return difference(
                FileOrigin.REVISION,
                declared,
                comparable
                        ? told
                        : told.stream().filter(text -> !isCommit(text)).collect(Collectors.toSet()));
    }

    private static boolean isCommit(String revision) {
        return revision.matches("[0-9a-f]{40}");
    }

    private static Set<String> told(LoadedIdentity identity, String name, Function<FileOrigin, String> part) {
        Set<String> told = new TreeSet<>(FileOrigin.of(identity.files(), part));
        String engine = identity.effective().getOrDefault(name, "");
        if (!engine.isEmpty()) {
            told.add(engine);
        }
        return told;
    }

    private static Optional<String> difference(String name, Set<String> declared, Set<String> told) {
        return told.stream()
                .filter(text -> !declared.contains(text))
                .findFirst()
                .map(text ->
                        "%s '%s' is declared, '%s' was loaded".formatted(name, String.join("', '", declared), text));
    }

    /** Engines that lack a device go on with the processor. By which name they call another one is their own matter. */
    private static Optional<String> device(LoadedIdentity identity, LoadOptions options) {
        String asked = options.device().toLowerCase(Locale.ROOT);
        String told = identity.device().toLowerCase(Locale.ROOT);
        boolean known = !asked.equals(LoadOptions.AUTO) && !told.isEmpty() && !told.equals("unknown");
        return known && asked.equals("cpu") != told.startsWith("cpu")
                ? Optional.of("device '%s' is asked for, '%s' was loaded".formatted(asked, identity.device()))
                : Optional.empty();
    }

    /**
     * Weights that are widened to 32 bits are the same numbers; and who asked for another format gets that one. Of several
     * formats, such as of encoder and decoder, one has to be what was declared.
     */
    private static Optional<String> precision(ResolvedModel model, LoadedIdentity identity, LoadOptions options) {
        String asked = options.precision().orElse("");
        boolean isAsked = !NumberFormat.named(asked).isEmpty();
        String declared = isAsked ? asked : model.descriptor().precision();
        List<NumberFormat> wanted = NumberFormat.named(declared);
        List<NumberFormat> loaded = NumberFormat.named(identity.precision());
        boolean same = wanted.isEmpty()
                || loaded.isEmpty()
                || wanted.stream().anyMatch(one -> loaded.stream().anyMatch(one::holdsAs));
        return same
                ? Optional.empty()
                : Optional.of("precision '%s' is %s, '%s' was loaded"
                        .formatted(declared, isAsked ? "asked for" : "declared", identity.precision()));
    }
}
