package org.whisperbench.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.isolate.Isolation;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.transcribe.Transcriptions;

/**
 * The platform on a plain class path, without any OSGi framework: the same services, over the backends that
 * {@link java.util.ServiceLoader} finds. In a framework the bundle publishes them instead.
 *
 * <p>Its services may be used by several threads at once. Close it after the last call; it ends every process that it
 * started, and deletes its temporary files.
 */
public final class Whisperbench implements AutoCloseable {

    private final Backends backends;
    private final Catalog catalog;
    private final ModelStore store;
    private final Downloads downloads;
    private final AudioFiles audio;
    private final Isolation isolation;
    private final ScratchFolder scratch;

    private Whisperbench(Builder chosen, Isolation isolation, ScratchFolder scratch) {
        StoreRoots roots = ModelFolders.of(
                chosen.settings().paths("whisperbench.models"), chosen.environment, System.getProperty("os.name"));
        this.isolation = isolation;
        this.scratch = scratch;
        this.backends = Backends.of(chosen.loader, isolation);
        this.catalog = Catalog.of(backends);
        this.store = ModelStore.over(roots);
        this.downloads = Downloads.over(roots, store, chosen.environment);
        this.audio = new AudioFiles(scratch.path());
    }

    /**
     * Begins to set up the platform.
     *
     * @return a builder that finds backends where this class was found, and reads the process's environment and system
     *     properties
     */
    public static Builder embedded() {
        return new Builder();
    }

    /**
     * Returns the backends of the class path.
     *
     * @return found once, when this was opened
     */
    public Backends backends() {
        return backends;
    }

    /**
     * Returns the models of all backends by name.
     *
     * @return the catalog
     */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Returns the models on disk.
     *
     * @return the store
     */
    public ModelStore store() {
        return store;
    }

    /**
     * Returns what fetches models; nothing else uses the network.
     *
     * @return the downloads
     */
    public Downloads downloads() {
        return downloads;
    }

    /**
     * Returns what checks models by loading them.
     *
     * @return the checks
     */
    public Checks checks() {
        return Checks.over(catalog, store, audio);
    }

    /**
     * Returns what transcribes files.
     *
     * @return the transcriptions
     */
    public Transcriptions transcriptions() {
        return Transcriptions.over(store, audio);
    }

    /**
     * Returns what measures.
     *
     * @return the benchmarks
     */
    public Benchmarks benchmarks() {
        return Benchmarks.over(store, audio);
    }

    /**
     * Closes all models that are still loaded, ends the processes of all engines, and deletes temporary files.
     */
    @Override
    public void close() {
        isolation.close();
        scratch.close();
    }

    /** What an embedder may choose. */
    public static final class Builder {

        private final Map<String, String> values = new HashMap<>();
        private ClassLoader loader = Whisperbench.class.getClassLoader();
        private Map<String, String> environment = System.getenv();

        private Builder() {}

        /**
         * Sets one of the documented keys; it comes before the system property of the same name.
         *
         * @param key such as {@code whisperbench.isolation}
         * @param value as it would be in the configuration file
         * @return this
         */
        public Builder set(String key, String value) {
            values.put(key, value);
            return this;
        }

        /**
         * Names folders with bundled models: {@code whisperbench.models}.
         *
         * @param folders searched in this order
         * @return this
         */
        public Builder models(Path... folders) {
            return set(
                    "whisperbench.models",
                    Arrays.stream(folders).map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator)));
        }

        /**
         * Says where backends are.
         *
         * @param where sees the backends' jars
         * @return this
         */
        public Builder backends(ClassLoader where) {
            this.loader = where;
            return this;
        }

        /**
         * Says what to read instead of the process's environment, such as {@code HF_HOME}.
         *
         * @param variables names and values
         * @return this
         */
        public Builder environment(Map<String, String> variables) {
            this.environment = Map.copyOf(variables);
            return this;
        }

        /**
         * Opens the platform.
         *
         * @return the platform, closed by the caller
         * @throws IOException if there is no folder for temporary files
         * @throws IllegalArgumentException if a setting means nothing
         */
        public Whisperbench open() throws IOException {
            Settings settings = settings();
            Isolation isolation = Isolation.ofClassPath(IsolationKeys.read(settings));
            try {
                return new Whisperbench(this, isolation, ScratchFolder.of(settings));
            } catch (IOException | RuntimeException e) {
                isolation.close();
                throw e;
            }
        }

        private Settings settings() {
            return key -> values.getOrDefault(key, System.getProperty(key));
        }
    }
}
