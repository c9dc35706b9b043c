package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrameworkSlotTest {

    @TempDir
    private Path folder;

    private Path cache;
    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        cache = folder.resolve("cache");
        installation = installation("here", "1.0.0");
    }

    @Test
    void theFirstFreeSlotIsTakenAgainAndAgain() throws IOException {
        Path first;
        try (FrameworkSlot slot = FrameworkSlot.take(cache, installation)) {
            first = slot.folder();
        }

        try (FrameworkSlot slot = FrameworkSlot.take(cache, installation)) {
            assertEquals(first, slot.folder());
            assertEquals("slot-0", first.getFileName().toString());
        }
    }

    @Test
    void twoAtOnceDoNotMeetAndTheFirstThatIsFreeIsNext() throws IOException {
        Path given;
        try (FrameworkSlot second = takeSecond()) {
            given = second.folder();
            try (FrameworkSlot third = FrameworkSlot.take(cache, installation)) {
                assertNotEquals(second.folder(), third.folder());
                assertEquals("slot-0", third.folder().getFileName().toString());
            }
        }
        assertEquals("slot-1", given.getFileName().toString());
    }

    @Test
    void whatTheLastRunLeftInItsScratchIsGoneButTheFrameworksCacheIsKept() throws IOException {
        Path left;
        Path cached;
        try (FrameworkSlot slot = FrameworkSlot.take(cache, installation)) {
            left = Files.createDirectories(slot.scratch()).resolve("left.wav");
            cached = Files.createFile(Files.createDirectories(slot.framework()).resolve("bundle"));
        }
        Files.createDirectories(left.getParent());
        Files.createFile(left);

        try (FrameworkSlot slot = FrameworkSlot.take(cache, installation)) {
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(cached));

            slot.forget();

            assertFalse(Files.exists(slot.framework()));
        }
    }

    @Test
    void slotsOfAnotherVersionAtTheSamePlaceAreRemoved() throws IOException {
        Path old = slotUsedBy(installation("here", "0.9.0"));

        take();

        assertFalse(Files.exists(old));
    }

    @Test
    void slotsOfInstallationsThatAreGoneAreRemovedAndOthersStay() throws IOException {
        Installation leaving = installation("leaving", "1.0.0");
        Path gone = slotUsedBy(leaving);
        Path staying = slotUsedBy(installation("staying", "1.0.0"));
        Files.delete(leaving.home());

        take();

        assertFalse(Files.exists(gone));
        assertTrue(Files.exists(staying));
    }

    @Test
    void slotsInUseAreNeverRemoved() throws IOException {
        try (FrameworkSlot used = FrameworkSlot.take(cache, installation("here", "0.9.0"))) {
            take();

            assertTrue(Files.exists(used.folder()));
        }
    }

    @Test
    void foldersThatAreNotOursStay() throws IOException {
        Path strange = Files.createDirectories(cache.resolve("framework/strange"));

        take();

        assertTrue(Files.exists(strange));
    }

    /** Takes the first two, and frees the first. */
    private FrameworkSlot takeSecond() throws IOException {
        try (FrameworkSlot first = FrameworkSlot.take(cache, installation)) {
            FrameworkSlot second = FrameworkSlot.take(cache, installation);
            assertNotEquals(first.folder(), second.folder());
            return second;
        }
    }

    private void take() throws IOException {
        slotUsedBy(installation);
    }

    private Path slotUsedBy(Installation user) throws IOException {
        try (FrameworkSlot slot = FrameworkSlot.take(cache, user)) {
            return slot.folder();
        }
    }

    private Installation installation(String name, String version) throws IOException {
        return new Installation(Files.createDirectories(folder.resolve(name)), version, new Properties());
    }
}
