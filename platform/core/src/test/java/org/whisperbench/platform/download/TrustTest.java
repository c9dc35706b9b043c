package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.testkit.FakeHub;

/** A server that gives other bytes than the hub has, and lists them, too. */
class TrustTest extends HubDownloads {

    private static final String RIGHT = "{\"model\": 1}";
    private static final String OTHER = "{\"model\": 6}";

    private FakeHub mirror;

    @BeforeEach
    void startMirror() throws IOException {
        mirror = FakeHub.start();
        Map<String, byte[]> files = new TreeMap<>(Downloading.files());
        files.put("config.json", Downloading.bytes(OTHER));
        mirror.put(Downloading.ID, FakeHub.COMMIT, files);
    }

    @AfterEach
    void stopMirror() {
        mirror.close();
    }

    private DownloadOptions mirrored(Mode mode) {
        return new DownloadOptions(
                DownloadOptions.defaults().pace(), mirror.endpoint().toString(), "", false, mode);
    }

    private Outcome mirroredWithoutTheHub() throws InterruptedException {
        downloading.environment.put("HF_ENDPOINT", "http://hub.invalid");
        Outcome outcome = downloading.ensure(mirrored(Mode.MISSING));
        downloading.environment.put("HF_ENDPOINT", hub.endpoint().toString());
        return outcome;
    }

    private Path config() {
        return downloading.snapshot().resolve("config.json");
    }

    @Test
    void theBytesOfAMirrorAreHeldAgainstTheListingOfTheHub() throws Exception {
        Outcome outcome = downloading.ensure(mirrored(Mode.MISSING));

        boolean refused = outcome.result() == Result.FAILED && outcome.reason().contains("has the git SHA-1");
        boolean fromTheHub =
                Files.exists(config()) && Files.readString(config()).equals(RIGHT);
        assertTrue(refused != fromTheHub, outcome.reason());
        assertTrue(mirror.requests().stream().noneMatch(r -> r.path().startsWith("/api/models/")));
    }

    @Test
    void whatAMirrorLacksComesFromTheHubThatListsIt() throws Exception {
        mirror.put(Downloading.ID, "2".repeat(40), Map.of("config.json", Downloading.bytes(RIGHT)));
        hub.put(Downloading.ID, "3".repeat(40), Downloading.files());

        Outcome outcome = downloading.ensure(mirrored(Mode.MISSING));

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aMirrorsOwnListingIsBelievedOnlyUntilTheHubIsReached() throws Exception {
        Outcome believed = mirroredWithoutTheHub();
        assertEquals(Result.DOWNLOADED, believed.result(), believed.reason());
        assertTrue(believed.reason().contains("a mirror's own listing is believed"), believed.reason());
        assertEquals(OTHER, Files.readString(config()));

        Outcome outcome = downloading.repair();

        assertEquals(Result.REPAIRED, outcome.result(), outcome.reason());
        assertTrue(outcome.reason().contains("is not the hub's"), outcome.reason());
        assertEquals(1, outcome.fetchedFiles());
        assertEquals(RIGHT, Files.readString(config()));
        hub.forget();
        assertEquals(Result.PRESENT, downloading.repair().result());
        assertEquals(List.of(), hub.requests(), "what the hub listed is not in doubt");
    }

    @Test
    void whatTheHubConfirmsIsNoMirrorsWordAnyMore() throws Exception {
        mirror.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
        mirroredWithoutTheHub();

        assertEquals(Result.PRESENT, downloading.repair().result());
        hub.forget();
        assertEquals(Result.PRESENT, downloading.repair().result());

        assertEquals(List.of(), hub.requests());
    }

    @Test
    void forceTakesTheListingOfTheHub() throws Exception {
        mirroredWithoutTheHub();

        Outcome outcome = downloading.ensure(Mode.FORCE);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertTrue(outcome.reason().contains("is not the hub's"), outcome.reason());
        assertEquals(RIGHT, Files.readString(config()));
    }

    @Test
    void aPublishedHashHoldsForSmallFilesAndAgainstEveryListing() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("config.json", Downloading.bytes(OTHER)));

        Outcome outcome = ensure(published());

        assertEquals(Result.FAILED, outcome.result(), outcome.reason());
        assertTrue(outcome.reason().contains("as its publisher says"), outcome.reason());
        assertFalse(Files.exists(config()));
    }

    @Test
    void whatContradictsAPublishedHashIsRepairedOnceTheHubTellsRight() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("config.json", Downloading.bytes(OTHER)));
        downloading.ensure();
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("config.json", Downloading.bytes(RIGHT)));

        Outcome outcome = downloading
                .downloads()
                .repair(List.of(published()), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.REPAIRED, outcome.result(), outcome.reason());
        assertEquals(RIGHT, Files.readString(config()));
    }

    /** The model of a backend that knows what its configuration has to be. */
    private Wanted published() throws IOException, InterruptedException {
        Path right = Files.writeString(folder.resolve("right.json"), RIGHT);
        String sha256 = ContentHash.of(right, ContentHash.Algorithm.SHA256).hex();
        return Wanted.of(
                "b/m",
                ModelDescriptor.builder("m", new ModelSource.Repository(Downloading.ID, "main"))
                        .files(List.of(ModelFile.known("config.json", RIGHT.length(), sha256)))
                        .build());
    }

    private Outcome ensure(Wanted wanted) throws InterruptedException {
        return downloading
                .downloads()
                .ensure(List.of(wanted), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);
    }
}
