package org.whisperbench.platform.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private Path jar;
    private Path own;
    private Path other;
    private Caches caches;

    @BeforeEach
    void makeArchives() throws IOException {
        jar = file("lib/a.jar", Duration.ofHours(5));
        own = file("cache/jvm/1-25.aot", Duration.ofHours(4));
        other = file("cache/jvm/2-25.aot", Duration.ofHours(1));
        caches = new Caches(folder.resolve("cache"), new ClassArchives(Optional.of(own), List.of(jar), NOW));
    }

    /** Its size was counted as free, and cleaning took it from under the running virtual machine. */
    @Test
    void theArchiveOfThisInstallationIsInUseAndStays() {
        assertEquals(List.of("1-25.aot in use", "2-25.aot stale"), states());

        List<CacheEntry> gone = caches.delete(caches.list());

        assertEquals(List.of(other), gone.stream().map(CacheEntry::path).toList());
        assertTrue(Files.exists(own));
        assertFalse(Files.exists(other));
    }

    @Test
    void anArchiveThatIsOlderThanAJarIsStaleAndMayGo() throws IOException {
        date(jar, Duration.ofHours(3));

        assertEquals(List.of("1-25.aot stale", "2-25.aot stale"), states());
        assertTrue(caches.list().get(0).what().endsWith(", older than the jars"));
        assertEquals(2, caches.delete(caches.list()).size());
    }

    @Test
    void whatIsBeingMadeStaysForAnHour() throws IOException {
        file("cache/jvm/1-25.aot.making/new", Duration.ofMinutes(2));
        date(folder.resolve("cache/jvm/1-25.aot.making"), Duration.ofMinutes(59));
        file("cache/jvm/2-25.aot.making/new", Duration.ofMinutes(2));
        date(folder.resolve("cache/jvm/2-25.aot.making"), Duration.ofMinutes(61));

        assertEquals(
                List.of("1-25.aot in use", "1-25.aot.making in use", "2-25.aot stale", "2-25.aot.making stale"),
                states());
        caches.delete(caches.list());
        assertEquals(List.of("1-25.aot in use", "1-25.aot.making in use"), states());
    }

    @Test
    void whatIsKeptBesideAnArchiveSharesItsFate() throws IOException {
        file("cache/jvm/1-25.aot.jars", Duration.ofHours(4));
        file("cache/jvm/2-25.aot.jars", Duration.ofHours(1));

        assertEquals(
                List.of("1-25.aot in use", "1-25.aot.jars in use", "2-25.aot stale", "2-25.aot.jars stale"), states());
    }

    @Test
    void whereNoLauncherToldNothingIsStale() {
        List<CacheEntry> entries = new Caches(folder.resolve("cache")).list();

        assertEquals(2, entries.size());
        assertTrue(entries.stream().noneMatch(entry -> entry.stale() || entry.inUse()));
    }

    private List<String> states() {
        return caches.list().stream()
                .map(e -> e.path().getFileName() + (e.inUse() ? " in use" : "") + (e.stale() ? " stale" : ""))
                .toList();
    }

    private Path file(String name, Duration age) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        date(file, age);
        return file;
    }

    private static void date(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }
}
