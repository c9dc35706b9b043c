package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

@Timeout(120)
class RecordingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"16000, 1", "16000, 2", "48000, 1", "44100, 2"})
    void whatTheMicrophoneHearsAfterTheStartIsInTheFile(int rate, int channels) throws Exception {
        FakeLine line = new FakeLine(rate, channels);
        Path file = folder.resolve("a.wav");
        try (Recording recording = begun(line, file)) {
            line.play(rate);
            assertEquals(file, recording.stop());

            assertEquals(1000, recording.length().toMillis());
            assertTrue(recording.level() > 0.4 && recording.level() <= 0.51, () -> "level " + recording.level());
        }

        try (DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file)) {
            assertEquals(file, audio.wav(), "it has the form that engines take");
            assertEquals(16_000, audio.sampleCount());
            float[] samples = new float[16_000];
            audio.read(0, samples);
            for (int i = 2000; i < 14_000; i++) {
                assertEquals(0.5 * Math.sin(2 * Math.PI * 440 * i / 16_000), samples[i], 1e-3);
            }
        }
        assertTrue(line.closed);
    }

    /** Recording, with nothing played yet. */
    private static Recording begun(FakeLine line, Path file) throws InterruptedException {
        Recording recording = new Microphone(() -> line).open(file);
        line.waitUntilRead();
        recording.start();
        return recording;
    }

    @Test
    void aRecordingThatIsOnlyClosedKeepsItsFile() throws Exception {
        FakeLine line = new FakeLine(16_000, 1);
        Path file = folder.resolve("a.wav");

        try (Recording recording = begun(line, file)) {
            line.play(800);
            line.waitUntilHeard();
            assertEquals(50, recording.length().toMillis());
        }

        assertEquals(800, samples(file));
        assertTrue(line.closed);
    }

    @Test
    void whatWasHeardIsInAWholeFileThoughNobodyEndsTheRecording() throws Exception {
        FakeLine line = new FakeLine(16_000, 1);
        Path file = folder.resolve("a.wav");
        try (Recording recording = begun(line, file)) {
            line.play(1600);
            line.waitUntilHeard();
            assertEquals(100, recording.length().toMillis());

            byte[] whole = Files.readAllBytes(file);
            assertEquals(44 + 2 * 1600, whole.length);
            assertEquals(
                    2 * 1600,
                    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(40));
            assertEquals(1600, samples(file));
        }
    }

    @Test
    void aRecordingThatNeverBeganLeavesNoFile() throws Exception {
        FakeLine line = new FakeLine(16_000, 1);
        Path file = folder.resolve("a.wav");

        try (Recording recording = new Microphone(() -> line).open(file)) {
            line.waitUntilRead();
            assertEquals(0, recording.length().toMillis());
            assertFalse(Files.exists(file));
        }

        assertFalse(Files.exists(file));
    }

    @Test
    void aMicrophoneWithoutSoundIsSaid() throws Exception {
        FakeLine line = new FakeLine(16_000, 1);
        Path file = folder.resolve("a.wav");
        try (Recording recording = begun(line, file)) {
            WhisperException failed = assertThrows(WhisperException.class, recording::stop);
            assertEquals(
                    "the microphone gave no sound, so nothing was recorded; record for longer", failed.getMessage());
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void aMicrophoneThatIsPulledOutEndsTheRecordingAndIsSaid() throws Exception {
        FakeLine line = new FakeLine(16_000, 1);
        Path file = folder.resolve("a.wav");
        try (Recording recording = begun(line, file)) {
            line.play(800);
            line.waitUntilHeard();
            line.breakOff();
            while (!recording.hasEnded()) {
                Thread.onSpinWait();
            }

            WhisperException failed = assertThrows(WhisperException.class, recording::stop);
            assertEquals(ErrorKind.RESOURCES, failed.kind());
            assertEquals(
                    "the microphone was lost: the device is gone; what it heard until then is in '" + file + "'",
                    failed.getMessage());
        }
        assertEquals(800, samples(file));
    }

    @Test
    void aFolderThatIsNotThereTakesNoRecording() {
        FakeLine line = new FakeLine(16_000, 1);
        Path file = folder.resolve("gone").resolve("a.wav");

        WhisperException refused = assertThrows(WhisperException.class, () -> new Microphone(() -> line).open(file));

        assertEquals(
                "recording '" + file + "' cannot be written: its folder takes no new files; free space there, or record"
                        + " into another folder",
                refused.getMessage());
        assertTrue(line.closed);
    }

    private long samples(Path file) throws InterruptedException {
        try (DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file)) {
            assertFalse(audio.source().truncated());
            return audio.sampleCount();
        }
    }

    @Test
    void aFileThatExistsIsNeverRecordedOver() throws Exception {
        FakeLine line = new FakeLine(16_000, 1);
        Path file = Files.writeString(folder.resolve("a.wav"), "mine");

        WhisperException refused = assertThrows(WhisperException.class, () -> new Microphone(() -> line).open(file));

        assertEquals(ErrorKind.EXTERNAL, refused.kind());
        assertEquals(
                "recording '" + file + "' is there already and is not recorded over; try again in a second",
                refused.getMessage());
        assertEquals("mine", Files.readString(file));
        assertTrue(line.closed);
    }

    /** Hears silence until it plays a tone; what is played is all read before it ends. */
    private static final class FakeLine implements CaptureLine {

        private final int rate;
        private final int channels;
        private final CountDownLatch read = new CountDownLatch(1);
        private boolean silent;
        private boolean playing;
        private boolean waiting;
        private int frame;
        private int frames;
        private boolean stopped;
        private boolean broken;
        private boolean closed;

        FakeLine(int rate, int channels) {
            this.rate = rate;
            this.channels = channels;
        }

        void waitUntilRead() throws InterruptedException {
            read.await();
        }

        synchronized void play(int newFrames) {
            frames = newFrames;
            playing = true;
            notifyAll();
        }

        /** Until all that was played is on its way into the file, and what comes next is asked for. */
        synchronized void waitUntilHeard() throws InterruptedException {
            while (frame < frames || !waiting) {
                wait();
            }
        }

        synchronized void breakOff() {
            broken = true;
            notifyAll();
        }

        @Override
        public int rateHz() {
            return rate;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public synchronized int read(byte[] into) {
            if (!silent) {
                silent = true;
                return into.length;
            }
            read.countDown();
            if (!waited()) {
                return 0;
            }
            if (broken) {
                throw new IllegalStateException("the device is gone");
            }
            ByteBuffer bytes = ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN);
            while (frame < frames && bytes.remaining() >= 2 * channels) {
                for (int channel = 0; channel < channels; channel++) {
                    bytes.putShort((short) (16_384 * Math.sin(2 * Math.PI * 440 * frame / rate)));
                }
                frame++;
            }
            return bytes.position();
        }

        private synchronized boolean waited() {
            try {
                waiting = true;
                notifyAll();
                while ((!playing || frame == frames) && !stopped && !broken) {
                    wait();
                }
                waiting = false;
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public synchronized void stop() {
            stopped = true;
            notifyAll();
        }

        @Override
        public synchronized void close() {
            closed = true;
            stop();
        }
    }
}
