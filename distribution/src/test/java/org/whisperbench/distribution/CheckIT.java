package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeHub;

/**
 * {@code check} with all its options, and its menu at a pseudo-terminal, in the unpacked archive: models of a hub on the
 * loopback interface, whose content is the bundled one, loaded by the real whisper.cpp.
 */
final class CheckIT {

    private static final String TINY = "whisper-cpp/tiny";
    private static final String BASE = "whisper-cpp/base";

    @TempDir
    Path folder;

    private FakeHub hub;
    private Cli cli;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Archive archive = Archive.unpack(folder);
        byte[] weights = Files.readAllBytes(archive.home().resolve("models/nano-digits/ggml-nano-digits.en.bin"));
        hub = FakeHub.start();
        hub.put(
                "ggerganov/whisper.cpp",
                FakeHub.COMMIT,
                Map.of("ggml-tiny.bin", weights, "ggml-base.bin", weights.clone()));
        cli = Cli.of(archive)
                .with("HF_ENDPOINT", hub.endpoint().toString())
                .with("HF_HUB_CACHE", folder.resolve("cache").toString())
                .with("NO_PROXY", "*")
                .with("NO_COLOR", "1");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void whatIsMissingIsOnlyFetchedByWhoAsksForItAndIsCheckedByEveryMethod() throws IOException, InterruptedException {
        cli.run("check", "-m", TINY)
                .ends(Run.NOT_TRIED)
                .shows(TINY + "  ABSENT  missing  missing")
                .shows("which lacks 'ggml-tiny.bin'");
        assertEquals(List.of(), hub.requests(), "a check has no network");

        Run fetched = cli.run("check", "-m", TINY, "--download", "--verify-method", "files")
                .ends(Run.WELL);
        fetched.shows(TINY + "  PRESENT  complete, used  missing");
        fetched.shows("1 PRESENT; 18.3 MB on disk, each file once; ");
        hub.forget();

        Run loaded = cli.run("check", "-m", TINY, "--verify-method", "load", "--jobs", "1", "--verbose")
                .ends(Run.WELL);
        loaded.shows(TINY + "  LOADABLE  complete, used  missing");
        assertTrue(
                loaded.err().contains("repository=ggerganov/whisper.cpp, revision=" + FakeHub.COMMIT + ", "),
                loaded::toString);
        Run kept = cli.run("check", "-m", TINY, "--verify-method", "load").ends(Run.WELL);
        kept.shows("1 of them checked earlier, and unchanged since; '--fresh' checks them anew");
        Run fresh = cli.run("check", "-m", TINY, "--verify-method", "load", "--fresh")
                .ends(Run.WELL);
        assertFalse(fresh.out().contains("checked earlier"), fresh::toString);

        Run deep = cli.run("check", "-m", TINY, "--verify-method", "deep", "--json", "--verbose")
                .ends(Run.WELL);
        assertEquals("LOADABLE", deep.json().at("/models/0/status").asString(), deep::toString);
        assertTrue(deep.err().contains(TINY + ": LOADABLE, checked in "), deep::toString);
        assertEquals(List.of(), hub.requests(), "a check has no network");
    }

    @Test
    void aModelOfAnotherRepositoryIsFetchedByTheCommandThatIsNamed() throws IOException, InterruptedException {
        String own = "ggerganov/whisper.cpp#ggml-base.bin";
        String command = "download -b whisper-cpp \"" + own + "\"";
        cli.run("check", "-b", "whisper-cpp", "-m", own, "--verify-method", "files")
                .ends(Run.NOT_TRIED)
                .shows("run 'whisperbench " + command + "'");

        cli.run("download", "-b", "whisper-cpp", own).ends(Run.WELL).shows("downloaded");
        cli.run("check", "-b", "whisper-cpp", "-m", own, "--verify-method", "files")
                .ends(Run.WELL)
                .shows("1 PRESENT; ");
    }

