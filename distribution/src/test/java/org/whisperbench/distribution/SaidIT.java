package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of these tests say is kept in files that go. */
@DisabledOnOs(OS.WINDOWS) // the program here is a script
final class SaidIT {

    @TempDir
    Path folder;

    @Test
    void nothingIsLeftOfACommandThatIsKilledOrCannotBeStarted() throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("hangs"), "#!/bin/sh\necho begun\nexec sleep 600\n");
        assertTrue(script.toFile().setExecutable(true));
        Cli cli = new Cli(script, folder, Map.of("PATH", "/usr/bin:/bin"));

        Cli.Running running = cli.start();
        assertTrue(Files.exists(running.said().output()));
        running.process().destroyForcibly();
        Run run = running.end();

        assertFalse(run.exitCode() == 0, run::toString);
        assertFalse(Files.exists(running.said().output()));
        assertFalse(Files.exists(running.said().error()));

        Said said = Said.nothing();
        ProcessBuilder none = new ProcessBuilder(folder.resolve("none").toString());
        assertThrows(IOException.class, () -> said.start(none));
        assertFalse(Files.exists(said.output()));
    }

    @Test
    void nothingIsLeftOfWhatIsTyped() throws IOException, InterruptedException {
        Page.Typed typed = new Page.Shell(folder, Map.of()).type("echo here; echo there >&2; exit 3", "");

        assertEquals(new Page.Typed("echo here; echo there >&2; exit 3", 3, "here\n", "there\n"), typed);
    }
}
