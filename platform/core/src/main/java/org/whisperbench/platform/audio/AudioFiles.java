package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import org.whisperbench.api.Audio;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * Opens WAV files of 1 to 768 000 Hz, any number of channels and any {@link SampleEncoding}, and turns each into PCM of 16
 * bits, one channel and 16 000 Hz: the channels are averaged, the rate is changed by a band-limited filter, values
 * beyond the range are clipped and numbers that are none become 0. A file that has that form already is used as it is.
 *
 * <p>Memory does not grow with the length of a file. May be used by several threads at once.
 */
public final class AudioFiles {

    private static final long MAX_HOURS = WavWriter.MAX_SAMPLES / Audio.SAMPLE_RATE_HZ / 3600;

    private static final double TONE_HZ = 440;
    private static final double TONE_AMPLITUDE = 0.03;

    private final Path scratch;

    /**
     * Decodes into a directory.
     *
     * @param scratch created when it is needed; holds a file for each audio that is in use
     */
    public AudioFiles(Path scratch) {
        this.scratch = Objects.requireNonNull(scratch).toAbsolutePath();
    }

    /**
     * Decodes a file completely.
     *
     * <p>A file that ends too early is decoded up to its end, and {@link AudioSource#truncated()} says so.
     *
     * @param file a WAV file
     * @return its sound; to be closed
     * @throws WhisperException if the file is missing, is not such a WAV file or is longer than 37 hours
     *     ({@link ErrorKind#USER}), or if reading it or writing beside it fails ({@link ErrorKind#EXTERNAL})
     * @throws InterruptedException if the thread is interrupted; nothing is left behind
     */
    public DecodedAudio open(Path file) throws InterruptedException {
        Interruption.check();
        try (SourceFile source = SourceFile.open(file)) {
            WavFile wav = new RiffParser(source).parse();
            Path absolute = file.toAbsolutePath();
            if (wav.canonical()) {
                return new DecodedAudio(new PcmFile(absolute, wav.dataOffset(), wav.frames()), absolute, wav.facts(0));
            }
            long samples = samples(source, wav);
            MonoReader reader = new MonoReader(source, wav);
            Path written = write(reader, wav.format().sampleRateHz(), samples);
            PcmFile pcm = new PcmFile(written, WavWriter.HEAD_BYTES, samples);
            return new DecodedAudio(pcm, absolute, wav.facts(reader.nonFiniteSamples()));
        }
    }

    /**
     * Makes one second of a quiet tone of 440 Hz, to see whether a model infers at all.
     *
     * @return the tone; to be closed
     * @throws WhisperException if it cannot be written ({@link ErrorKind#EXTERNAL})
     * @throws InterruptedException if the thread is interrupted; nothing is left behind
     */
    public DecodedAudio tone() throws InterruptedException {
        Interruption.check();
        Path written = scratch;
        try {
            Files.createDirectories(scratch);
            written = Files.createTempFile(scratch, "tone-", ".wav");
            try (WavWriter writer = new WavWriter(written, Audio.SAMPLE_RATE_HZ)) {
                for (int i = 0; i < Audio.SAMPLE_RATE_HZ; i++) {
                    writer.accept(TONE_AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * i / Audio.SAMPLE_RATE_HZ));
                }
                writer.finish();
            }
            PcmFile pcm = new PcmFile(written, WavWriter.HEAD_BYTES, Audio.SAMPLE_RATE_HZ);
            AudioSource facts = new AudioSource(
                    "RIFF", SampleEncoding.PCM, Short.SIZE, Audio.SAMPLE_RATE_HZ, 1, Duration.ofSeconds(1), false, 0);
            return new DecodedAudio(pcm, scratch.resolve("tone"), facts);
        } catch (IOException e) {
            throw Refusal.unwritable(written, WavWriter.sizeBytes(Audio.SAMPLE_RATE_HZ), e);
        }
    }

    private static long samples(SourceFile source, WavFile wav) {
        int rate = wav.format().sampleRateHz();
        long seconds = wav.frames() / rate;
        if (seconds > MAX_HOURS * 3600) {
            String problem = "is " + seconds / 3600 + " hours long where " + MAX_HOURS + " are the most";
            throw Refusal.of(source.path(), problem, "split it into shorter files");
        }
        return Resampler.outputLength(wav.frames(), rate, Audio.SAMPLE_RATE_HZ);
    }

    /** Writes beside and renames, so that a file with the final name is complete. */
    private Path write(MonoReader reader, int rate, long samples) throws InterruptedException {
        Path part = scratch;
        try {
            Files.createDirectories(scratch);
            part = Files.createTempFile(scratch, "audio-", ".part");
            try {
                pour(reader, rate, part, samples);
                String name =
                        Objects.requireNonNull(part.getFileName()).toString().replace(".part", ".wav");
                return Files.move(part, scratch.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (ClosedByInterruptException e) {
            throw Interruption.of(e);
        } catch (IOException e) {
            throw Refusal.unwritable(part, WavWriter.sizeBytes(samples), e);
        }
    }

    private static void pour(MonoReader reader, int rate, Path part, long samples)
            throws IOException, InterruptedException {
        try (WavWriter writer = new WavWriter(part, samples)) {
            if (rate == Audio.SAMPLE_RATE_HZ) {
                reader.pour(writer);
            } else {
                Resampler resampler = new Resampler(rate, Audio.SAMPLE_RATE_HZ, writer);
                reader.pour(resampler);
                while (writer.missing() > 0) {
                    resampler.accept(0);
                }
            }
            writer.finish();
        }
    }
}
