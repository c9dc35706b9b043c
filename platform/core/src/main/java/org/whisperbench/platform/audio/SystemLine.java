package org.whisperbench.platform.audio;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** The system's microphone, by the Java Sound of the JDK. */
final class SystemLine implements CaptureLine {

    private static final int BITS = 16;
    /** Best first: the rate that engines take, then those that every device has. */
    private static final List<AudioFormat> FORMATS =
            List.of(format(16_000, 1), format(48_000, 1), format(44_100, 1), format(48_000, 2), format(44_100, 2));

    private final TargetDataLine line;

    private SystemLine(TargetDataLine line) {
        this.line = line;
    }

    private static AudioFormat format(int rateHz, int channels) {
        return new AudioFormat(rateHz, BITS, channels, true, false);
    }

    /** Opens the first of the formats that the device really has: some say that they have one and then refuse it. */
    static CaptureLine open() {
        List<AudioFormat> told = FORMATS.stream()
                .filter(f -> AudioSystem.isLineSupported(new DataLine.Info(TargetDataLine.class, f)))
                .toList();
        if (told.isEmpty()) {
            throw refused("there is no microphone: no device of this machine records", null);
        }
        List<Exception> failures = new ArrayList<>();
        for (AudioFormat format : told) {
            try {
                return open(format);
            } catch (LineUnavailableException | SecurityException | IllegalArgumentException e) {
                failures.add(e);
            }
        }
        Exception first = failures.get(0);
        throw refused("the microphone cannot be used: " + first.getMessage(), first);
    }

    private static CaptureLine open(AudioFormat format) throws LineUnavailableException {
        TargetDataLine line = (TargetDataLine) AudioSystem.getLine(new DataLine.Info(TargetDataLine.class, format));
        boolean started = false;
        try {
            line.open(format);
            line.start();
            started = true;
            return new SystemLine(line);
        } finally {
            if (!started) {
                line.close();
            }
        }
    }

    private static WhisperException refused(String problem, @org.jspecify.annotations.Nullable Exception cause) {
        String message = problem + "; connect or free one, or name a sound file instead of '--record'";
        return cause == null
                ? new WhisperException(ErrorKind.RESOURCES, message)
                : new WhisperException(ErrorKind.RESOURCES, message, cause);
    }

    @Override
    public int rateHz() {
        return Math.round(line.getFormat().getSampleRate());
    }

    @Override
    public int channels() {
        return line.getFormat().getChannels();
    }

    @Override
    public int read(byte[] into) {
        return line.read(into, 0, into.length - into.length % line.getFormat().getFrameSize());
    }

    @Override
    public void stop() {
        line.stop();
    }

    @Override
    public void close() {
        line.close();
    }
}
