package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.PeerPython;

@Tag("peer")
final class LogMelPeerTest {

    private static final System.Logger LOG = System.getLogger(LogMelPeerTest.class.getName());
    private static final int WINDOW = 3000;
    private static final int SECOND = 16_000;

    @TempDir
    Path folder;

    @Test
    void featuresAreThoseOfTransformers() throws IOException, InterruptedException {
        Map<String, float[]> signals = signals();
        for (Map.Entry<String, float[]> signal : signals.entrySet()) {
            write(signal.getKey(), signal.getValue());
        }
        PeerPython.prepare()
                .run(LogMelPeerTest.class, "features_peer.py", Duration.ofMinutes(5), folder.toString(), "80", "128");

        double byTransformers = 0;
        double byDoubles = 0;
        for (Map.Entry<String, float[]> signal : signals.entrySet()) {
            for (int bins : new int[] {80, 128}) {
                String name = signal.getKey() + "." + bins;
                AudioFeatures features = new AudioFeatures(FakeAudio.of(signal.getValue()), new LogMel(bins), WINDOW);
                double single = greatestDifference(features, bins, name + ".features");
                double precise = greatestDifference(features, bins, name + ".precise");
                LOG.log(System.Logger.Level.DEBUG, "{0}: {1}, {2}", name, single, precise);
                assertTrue(single < 1e-4, name + " differs by " + single);
                assertTrue(precise < 1e-4, name + " differs from double precision by " + precise);
                byTransformers = Math.max(byTransformers, single);
                byDoubles = Math.max(byDoubles, precise);
            }
        }
        LOG.log(
                System.Logger.Level.INFO,
                "features of {0} signals in 80 and 128 bins differ by at most {1} from transformers (float) and {2} (double)",
                signals.size(),
                String.valueOf(byTransformers),
                String.valueOf(byDoubles));
    }

    private static Map<String, float[]> signals() {
        Map<String, float[]> signals = new LinkedHashMap<>();
        signals.put("one", new float[] {0.5f});
        signals.put("silence", new float[3 * SECOND]);
        signals.put("noise", noise(7 * SECOND + 123, 0.1));
        signals.put("loud", noise(30 * SECOND, 1));
        signals.put("faint", noise(10 * SECOND, 1e-5));
        signals.put("tone", tones(5 * SECOND, 440));
        signals.put("chord", tones(29 * SECOND + 17, 100, 1000, 3333, 7900));
        signals.put("long-noise", noise(43 * SECOND + 77, 0.2));
        signals.put("long-chord", tones(61 * SECOND + 160, 60, 2500));
        float[] late = new float[75 * SECOND];
        System.arraycopy(noise(SECOND, 0.5), 0, late, 70 * SECOND, SECOND);
        signals.put("long-late", late);
        for (Checkout.Speech speech : Checkout.samples()) {
            signals.put(speech.toString(), speech.audio().samples());
        }
        return signals;
    }

    private static float[] noise(int count, double gain) {
        Random random = new Random(count);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) Math.max(-1, Math.min(1, random.nextGaussian() * gain));
        }
        return samples;
    }

    private static float[] tones(int count, double... hertz) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            for (double h : hertz) {
                samples[i] += (float) (Math.sin(2 * Math.PI * h * i / SECOND) / (2 * hertz.length));
            }
        }
        return samples;
    }

    private void write(String name, float[] samples) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        Files.write(folder.resolve(name + ".f32"), bytes.array());
    }

    private double greatestDifference(AudioFeatures features, int bins, String file)
            throws IOException, InterruptedException {
        FloatBuffer expected = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        int frames = (int) features.frames();
        assertEquals((long) bins * frames, expected.remaining(), file);
        double greatest = 0;
        for (int from = 0; from < frames; from += WINDOW) {
            float[] window = features.window(from);
            for (int mel = 0; mel < bins; mel++) {
                for (int i = 0; i < Math.min(WINDOW, frames - from); i++) {
                    double difference = window[mel * WINDOW + i] - expected.get(mel * frames + from + i);
                    greatest = Math.max(greatest, Math.abs(difference));
                }
            }
        }
        return greatest;
    }
}
