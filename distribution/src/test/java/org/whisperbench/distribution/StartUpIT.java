package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that makes the second start a quick one. How quick is measured elsewhere. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is held by its text")
final class StartUpIT {

    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);

    @TempDir
    private Path folder;

    private Archive archive;
    private Cli cli;
    private Path caches;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        // JDK 17 archives no classes from a path that a URL would have to encode.
        Archive awkward = Archive.unpack(folder);
        archive = new Archive(Files.move(awkward.home(), folder.toRealPath().resolve("plain")), awkward.user());
        cli = Cli.of(archive).without("WHISPERBENCH_CLASS_ARCHIVE");
        caches = archive.user()
                .resolve(
                        System.getProperty("os.name").startsWith("Mac")
                                ? "Library/Caches/whisperbench/jvm"
                                : ".cache/whisperbench/jvm");
    }

    @Test
    void theFirstUseMakesTheArchiveInTheBackgroundAndTheNextUsesIt() throws IOException, InterruptedException {
        Run first = cli.run("backends").ends(Run.WELL);
        assertEquals("", first.err());
        Path made = made();

        Run loud = cli.with("WHISPERBENCH_JAVA_OPTIONS", "-Xlog:class+load=info:stderr")
                .run("backends");

        List<String> shared = loud.err()
                .lines()
                .filter(line -> line.contains("shared objects file"))
                .toList();
        assertTrue(
                shared.stream().anyMatch(line -> line.contains("org.whisperbench.launcher.Launcher ")), loud::toString);
        assertTrue(
                shared.stream().anyMatch(line -> line.contains("org.whisperbench.platform.PlatformActivator ")),
                "classes of bundles are in it, too");
        assertEquals(first.out(), loud.out());
        Run second = cli.run("backends").ends(Run.WELL);
        assertEquals("", second.err());
        assertTrue(Files.size(made) > 1_000_000);
        assertEquals(List.of(made), Archive.list(caches), "one, and nothing beside it");
    }

    @Test
    void anArchiveThatDoesNotFitIsSilentAndIsMadeAgain() throws IOException, InterruptedException {
        cli.run("backends").ends(Run.WELL);
        Path made = made();
        FileTime before = Files.getLastModifiedTime(made);
        try (Stream<Path> jars = Files.list(archive.home().resolve("lib"))) {
            Path jar = jars.filter(j -> String.valueOf(j.getFileName()).startsWith("logback-classic"))
                    .findFirst()
                    .orElseThrow();
            Files.setLastModifiedTime(jar, FileTime.fromMillis(before.toMillis() + 5_000));
        }

        // Also where the JVM itself has to find out.
        String use = made.toString().endsWith(".aot") ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), made);
        Run stale = cli.with("WHISPERBENCH_CLASS_ARCHIVE", "off")
                .with("WHISPERBENCH_JAVA_OPTIONS", use + linked)
                .run("backends");
        assertEquals("", stale.err());
        stale.ends(Run.WELL).shows("onnx ");

        Files.delete(made);
        Run renewed = cli.run("backends").ends(Run.WELL);
        assertEquals("", renewed.err());
        assertTrue(Files.size(made()) > 1_000_000);
    }

    @Test
    void aCacheFolderThatCannotHoldItFailsNoCommand() throws IOException, InterruptedException {
        Files.createDirectories(caches.getParent());
        Files.writeString(caches, "a file where the folder should be");

        Run run = cli.run("backends").ends(Run.WELL);

        assertEquals("", run.err());
        assertTrue(Files.isRegularFile(caches));
    }

    @Test
    void nothingIsMadeForThoseWhoDoNotWantIt() throws IOException, InterruptedException {
        cli.with("WHISPERBENCH_CLASS_ARCHIVE", "off").run("backends").ends(Run.WELL);

        assertFalse(Files.exists(caches));
    }

    /** Waits for the archive, and until nothing is beside it. */
    private Path made() throws IOException, InterruptedException {
        Files.createDirectories(caches);
        long start = System.nanoTime();
        try (WatchService changes = caches.getFileSystem().newWatchService()) {
            caches.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            while (true) {
                List<Path> there = Archive.list(caches);
                if (there.size() == 1 && Files.isRegularFile(there.get(0))) {
                    return there.get(0);
                }
                assertTrue(System.nanoTime() - start < LIMIT_NANOS, () -> "no archive was made: " + there);
                WatchKey seen = changes.poll(10, TimeUnit.SECONDS);
                if (seen != null) {
                    seen.pollEvents();
                    seen.reset();
                }
            }
        }
    }
}
