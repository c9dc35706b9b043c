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
import org.whisperbench.api.WhisperException;

/**
 * Speech on its way from a microphone into a file. Where the program ends before it is stopped, the file holds what was
 * written until then, and is read as one of unknown length.
 *
 * <p>May be used by several threads at once.
 */
public final class Recording implements AutoCloseable {

    private static final int BLOCKS_PER_SECOND = 20;
    private static final long MOST_SECONDS = WavWriter.MAX_SAMPLES / Audio.SAMPLE_RATE_HZ;

    private final CaptureLine line;
    private final Path file;
    private final Thread writing;
    private volatile boolean discarding = true;
    private volatile double level;
    private final AtomicLong frames = new AtomicLong();
    private volatile @Nullable WhisperException failure;

    Recording(CaptureLine line, Path file) {
        this.line = line;
        this.file = file;
        this.writing = new Thread(this::write, "whisperbench-recording");
        writing.setDaemon(true);
        try {
            Files.createFile(file);
        } catch (IOException e) {
            line.close();
            throw Refusal.unwritable(file, WavWriter.HEAD_BYTES, e);
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
        return Duration.ofMillis(frames.get() * 1000 / line.rateHz());
    }

    /**
     * Ends the recording and completes the file.
     *
     * @return the file
     * @throws WhisperException if it could not be written ({@link org.whisperbench.api.ErrorKind#EXTERNAL})
     * @throws InterruptedException if the thread was interrupted
     */
    public Path stop() throws InterruptedException {
        line.stop();
        writing.join();
        WhisperException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return file;
    }

    /** Gives the microphone back. A recording that was not stopped ends too; its file stays. */
    @Override
    public void close() {
        line.stop();
        line.close();
    }

    private void write() {
        try (WavWriter writer = new WavWriter(file)) {
            int rate = line.rateHz();
            SampleSink sink = rate == Audio.SAMPLE_RATE_HZ ? writer : new Resampler(rate, Audio.SAMPLE_RATE_HZ, writer);
            byte[] bytes = new byte[2 * line.channels() * Math.max(1, rate / BLOCKS_PER_SECOND)];
            int count = line.read(bytes);
            while (count > 0 && frames.get() < MOST_SECONDS * rate) {
                take(ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN), sink);
                count = line.read(bytes);
            }
            long samples = Resampler.outputLength(frames.get(), rate, Audio.SAMPLE_RATE_HZ);
            while (writer.written() < samples) {
                sink.accept(0);
            }
            writer.finish();
        } catch (IOException e) {
            failure = Refusal.unwritable(file, WavWriter.sizeBytes(frames.get()), e);
        } finally {
            line.close();
        }
    }

    private void take(ByteBuffer block, SampleSink sink) throws IOException {
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
        level = highest;
        frames.addAndGet(taken);
    }
}
