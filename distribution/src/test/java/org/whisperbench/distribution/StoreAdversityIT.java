package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;
import org.whisperbench.testkit.HubRequest;
import org.whisperbench.testkit.TestCertificate;
import org.whisperbench.testkit.TunnelProxy;

/**
 * What servers, proxies and kills do to models, in the unpacked archive: each ends in a sound model or in one sentence, and
 * nothing half written has a final name.
 */
@Tag("long")
final class StoreAdversityIT extends StoreAtHub {

    private static final int NOTED = 1 << 20;

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
            running.process().destroyForcibly();
            running.end();
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
    void aPasswordForASocksProxyIsOneLineWithoutIt() throws Exception {
        cli.without("NO_PROXY")
                .with("ALL_PROXY", "socks5://me:geheim@127.0.0.1:1080")
                .run("download", MODEL)
                .failsWith(
                        Run.USAGE,
                        "the SOCKS proxy '127.0.0.1:1080' has a user and a password in the environment, which are not given to"
                                + " such proxies here; name an HTTP proxy in HTTPS_PROXY, or a SOCKS proxy that wants none");

        assertEquals(List.of(), hub.requests());
    }

    @Test
    void aModelThatIsMissingWithoutANetworkNamesItsFiles() throws Exception {
        Cli offline = cli.with("HF_HUB_OFFLINE", "1");

        offline.run("download", MODEL)
                .ends(Run.NOT_TRIED)
                .shows("'config.json', 'model.bin', 'tokenizer.json', 'vocabulary.txt'");

        cli.run("download", MODEL).ends(Run.WELL);
        Files.delete(weights().toRealPath());
        hub.forget();
        offline.run("download", MODEL).ends(Run.NOT_TRIED).shows("is missing or incomplete: 'model.bin'");
        assertEquals(List.of(), hub.requests());
    }
}
