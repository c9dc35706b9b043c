package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;

/** What is said without the network is what the disk tells, and no more. */
class OfflineTest extends HubDownloads {

    @BeforeEach
    void download() throws Exception {
        downloading.ensure();
        hub.forget();
        downloading.environment.put("HF_HUB_OFFLINE", "1");
    }

    private Path reference(String revision) {
        return downloading.repository().resolve("refs").resolve(revision);
    }

    private Outcome ensure(Wanted wanted, Mode mode) throws InterruptedException {
        return downloading
                .downloads()
                .ensure(List.of(wanted), DownloadOptions.defaults().with(mode), DownloadListener.none())
                .models()
                .get(0);
    }

    @Test
    void aTagThatNobodyHereKnowsIsNotTheOnlyRevision() throws Exception {
        for (Path known : List.of(reference("main"), reference("none"))) {
            Outcome outcome = ensure(Wanted.repository(Downloading.ID, "v9", List.of(), List.of()), Mode.MISSING);

            assertEquals(Result.OFFLINE, outcome.result(), outcome.reason());
            assertTrue(
                    outcome.reason().contains("run 'whisperbench download -R owner/name@v9' where it may"),
                    outcome.reason());
            assertFalse(Files.exists(reference("v9")));
            Files.deleteIfExists(known);
        }
    }

    @Test
    void theOnlyRevisionWithoutANameIsReadAndGetsNone() throws Exception {
        Files.delete(reference("main"));

        Outcome outcome = downloading.ensure();

        assertEquals(Result.PRESENT, outcome.result(), outcome.reason());
        assertTrue(outcome.reason().endsWith("; no reference names its commit"), outcome.reason());
        assertEquals(Result.PRESENT, downloading.repair().result());
        assertFalse(Files.exists(reference("main")));
    }

    @Test
    void theOnlyRevisionIsNotNamedAfterABranchThatIsElsewhere() throws Exception {
        Files.delete(reference("main"));
        downloading.environment.remove("HF_HUB_OFFLINE");
        hub.put(Downloading.ID, "2".repeat(40), Map.of("config.json", Downloading.bytes("new")));

        assertEquals(Result.PRESENT, downloading.repair().result());

        assertFalse(Files.exists(reference("main")));
    }

    @Test
    void withoutAListingFilesAreJudgedByTheNamesOfTheirContents() throws Exception {
        Files.delete(downloading.repository().resolve("trees").resolve(FakeHub.COMMIT + ".json"));

        assertEquals(Result.PRESENT, downloading.ensure().result());
        assertEquals(Result.PRESENT, downloading.repair().result());
        assertEquals(List.of(), hub.requests());
        Files.writeString(downloading.snapshot().resolve("config.json").toRealPath(), "{\"model\": X}");
        Outcome damaged = downloading.repair();
        assertEquals(Result.OFFLINE, damaged.result(), damaged.reason());
        assertTrue(
                damaged.reason()
                        .contains("is damaged or incomplete: 'config.json'; the network may not be used;"
                                + " run 'whisperbench repair owner/name' where it may"),
                damaged.reason());
        Files.delete(downloading.snapshot().resolve("config.json").toRealPath());
        assertEquals(Result.OFFLINE, downloading.ensure().result());
    }

    @Test
    void anUpgradeOfWhatIsCompleteCannotBeAskedFor() throws Exception {
        Outcome outcome = downloading.ensure(Mode.UPGRADE);

        assertEquals(Result.OFFLINE, outcome.result());
        assertEquals(
                "'owner/name@main' cannot be compared with the hub; the network may not be used;"
                        + " run 'whisperbench upgrade owner/name' where it may",
                outcome.reason());
    }

    @Test
    void theCommandThatIsAdvisedIsTheOneThatWasMeant() {
        Wanted part = Wanted.repository("owner/name", "v1", List.of("*.json", "a\"$b"), List.of("*.bin"));

        assertEquals("-R owner/name@v1 --include \"*.json\" --include \"a\\\"\\$b\" --exclude \"*.bin\"", part.words());
        assertEquals(
                "-R owner/name",
                Wanted.repository("owner/name", "main", List.of(), List.of()).words());
        assertEquals(
                "b/m",
                Wanted.of("b/m", downloading.store.describe(Downloading.ID)).words());
    }
}
