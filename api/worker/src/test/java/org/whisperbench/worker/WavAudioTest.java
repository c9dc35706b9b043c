package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;

class WavAudioTest {

    @TempDir
    Path folder;

    /** Written by another implementation: the one of the Java platform. */
    private Path write(int rate, int channels, short... samples) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
        Path wav = folder.resolve("a.wav");
        AudioInputStream in =
                new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length / channels);
        AudioSystem.write(in, AudioFileFormat.Type.WAVE, wav.toFile());
        return wav;
    }

    @Test
    void samplesAreNumbersFromMinusOneToOne() throws IOException {
        Path wav = write(16_000, 1, (short) 0, Short.MIN_VALUE, Short.MAX_VALUE, (short) 1);
        try (WavAudio audio = WavAudio.open(wav)) {
            float[] into = new float[6];

            assertEquals(4, audio.sampleCount());
            assertEquals(4, audio.read(0, into));
            assertArrayEquals(new float[] {0, -1, 32767 / 32768f, 1 / 32768f, 0, 0}, into);
            assertEquals(2, audio.read(2, into));
            assertEquals(0, audio.read(4, into));
            assertEquals(0, audio.read(Long.MAX_VALUE / 4, into));
            assertThrows(IndexOutOfBoundsException.class, () -> audio.read(-1, into));
            assertEquals(wav, audio.wav());
        }
    }

    @Test
    void blocksJoinWithoutAGap() throws IOException {
        short[] samples = new short[100_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * 31);
        }
        try (WavAudio audio = WavAudio.open(write(16_000, 1, samples))) {
            float[] all = new float[samples.length];

            assertEquals(samples.length, audio.read(0, all));
            for (int i = 0; i < samples.length; i++) {
                assertEquals(samples[i] / 32768f, all[i]);
            }
        }
    }

    @Test
    void chunksBeforeTheSoundAreSkipped() throws IOException {
        byte[] wav = Files.readAllBytes(write(16_000, 1, (short) 5));
        ByteBuffer longer = ByteBuffer.allocate(wav.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        longer.put(wav, 0, 36).put("LIST".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        longer.putInt(3).put(new byte[4]).put(wav, 36, wav.length - 36);
        Path file = Files.write(folder.resolve("b.wav"), longer.array());
        try (WavAudio audio = WavAudio.open(file)) {
            float[] one = new float[1];
            assertEquals(1, audio.read(0, one));
            assertEquals(5 / 32768f, one[0]);
        }
    }

    @Test
    void whatIsOfAnotherFormIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(write(16_000, 1, (short) 5));
        refused(write(8_000, 1, (short) 5), "it is not PCM, 16 bit, mono, 16000 Hz");
        refused(write(16_000, 2, (short) 5, (short) 6), "it is not PCM, 16 bit, mono, 16000 Hz");
        refused(folder.resolve("none.wav"), "none.wav");
        for (int length = 0; length < 44; length++) {
            refused(Files.write(folder.resolve("c.wav"), Arrays.copyOf(whole, length)), "it ends after " + length);
        }
    }

    private static void refused(Path file, String why) {
        WorkerException refusal =
                assertThrows(WorkerException.class, () -> WavAudio.open(file).close());

        assertEquals(ErrorKind.USER, refusal.kind());
        assertEquals(WorkerErrorKind.AUDIO, refusal.workerKind());
        assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
    }
}
