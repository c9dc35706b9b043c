package org.whisperbench.platform.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperException;

class LayersTest {

    @TempDir
    Path folder;

    private static Layers random(long seed) {
        Random random = new Random(seed);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String name : List.of("features", "hidden_states.0", "hidden_states.1", "encoder")) {
            float[] values = new float[60];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            arrays.put(name, new NpyArray(List.of(3, 20), values));
        }
        return new Layers(arrays);
    }

    @Test
    void aSideAgreesWithItself() {
        List<ParityReport.Layer> layers = random(1).compare(random(1), 0.01);

        assertEquals("", Layers.firstDiverging(layers));
        assertEquals(1, layers.get(0).difference().orElseThrow().cosine(), 1e-9);
        assertEquals(0, layers.get(0).difference().orElseThrow().maxAbs());
    }

    @Test
    void thePlantedErrorIsFoundWhereItIs() {
        for (String planted : List.of("features", "hidden_states.0", "hidden_states.1", "encoder")) {
            List<ParityReport.Layer> layers = random(1).compare(random(1).wrongFrom(planted, 0.1), 0.01);

            assertEquals(planted, Layers.firstDiverging(layers));
        }
        List<ParityReport.Layer> within = random(1).compare(random(1).wrongFrom("features", 0.001), 0.01);
        assertEquals("", Layers.firstDiverging(within));
        assertEquals(0.001, within.get(0).difference().orElseThrow().relative(), 1e-5);
    }

    @Test
    void whatIsNotFiniteOrOfAnotherShapeDiverges() {
        Layers wrong = new Layers(Map.of(
                "features", new NpyArray(List.of(20, 3), new float[60]),
                "encoder", new NpyArray(List.of(3, 20), notANumber())));

        List<ParityReport.Layer> layers = random(1).compare(wrong, 0.01);

        assertEquals(2, layers.size());
        assertTrue(layers.stream().noneMatch(ParityReport.Layer::agrees));
        assertEquals(1, layers.get(1).other().notFinite());
        assertEquals(List.of("hidden_states.0", "hidden_states.1"), random(1).missingIn(wrong));
    }

    private static float[] notANumber() {
        float[] values = new float[60];
        values[7] = Float.NaN;
        return values;
    }

    @Test
    void featuresAloneAreNoAgreement() {
        Layers features = new Layers(Map.of("features", new NpyArray(List.of(3), new float[] {1, 2, 3})));
        ParityReport report = new ParityReport(
                "a/m", "b/m", "x.wav", 0.01, features.compare(features, 0.01), "", List.of(), List.of());

        assertFalse(report.reachesOutput());
        assertFalse(report.agrees());
    }

    @Test
    void aControlThatFailsTakesTheTrust() {
        ParityReport report = new ParityReport(
                "a/m",
                "b/m",
                "x.wav",
                0.01,
                random(1).compare(random(1), 0.01),
                "",
                List.of(),
                List.of(new ParityReport.Control("planted", "encoder", "")));

        assertFalse(report.isTrusted());
        assertFalse(report.agrees());
    }

    @Test
    void filesOfNumPyAreRead() throws IOException {
        NpyArray read = NpyArray.read(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2,), }\n", 1.5f, -2f));

        assertEquals(List.of(1, 2), read.shape());
        assertEquals(-2f, read.values()[1]);
        assertEquals(-0.25, LayerNumbers.of(read).mean(), 1e-9);
        assertThrows(
                WhisperException.class,
                () -> NpyArray.read(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n", 1f, 2f)));
        assertThrows(
                WhisperException.class,
                () -> NpyArray.read(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (9,), }\n", 1f)));
        assertThrows(WhisperException.class, () -> NpyArray.read(Files.writeString(folder.resolve("t"), "text")));
    }

    private Path npy(String header, float... values) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        for (float value : values) {
            bytes.putFloat(value);
        }
        return Files.write(folder.resolve("a.npy"), bytes.array());
    }
}
