package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the script finds the installation and Java. */
final class ScriptIT {

    @TempDir
    private static Path folder;

    private static Archive archive;
    private static Cli cli;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right there")
    void linksToTheScriptLeadToTheInstallation() throws IOException, InterruptedException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("wb"), archive.script());
        Path relative = Files.createSymbolicLink(bin.resolve("whisperbench"), Path.of("wb"));

        for (Path link : new Path[] {absolute, relative}) {
            Run run = cli.script(link).in(bin).run("backends").ends(Run.WELL);

            run.shows("onnx ");
            assertEquals("", run.err());
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right there")
    void anInstallationBehindALinkedFolderWorks() throws IOException, InterruptedException {
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), archive.home());

        Run run = cli.script(linked.resolve("bin/whisperbench")).run("backends").ends(Run.WELL);

        run.shows("onnx ");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script")
    void aClosedStandardInputIsAnEmptyOne() throws IOException, InterruptedException {
        Path closed = Files.writeString(folder.resolve("closed"), "#!/bin/sh\nexec \"$SCRIPT\" \"$@\" <&-\n");
        assertTrue(closed.toFile().setExecutable(true));
        Cli script = cli.script(closed).with("SCRIPT", archive.script().toString());

        script.run("backends").ends(Run.WELL).shows("onnx ");
        Run prompt = script.run().ends(Run.WELL);

        assertFalse((prompt.out() + prompt.err()).contains("gogo:"), prompt::toString);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a habit of Unix shells")
    void aSearchPathForFoldersLeadsNowhereElse() throws IOException, InterruptedException {
        Path other = folder.resolve("elsewhere");
        Files.createDirectories(other.resolve(archive.home().getFileName()).resolve("bin"));
        Path relative = archive.home().getFileName().resolve("bin").resolve("whisperbench");

        cli.script(relative)
                .in(Objects.requireNonNull(archive.home().getParent()))
                .with("CDPATH", other.toString())
                .run("backends")
                .ends(Run.WELL)
                .shows("onnx ");
    }

    @Test
    void aWrongJavaHomeIsOneLine() throws IOException, InterruptedException {
        Path wrong = folder.resolve("no java");

        Run run = cli.with("JAVA_HOME", wrong.toString()).run("backends").ends(Run.NOT_WELL);

        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run::toString);
        assertTrue(
                run.err().startsWith("whisperbench: JAVA_HOME is '" + wrong + "', but there is no bin"), run::toString);
    }

    @Test
    void withoutJavaHomeTheJavaOnThePathIsUsed() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin");
        String path =
                java + System.getProperty("path.separator") + cli.environment().get("PATH");

        Run run = cli.without("JAVA_HOME").with("PATH", path).run("backends").ends(Run.WELL);

        run.shows("onnx ");
        assertEquals("", run.err());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a Java made of a shell script")
    void anOldJavaIsOneLine(@TempDir Path old) throws IOException, InterruptedException {
        Files.createDirectory(old.resolve("bin"));
        Files.createFile(old.resolve("bin/java")).toFile().setExecutable(true);
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.27\"\n");

        Run run = cli.with("JAVA_HOME", old.toString()).run("backends").ends(Run.NOT_WELL);

        assertEquals(
                "whisperbench: '%s' is Java 11.0.27; Whisperbench needs 17 or later\n"
                        .formatted(old.resolve("bin/java")),
                run.err());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the PATH is never empty there")
    void withoutAnyJavaThereIsAdvice(@TempDir Path tools) throws IOException, InterruptedException {
        Run run =
                cli.without("JAVA_HOME").withOnly(tools, "dirname", "readlink").run("backends");

        if (!Files.isExecutable(Path.of("/usr/libexec/java_home"))) {
            run.failsWith(Run.NOT_WELL, "no Java found; install a JDK, 17 or later, or set JAVA_HOME");
        }
    }

    @Test
    void whatTheMachineItselfSaysStaysOffStandardOutput() throws IOException, InterruptedException {
        Run run =
                cli.with("WHISPERBENCH_JAVA_OPTIONS", "-Xlog:gc*:stderr -Xint").run("backends");

        assertTrue(run.out().startsWith("backend "), run::toString);
        assertFalse(run.out().contains("[gc"), run::toString);
        assertTrue(run.err().contains("[gc"), run::toString);
    }

    @Test
    void theArchiveMakesTheScriptExecutable() {
        assertTrue(Files.isExecutable(archive.script()));
    }
}
