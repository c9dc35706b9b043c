package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;
import org.whisperbench.testkit.HubRequest;
import org.whisperbench.testkit.TestCertificate;
import org.whisperbench.testkit.TunnelProxy;

/**
 * What servers, kills and damage do to models, in the unpacked archive: each ends in a sound model or in one sentence, and
 * nothing half written has a final name.
 */
final class StoreAdversityIT {

    private static final String REPOSITORY = "Systran/faster-whisper-tiny";
    private static final String MODEL = "faster-whisper/tiny";
    private static final int LENGTH = 6 << 20;
    private static final int NOTED = 1 << 20;

    @TempDir
    static Path installed;

    private static Cli installation;

    @TempDir
    Path folder;

    private FakeHub hub;
    private Cli cli;
    private Path repository;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        installation = Cli.of(Archive.unpack(installed));
    }

    @BeforeEach
    void start() throws IOException {
        hub = FakeHub.start();
        hub.put(REPOSITORY, FakeHub.COMMIT, files());
        Path cache = folder.resolve("cache");
        repository = cache.resolve("models--Systran--faster-whisper-tiny");
        cli = installation
                .with("HF_ENDPOINT", hub.endpoint().toString())
                .with("HF_HUB_CACHE", cache.toString())
                .with("HF_HUB_DOWNLOAD_TIMEOUT", "1")
                .with("NO_PROXY", "*");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static Map<String, byte[]> files() {
        byte[] weights = new byte[LENGTH];
        new Random(1).nextBytes(weights);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("config.json", "{}".getBytes(StandardCharsets.UTF_8));
        files.put("model.bin", weights);
        files.put("tokenizer.json", "{\"version\": 1}".getBytes(StandardCharsets.UTF_8));
        files.put("vocabulary.txt", "a\nb\n".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private Path weights() {
        return repository.resolve("snapshots").resolve(FakeHub.COMMIT).resolve("model.bin");
    }

    private Path reference() {
        return repository.resolve("refs/main");
    }

    /** A cache as a download leaves it; one that was made is copied, links and all. */
    private void sound() throws IOException, InterruptedException {
        Path kept = installed.resolve("kept");
        Path cache = Objects.requireNonNull(repository.getParent());
        if (!Files.exists(kept)) {
            cli.run("download", MODEL).ends(Run.WELL);
            assertEquals(
                    0,
                    new ProcessBuilder("cp", "-R", cache.toString(), kept.toString())
                            .start()
                            .waitFor());
        } else {
            assertEquals(
                    0,
                    new ProcessBuilder("cp", "-R", kept.toString(), cache.toString())
                            .start()
                            .waitFor());
        }
    }

    private void assertSound() throws IOException, NoSuchAlgorithmException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path entry = Objects.requireNonNull(weights().getParent()).resolve(file.getKey());
            assertArrayEquals(file.getValue(), Files.readAllBytes(entry), file.getKey());
        }
        assertEquals(FakeHub.COMMIT, Files.readString(reference()));
        assertNothingIsHalfWritten();
    }

    /** Every content that has its final name has the hash that this name is. */
    private void assertNothingIsHalfWritten() throws IOException, NoSuchAlgorithmException {
        for (Path content :
                Files.isDirectory(repository) ? Archive.list(repository.resolve("blobs")) : List.<Path>of()) {
            String name = content.getFileName().toString();
            if (!name.endsWith(".incomplete")) {
                byte[] bytes = Files.readAllBytes(content);
                MessageDigest digest = MessageDigest.getInstance(name.length() == 64 ? "SHA-256" : "SHA-1");
                if (name.length() == 40) {
                    digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
                }
                assertEquals(name, HexFormat.of().formatHex(digest.digest(bytes)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatAlwaysFailsSoIsSurvivedOrOneSentence(HubFault fault) throws Exception {
        hub.always(fault);

        Run run = cli.run("download", "--retries", "1", "--timeout", "5s", MODEL);

        run.ends(run.exitCode() == Run.WELL ? Run.WELL : Run.NOT_WELL);
        assertNothingIsHalfWritten();
        if (run.exitCode() == Run.NOT_WELL) {
            assertFalse(Files.exists(reference()), "the reference comes last");
            assertEquals(
                    1,
                    run.lines().stream()
                            .filter(line -> line.startsWith(MODEL + "  "))
                            .count(),
                    run::toString);
        }
        hub.always(null);
        hub.release();
        cli.run("download", MODEL).ends(Run.WELL);
        assertSound();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // the script would be killed there and its Java live on
    void whoIsKilledInTheMiddleGoesOnWhereHeWas() throws Exception {
        for (int percent : List.of(10, 50)) {
            hub.holdAt(percent);
            hub.next(HubFault.HOLD);
            Cli.Running running = cli.start("download", "--max-workers", "1", "-R", REPOSITORY, "--include", "*.bin");
            hub.awaitHeld();
            awaitOnDisk(percent);
            running.process().destroyForcibly().waitFor();
            assertNothingIsHalfWritten();
            assertFalse(Files.exists(reference()));
        }

        cli.run("download", MODEL).ends(Run.WELL);

        assertTrue(hub.servedBytes() < LENGTH + 3L * NOTED, hub.servedBytes() + " bytes were sent");
        cli.run("verify", "--deep", MODEL).ends(Run.WELL).shows("4 files verified by hash");
        try (Stream<Path> blobs = Files.list(repository.resolve("blobs"))) {
            assertEquals(
                    0, blobs.filter(p -> p.toString().endsWith(".incomplete")).count());
        }
    }

    /** Waits until all that was sent last is in the file. */
    private void awaitOnDisk(int percent) throws IOException, InterruptedException {
        List<HubRequest> bodies =
                hub.requests().stream().filter(HubRequest::isBody).toList();
        String range = bodies.get(bodies.size() - 1).range();
        long from = range.isEmpty() ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
        long expected = from + (LENGTH - from) * percent / 100;
        Path blobs = repository.resolve("blobs");
        try (WatchService watch = blobs.getFileSystem().newWatchService()) {
            blobs.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (partialBytes(blobs) < expected) {
                WatchKey key = watch.poll(1, TimeUnit.MINUTES);
                assertTrue(key != null, "nothing more is written");
                key.pollEvents();
                key.reset();
            }
        }
    }

    private static long partialBytes(Path blobs) throws IOException {
        long bytes = 0;
        for (Path file : Archive.list(blobs)) {
            String name = file.getFileName().toString();
            bytes += name.endsWith(".incomplete") && !name.endsWith(".parts.incomplete") ? Files.size(file) : 0;
        }
        return bytes;
    }

    /** A way in which a cache is found, what it is called, and whether mending it needs the network. */
    private record Damage(String state, int code, boolean network, Making making) {

        interface Making {
            void make(StoreAdversityIT in) throws IOException;
        }

        @Override
        public String toString() {
            return state;
        }
    }

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage(
                        "INCOMPLETE",
                        Run.NOT_WELL,
                        true,
                        in -> Files.delete(in.weights().toRealPath())),
                new Damage(
                        "TRUNCATED",
                        Run.NOT_WELL,
                        true,
                        in -> Files.write(in.weights().toRealPath(), new byte[9])),
                new Damage(
                        "TRUNCATED",
                        Run.NOT_WELL,
                        true,
                        in -> Files.write(in.weights().toRealPath(), new byte[0])),
                new Damage(
                        "CORRUPT",
                        Run.NOT_WELL,
                        true,
                        in -> Files.write(in.weights().toRealPath(), new byte[LENGTH])),
                new Damage("INCOMPLETE", Run.NOT_WELL, false, in -> Files.delete(in.weights())),
                new Damage("INCOMPLETE", Run.NOT_WELL, true, in -> {
                    Files.delete(in.weights());
                    Files.delete(in.repository.resolve("trees").resolve(FakeHub.COMMIT + ".json"));
                }),
                new Damage("ABSENT", Run.NOT_TRIED, true, in -> {
                    Path snapshot = in.repository.resolve("snapshots").resolve(FakeHub.COMMIT);
                    for (Path file : Archive.list(snapshot)) {
                        Files.delete(file);
                    }
                    Files.delete(snapshot);
                }),
                new Damage("PRESENT", Run.WELL, false, in -> Files.delete(in.reference())),
                new Damage(
                        "REF_DAMAGED",
                        Run.NOT_WELL,
                        false,
                        in -> Files.writeString(in.reference(), FakeHub.COMMIT + "\n")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    @DisabledOnOs(OS.WINDOWS) // most users have no links there
    void everyStateIsNamedAndMended(Damage damage) throws Exception {
        sound();
        damage.making().make(this);

        cli.run("verify", "--deep", MODEL).ends(damage.code()).shows(MODEL + "  " + damage.state());
        Cli mending = damage.network() ? cli : cli.with("HF_HUB_OFFLINE", "1");
        mending.run("repair", MODEL).ends(Run.WELL).shows(MODEL + "  repaired");

        assertSound();
    }

    @Test
    void aProxyGetsItsPasswordAndAHubItsOwnAuthority() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (FakeHub secure = FakeHub.startSecure(certificate.context());
                TunnelProxy proxy = TunnelProxy.start("me:p@ss")) {
            secure.put(REPOSITORY, FakeHub.COMMIT, files());
            String address = "http://me:%s@127.0.0.1:" + proxy.address().getPort();
            Cli behind = cli.without("NO_PROXY")
                    .with("HF_ENDPOINT", secure.endpoint().toString())
                    .with("SSL_CERT_FILE", certificate.authority().toString());

            Run refused = behind.with("HTTPS_PROXY", address.formatted("wrong"))
                    .run("download", MODEL)
                    .ends(Run.NOT_WELL)
                    .shows("refuses the user and password of HTTPS_PROXY");
            Run fetched = behind.with("HTTPS_PROXY", address.formatted("p%40ss"))
                    .run("download", MODEL)
                    .ends(Run.WELL);

            assertFalse((refused.toString() + fetched).contains("p@ss"));
            assertEquals(List.of(), hub.requests());
        }
        cli.run("verify", "--deep", MODEL).ends(Run.WELL).shows("4 files verified by hash");
    }

    @Test
    void aModelThatIsMissingWithoutANetworkNamesItsFiles() throws Exception {
        Cli offline = cli.with("HF_HUB_OFFLINE", "1");

        offline.run("download", MODEL)
                .ends(Run.NOT_TRIED)
                .shows("'config.json', 'model.bin', 'tokenizer.json', 'vocabulary.txt'");

        cli.run("download", MODEL).ends(Run.WELL);
        Files.delete(weights().toRealPath());
        offline.run("download", MODEL).ends(Run.NOT_TRIED).shows("is missing or incomplete: 'model.bin'");
        assertEquals(
                1,
                hub.requests().stream()
                        .filter(r -> r.path().startsWith("/api/"))
                        .count());
    }
}
