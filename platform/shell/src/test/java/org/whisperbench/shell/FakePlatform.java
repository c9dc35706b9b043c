package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.backends.BackendCall;
import org.whisperbench.platform.backends.BackendProblem;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.transcribe.Transcriptions;
import org.whisperbench.testkit.FakeBackend;

/** The real services over fake backends, without a framework. */
final class FakePlatform implements PlatformServices {

    private final Map<Class<?>, Object> services;
    private final Map<String, String> settings;

    FakePlatform(Path folder, Map<String, String> settings, FakeBackend... backends) {
        Backends registry = new Fixed(List.of(backends).stream()
                .map(b -> (RegisteredBackend) new Direct(b))
                .toList());
        Catalog catalog = Catalog.of(registry);
        ModelStore store = ModelStore.over(new StoreRoots(List.of(folder), folder.resolve("hub")));
        AudioFiles audio = new AudioFiles(folder.resolve("scratch"));
        this.settings = settings;
        this.services = Map.of(
                Backends.class, registry,
                Catalog.class, catalog,
                Checks.class, Checks.over(catalog, store, audio),
                Transcriptions.class, Transcriptions.over(store, audio),
                Benchmarks.class, Benchmarks.over(store, audio));
    }

    @Override
    public <T, R> R use(Class<T> type, Use<T, R> use) throws InterruptedException {
        Object service = services.get(type);
        if (service == null) {
            throw new WhisperException(ErrorKind.INTERNAL, "no service " + type);
        }
        return use.with(type.cast(service));
    }

    @Override
    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    private record Fixed(List<RegisteredBackend> list) implements Backends {
        @Override
        public List<BackendProblem> problems() {
            return List.of(new BackendProblem("broken-bundle", "1.0.0", "no such class"));
        }
    }

    private record Direct(FakeBackend backend) implements RegisteredBackend {
        @Override
        public BackendInfo info() {
            return backend.info();
        }

        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public Availability availability() {
            return backend.availability();
        }

        @Override
        public List<ModelDescriptor> models() {
            return backend.models();
        }

        @Override
        public Optional<ModelDescriptor> describe(String repositoryOrPath) {
            return backend.describe(repositoryOrPath);
        }

        @Override
        public <T> T call(BackendCall<T> call) throws InterruptedException {
            return call.with(backend);
        }
    }
}
