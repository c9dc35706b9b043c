package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come, change and go while nothing runs: the next command knows. */
final class InstallBetweenRunsIT {

    @TempDir
    private Path folder;

    private Archive archive;
    private Cli cli;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
        cli.run("backends").ends(Run.WELL);
    }

    @Test
    void theNextCommandSeesWhatCameChangedAndWent() throws IOException, InterruptedException {
        Path dropped = Files.copy(archive.example(), archive.hotFolder().resolve("example.jar"));
        Run added = backends();
        added.shows("example  0.1.0");
        assertEquals(
                archive.exampleAnswer() + "\n",
                cli.run("transcribe", "-b", "example", "samples/digits-05.wav")
                        .ends(Run.WELL)
                        .out());

        Path next = Jars.version(archive.example(), "0.2.0", folder.resolve("next.jar"));
        Files.move(next, dropped, StandardCopyOption.REPLACE_EXISTING);
        Run replaced = backends();
        replaced.shows("example  0.2.0");
        assertFalse(Run.squeezed(replaced.out()).contains("example  0.1.0"), replaced::toString);

        Files.delete(dropped);
        Run deleted = backends();
        assertFalse(deleted.out().contains("example"), deleted::toString);
    }

    @Test
    void anOlderFileThatReplacesANewerOneCountsToo() throws IOException, InterruptedException {
        Path dropped =
                Jars.version(archive.example(), "0.2.0", archive.hotFolder().resolve("example.jar"));
        backends().shows("example  0.2.0");

        // As 'cp -p' does: the older release has the older date.
        Files.copy(archive.example(), dropped, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);

        backends().shows("example  0.1.0");
    }

    @Test
    void brokenJarIsOneLineAndDoesNotFailACommandAboutOthers() throws IOException, InterruptedException {
        Path broken = Files.writeString(archive.hotFolder().resolve("broken.jar"), "not a jar\n");

        Run run = cli.run("backends").ends(Run.WELL);

        run.shows("onnx ");
        assertEquals(1, run.notes().size(), run::toString);
        assertTrue(
                run.notes().get(0).startsWith("whisperbench: '" + broken + "' was not installed: it is no whole jar"),
                run::toString);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatIsNoFileIsOneLineAndHangsNothing() throws IOException, InterruptedException {
        Path pipe = archive.hotFolder().resolve("pipe.jar");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        Run run = cli.run("backends").ends(Run.WELL);

        run.shows("onnx ");
        assertEquals(1, run.notes().size(), run::toString);
        assertTrue(run.notes().get(0).contains("pipe.jar' was not installed: it is no file"), run::toString);
    }

    @Test
    void theHotFolderOfTheUserCounts() throws IOException, InterruptedException {
        String folders = cli.run("info", "--json").json().at("/backendFolders").asString();
        Path own = Path.of(folders.substring(folders.lastIndexOf(System.getProperty("path.separator")) + 1));
        Files.createDirectories(own);

        Files.copy(archive.example(), own.resolve("mine.jar"));

        backends().shows("example  0.1.0");
    }

    @Test
    void movedInstallationGoesOnWorking() throws IOException, InterruptedException {
        Path moved = Files.move(archive.home(), folder.resolve("moved"));
        Archive there = new Archive(moved, archive.user());

        Run run = Cli.of(there).run("transcribe", "samples/digits-01.wav").ends(Run.WELL);

        assertEquals("four one six seven\n", run.out());
    }

    private Run backends() throws IOException, InterruptedException {
        Run run = cli.run("backends").ends(Run.WELL);
        assertEquals("", run.err(), run::toString);
        return run;
    }
}
