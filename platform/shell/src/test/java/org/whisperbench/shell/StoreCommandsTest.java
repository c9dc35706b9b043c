package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about the store, against a hub on the loopback interface. */
class StoreCommandsTest extends HubCommands {

    @ParameterizedTest
    @CsvSource({
        "download m",
        "download fake/m",
        "download tiny",
        "download --all-missing",
        "download -b fake",
        "download --size tiny",
        "download -R owner/tiny",
        "download -R owner/tiny@main --include *.txt --include *.bin"
    })
    void aModelIsDownloadedByAnyOfItsNames(String words) {
        Answer answer = well(words);

        assertTrue(answer.text().contains("downloaded"), answer.text());
        assertTrue(answer.text().contains("2 of 2 files fetched, 19 B in"), answer.text());
        assertTrue(well("download m").text().contains("0 of 2 files fetched"));
    }

    @Test
    void withoutANameNothingIsDownloaded() {
        Answer answer = run("download");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.notes().get(0).contains("give a MODEL, '--all-missing', '--category', or"), answer::toString);
    }

    @Test
    void aPlanFetchesNothing() {
        Answer answer = well("download --dry-run m");

        assertTrue(answer.text().contains("2 of 2 files would be fetched, 19 B"), answer.text());
        assertEquals(1, hub.servedBytes(), "the byte that shows whether files may be read");
    }

    @ParameterizedTest
    @CsvSource({
        "download -R whisper, repository 'whisper' is not OWNER/NAME",
        "download m --include zzz, choose among the files of a repository; give '--repository OWNER/NAME'",
        "download m --exclude zzz, choose among the files of a repository; give '--repository OWNER/NAME'",
        "download m --all-missing, give models or '--all-missing'",
        "download -R owner/tiny --include [z-a]*, is no pattern: illegal character range",
        "download --max-workers 0 m, fetches nothing; give at least 1",
        "download --limit-rate fast m, is no rate; give one such as 500k or 10M",
        "download --timeout soon m, 'is no time; give one such as 90s, 5m or 2h'",
        "download --mirror nowhere m, is no URL of a server",
        "download --token-file /no/such m, cannot be read",
        "remove owner/none, no backend knows a model 'owner/none'",
        "copy tiny, missing required parameter: 'FOLDER'",
        "export owner/tiny elsewhere, is no name of a file that ends in .tar",
        "import no-such.tar, does not exist; check the path"
    })
    void whatIsNotUnderstoodIsAUsageError(String words, String problem) {
        Answer answer = run(words);

        assertEquals(2, answer.exitCode(), answer::toString);
        assertTrue(answer.notes().get(0).contains(problem), answer::toString);
    }

    @ParameterizedTest
    @CsvSource({"500k", "10M", "1g", "77"})
    void ratesAndTimesHaveUnits(String rate) {
        well("download --timeout 2h --limit-rate " + rate + " m");
    }

    @Test
    void whatCannotBeFetchedIsNotWell() {
        hub.gate("somebody");

        Answer answer = run("download m");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.text().contains("auth required"), answer.text());
    }

    @Test
    void offlineItCouldNotBeTried() {
        Answer answer = run("download --offline m");

        assertEquals(3, answer.exitCode());
        assertTrue(answer.text().contains("run 'whisperbench download fake/m' where it may"), answer.text());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void aMissingModelNamesTheCommandThatFetchesIt() throws IOException {
        org.whisperbench.testkit.PcmAudio.tone(1, folder.resolve("a.wav"));
        Answer answer = run("transcribe " + folder.resolve("a.wav"));

        assertEquals(3, answer.exitCode());
        assertTrue(answer.notes().toString().contains("run 'whisperbench download fake/m'"), answer::toString);
    }

    @Test
    void damageIsFoundMendedAndGone() throws IOException {
        assertEquals(3, run("verify m").exitCode());
        well("download m");
        assertTrue(well("verify").text().contains("'whisperbench verify --deep' hashes"));
        Files.writeString(blob(), "more weightz");
        assertEquals(0, run("verify m").exitCode());

        Answer deep = run("verify --deep owner/tiny@main");
        assertEquals(1, deep.exitCode());
        assertTrue(deep.text().contains("'big.bin' has the SHA-256"), deep.text());

        assertTrue(well("repair --dry-run").text().contains("1 of 2 files would be fetched, 12 B"));
        assertTrue(well("repair").text().contains("1 of 2 files repaired, 12 B fetched in"));
        assertTrue(well("verify --deep fake/m").text().contains("2 files verified by hash"));
        assertEquals(
                1,
                well("repair --json")
                        .text()
                        .lines()
                        .filter(l -> l.contains("\"PRESENT\""))
                        .count());
    }

    @Test
    void whatChangedAtTheHubIsListedAndFetched() {
        for (String command : List.of("upgrades", "upgrade", "repair", "verify")) {
            assertEquals(
                    "nothing is in the hub's cache; run 'whisperbench download'",
                    well(command).text());
        }
        well("download m");
        assertTrue(well("upgrades").text().contains("up to date"));
        hub.put("owner/tiny", "2".repeat(40), Map.of("fake.txt", bytes("new"), "big.bin", bytes("more weights")));

        assertTrue(well("upgrades").text().contains("newer; run 'whisperbench upgrade owner/tiny@main'"));
        assertTrue(well("upgrade").text().contains("1 of 2 files fetched, 3 B in"));
        assertTrue(well("upgrades m").text().contains("up to date"));
        assertEquals(3, run("upgrades --offline").exitCode());
    }

    @Test
    void infoTellsWhereTheTokenComesFromAndNeverWhich() {
        settings.put("HF_TOKEN", "hf_secret");

        Answer answer = well("info");

        assertTrue(answer.text().contains(hub.endpoint() + ", token: HF_TOKEN"), answer.text());
        assertFalse(well("info --json").text().contains("hf_secret"));
        settings.put("HF_ENDPOINT", "nowhere");
        assertTrue(well("info").text().contains("unknown: 'nowhere' of HF_ENDPOINT is no URL"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "999949, 999.9 kB", "999950, 1.0 MB", "1500000000, 1.5 GB"})
    void bytesAreWrittenForPeople(long bytes, String text) {
        assertEquals(text, ByteText.of(bytes));
    }

    @Test
    void progressTellsRateAndTime() {
        long[] now = {0};
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        ProgressLines lines = new ProgressLines(stream, () -> now[0]);
        TransferProgress progress = new TransferProgress(lines, () -> now[0]);

        progress.planned("b/m", 2, 4_000_000);
        now[0] = 2_000_000_000L;
        progress.advanced("b/m: x", 1_000_000, 4_000_000);
        progress.retrying("b/m: x", "the connection broke", java.time.Duration.ofSeconds(2));

        assertEquals(
                List.of(
                        "downloading b/m: 1.0 MB of 4.0 MB, 500.0 kB/s, 6 s left (25 %)",
                        "b/m: x: the connection broke; trying again in 2 s"),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
