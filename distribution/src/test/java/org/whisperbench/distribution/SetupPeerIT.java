package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a home folder without anything to words on paper: {@code setup} with the real pip, PyTorch and transformers, then
 * {@code check}, {@code transcribe} and {@code teardown}. Where pip has no index to get them from, it is skipped.
 */
@Tag("peer")
final class SetupPeerIT {

    private static final String BACKEND = "insanely-fast-whisper";
    private static final Path CHECKOUT = Path.of(System.getProperty("whisperbench.checkout"));

    @TempDir
    Path folder;

    private Archive archive;
    private Cli cli;
    private Path model;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        model = CHECKOUT.resolve("../shared/nano/transformers").normalize();
        assumeTrue(Files.isDirectory(model), "the weights of the self-test model are not in " + model);
        archive = Archive.unpack(folder);
        cli = Cli.of(archive).with("PIP_RETRIES", "0");
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (variable.getKey().startsWith("PIP_")) {
                cli = cli.with(variable.getKey(), variable.getValue());
            }
        }
        // The home folder is another one, but the packages come from where this user has them from.
        Path configuration = Path.of(System.getProperty("user.home"), ".config/pip/pip.conf");
        if (Files.isRegularFile(configuration)) {
            cli = cli.with("PIP_CONFIG_FILE", configuration.toString());
        }
    }

    @Test
    void anEngineIsSetUpCheckedUsedAndTakenAway() throws IOException, InterruptedException {
        cli.run("check", "-b", BACKEND, "-m", model.toString())
                .ends(Run.NOT_TRIED)
                .shows("UNAVAILABLE")
                .shows("run 'whisperbench setup " + BACKEND + "'");
        Run setup = cli.run("setup", BACKEND);
        if (setup.err().contains("No matching distribution found")) {
            abort("pip finds no packages here: " + setup);
        }
        setup.ends(Run.WELL).shows(": engine 5.");
        Path engines = archive.user().resolve(".local/share/whisperbench/engines");
        assertTrue(Files.isExecutable(engines.resolve(BACKEND).resolve("bin/python")));

        cli.run("doctor").ends(Run.WELL).shows("library transformers 5.").shows("library torch 2.");
        Run check = cli.run("check", "-b", BACKEND, "-m", model.toString(), "--verbose")
                .ends(Run.WELL);
        check.shows("LOADABLE").shows("1 LOADABLE; ");
        assertTrue(check.err().contains("; transformers 5."), check::toString);
        assertTrue(check.err().contains(", cpu, float32, "), check::toString);
        Run text = cli.run("transcribe", "-b", BACKEND, "-m", model.toString(), "samples/digits-01.wav")
                .ends(Run.WELL);
        assertEquals("four one six seven\n", text.out());

        cli.run("teardown", BACKEND).ends(Run.WELL).shows("was deleted");
        assertFalse(Files.exists(engines.resolve(BACKEND)));
        assertEquals(1, Archive.list(engines.resolve("locks")).size(), "the next setup installs the same versions");
        cli.run("backends").ends(Run.WELL).shows("there is no Python for it in '");
    }
}
