package org.whisperbench.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.Audio;

/** Samples in memory, and the same as a WAV file. */
public final class PcmAudio implements Audio {

    private static final int HEADER_BYTES = 44;

    private final short[] samples;
    private final Path wav;

    private PcmAudio(short[] samples, Path wav) {
        this.samples = samples;
        this.wav = wav;
    }

    /**
     * Makes a quiet tone of 440 Hz.
     *
     * @param seconds its length
     * @param wav written here
     * @return the tone
     * @throws IOException if the file cannot be written
     */
    public static PcmAudio tone(double seconds, Path wav) throws IOException {
        return tone(440, seconds, wav);
    }

    static PcmAudio tone(double hertz, double seconds, Path wav) throws IOException {
        short[] samples = new short[(int) Math.round(seconds * SAMPLE_RATE_HZ)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(1000 * Math.sin(2 * Math.PI * hertz * i / SAMPLE_RATE_HZ));
        }
        return written(samples, wav);
    }

    /**
     * Makes what is as loud as speech in turns, three tenths of a second in each half, and then silent.
     *
     * @param seconds how long it is like speech
     * @param silentSeconds how long it is silent after that
     * @param wav written here
     * @return the sound
     * @throws IOException if the file cannot be written
     */
    public static PcmAudio bursts(double seconds, double silentSeconds, Path wav) throws IOException {
        short[] samples = new short[(int) Math.round((seconds + silentSeconds) * SAMPLE_RATE_HZ)];
        int end = (int) Math.round(seconds * SAMPLE_RATE_HZ);
        for (int i = 0; i < samples.length; i++) {
            boolean loud = i < end && i * 10L / SAMPLE_RATE_HZ % 5 < 3;
            samples[i] = (short) Math.round((loud ? 5000 : 10) * Math.sin(2 * Math.PI * 440 * i / SAMPLE_RATE_HZ));
        }
        return written(samples, wav);
    }

    /** Makes one recording of several, one after the other, again and again until it lasts as long as is asked for. */
    static PcmAudio joined(List<PcmAudio> parts, double atLeastSeconds, Path wav) throws IOException {
        int length = parts.stream().mapToInt(p -> p.samples.length).sum();
        int times = (int) Math.max(1, Math.ceil(atLeastSeconds * SAMPLE_RATE_HZ / Math.max(1, length)));
        ShortBuffer samples = ShortBuffer.allocate(length * times);
        for (int i = 0; i < times; i++) {
            parts.forEach(p -> samples.put(p.samples));
        }
        return written(samples.array(), wav);
    }

    private static PcmAudio written(short[] samples, Path wav) throws IOException {
        write(samples, wav);
        return new PcmAudio(samples, wav.toAbsolutePath());
    }

    /**
     * Reads a WAV file of this form: 44 bytes of header, then 16 bit, mono, 16 000 Hz.
     *
     * @param wav the file
     * @return its samples
     * @throws IOException if the file cannot be read
     */
    public static PcmAudio read(Path wav) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[(content.capacity() - HEADER_BYTES) / Short.BYTES];
        content.position(HEADER_BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return new PcmAudio(samples, wav.toAbsolutePath());
    }

    @Override
    public long sampleCount() {
        return samples.length;
    }

    @Override
    public int read(long fromSample, float[] into) {
        int count = (int) Math.max(0, Math.min(into.length, samples.length - fromSample));
        for (int i = 0; i < count; i++) {
            into[i] = samples[(int) fromSample + i] / 32768f;
        }
        return count;
    }

    @Override
    public Path wav() {
        return wav;
    }

    private static void write(short[] samples, Path wav) throws IOException {
        int bytes = samples.length * Short.BYTES;
        ByteBuffer content = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        content.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_BYTES - 8 + bytes);
        content.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        content.putShort((short) 1).putShort((short) 1);
        content.putInt(SAMPLE_RATE_HZ).putInt(SAMPLE_RATE_HZ * Short.BYTES);
        content.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        content.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        for (short sample : samples) {
            content.putShort(sample);
        }
        Files.write(wav, content.array());
    }
}
