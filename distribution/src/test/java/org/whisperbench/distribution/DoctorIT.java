package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the doctor finds in an installation, and what its cleaning leaves. */
final class DoctorIT {

    @TempDir
    private Path folder;

    private Archive archive;
    private Cli cli;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
    }

    @Test
    void aSoundInstallationHasNothingBroken() throws IOException, InterruptedException {
        Run run = cli.run("doctor").ends(Run.WELL);

        assertTrue(run.lines().stream().noneMatch(line -> line.startsWith("broken")), run::toString);
        assertFalse(run.out().contains("does not resolve"), run::toString);
        run.shows("note     java: Java " + Runtime.version().feature());
    }

    @Test
    void whatIsWrongComesWorstFirstWithAReasonAndARemedy() throws IOException, InterruptedException {
        for (Path backend : Archive.list(archive.hotFolder())) {
            Files.delete(backend);
        }
        Path other = Jars.version(archive.example(), "0.3.0", folder.resolve("other.jar"));
        Jars.importing(other, "org.nobody", archive.hotFolder().resolve("lonely.jar"));

        Run run = cli.with("HF_HUB_OFFLINE", "1")
                .with("HTTPS_PROXY", "http://me:secret@proxy.example:3128")
                .run("doctor", "--json")
                .ends(Run.NOT_WELL);

        JsonNode findings = run.json().get("findings");
        assertEquals("BROKEN", findings.at("/0/severity").asString());
        assertEquals("backends", findings.at("/0/subject").asString());
        assertTrue(findings.toString().contains("org.nobody"), run::toString);
        assertTrue(findings.toString().contains("HF_HUB_OFFLINE"), run::toString);
        assertFalse(run.out().contains("secret"), run::toString);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the cache folder is elsewhere on other systems")
    void cleaningShowsAndDeletesTheCachesThatNoProcessUses() throws IOException, InterruptedException {
        cli.run("backends").ends(Run.WELL);
        Path caches = archive.user().resolve(".cache/whisperbench");
        Path old = Files.createDirectories(caches.resolve("jvm")).resolve("1-17.jsa");
        Files.writeString(old, "an archive of classes");

        cli.run("doctor", "--clean", "--dry-run").ends(Run.WELL).shows("not in use");
        assertTrue(Files.exists(old));
        cli.run("doctor", "--clean").ends(Run.NOT_WELL);
        assertTrue(Files.exists(old), "nobody said yes");
        Run run = cli.run("doctor", "--clean", "--yes").ends(Run.WELL);

        run.shows("deleted").shows("in use");
        assertFalse(Files.exists(old));
        cli.run("backends").ends(Run.WELL);
    }
}
