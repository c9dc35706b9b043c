package org.whisperbench.platform.audio;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;
import javax.sound.sampled.spi.MixerProvider;

/**
 * A device of Java Sound that records a tone in 48 kHz stereo, and is in use where the setting says so. Without the setting it
 * is not connected.
 */
public final class VirtualMicrophone extends MixerProvider {

    static final String SETTING = "whisperbench.test.microphone";
    static final double HERTZ = 440;

    private static final AudioFormat FORMAT = new AudioFormat(48_000, 16, 2, true, false);
    /** Which a fickle device says that it has. */
    private static final DataLine.Info REFUSED =
            new DataLine.Info(TargetDataLine.class, new AudioFormat(16_000, 16, 1, true, false));

    private static final DataLine.Info LINE = new DataLine.Info(TargetDataLine.class, FORMAT);
    private static final Mixer.Info DEVICE =
            new Mixer.Info("virtual microphone", "whisperbench", "records a tone", "1") {};

    /** Does no work, as Java Sound wants it. */
    public VirtualMicrophone() {}

    @Override
    public Mixer.Info[] getMixerInfo() {
        return System.getProperty(SETTING, "").isEmpty() ? new Mixer.Info[0] : new Mixer.Info[] {DEVICE};
    }

    @Override
    public Mixer getMixer(Mixer.Info info) {
        if (!DEVICE.equals(info)) {
            throw new IllegalArgumentException("no such device: " + info);
        }
        return proxy(Mixer.class, (self, method, arguments) -> switch (method.getName()) {
            case "isLineSupported" ->
                ((Line.Info) arguments[0]).matches(LINE) || (isFickle() && ((Line.Info) arguments[0]).matches(REFUSED));
            case "getLine" -> new Tone().line();
            case "getMixerInfo" -> DEVICE;
            case "getTargetLineInfo" -> new Line.Info[] {LINE};
            case "getSourceLineInfo" -> new Line.Info[0];
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static boolean isFickle() {
        return System.getProperty(SETTING, "").equals("fickle");
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Gives its sound as fast as it is read, until it is stopped. */
    private static final class Tone {

        private int frame;
        private boolean stopped;

        TargetDataLine line() {
            return proxy(TargetDataLine.class, (self, method, arguments) -> switch (method.getName()) {
                case "open" -> open((AudioFormat) arguments[0]);
                case "getFormat" -> FORMAT;
                case "read" -> read((byte[]) arguments[0], (int) arguments[2]);
                case "start" -> null;
                case "stop", "close" -> stop();
                default -> throw new UnsupportedOperationException(method.getName());
            });
        }

        private static Object open(AudioFormat format) throws LineUnavailableException {
            if (System.getProperty(SETTING, "").equals("busy")) {
                throw new LineUnavailableException("another program has it");
            }
            if (!format.matches(FORMAT)) {
                throw new LineUnavailableException("not in this format");
            }
            return FORMAT;
        }

        private synchronized Object read(byte[] into, int length) {
            int frames = stopped ? 0 : length / FORMAT.getFrameSize();
            ByteBuffer bytes = ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < frames; i++) {
                short value = (short) (16_384 * Math.sin(2 * Math.PI * HERTZ * frame / FORMAT.getSampleRate()));
                bytes.putShort(value).putShort(value);
                frame++;
            }
            return bytes.position();
        }

        private synchronized Object stop() {
            stopped = true;
            return "stopped";
        }
    }
}
