package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.isolate.ModelProcess.End;

/** Which child writes the archive of classes, which ones use it, and what becomes of it. */
@Timeout(120)
class ClassArchiveTest {

    private static final List<String> PLAIN = List.of("-Xmx64m");

    @TempDir
    Path folder;

    private Path archives;
    private Path own;
    private List<Path> jars;

    @BeforeEach
    void prepare() throws IOException {
        archives = folder.resolve("isolated").resolve("archives");
        own = Files.createDirectories(
                folder.resolve("isolated").resolve("workers").resolve("worker-1"));
        jars = List.of(Files.writeString(folder.resolve("a.jar"), "a"));
    }

    @Test
    void theFirstChildWritesItAndLaterOnesUseIt() throws IOException {
        ClassArchive archive = ClassArchive.in(archives);
        ClassArchive.Part first = archive.of(jars, PLAIN, own);
        ClassArchive.Part meanwhile = archive.of(jars, PLAIN, own);
        Files.writeString(first.made().orElseThrow(), "classes");
        archive.ended(first, End.IN_ORDER);

        ClassArchive.Part later = ClassArchive.in(archives).of(jars, PLAIN, own);

        assertTrue(
                first.options()
                        .contains("-XX:ArchiveClassesAtExit=" + first.made().orElseThrow()),
                first::toString);
        assertEquals(List.of(), meanwhile.options());
        assertTrue(later.options().contains("-XX:SharedArchiveFile=" + first.kept()), later::toString);
        assertEquals("classes", Files.readString(first.kept()));
        assertTrue(later.made().isEmpty());
    }

    @Test
    void aChildThatCrashedIsFollowedByAnotherTry() {
        ClassArchive archive = ClassArchive.in(archives);
        ClassArchive.Part first = archive.of(jars, PLAIN, own);
        archive.ended(first, End.SUDDEN);

        assertTrue(archive.of(jars, PLAIN, own).made().isPresent());
    }

    @Test
    void aMachineThatWritesNoneIsAskedOnce() throws IOException {
        ClassArchive archive = ClassArchive.in(archives);
        archive.ended(archive.of(jars, PLAIN, own), End.IN_ORDER);
        assertEquals(List.of(), archive.of(jars, PLAIN, own).options());

        Files.writeString(jars.get(0), "another version");
        ClassArchive.Part ofOtherJars = archive.of(jars, PLAIN, own);
        archive.ended(ofOtherJars, End.ASKED_IN_VAIN);

        assertTrue(ofOtherJars.made().isPresent());
        assertEquals(List.of(), archive.of(jars, PLAIN, own).options());
        try (Stream<Path> kept = Files.list(archives)) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void anArchiveOfFormerJarsIsReplaced() throws IOException {
        ClassArchive archive = ClassArchive.in(archives);
        ClassArchive.Part former = archive.of(jars, PLAIN, own);
        Files.writeString(former.made().orElseThrow(), "classes");
        archive.ended(former, End.IN_ORDER);
        Files.writeString(jars.get(0), "another version");

        ClassArchive.Part now = archive.of(jars, PLAIN, own);
        Files.writeString(now.made().orElseThrow(), "other classes");
        archive.ended(now, End.IN_ORDER);

        assertNotEquals(former.kept(), now.kept());
        try (Stream<Path> kept = Files.list(archives)) {
            assertEquals(List.of(now.kept()), kept.toList());
        }
    }

    @Test
    void thereIsNoneWhereItCouldNotBeUsedAgain() throws IOException {
        ClassArchive archive = ClassArchive.in(archives);
        Path exported = Files.writeString(folder.resolve("isolated").resolve("b.jar"), "b");

        assertEquals(List.of(), archive.of(List.of(exported), PLAIN, own).options());
        assertEquals(
                List.of(),
                archive.of(List.of(folder.resolve("missing.jar")), PLAIN, own).options());
        assertEquals(List.of(), archive.of(jars, List.of("-Xshare:off"), own).options());
        assertEquals(List.of(), ClassArchive.none().of(jars, PLAIN, own).options());
    }
}
