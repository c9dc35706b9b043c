package org.whisperbench.platform.backends;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.WhisperBackend;

/** One entry of a {@code META-INF/services} file: a backend, or what went wrong with it. */
sealed interface Provider {

    /** Version of the jar that the provider came in, as its manifest tells it. */
    @Nullable
    String implementationVersion();

    /** A backend that could be made and said who it is. */
    record Usable(WhisperBackend backend, BackendInfo info) implements Provider {
        @Override
        public @Nullable String implementationVersion() {
            return backend.getClass().getPackage().getImplementationVersion();
        }
    }

    /** A provider that could not be used. */
    record Broken(String problem) implements Provider {
        @Override
        public @Nullable String implementationVersion() {
            return null;
        }
    }

    /**
     * Makes every provider that the loader sees; one that fails, or never answers, hides no other. An interrupt ends it: what
     * was not asked by then is not there, and no problem.
     */
    static List<Provider> load(ClassLoader loader, FirstLook look) {
        List<Provider> found = new ArrayList<>();
        String before = "";
        Iterator<ServiceLoader.Provider<WhisperBackend>> providers =
                ServiceLoader.load(WhisperBackend.class, loader).stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return List.copyOf(found);
                }
                ServiceLoader.Provider<WhisperBackend> provider = providers.next();
                Optional<Provider> looked = look.at(provider.type().getName(), provider);
                if (looked.isEmpty()) {
                    return List.copyOf(found);
                }
                found.add(looked.get());
                before = "";
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                String problem = explain(e);
                if (problem.equals(before)) {
                    // A loader that cannot list its files fails in the same way as often as it is asked.
                    return List.copyOf(found);
                }
                before = problem;
                found.add(new Broken(problem));
            }
        }
    }

    /** The first cause of a failure, in one line. */
    static String explain(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
