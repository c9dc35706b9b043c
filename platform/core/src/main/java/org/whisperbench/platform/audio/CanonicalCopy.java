package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.whisperbench.api.Audio;

/**
 * What became of a sound in the form that engines take.
 *
 * @param written the file
 * @param samples of it
 * @param frames of the sound that it was made of
 * @param damage of that sound
 */
record CanonicalCopy(Path written, long samples, long frames, AudioDamage damage) {

    private static final long SAMPLES_BETWEEN_CHECKS = 8L << 20;
    private static final long MOST_HOURS = WavWriter.MAX_SAMPLES / Audio.SAMPLE_RATE_HZ / 3600;

    /** Writes beside and renames, so that a file with the final name is complete. */
    static CanonicalCopy of(Sound sound, Path source, Path scratch) throws InterruptedException {
        requireLength(sound, sound.announcedFrames(), source);
        Path part = scratch;
        try {
            Files.createDirectories(scratch);
            FreeRoom room = new FreeRoom(scratch, source);
            if (sizeBytes(sound) >= 2 * SAMPLES_BETWEEN_CHECKS) {
                room.require(sizeBytes(sound));
            }
            part = Files.createTempFile(scratch, "audio-", ".part");
            try {
                CanonicalCopy copy = pour(sound, source, part, room);
                String name =
                        Objects.requireNonNull(part.getFileName()).toString().replace(".part", ".wav");
                Path moved = Files.move(part, scratch.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                return new CanonicalCopy(moved, copy.samples(), copy.frames(), copy.damage());
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (ClosedByInterruptException e) {
            throw Interruption.of(e);
        } catch (IOException e) {
            throw Refusal.unwritable(part, sizeBytes(sound), e);
        }
    }

    private static CanonicalCopy pour(Sound sound, Path source, Path part, FreeRoom room)
            throws IOException, InterruptedException {
        try (WavWriter writer = new WavWriter(part)) {
            RateChange change = new RateChange(sound.format().sampleRateHz(), Audio.SAMPLE_RATE_HZ, writer);
            Counting counting = new Counting(new Checking(change, writer, room), sound, source);
            AudioDamage damage = sound.pour(counting);
            long samples = change.finish();
            writer.finish();
            return new CanonicalCopy(part, samples, counting.frames, damage);
        }
    }

    private static void requireLength(Sound sound, long frames, Path source) {
        long hours = frames / sound.format().sampleRateHz() / 3600;
        if (frames > MOST_HOURS * 3600 * sound.format().sampleRateHz()) {
            String problem = "is " + hours + " hours long where " + MOST_HOURS + " are the most";
            throw Refusal.of(source, problem, "split it into shorter files");
        }
    }

    private static long sizeBytes(Sound sound) {
        long frames = Math.max(0, sound.announcedFrames());
        return WavWriter.sizeBytes(Resampler.outputLength(frames, sound.format().sampleRateHz(), Audio.SAMPLE_RATE_HZ));
    }

    /** Looks now and then whether the disk takes more. */
    private static final class Checking implements SampleSink {

        private final SampleSink next;
        private final WavWriter writer;
        private final FreeRoom room;
        private long nextCheck = SAMPLES_BETWEEN_CHECKS;

        Checking(SampleSink next, WavWriter writer, FreeRoom room) {
            this.next = next;
            this.writer = writer;
            this.room = room;
        }

        @Override
        public void accept(double sample) throws IOException {
            next.accept(sample);
            check();
        }

        @Override
        public void accept(double[] samples, int count) throws IOException {
            next.accept(samples, count);
            check();
        }

        private void check() throws IOException {
            if (writer.written() >= nextCheck) {
                nextCheck += SAMPLES_BETWEEN_CHECKS;
                room.require(0);
            }
        }
    }

    /** Counts what passes by and stops what never ends. */
    private static final class Counting implements SampleSink {

        private final SampleSink next;
        private final Sound sound;
        private final Path source;
        private final long mostFrames;
        private long frames;

        Counting(SampleSink next, Sound sound, Path source) {
            this.next = next;
            this.sound = sound;
            this.source = source;
            mostFrames = MOST_HOURS * 3600 * sound.format().sampleRateHz();
        }

        @Override
        public void accept(double sample) throws IOException {
            frames++;
            if (frames > mostFrames) {
                requireLength(sound, frames, source);
            }
            next.accept(sample);
        }

        @Override
        public void accept(double[] samples, int count) throws IOException {
            frames += count;
            if (frames > mostFrames) {
                requireLength(sound, frames, source);
            }
            next.accept(samples, count);
        }
    }
}
