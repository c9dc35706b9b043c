package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Line;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** The system's microphone, by way of Java Sound. */
@Timeout(120)
class MicrophoneTest {

    @TempDir
    Path folder;

    @AfterEach
    void disconnect() {
        System.clearProperty(VirtualMicrophone.SETTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"there", "fickle"})
    void aDeviceOfTheSystemIsRecordedInTheFormatThatItHas(String setting) throws Exception {
        assumeNoOther();
        System.setProperty(VirtualMicrophone.SETTING, setting);
        Path file = folder.resolve("said.wav");
        try (Recording recording = new Microphone().open(file)) {
            recording.start();
            while (recording.length().compareTo(Duration.ofMillis(500)) < 0) {
                Thread.onSpinWait();
            }
            recording.stop();
        }

        try (DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file)) {
            float[] samples = new float[(int) audio.sampleCount()];
            audio.read(0, samples);
            double middle = 0;
            for (int i = samples.length / 4; i < samples.length * 3 / 4; i++) {
                middle += samples[i] * samples[i] / (samples.length / 2.0);
            }
            assertTrue(samples.length >= 8000, () -> samples.length + " samples");
            assertEquals(0.125, middle, 0.01, "the power of a sine of half the range");
        }
    }

    @Test
    void aDeviceThatIsInUseIsRefusedWithTheReason() {
        assumeNoOther();
        System.setProperty(VirtualMicrophone.SETTING, "busy");

        assertEquals(
                "the microphone cannot be used: another program has it; connect or free one, or name a sound file"
                        + " instead of '--record'",
                refusal());
    }

    @Test
    void aMachineWithoutADeviceIsToldSo() {
        assumeNoOther();

        assertEquals(
                "there is no microphone: no device of this machine records; connect or free one, or name a sound file"
                        + " instead of '--record'",
                refusal());
    }

    private String refusal() {
        WhisperException refused =
                assertThrows(WhisperException.class, () -> new Microphone().open(folder.resolve("a.wav")));
        assertEquals(ErrorKind.RESOURCES, refused.kind());
        return String.valueOf(refused.getMessage());
    }

    private static void assumeNoOther() {
        assumeTrue(
                !AudioSystem.isLineSupported(new Line.Info(TargetDataLine.class)),
                "this machine has a real microphone, which is left alone");
    }
}
