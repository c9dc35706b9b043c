package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/embed.md} says, done as it says. */
@Tag("host")
@EnabledOnOs({OS.LINUX, OS.MAC}) // the page's commands are a shell's
@Timeout(900)
final class EmbedPageIT {

    private static final int NEWEST_JAVA_OF_KARAF = 21;

    @TempDir
    private Path folder;

    private Page page;
    private Path installation;
    private Path work;
    private Page.Shell shell;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        page = Page.read("embed.md");
        Archive archive = Archive.unpack(folder);
        // The page's commands are readable, so they do not stand paths with blanks in them.
        installation = Files.move(archive.home(), folder.toRealPath().resolve("whisperbench"));
        work = Files.createDirectory(folder.toRealPath().resolve("work"));
        shell = new Page.Shell(
                work,
                Map.of(
                        "HOME", archive.user().toString(),
                        "INSTALLATION", installation.toString(),
                        "FELIX", foreign("felix.jar").toString()));
    }

    private static Path foreign(String name) {
        return Path.of(System.getProperty("whisperbench.another-framework")).resolveSibling(name);
    }

    @Test
    void aPlainClassPathIsEnough() throws IOException, InterruptedException {
        page.block("java", "Listen.java").writeTo(installation);
        Page.Block screen = page.block("console", "class path");

        assertEquals(screen.printed(), shell.in(installation).run(screen.command()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix.jar", "equinox.jar"})
    void aForeignBundleUsesTheServices(String framework) throws IOException, InterruptedException {
        buildSpeech();
        page.block("java", "Host.java").writeTo(work);
        Page.Block screen = page.block("console", "Felix");

        assertEquals(screen.printed(), shell.with("FELIX", foreign(framework)).run(screen.command()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix.jar", "equinox.jar"})
    void aMediatorOfServiceLoadersListsNoBackendTwice(String framework) throws IOException, InterruptedException {
        buildSpeech();
        page.block("java", "Host.java").writeTo(work);
        Page.Block screen = page.block("console", "Felix");
        String mediators = Archive.list(foreign("")).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("spifly-"))
                .map(Path::toString)
                .collect(Collectors.joining(" "));

        String command = screen.command().replace("Host.java ", "Host.java " + mediators + " ");

        assertTrue(mediators.contains("spifly-5.jar"), mediators);
        assertEquals(screen.printed(), shell.with("FELIX", foreign(framework)).run(command));
    }

    @Test
    void karafHostsItWithItsOwnConfiguration() throws IOException, InterruptedException {
        int java = Runtime.version().feature();
        assumeTrue(java <= NEWEST_JAVA_OF_KARAF, "Karaf 4.4 does not support Java " + java);
        Path karaf = Files.createDirectory(folder.toRealPath().resolve("karaf"));
        shell.run("tar -xzf '" + foreign("karaf.tar.gz") + "' --strip-components=1 -C '" + karaf + "'");
        buildSpeech();
        Files.copy(work.resolve("speech.jar"), karaf.resolve("speech.jar"));
        Page.Shell inKaraf = shell.in(karaf).with("KARAF", karaf);
        inKaraf.run(page.block("sh", "Karaf").text());
        String printed = page.block("console", "Felix").printed();
        Path sample = installation.resolve("samples").resolve("digits-05.wav");

        Page.Typed typed = inKaraf.with("EXTRA_JAVA_OPTS", "-Dorg.example.speech.file=" + sample)
                .type("bin/karaf", page.block("karaf", "").text());

        // Behind the console's own words, which has no terminal here.
        printed.lines().forEach(line -> assertTrue(typed.out().contains(line), () -> line + " is not in " + typed));
    }

    private void buildSpeech() throws IOException, InterruptedException {
        page.block("java", "org/example/speech/Speech.java").writeTo(work);
        page.block("manifest", "META-INF/MANIFEST.MF").writeTo(work);
        shell.run(page.block("sh", "builds speech.jar").text());
    }
}
