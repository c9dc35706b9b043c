package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Audio;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * Speech on its way from a microphone into a file. The file is there from the first sound on and is whole after every twentieth of
 * a second, so that nothing more is lost where the program ends before the recording is stopped.
 *
 * <p>May be used by several threads at once.
 */
public final class Recording implements AutoCloseable {

    private static final int BLOCKS_PER_SECOND = 20;
    private static final long MOST_SECONDS = WavWriter.MAX_SAMPLES / Audio.SAMPLE_RATE_HZ;

    private final CaptureLine line;
    private final Path file;
    private final int rateHz;
    private final Thread writing;
    private volatile boolean discarding = true;
    private volatile boolean stopping;
    private volatile double level;
    private final AtomicLong frames = new AtomicLong();
    private volatile @Nullable WhisperException failure;

    Recording(CaptureLine line, Path file) {
        this.line = line;
        this.file = file;
        this.rateHz = line.rateHz();
        this.writing = new Thread(this::write, "whisperbench-recording");
        writing.setDaemon(true);
        try {
            // Whether it can be made is said before anybody speaks; what holds no sound is no file.
            Files.createFile(file);
            Files.delete(file);
        } catch (IOException e) {
            line.close();
            throw Refusal.unrecorded(file, e);
        }
        writing.start();
    }

    /** Begins: until now what the microphone heard was thrown away. */
    public void start() {
        discarding = false;
    }

    /**
     * Returns how loud it is.
     *
     * @return the highest value of the last twentieth of a second, from 0 to 1
     */
    public double level() {
        return level;
    }

    /**
     * Returns how much was recorded.
     *
     * @return time since the start
     */
    public Duration length() {
        return Duration.ofMillis(frames.get() * 1000 / rateHz);
    }

    /**
     * Returns whether it ended by itself: something failed, which {@link #stop()} tells, or the file is as long as it can be.
     *
     * @return whether nothing more is recorded
     */
    public boolean hasEnded() {
        return !writing.isAlive();
    }

    /**
     * Ends the recording and completes the file.
     *
     * @return the file
     * @throws WhisperException if it could not be written ({@link ErrorKind#EXTERNAL}), or if the microphone failed or gave no
     *     sound ({@link ErrorKind#RESOURCES}); the file holds what was recorded until then, if anything was
     * @throws InterruptedException if the thread was interrupted
     */
    public Path stop() throws InterruptedException {
        stopping = true;
        line.stop();
        writing.join();
        WhisperException failed = failure;
        if (failed != null) {
            throw failed;
        }
        if (frames.get() == 0) {
            throw new WhisperException(
                    ErrorKind.RESOURCES, "the microphone gave no sound, so nothing was recorded; record for longer");
        }
        return file;
    }

    /** Gives the microphone back. A recording that was not stopped ends too; its file stays, if there is sound in it. */
    @Override
    public void close() {
        stopping = true;
        line.stop();
        line.close();
    }

    private void write() {
        Sink sink = new Sink();
        try {
            byte[] bytes = new byte[2 * line.channels() * Math.max(1, rateHz / BLOCKS_PER_SECOND)];
            int count = line.read(bytes);
            while (count > 0 && frames.get() < MOST_SECONDS * rateHz) {
                take(ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN), sink);
                count = line.read(bytes);
            }
            sink.finish();
            if (count <= 0 && !stopping) {
                failure = lost("it gives no more sound", null);
            }
        } catch (IOException e) {
            failure = Refusal.unrecorded(file, e);
        } catch (RuntimeException e) {
            // Java Sound tells by them of a device that is gone.
            failure = stopping ? null : lost(String.valueOf(e.getMessage()), e);
        } finally {
            close(sink);
        }
    }

    private void close(Sink sink) {
        try {
            sink.close();
        } catch (IOException e) {
            failure = Refusal.unrecorded(file, e);
        } finally {
            line.close();
        }
    }

    private WhisperException lost(String why, @Nullable RuntimeException cause) {
        String kept = frames.get() == 0 ? "nothing was recorded" : "what it heard until then is in '" + file + "'";
        return new WhisperException(
                ErrorKind.RESOURCES,
                "the microphone was lost: %s; %s".formatted(Refusal.printable(why), kept),
                cause == null ? new IllegalStateException(why) : cause);
    }

    private void take(ByteBuffer block, Sink sink) throws IOException {
        boolean kept = !discarding;
        double highest = 0;
        long taken = 0;
        while (block.remaining() >= 2 * line.channels()) {
            double sum = 0;
            for (int channel = 0; channel < line.channels(); channel++) {
                sum += block.getShort() / 32_768.0;
            }
            double value = sum / line.channels();
            highest = Math.max(highest, Math.abs(value));
            if (kept) {
                sink.accept(value);
                taken++;
            }
        }
        if (taken > 0) {
            sink.keep();
        }
        level = highest;
        frames.addAndGet(taken);
    }

    /** The file, from the first sound on. */
    private final class Sink implements AutoCloseable {

        private @Nullable WavWriter writer;
        private @Nullable RateChange change;

        void accept(double value) throws IOException {
            RateChange into = change;
            if (into == null) {
                Files.createFile(file);
                WavWriter opened = new WavWriter(file);
                writer = opened;
                into = new RateChange(rateHz, Audio.SAMPLE_RATE_HZ, opened);
                change = into;
            }
            into.accept(value);
        }

        /** Nothing of what came until now can be lost any more. */
        void keep() throws IOException {
            if (writer != null) {
                writer.finish();
            }
        }

        void finish() throws IOException {
            if (change != null) {
                change.finish();
            }
            keep();
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
