package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.whisperbench.api.Audio;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * Opens sound files of 100 to 768 000 Hz and any number of channels, and turns each into PCM of 16 bits, one channel and
 * 16 000 Hz: the channels are averaged, the rate is changed by a band-limited filter, values beyond the range are
 * clipped and numbers that are none become 0. A WAV file that has that form already is used as it is.
 *
 * <p>WAV and AIFF are read here; FLAC, MP3, Ogg Vorbis, Opus and AAC by libraries, where they are installed; everything
 * else by the program ffmpeg, where it is. What a file is, its first bytes tell, never its name.
 *
 * <p>Memory does not grow with the length of a file. May be used by several threads at once.
 */
public final class AudioFiles {

    /** The path that stands for standard input: {@code -}. */
    public static final Path STANDARD_INPUT = Refusal.STANDARD_INPUT;

    private static final double TONE_HZ = 440;
    private static final double TONE_AMPLITUDE = 0.03;

    private final Path scratch;
    private final Supplier<Optional<Ffmpeg>> ffmpeg;
    private final StalledBytes.Opening standardInput;

    /**
     * Decodes into a directory, with the ffmpeg of the variable PATH.
     *
     * @param scratch created when it is needed; holds a file for each audio that is in use
     */
    public AudioFiles(Path scratch) {
        this(scratch, () -> Ffmpeg.find(System.getenv().getOrDefault("PATH", "")), () -> new StandardInput(System.in));
    }

    AudioFiles(Path scratch, Supplier<Optional<Ffmpeg>> ffmpeg, StalledBytes.Opening standardInput) {
        this.scratch = Objects.requireNonNull(scratch).toAbsolutePath();
        this.ffmpeg = ffmpeg;
        this.standardInput = standardInput;
    }

    /**
     * Decodes a file completely. What comes through a pipe, or through standard input, is kept in a file first, so that
     * it may be of any format.
     *
     * <p>A file that ends too early, or of which blocks are damaged, is decoded as far as it can be, and
     * {@link AudioSource#truncated()} says so.
     *
     * @param file a sound file or a pipe, or {@link #STANDARD_INPUT}
     * @return its sound; to be closed
     * @throws WhisperException if the file is missing, is no sound file, is one that nothing here decodes or is longer
     *     than 37 hours ({@link ErrorKind#USER}), or if reading it or writing beside it fails
     *     ({@link ErrorKind#EXTERNAL})
     * @throws InterruptedException if the thread is interrupted; nothing is left behind
     */
    public DecodedAudio open(Path file) throws InterruptedException {
        Interruption.check();
        if (file.equals(STANDARD_INPUT)) {
            return openPiped(file, standardInput);
        }
        if (PipeCopy.isPipe(file)) {
            return openPiped(file.toAbsolutePath(), () -> Files.newInputStream(file));
        }
        try (SourceFile source = SourceFile.open(file)) {
            return decode(source, file.toAbsolutePath());
        }
    }

    private DecodedAudio openPiped(Path name, StalledBytes.Opening pipe) throws InterruptedException {
        Path copy = new PipeCopy(scratch, name).copy(pipe);
        boolean kept = false;
        try (SourceFile source = SourceFile.open(name, copy)) {
            DecodedAudio audio = decode(source, name);
            kept = true;
            return audio;
        } finally {
            if (!kept) {
                DecodedAudio.delete(copy);
            }
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
            writeTone(written);
            PcmFile pcm = new PcmFile(written, WavWriter.HEAD_BYTES, Audio.SAMPLE_RATE_HZ);
            SoundFormat format =
                    new SoundFormat("RIFF", SampleEncoding.PCM, Short.SIZE, Audio.SAMPLE_RATE_HZ, 1, SoundFormat.OURS);
            AudioSource facts = AudioSource.of(format, Audio.SAMPLE_RATE_HZ, AudioDamage.NONE);
            return new DecodedAudio(pcm, scratch.resolve("tone"), written, facts);
        } catch (ClosedByInterruptException e) {
            throw Interruption.of(e);
        } catch (IOException e) {
            throw Refusal.unwritable(written, WavWriter.sizeBytes(Audio.SAMPLE_RATE_HZ), e);
        }
    }

    /** Leaves nothing behind unless the file is whole. */
    private static void writeTone(Path file) throws IOException {
        boolean whole = false;
        try {
            try (WavWriter writer = new WavWriter(file)) {
                for (int i = 0; i < Audio.SAMPLE_RATE_HZ; i++) {
                    writer.accept(TONE_AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * i / Audio.SAMPLE_RATE_HZ));
                }
                writer.finish();
            }
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private DecodedAudio decode(SourceFile source, Path file) throws InterruptedException {
        FileHead head = FileHead.of(source);
        try {
            if (head.kind() == FileKind.WAV) {
                WavFile wav = new RiffParser(source).parse();
                if (wav.canonical()) {
                    PcmFile pcm = new PcmFile(source.content(), wav.dataOffset(), wav.frames());
                    AudioSource facts = AudioSource.of(wav.soundFormat(), wav.frames(), AudioDamage.NONE);
                    return new DecodedAudio(pcm, file, source.content(), facts);
                }
                return write(wav.sound(source), source, file);
            }
            try (Sound sound = BundledDecoders.open(head.kind(), source, head.soundStart())) {
                return write(sound, source, file);
            }
        } catch (ForeignFormatException foreign) {
            Ffmpeg program = ffmpeg.get().orElseThrow(() -> Refusal.foreign(source.path(), foreign.verdict()));
            try (Sound sound = FfmpegSound.start(program, source, foreign.verdict(), scratch)) {
                return write(sound, source, file);
            }
        }
    }

    private DecodedAudio write(Sound sound, SourceFile source, Path file) throws InterruptedException {
        CanonicalCopy copy = CanonicalCopy.of(sound, source.path(), scratch);
        AudioSource facts = AudioSource.of(sound.format(), copy.frames(), copy.damage());
        PcmFile pcm = new PcmFile(copy.written(), WavWriter.HEAD_BYTES, copy.samples());
        return new DecodedAudio(pcm, file, source.content(), facts);
    }
}
