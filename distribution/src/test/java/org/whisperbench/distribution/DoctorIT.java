package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.TestFramework;
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
    void jarsOfWhichNothingCanBeMadeAreFindings() throws IOException, InterruptedException {
        Path text = Files.writeString(archive.hotFolder().resolve("text.jar"), "not a jar\n");
        Path plain = Jars.withoutName(archive.example(), archive.hotFolder().resolve("plain.jar"));

        Run run = cli.run("doctor").ends(Run.WELL);
        run.shows("warning  jar '" + text + "': it is no whole jar (zip END header not found); it is taken when it is"
                + " whole: copy it again, or remove it");
        run.shows("warning  jar '" + plain + "': it is a jar, but no OSGi bundle");

        JsonNode findings = cli.run("doctor", "--json").ends(Run.WELL).json().get("findings");
        assertEquals(
                List.of("jar '" + plain + "'", "jar '" + text + "'"),
                StreamSupport.stream(findings.spliterator(), false)
                        .filter(finding -> finding.get("severity").asString().equals("WARNING"))
                        .map(finding -> finding.get("subject").asString())
                        .filter(subject -> subject.startsWith("jar "))
                        .toList());
    }

    /** Both hung for ever. */
    @Test
    void aBackendThatDoesNotSayWhetherItCanRunIsUnknownAndHidesNoOther() throws IOException, InterruptedException {
        TestFramework.writeBackend(
                archive.hotFolder().resolve("mute.jar"), "1.0.0", List.of(), List.of(MuteBackend.class));

        Run listed = cli.run("backends").ends(Run.WELL);
        listed.shows("mute  1.0.0  mute  unknown  unknown: it did not answer within 5 s; try again, or delete its jar");
        assertTrue(Run.squeezed(listed.out()).contains("onnx  0.1.0"), listed::toString);
        cli.run("doctor")
                .ends(Run.WELL)
                .shows(
                        "warning  backend 'mute@1.0.0': unknown: it did not answer within 5 s; try again, or delete its jar")
                .shows("engine of 'onnx@0.1.0'");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the cache folder is elsewhere on other systems")
    void cleaningShowsAndDeletesTheCachesThatNoProcessUses() throws IOException, InterruptedException {
        cli.run("backends").ends(Run.WELL);
        Path caches = archive.user().resolve(".cache/whisperbench");
        Path old = Files.createDirectories(caches.resolve("jvm")).resolve("1-17.jsa");
        Files.writeString(old, "an archive of classes");

        cli.run("doctor").ends(Run.WELL).shows(" MB in 1 of them stale; 'whisperbench doctor --clean' deletes them");
        cli.run("doctor", "--clean", "--dry-run")
                .ends(Run.WELL)
                .shows("stale")
                .shows("of another installation or Java");
        assertTrue(Files.exists(old));
        cli.run("doctor", "--clean").ends(Run.NOT_WELL);
        assertTrue(Files.exists(old), "nobody said yes");
        Run run = cli.run("doctor", "--clean", "--yes").ends(Run.WELL);

        run.shows("deleted").shows("in use");
        assertFalse(Files.exists(old));
        cli.run("backends").ends(Run.WELL);
    }
}
