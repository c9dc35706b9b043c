package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeHub;

/** An unpacked archive, a hub on the loopback interface, and a model that the archive knows, for tests of the store. */
abstract class StoreAtHub {

    static final String REPOSITORY = "Systran/faster-whisper-tiny";
    static final String MODEL = "faster-whisper/tiny";
    static final int LENGTH = 6 << 20;

    @TempDir
    static Path installed;

    private static Cli installation;

    @TempDir
    Path folder;

    FakeHub hub;
    Cli cli;
    Path repository;

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

    static Map<String, byte[]> files() {
        byte[] weights = new byte[LENGTH];
        new Random(1).nextBytes(weights);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("config.json", "{}".getBytes(StandardCharsets.UTF_8));
        files.put("model.bin", weights);
        files.put("tokenizer.json", "{\"version\": 1}".getBytes(StandardCharsets.UTF_8));
        files.put("vocabulary.txt", "a\nb\n".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    Path weights() {
        return repository.resolve("snapshots").resolve(FakeHub.COMMIT).resolve("model.bin");
    }

    Path reference() {
        return repository.resolve("refs/main");
    }

    void assertSound() throws IOException, NoSuchAlgorithmException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path entry = Objects.requireNonNull(weights().getParent()).resolve(file.getKey());
            assertArrayEquals(file.getValue(), Files.readAllBytes(entry), file.getKey());
        }
        assertEquals(FakeHub.COMMIT, Files.readString(reference()));
        assertNothingIsHalfWritten();
    }

    /** Every content that has its final name has the hash that this name is. */
    void assertNothingIsHalfWritten() throws IOException, NoSuchAlgorithmException {
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
}
