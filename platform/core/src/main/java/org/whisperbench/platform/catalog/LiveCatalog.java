package org.whisperbench.platform.catalog;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;

/** Reads the backends anew at every question. */
final class LiveCatalog implements Catalog {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCatalog.class);

    private final Backends backends;

    LiveCatalog(Backends backends) {
        this.backends = backends;
    }

    @Override
    public List<CatalogModel> select(Selection selection) {
        List<String> problems = new ArrayList<>();
        List<RegisteredBackend> chosen = backends(selection, problems);
        List<CatalogModel> models = new ArrayList<>();
        if (selection.models().isEmpty()) {
            chosen.forEach(b -> models.addAll(known(b)));
        }
        for (String name : selection.models()) {
            try {
                List<CatalogModel> found = find(name, chosen, selection);
                if (found.isEmpty()) {
                    problems.add(unknownModel(name, chosen));
                }
                found.stream().filter(m -> !models.contains(m)).forEach(models::add);
            } catch (WhisperException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new WhisperException(ErrorKind.USER, String.join("; ", problems));
        }
        if (models.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "no backend names a model; give one with '--model PATH', or run 'whisperbench backends'");
        }
        return selection.inProcess()
                ? models.stream().map(CatalogModel::inProcess).toList()
                : List.copyOf(models);
    }

    private List<RegisteredBackend> backends(Selection selection, List<String> problems) {
        if (backends.list().isEmpty()) {
            throw new WhisperException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "no backend is installed; copy a backend's jar into the folder 'backends' of the installation");
        }
        if (selection.backends().isEmpty()) {
            return newest();
        }
        List<RegisteredBackend> chosen = new ArrayList<>();
        for (String address : selection.backends()) {
            Optional<RegisteredBackend> backend = backends.find(address);
            backend.ifPresentOrElse(chosen::add, () -> problems.add(unknownBackend(address)));
        }
        return chosen;
    }

    private List<RegisteredBackend> newest() {
        Map<String, RegisteredBackend> newest = new TreeMap<>();
        backends.list().forEach(b -> newest.putIfAbsent(b.info().id(), b));
        return List.copyOf(newest.values());
    }

    private List<CatalogModel> find(String name, List<RegisteredBackend> chosen, Selection selection) {
        int slash = name.indexOf('/');
        if (slash > 0) {
            Optional<RegisteredBackend> named = backends.find(name.substring(0, slash));
            if (named.isPresent()) {
                boolean excluded = !selection.backends().isEmpty() && !chosen.contains(named.get());
                String ofBackend = name.substring(slash + 1);
                return excluded ? List.of() : namedOrDescribed(name, ofBackend, List.of(named.get()));
            }
        }
        return namedOrDescribed(name, name, chosen);
    }

    /**
     * Asks backends.
     *
     * @param typed all that the user typed
     * @param name what of it is of the model, without a backend before it
     */
    private static List<CatalogModel> namedOrDescribed(String typed, String name, List<RegisteredBackend> chosen) {
        List<CatalogModel> named = named(name, chosen);
        return named.isEmpty() ? described(typed, name, chosen) : named;
    }

    private static List<CatalogModel> named(String name, List<RegisteredBackend> chosen) {
        List<CatalogModel> all = chosen.stream().flatMap(b -> known(b).stream()).toList();
        List<CatalogModel> exact =
                all.stream().filter(m -> m.descriptor().name().equals(name)).toList();
        return exact.isEmpty()
                ? all.stream().filter(m -> isSize(m.descriptor(), name)).toList()
                : exact;
    }

    private static boolean isSize(ModelDescriptor descriptor, String name) {
        return descriptor.size() != ModelSize.OTHER
                && descriptor.size().name().toLowerCase(Locale.ROOT).equals(name);
    }

    /**
     * Asks backends to describe what they do not know by name.
     *
     * @throws WhisperException if nobody can and one tells what is wrong with it ({@link ErrorKind#USER})
     */
    private static List<CatalogModel> described(String typed, String name, List<RegisteredBackend> chosen) {
        Optional<String> path = absolute(name);
        List<CatalogModel> models = new ArrayList<>();
        Optional<WhisperException> refusal = Optional.empty();
        for (RegisteredBackend backend : chosen) {
            try {
                backend.describe(path.orElse(name))
                        .ifPresent(d -> models.add(new CatalogModel(backend, d, path.orElse(typed))));
            } catch (WhisperException e) {
                if (e.kind() == ErrorKind.USER) {
                    refusal = refusal.or(() -> Optional.of(e));
                } else {
                    LOG.warn("{}; its models are left out", e.getMessage());
                }
            }
        }
        if (models.isEmpty() && refusal.isPresent()) {
            throw refusal.get();
        }
        return models;
    }

    /** Backends see absolute paths only; what is no path on disk is passed on as it is. */
    private static Optional<String> absolute(String name) {
        try {
            boolean whole = !name.contains("#") || Files.exists(Path.of(name));
            String folder = !whole ? name.substring(0, name.lastIndexOf('#')) : name;
            Path path = Path.of(folder);
            return Files.exists(path)
                    ? Optional.of(path.toAbsolutePath().normalize() + name.substring(folder.length()))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<CatalogModel> known(RegisteredBackend backend) {
        try {
            return backend.models().stream()
                    .map(d -> new CatalogModel(backend, d))
                    .toList();
        } catch (WhisperException e) {
            // One backend that fails to answer hides no other.
            LOG.warn("{}; its models are left out", e.getMessage());
            return List.of();
        }
    }

    private String unknownBackend(String address) {
        Stream<String> ids = backends.list().stream().map(b -> b.info().id());
        return "there is no backend '%s'%s; run 'whisperbench backends'".formatted(address, Nearest.hint(address, ids));
    }

    private static String unknownModel(String name, List<RegisteredBackend> chosen) {
        Stream<String> names = chosen.stream()
                .flatMap(b -> known(b).stream())
                .flatMap(m -> Stream.of(m.descriptor().name(), m.address()));
        return place(name)
                .orElseGet(() ->
                        "no backend knows a model '%s'%s, and it is no folder in a format that one reads; run 'whisperbench models'"
                                .formatted(name, Nearest.hint(name, names)));
    }

    /** What there is to say of a path; nothing of what can be a name. */
    private static Optional<String> place(String name) {
        try {
            boolean precise = name.contains("#") && !Files.exists(Path.of(name));
            Path path = Path.of(precise ? name.substring(0, name.lastIndexOf('#')) : name);
            if (Files.isDirectory(path)) {
                return Optional.of(
                        "'%s' is a folder, but no backend knows the layout of what is in it; run 'whisperbench backends'"
                                .formatted(name));
            }
            if (Files.exists(path)) {
                return Optional.of("'%s' is a file, but in no format that a backend reads; run 'whisperbench backends'"
                        .formatted(name));
            }
            return path.isAbsolute() || name.startsWith("." + File.separator) || name.startsWith(".." + File.separator)
                    ? Optional.of("there is no file or folder '%s'; correct the path".formatted(name))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
