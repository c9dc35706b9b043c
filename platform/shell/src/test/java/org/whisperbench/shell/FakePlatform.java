package org.whisperbench.shell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.parity.Parities;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.transcribe.Transcriptions;
import org.whisperbench.testkit.FakeBackend;

/** The real services over fake backends, without a framework. */
final class FakePlatform implements PlatformServices {

    private final Map<Class<?>, Object> services;
    private final Map<String, String> settings;
    private Recorder.Source microphone = file -> {
        throw new WhisperException(ErrorKind.RESOURCES, "there is no microphone in a test");
    };

    FakePlatform(Path folder, Map<String, String> settings, FakeBackend... backends) {
        Backends registry = Backends.of("1.2.3", backends);
        Catalog catalog = Catalog.of(registry);
        OtherFolder own = new OtherFolder(OtherFolder.Program.PRIVATE, folder.resolve("whisperbench-models"));
        StoreRoots roots = new StoreRoots(List.of(folder), folder.resolve("hub"), List.of(own), true);
        ModelStore store = ModelStore.over(roots);
        AudioFiles audio = new AudioFiles(folder.resolve("scratch"));
        this.settings = settings;
        this.services = new HashMap<>(Map.of(
                Backends.class, registry,
                Catalog.class, catalog,
                ModelStore.class, store,
                Downloads.class, Downloads.over(roots, store, settings),
                Checks.class, Checks.over(catalog, store, audio, Optional.of(folder.resolve("checks"))),
                Transcriptions.class, Transcriptions.over(store, audio),
                Benchmarks.class, Benchmarks.over(store, audio),
                Parities.class, Parities.over(store, audio)));
    }

    /** Publishes one more service. */
    <T> void add(Class<T> type, T service) {
        services.put(type, service);
    }

    @Override
    public <T, R> R use(Class<T> type, Use<T, R> use) throws InterruptedException {
        Object service = services.get(type);
        if (service == null) {
            throw new WhisperException(ErrorKind.INTERNAL, "no service " + type);
        }
        return use.with(type.cast(service));
    }

    /** Connects a microphone; whoever is asked to push Enter does so at once. */
    FakePlatform recordingWith(Recorder.Source source) {
        microphone = source;
        return this;
    }

    @Override
    public Recorder.Source microphone() {
        return microphone;
    }

    @Override
    public InputStream keys() {
        return new ByteArrayInputStream(new byte[] {'\n', '\n'});
    }

    @Override
    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }
}
