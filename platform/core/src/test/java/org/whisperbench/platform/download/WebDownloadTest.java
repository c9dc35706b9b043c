package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;

/** Models that come from no hub: archives and files of web servers. */
class WebDownloadTest {

    @TempDir
    Path folder;

    private Downloading fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new Downloading(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] model() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("model/weights.bin", Downloading.random(300_000));
        files.put("model/config.json", Downloading.bytes("{}"));
        return zip(files);
    }

    private static String hash(byte[] content) {
        java.security.MessageDigest digest = ContentHash.Algorithm.SHA256.start(0);
        digest.update(content);
        return ContentHash.Algorithm.SHA256.finish(digest).hex();
    }

    /** Puts a file on the server, and describes it. */
    private ModelDescriptor served(String name, byte[] content, String sha256, boolean unpack, String file) {
        fixture.hub.put(Downloading.ID, FakeHub.COMMIT, Map.of(name, content));
        String url = fixture.hub.endpoint() + "/" + Downloading.ID + "/resolve/" + FakeHub.COMMIT + "/" + name;
        return ModelDescriptor.builder("m", new ModelSource.Web(url, sha256, unpack))
                .files(List.of(ModelFile.unverified(file)))
                .build();
    }

    private ModelDescriptor archive() throws IOException {
        byte[] content = model();
        return served("m.zip", content, hash(content), true, "model/config.json");
    }

    private Outcome ensure(ModelDescriptor model, Mode mode) throws InterruptedException {
        return fixture.downloads()
                .ensure(
                        List.of(Wanted.of("vad/m", model)),
                        DownloadOptions.defaults().with(mode),
                        DownloadListener.none())
                .models()
                .get(0);
    }

    private Outcome ensure(ModelDescriptor model) throws InterruptedException {
        return ensure(model, Mode.MISSING);
    }

    private String status(ModelDescriptor model) throws InterruptedException {
        return fixture.store.state(model, ModelStore.Depth.HASHES).status();
    }

    /** Everything below the folder of such models, without locks. */
    private List<String> kept() throws IOException {
        Path root = folder.resolve("whisperbench-models");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(p -> root.relativize(p).toString().replace('\\', '/'))
                    .filter(p -> !p.startsWith(".locks"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anArchiveIsUnpackedAndEveryFileOfItKnownFromThenOn() throws Exception {
        ModelDescriptor model = archive();
        assertEquals("ABSENT", status(model));

        Outcome outcome = ensure(model);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertEquals(2, outcome.files());
        assertEquals("PRESENT", status(model));
        assertEquals(3, kept().size(), "two files and the listing: " + kept());
        fixture.hub.forget();
        assertEquals(Result.PRESENT, ensure(model).result());
        assertEquals(List.of(), fixture.hub.requests());
    }

    @Test
    void damageOfAnyFileIsFoundAndMended() throws Exception {
        ModelDescriptor model = archive();
        ensure(model);
        Path weights = fixture.store.resolve("m", model).directory().resolve("model/weights.bin");
        byte[] content = Files.readAllBytes(weights);
        content[7] ^= 1;
        Files.write(weights, content);
        assertEquals("CORRUPT", status(model));

        Outcome outcome = fixture.downloads()
                .repair(List.of(Wanted.of("vad/m", model)), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.REPAIRED, outcome.result(), outcome::toString);
        assertEquals("PRESENT", status(model));
        Files.delete(weights);
        assertEquals("INCOMPLETE", status(model));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "/escaped", "a/../../escaped", "c:escaped", "a\\..\\escaped"})
    void anArchiveThatLeadsOutOfItsFolderIsRefused(String name) throws Exception {
        byte[] content = zip(Map.of(name, Downloading.bytes("x")));
        ModelDescriptor model = served("m.zip", content, hash(content), true, "x");

        Outcome outcome = ensure(model);

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("leads out of the folder"), outcome.reason());
        assertEquals(List.of(), kept());
        assertFalse(Files.exists(folder.resolve("escaped")));
        assertFalse(Files.exists(Path.of("/escaped")));
    }

    @Test
    void whatIsNoArchiveOrAnotherOneIsRefused() throws Exception {
        byte[] text = Downloading.bytes("no archive");
        Outcome damaged = ensure(served("m.zip", text, "", true, "x"));
        assertTrue(damaged.reason().contains("no usable zip file"), damaged.reason());

        Outcome other = ensure(served("m.zip", model(), "", true, "model/vocabulary.txt"));
        assertTrue(other.reason().endsWith("has no file 'model/vocabulary.txt'"), other.reason());
        assertEquals(List.of(), kept());
    }

    @Test
    void anotherHashThanPublishedIsRefusedAfterTwoAttempts() throws Exception {
        ModelDescriptor model = served("m.pt", Downloading.random(1000), "0".repeat(64), false, "m.pt");

        Outcome outcome = ensure(model);

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("has the SHA-256"), outcome.reason());
        assertTrue(outcome.reason().contains("twice"), outcome.reason());
        assertEquals(List.of(), kept());
    }

    @Test
    void whatCameFirstIsHeldAgainstLaterWhereNoHashIsPublished() throws Exception {
        byte[] first = zip(new LinkedHashMap<>(Map.of("model/config.json", Downloading.bytes("{}"))));
        ModelDescriptor model = served("m.zip", first, "", true, "model/config.json");
        ModelSource.Web source = (ModelSource.Web) model.source();
        assertFalse(fixture.store.knowsContent(source));
        Outcome outcome = ensure(model);
        assertTrue(outcome.reason().contains("hash not published"), outcome.reason());
        assertTrue(fixture.store.knowsContent(source));
        Path directory =
                WebFolder.of(new StoreRoots(List.of(), fixture.cache), source).directory();
        Files.delete(directory.resolve("model/config.json"));

        served(
                "m.zip",
                zip(new LinkedHashMap<>(Map.of("model/config.json", Downloading.bytes("[]")))),
                "",
                true,
                "model/config.json");
        Outcome other = ensure(model);
        assertEquals(Result.FAILED, other.result());
        assertTrue(other.reason().contains("gives another 'model/config.json' than at first"), other.reason());
        assertFalse(Files.exists(directory.resolve("model/config.json")));

        served("m.zip", first, "", true, "model/config.json");
        assertEquals(Result.DOWNLOADED, ensure(model).result());
        assertEquals("PRESENT", status(model));
    }

    @Test
    void aDamagedAnswerIsAskedForAgain() throws Exception {
        byte[] content = Downloading.random(100_000);
        ModelDescriptor model = served("m.pt", content, hash(content), false, "m.pt");
        fixture.hub.next(HubFault.CORRUPT, HubFault.CORRUPT);

        assertEquals(Result.DOWNLOADED, ensure(model).result());
        assertEquals("PRESENT", status(model));
    }

    @Test
    void aBrokenConnectionIsContinued() throws Exception {
        byte[] content = Downloading.random(400_000);
        ModelDescriptor model = served("m.bin", content, hash(content), false, "m.bin");
        fixture.hub.next(HubFault.CUT, HubFault.CUT);

        assertEquals(Result.DOWNLOADED, ensure(model).result());
        assertEquals("PRESENT", status(model));
        assertTrue(
                fixture.hub.requests().stream().anyMatch(r -> r.range().startsWith("bytes=")),
                fixture.hub.requests()::toString);
    }

    @Test
    void withoutTheNetworkNothingIsAsked() throws Exception {
        ModelDescriptor model = archive();
        fixture.environment.put("HF_HUB_OFFLINE", "1");

        assertEquals(Result.OFFLINE, ensure(model).result());
        assertEquals(List.of(), fixture.hub.requests());
    }

    @Test
    void aPlanFetchesNothing() throws Exception {
        Outcome outcome = ensure(archive(), Mode.DRY_RUN);

        assertEquals(Result.PLANNED, outcome.result());
        assertEquals(model().length, outcome.sizeBytes());
        assertEquals(List.of(), kept());
    }
}