    @Test
    void whatIsDamagedIsFoundAndOptionsThatCannotBeAreRefused() throws IOException, InterruptedException {
        cli.run("check", "-m", TINY, "--download", "--verify-method", "files").ends(Run.WELL);
        Path weights = folder.resolve("cache/models--ggerganov--whisper.cpp/snapshots/" + FakeHub.COMMIT)
                .resolve("ggml-tiny.bin")
                .toRealPath();
        byte[] content = Files.readAllBytes(weights);
        content[content.length - 1] ^= 1;
        Files.write(weights, content);

        // Neither the length nor any table shows it, only the hash.
        cli.run("check", "-m", TINY, "--verify-method", "load").ends(Run.WELL);
        cli.run("check", "-m", TINY, "--verify-method", "deep")
                .ends(Run.NOT_WELL)
                .shows(TINY + "  CORRUPT");
        cli.run("check", "--verify-method", "quick")
                .failsWith(Run.USAGE, "'--verify-method quick' is none of files, load, deep");
        cli.run("check", "--jobs", "-2")
                .failsWith(Run.USAGE, "'--jobs -2' is negative; give 0 for what the machine allows");
        cli.run("check", "--selective")
                .failsWith(
                        Run.USAGE,
                        "'--selective' asks at a terminal, and there is none; name models with '-m' and use"
                                + " '--download'");
    }

    @Test
    @EnabledIf(value = "org.whisperbench.distribution.Terminal#isThere", disabledReason = "needs script of util-linux")
    void theMenuSelectsCopiesDownloadsChecksAgainEachTimeAndIsLeft() throws IOException, InterruptedException {
        try (Terminal menu = Terminal.running(cli, "check -m " + TINY + " -m " + BASE)) {
            String first = menu.awaits("choice [1]:");
            assertTrue(Run.squeezed(first).contains(TINY + "  ABSENT"), first);
            assertTrue(first.contains("3. download all that are missing or damaged: 2 models"), first);

            menu.type("4" + Terminal.ENTER).awaits("nothing to cancel:");
            String selected = menu.type("1" + Terminal.ENTER).awaits("choice [1]:");
            assertTrue(Run.squeezed(selected).contains(TINY + "  LOADABLE  complete, used  missing"), selected);
            assertTrue(Run.squeezed(selected).contains(BASE + "  INCOMPLETE"), selected);

            String all = menu.type("3" + Terminal.ENTER).awaits("choice [1]:");
            assertTrue(Run.squeezed(all).contains(BASE + "  LOADABLE  complete, used  missing"), all);
            assertTrue(all.contains("1 of them checked earlier, and unchanged since"), all);
            hub.forget();

            menu.type("2" + Terminal.ENTER);
            String copied = menu.awaits("2 LOADABLE; ");
            assertTrue(copied.contains("copied 'ggerganov/whisper.cpp@main' to '"), copied);
            assertEquals(0, menu.ends(), "nothing is left to offer");
            assertTrue(Run.squeezed(menu.raw()).contains(TINY + "  LOADABLE  complete, used  complete"), menu::raw);
            assertEquals(List.of(), hub.requests(), "a copy has no network");
        }
    }

    /** A file of the user's has no name in the catalog, and nothing to offer. */
    @Test
    @EnabledIf(value = "org.whisperbench.distribution.Terminal#isThere", disabledReason = "needs script of util-linux")
    void aModelOfTheUsersOwnIsCheckedAtATerminal() throws IOException, InterruptedException {
        try (Terminal own = Terminal.running(
                cli, "check -b whisper-cpp -m models/nano-digits/ggml-nano-digits.en.bin --verify-method files")) {
            own.awaits("1 PRESENT; ");
            assertEquals(0, own.ends(), own::raw);
        }
    }

    @Test
    @EnabledIf(value = "org.whisperbench.distribution.Terminal#isThere", disabledReason = "needs script of util-linux")
    void whoeverQuitsOrCancelsTheSelectionFetchesNothing() throws IOException, InterruptedException {
        try (Terminal menu = Terminal.running(cli, "check -m " + TINY)) {
            menu.awaits("choice [1]:");
            menu.type("1" + Terminal.ENTER).awaits("1 ABSENT; ");
            assertEquals(3, menu.ends());
        }
        try (Terminal selection = Terminal.running(cli, "check --selective -m " + TINY)) {
            selection.awaits("nothing to cancel:");
            selection.type(Terminal.ENTER).awaits("nothing was chosen");
            assertEquals(3, selection.ends());
        }
        assertEquals(List.of(), hub.requests());
    }
}
