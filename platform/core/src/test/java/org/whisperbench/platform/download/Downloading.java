package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.testkit.FakeHub;

/** A fake hub, a cache, and downloads between them that never wait. */
final class Downloading implements AutoCloseable {

    static final String ID = "owner/name";

    final FakeHub hub = FakeHub.start();
    final Path cache;
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final Map<String, String> environment = new HashMap<>();
    final ModelStore store;
    Patience patience = new Patience(waits::add, Duration.ofSeconds(30), 1);
    private final StoreRoots roots;

    Downloading(Path folder) throws IOException {
        this(folder, List.of());
    }

    /** With folders of other programs. */
    Downloading(Path folder, List<OtherFolder> others) throws IOException {
        this.cache = folder.resolve("hub");
        this.roots = new StoreRoots(List.of(), cache, others, true);
        this.store = ModelStore.over(roots);
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("HF_ENDPOINT", hub.endpoint().toString());
        environment.put("NO_PROXY", "*");
    }

    /** The files of the model that most tests fetch: small, nested, empty, and large with a name beyond ASCII. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("config.json", bytes("{\"model\": 1}"));
        files.put("onnx/decoder.json", bytes("{}"));
        files.put("empty.txt", new byte[0]);
        files.put("onnx/mödel one.bin", random(300_000));
        return files;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    Downloads downloads() {
        return downloads(store);
    }

    /** With a store that is not as the disk is. */
    Downloads downloads(ModelStore other) {
        return new NetworkDownloads(roots, other, environment, patience);
    }

    static Wanted whole() {
        return Wanted.repository(ID, "main", List.of(), List.of());
    }

    Outcome ensure() throws InterruptedException {
        return ensure(DownloadOptions.defaults());
    }

    Outcome ensure(Mode mode) throws InterruptedException {
        return ensure(DownloadOptions.defaults().with(mode));
    }

    Outcome ensure(DownloadOptions options) throws InterruptedException {
        return downloads()
                .ensure(List.of(whole()), options, DownloadListener.none())
                .models()
                .get(0);
    }

    Outcome repair() throws InterruptedException {
        return downloads()
                .repair(List.of(whole()), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);
    }

    /** What the store says of everything that is there of the model. */
    String status() throws InterruptedException {
        return store.state(store.describe(ID), ModelStore.Depth.HASHES).status();
    }

    Path repository() {
        return cache.resolve("models--owner--name");
    }

    Path snapshot() {
        return repository().resolve("snapshots").resolve(FakeHub.COMMIT);
    }

    @Override
    public void close() {
        hub.close();
    }
}
