package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.testkit.HubFault;

/** Models that come from no hub: archives and files of web servers. */
class WebDownloadTest {

    @TempDir
    Path folder;

    private Downloading fixture;
    private WebModels models;

    @BeforeEach
    void start() throws IOException {
        fixture = new Downloading(folder);
        models = new WebModels(fixture);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String status(ModelDescriptor model) throws InterruptedException {
        return fixture.store.state(model, ModelStore.Depth.HASHES).status();
    }

    @Test
    void anArchiveIsUnpackedAndEveryFileOfItKnownFromThenOn() throws Exception {
        ModelDescriptor model = models.archive();
        assertEquals("ABSENT", status(model));

        Outcome outcome = models.ensure(model);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertEquals(2, outcome.files());
        assertEquals("PRESENT", status(model));
        assertEquals(3, models.kept().size(), "two files and the listing: " + models.kept());
        fixture.hub.forget();
        assertEquals(Result.PRESENT, models.ensure(model).result());
        assertEquals(List.of(), fixture.hub.requests());
    }

    @Test
    void damageOfAnyFileIsFoundAndMended() throws Exception {
        ModelDescriptor model = models.archive();
        models.ensure(model);
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
        byte[] content = WebModels.zip(Map.of(name, Downloading.bytes("x")));
        ModelDescriptor model = models.served("m.zip", content, WebModels.hash(content), true, "x");

        Outcome outcome = models.ensure(model);

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("leads out of the folder"), outcome.reason());
        assertEquals(List.of(), models.kept());
        assertFalse(Files.exists(folder.resolve("escaped")));
        assertFalse(Files.exists(Path.of("/escaped")));
    }

    @Test
    void whatIsNoArchiveOrAnotherOneIsRefused() throws Exception {
        byte[] text = Downloading.bytes("no archive");
        Outcome damaged = models.ensure(models.served("m.zip", text, "", true, "x"));
        assertTrue(damaged.reason().contains("no usable zip file"), damaged.reason());

        Outcome other = models.ensure(models.served("m.zip", WebModels.model(), "", true, "model/vocabulary.txt"));
        assertTrue(other.reason().endsWith("has no file 'model/vocabulary.txt'"), other.reason());
        assertEquals(List.of(), models.kept());
    }

    @Test
    void anotherHashThanPublishedIsRefusedAfterTwoAttempts() throws Exception {
        ModelDescriptor model = models.served("m.pt", Downloading.random(1000), "0".repeat(64), false, "m.pt");

        Outcome outcome = models.ensure(model);

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("has the SHA-256"), outcome.reason());
        assertTrue(outcome.reason().contains("twice"), outcome.reason());
        assertEquals(List.of(), models.kept());
    }

    @Test
    void whatCameFirstIsHeldAgainstLaterWhereNoHashIsPublished() throws Exception {
        byte[] first = WebModels.zip(new LinkedHashMap<>(Map.of("model/config.json", Downloading.bytes("{}"))));
        ModelDescriptor model = models.served("m.zip", first, "", true, "model/config.json");
        ModelSource.Web source = (ModelSource.Web) model.source();
        assertFalse(fixture.store.knowsContent(source));
        Outcome outcome = models.ensure(model);
        assertTrue(outcome.reason().contains("hash not published"), outcome.reason());
        assertTrue(fixture.store.knowsContent(source));
        Path directory = models.folder(model).directory();
        Files.delete(directory.resolve("model/config.json"));

        models.served(
                "m.zip",
                WebModels.zip(new LinkedHashMap<>(Map.of("model/config.json", Downloading.bytes("[]")))),
                "",
                true,
                "model/config.json");
        Outcome other = models.ensure(model);
        assertEquals(Result.FAILED, other.result());
        assertTrue(other.reason().contains("gives another 'model/config.json' than at first"), other.reason());
        assertFalse(Files.exists(directory.resolve("model/config.json")));

        models.served("m.zip", first, "", true, "model/config.json");
        assertEquals(Result.DOWNLOADED, models.ensure(model).result());
        assertEquals("PRESENT", status(model));
    }

    @Test
    void aDamagedAnswerIsAskedForAgain() throws Exception {
        byte[] content = Downloading.random(100_000);
        ModelDescriptor model = models.served("m.pt", content, WebModels.hash(content), false, "m.pt");
        fixture.hub.next(HubFault.CORRUPT, HubFault.CORRUPT);

        assertEquals(Result.DOWNLOADED, models.ensure(model).result());
        assertEquals("PRESENT", status(model));
    }

    @Test
    void aBrokenConnectionIsContinued() throws Exception {
        byte[] content = Downloading.random(400_000);
        ModelDescriptor model = models.served("m.bin", content, WebModels.hash(content), false, "m.bin");
        fixture.hub.next(HubFault.CUT, HubFault.CUT);

        assertEquals(Result.DOWNLOADED, models.ensure(model).result());
        assertEquals("PRESENT", status(model));
        assertTrue(
                fixture.hub.requests().stream().anyMatch(r -> r.range().startsWith("bytes=")),
                fixture.hub.requests()::toString);
    }

    @Test
    void withoutTheNetworkNothingIsAsked() throws Exception {
        ModelDescriptor model = models.archive();
        fixture.environment.put("HF_HUB_OFFLINE", "1");

        assertEquals(Result.OFFLINE, models.ensure(model).result());
        assertEquals(List.of(), fixture.hub.requests());
    }

    @Test
    void aPlanFetchesNothing() throws Exception {
        Outcome outcome = models.ensure(models.archive(), Mode.DRY_RUN);

        assertEquals(Result.PLANNED, outcome.result());
        assertEquals(WebModels.model().length, outcome.sizeBytes());
        assertEquals(List.of(), models.kept());
    }
}
