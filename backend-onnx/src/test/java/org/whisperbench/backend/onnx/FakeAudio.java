package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.whisperbench.api.Audio;

/** Audio on the heap: samples as they are given, or those of a WAV file of 16 bit, 16 kHz, mono. */
final class FakeAudio implements Audio {

    private final Path wav;
    private final float[] samples;

    private FakeAudio(Path wav, float[] samples) {
        this.wav = wav;
        this.samples = samples;
    }

    static FakeAudio of(float... samples) {
        return new FakeAudio(Path.of("none.wav"), samples);
    }

    static FakeAudio silence(int samples) {
        return of(new float[samples]);
    }

    static FakeAudio read(Path wav) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
            file.position(12);
            while (!chunkName(file).equals("data")) {
                file.position(file.position() + 4 + file.getInt(file.position()));
            }
            float[] samples = new float[file.getInt() / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = file.getShort() / 32768f;
            }
            return new FakeAudio(wav, samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String chunkName(ByteBuffer file) {
        byte[] name = new byte[4];
        file.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    float[] samples() {
        return samples;
    }

    @Override
    public long sampleCount() {
        return samples.length;
    }

    @Override
    public int read(long fromSample, float[] into) {
        int from = (int) Math.min(fromSample, samples.length);
        int count = Math.min(into.length, samples.length - from);
        System.arraycopy(samples, from, into, 0, count);
        return count;
    }

    @Override
    public Path wav() {
        return wav;
    }
}
