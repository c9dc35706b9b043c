package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ModelFile;
import org.whisperbench.platform.download.DownloadOptions.Pace;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;
import org.whisperbench.testkit.HubRequest;

/** Whatever a server does, the end is a sound model or one clear sentence, and nothing half written under a final name. */
class FaultTest extends HubDownloads {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HOLD", "TRICKLE"})
    void whatGoesWrongOnceIsSurvived(HubFault fault) throws Exception {
        hub.next(fault);

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertEquals(List.of(), downloading.store.inventory().leftovers());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HOLD", "TRICKLE", "WHOLE", "UNSATISFIABLE", "OTHER_PART", "COMPRESSED", "CUT"})
    void whatAlwaysGoesWrongIsOneSentence(HubFault fault) throws Exception {
        hub.always(fault);

        Outcome outcome = downloading.ensure();

        assertEquals(fault == HubFault.EXPIRED ? Result.AUTH_REQUIRED : Result.FAILED, outcome.result());
        assertEquals(1, outcome.reason().lines().count(), outcome.reason());
        assertFalse(outcome.reason().contains("Exception"), outcome.reason());
        assertFalse(Files.exists(downloading.repository().resolve("refs/main")), "the reference comes last");
        for (Path blob : HubCache.children(downloading.repository().resolve("blobs"))) {
            String name = blob.getFileName().toString();
            assertTrue(name.endsWith(".incomplete") || Files.size(blob) == 0, name);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WHOLE", "COMPRESSED"})
    void aServerThatGivesOnlyWholeFilesIsTakenAsItIs(HubFault fault) throws Exception {
        hub.always(fault);

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aCutBodyIsContinuedAndNotFetchedAgain() throws Exception {
        hub.next(HubFault.CUT, HubFault.CUT, HubFault.CUT, HubFault.CUT, HubFault.CUT);

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(300_000 + 14, hub.servedBytes());
    }

    @Test
    void cutBodiesWhereTheServerKnowsNoRangesBeginAgain() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("a.bin", Downloading.random(300_000)));
        hub.next(HubFault.CUT, HubFault.WHOLE, HubFault.CUT);

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aDamagedBodyIsFetchedOnceMoreAndThenNamedWithBothHashes() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("a.bin", Downloading.random(1000)));
        hub.always(HubFault.CORRUPT);

        Outcome outcome = downloading.ensure();

        assertTrue(
                outcome.reason().matches("'owner/name: a.bin' has the SHA-256 \\S+…, not \\S+…, twice; .*"),
                outcome.reason());
        assertEquals(2, hub.requests().stream().filter(HubRequest::isBody).count());
        assertEquals(List.of(), HubCache.children(downloading.repository().resolve("blobs")));
    }

    @Test
    void asLongAsTheServerSaysIsWaited() throws Exception {
        hub.next(HubFault.API_LIMITED, HubFault.LIMITED);

        downloading.ensure();

        assertEquals(List.of(Duration.ofSeconds(55), Duration.ofSeconds(55)), downloading.waits);
    }

    @Test
    void waitsGrowAndEnd() throws Exception {
        hub.always(HubFault.API_BUSY);

        Outcome outcome = downloading.ensure();

        assertTrue(outcome.reason().contains("answers 503"), outcome.reason());
        assertEquals(5, downloading.waits.size());
        for (int i = 0; i < 5; i++) {
            long expected = Math.min(8, 1 << i) * 1000L;
            long millis = downloading.waits.get(i).toMillis();
            assertTrue(millis >= expected * 3 / 4 && millis <= expected * 5 / 4, downloading.waits::toString);
        }
    }

    @Test
    void whatWouldTakeTooLongIsNotWaitedFor() throws Exception {
        hub.always(HubFault.API_LIMITED);
        Pace pace = new Pace(3, 8, 0, Duration.ofSeconds(20), 5);

        Outcome outcome = downloading.ensure(DownloadOptions.defaults().with(pace));

        assertTrue(outcome.reason().contains("may not take longer than 20 s"), outcome.reason());
        assertEquals(List.of(), downloading.waits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.bin", "a/../../evil", "/evil", "a/./evil"})
    void aNameThatLeadsElsewhereIsRefused(String name) throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of(name, Downloading.bytes("evil")));

        Outcome outcome = downloading.ensure();

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("that cannot be stored"), outcome.reason());
        assertFalse(Files.exists(downloading.repository()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesThatOnlyWindowsCannotHaveAreFetchedListedAndVerified() throws Exception {
        Map<String, byte[]> files = Map.of(
                "run 12:30.txt", Downloading.bytes("a"),
                "C:x", Downloading.bytes("b"),
                "d/back\\slash.bin", Downloading.random(1000));
        hub.put(Downloading.ID, FakeHub.COMMIT, files);

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertEquals(
                files.keySet(),
                downloading.store.describe(Downloading.ID).files().stream()
                        .map(ModelFile::path)
                        .collect(Collectors.toSet()));
        hub.forget();
        assertEquals(Result.PRESENT, downloading.repair().result());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    @EnabledOnOs(OS.WINDOWS)
    void aNameThatWindowsCannotHaveMattersOnlyToWhoWantsIt() throws Exception {
        hub.put(
                Downloading.ID,
                FakeHub.COMMIT,
                Map.of("config.json", Downloading.bytes("{}"), "run 12:30.txt", Downloading.bytes("a")));

        Outcome all = downloading.ensure();
        Wanted part = Wanted.repository(Downloading.ID, "main", List.of("config.json"), List.of());
        Outcome one = downloading
                .downloads()
                .ensure(List.of(part), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);

        assertTrue(all.reason().contains("a name that cannot be on this system"), all.reason());
        assertEquals(Result.DOWNLOADED, one.result(), one.reason());
    }

    @Test
    void aFolderThatMayNotBeWrittenIsSaid() throws Exception {
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Assumptions.assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"), "the file system keeps no permissions");
        Files.createDirectories(downloading.cache);
        Files.setPosixFilePermissions(downloading.cache, PosixFilePermissions.fromString("r-xr-xr-x"));

        Outcome outcome = downloading.ensure();

        assertTrue(outcome.reason().contains("permission denied"), outcome.reason());
    }

    @Test
    void aFileInPlaceOfTheCacheIsSaid() throws Exception {
        Files.writeString(downloading.cache, "no folder");

        Outcome outcome = downloading.ensure();

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains(downloading.cache.toString()), outcome.reason());
    }

    @Test
    void aServerThatIsNotThereIsSaid() throws Exception {
        hub.close();

        Outcome outcome = downloading.ensure();

        assertTrue(outcome.reason().startsWith("the server cannot be reached"), outcome.reason());
    }

    @Test
    void aModelThatNeedsMoreThanThereIsIsNotBegun() throws Exception {
        long tooMuch = Files.getFileStore(folder).getUsableSpace() + 1;

        IOException refusal = org.junit.jupiter.api.Assertions.assertThrows(
                IOException.class, () -> DiskSpace.require(folder.resolve("not/yet"), tooMuch));

        assertTrue(
                String.valueOf(refusal.getMessage()).contains("GB free; free some with 'whisperbench prune'"),
                refusal.getMessage());
        DiskSpace.require(folder, 1);
    }

    /** Without a locale Java knows no names beyond ASCII on Linux. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatThisSystemCannotWriteIsSaid() throws Exception {
        Map<String, String> plain = Map.of("HF_ENDPOINT", hub.endpoint().toString(), "LC_ALL", "POSIX");

        Process process = DownloadProcess.start(downloading.cache, plain);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(1, process.waitFor());
        assertTrue(said.contains("a name that cannot be on this system"), said);
        assertFalse(Files.exists(downloading.repository().resolve("refs/main")));
    }
}
