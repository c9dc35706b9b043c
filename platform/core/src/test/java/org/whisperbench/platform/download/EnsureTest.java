package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubRequest;

class EnsureTest extends HubDownloads {

    private static final String NEWER = "2".repeat(40);

    @Test
    void aRepositoryIsFetchedVerifiedAndLaidOutAsTheCacheHasIt() throws Exception {
        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(4, outcome.fetchedFiles());
        assertEquals(300_000 + 14, outcome.fetchedBytes());
        assertEquals("PRESENT", downloading.status());
        for (Map.Entry<String, byte[]> file : Downloading.files().entrySet()) {
            assertArrayEquals(
                    file.getValue(), Files.readAllBytes(downloading.snapshot().resolve(file.getKey())));
            assertTrue(Files.isSymbolicLink(downloading.snapshot().resolve(file.getKey())));
        }
        assertEquals(FakeHub.COMMIT, Files.readString(downloading.repository().resolve("refs/main")));
        assertEquals(List.of(), downloading.store.inventory().warnings());
        assertEquals(List.of(), downloading.store.inventory().leftovers());
        assertEquals(
                4, HubCache.children(downloading.repository().resolve("blobs")).size());
    }

    @Test
    void aDownloadThatCannotBeLaidOutLeavesNoRevision() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("n".repeat(300) + ".bin", Downloading.bytes("x")));

        Outcome outcome = downloading.ensure();

        assertEquals(Result.FAILED, outcome.result(), outcome.reason());
        assertFalse(Files.exists(downloading.snapshot()));
        assertEquals(
                List.of(), downloading.store.inventory().repositories().get(0).revisions());
    }

    @Test
    void oneQuestionIsEnoughAndAnEmptyFileNeedsNone() throws Exception {
        downloading.ensure();

        List<HubRequest> requests = hub.requests();
        assertEquals(
                1,
                requests.stream()
                        .filter(r -> r.path().startsWith("/api/models/"))
                        .count());
        assertEquals(
                3, requests.stream().filter(r -> r.path().contains("/resolve/")).count());
        assertEquals(3, requests.stream().filter(HubRequest::isBody).count());
        assertTrue(requests.stream().noneMatch(r -> r.path().contains("empty.txt")));
        assertTrue(requests.stream().allMatch(r -> r.method().equals("GET")));
    }

    @Test
    void whatIsThereIsNotAskedFor() throws Exception {
        downloading.ensure();
        hub.forget();

        Outcome again = downloading.ensure();

        assertEquals(Result.PRESENT, again.result());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void listsWithoutSizesAndInPagesAreReadToTheEnd() throws Exception {
        Map<String, byte[]> many = new TreeMap<>(Downloading.files());
        for (int i = 0; i < 50; i++) {
            many.put("f" + i + ".json", Downloading.bytes("{" + i + "}"));
        }
        hub.put(Downloading.ID, FakeHub.COMMIT, many);
        hub.paged(7);
        hub.chunked();

        assertEquals(54, downloading.ensure().files());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aListOfTenThousandFilesIsRead() throws Exception {
        Map<String, byte[]> many = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("d" + i % 100 + "/f" + i + ".txt", new byte[0]);
        }
        hub.put(Downloading.ID, FakeHub.COMMIT, many);

        Outcome outcome = downloading.ensure(Mode.DRY_RUN);

        assertEquals(10_000, outcome.files());
        assertFalse(Files.exists(downloading.cache), "a plan writes nothing");
    }

    @Test
    void onlyTheFilesThatADescriptorNamesAreFetched() throws Exception {
        ModelDescriptor descriptor = ModelDescriptor.builder("m", new ModelSource.Repository(Downloading.ID, "main"))
                .files(List.of(ModelFile.unverified("config.json")))
                .build();
        Wanted wanted = Wanted.of("b/m", descriptor);

        DownloadReport report =
                downloading.downloads().ensure(List.of(wanted), DownloadOptions.defaults(), DownloadListener.none());

        assertTrue(report.allWell());
        assertEquals(1, report.models().get(0).fetchedFiles());
        assertEquals(
                Result.PRESENT,
                downloading
                        .downloads()
                        .ensure(List.of(wanted), DownloadOptions.defaults(), DownloadListener.none())
                        .models()
                        .get(0)
                        .result());
        assertFalse(Files.exists(downloading.snapshot().resolve("empty.txt")));
    }

    @Test
    void anotherContentThanTheBackendWasMadeForIsRefused() throws Exception {
        ModelDescriptor descriptor = ModelDescriptor.builder("m", new ModelSource.Repository(Downloading.ID, "main"))
                .files(List.of(ModelFile.known("onnx/mödel one.bin", 300_000, "0".repeat(64))))
                .build();

        Outcome outcome = downloading
                .downloads()
                .ensure(List.of(Wanted.of("b/m", descriptor)), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("than the backend was made for"), outcome.reason());
    }

    @Test
    void patternsChooseFiles() throws Exception {
        Wanted wanted =
                Wanted.repository(Downloading.ID, "main", List.of("onnx/", "*.txt"), List.of("*dec[o]der.js??"));

        Outcome outcome = downloading
                .downloads()
                .ensure(List.of(wanted), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);

        assertEquals(2, outcome.files(), outcome::reason);
        assertFalse(Files.exists(downloading.snapshot().resolve("onnx/decoder.json")));
    }

    @Test
    void anUpgradeFollowsTheBranchAndFetchesWhatChanged() throws Exception {
        downloading.ensure();
        Map<String, byte[]> newer = new TreeMap<>(Downloading.files());
        newer.put("config.json", Downloading.bytes("{\"model\": 2}"));
        hub.put(Downloading.ID, NEWER, newer);

        assertEquals(Result.PRESENT, downloading.ensure().result(), "without being told nothing moves");
        List<Upgrade> upgrades =
                downloading.downloads().upgrades(List.of(Downloading.whole()), DownloadOptions.defaults());
        assertTrue(upgrades.get(0).isNewer());
        assertEquals(NEWER, upgrades.get(0).remote());

        Outcome outcome = downloading.ensure(Mode.UPGRADE);
        assertEquals(1, outcome.fetchedFiles());
        assertEquals(NEWER, Files.readString(downloading.repository().resolve("refs/main")));
        assertFalse(downloading
                .downloads()
                .upgrades(List.of(Downloading.whole()), DownloadOptions.defaults())
                .get(0)
                .isNewer());
    }

    @Test
    void whatAnotherRepositoryHasIsNotFetched() throws Exception {
        downloading.ensure();
        hub.put("owner/copy", FakeHub.COMMIT, Downloading.files());
        long before = hub.servedBytes();

        Outcome outcome = downloading
                .downloads()
                .ensure(
                        List.of(Wanted.repository("owner/copy", "main", List.of(), List.of())),
                        DownloadOptions.defaults(),
                        DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(before, hub.servedBytes());
        assertEquals(
                "PRESENT",
                downloading
                        .store
                        .state(
                                downloading.store.describe("owner/copy"),
                                org.whisperbench.platform.store.ModelStore.Depth.HASHES)
                        .status());
    }

    @Test
    void aRenamedRepositoryIsFollowed() throws Exception {
        hub.put("owner/new", FakeHub.COMMIT, Downloading.files());
        hub.rename("owner/old", "owner/new");
        hub.put("owner/old", FakeHub.COMMIT, Downloading.files());

        Outcome outcome = downloading
                .downloads()
                .ensure(
                        List.of(Wanted.repository("owner/old", "main", List.of(), List.of())),
                        DownloadOptions.defaults(),
                        DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
    }

    @Test
    void aFolderOfTheUsersIsSkippedOrMissing() throws Exception {
        ModelDescriptor descriptor = ModelDescriptor.builder("m", new ModelSource.Folder(folder.resolve("mine")))
                .files(List.of(ModelFile.unverified("a")))
                .build();
        List<Wanted> wanted = List.of(Wanted.of("b/m", descriptor));

        DownloadReport missing =
                downloading.downloads().ensure(wanted, DownloadOptions.defaults(), DownloadListener.none());
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/a"), "x");
        DownloadReport there =
                downloading.downloads().ensure(wanted, DownloadOptions.defaults(), DownloadListener.none());

        assertFalse(missing.allWell());
        assertTrue(missing.models().get(0).reason().contains("no source on a network"));
        assertEquals(Result.SKIPPED, there.models().get(0).result());
    }

    @Test
    void oneFailureDoesNotStopTheOthers() throws Exception {
        DownloadReport report = downloading
                .downloads()
                .ensure(
                        List.of(Wanted.repository("owner/none", "main", List.of(), List.of()), Downloading.whole()),
                        DownloadOptions.defaults(),
                        DownloadListener.none());

        assertEquals(
                List.of(Result.AUTH_REQUIRED, Result.DOWNLOADED),
                report.models().stream().map(Outcome::result).toList());
        assertFalse(report.allWell());
    }
}
