package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToneTest {

    /** A channel asks its thread for an interrupt when it begins to write, and nobody before it does. */
    private static final class InterruptedWhileWriting extends Thread {

        InterruptedWhileWriting(Runnable task) {
            super(task, "interrupted while writing");
        }

        @Override
        public boolean isInterrupted() {
            interrupt();
            return super.isInterrupted();
        }
    }

    @TempDir
    Path folder;

    @Test
    void anInterruptWhileTheToneIsWrittenIsOneAndLeavesNothingBehind() throws Exception {
        Path scratch = folder.resolve("scratch");
        FutureTask<Throwable> outcome = new FutureTask<>(() -> outcomeOfTone(scratch));
        Thread thread = new InterruptedWhileWriting(outcome);

        thread.start();
        thread.join();

        assertInstanceOf(InterruptedException.class, outcome.get());
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void theToneIsOneSecondAndGoesWhenItIsClosed() throws Exception {
        Path scratch = folder.resolve("scratch");

        try (DecodedAudio tone = new AudioFiles(scratch).tone()) {
            assertEquals(16_000, tone.sampleCount());
            assertTrue(Files.exists(tone.wav()));
        }

        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(0, left.count());
        }
    }

    private static Throwable outcomeOfTone(Path scratch) {
        try (DecodedAudio tone = new AudioFiles(scratch).tone()) {
            return new AssertionError("a tone of " + tone.sampleCount() + " samples");
        } catch (InterruptedException | RuntimeException e) {
            return e;
        }
    }
}
