package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same numbers come out of an encoder whose attention is one operator. */
final class AttentionFusionTest {

    private static final String ENCODER = "onnx/encoder_model%s.onnx";
    private static final int TINY_HEADS = 2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"'', 1e-5", "_int8, 0.05", "_q4, 1e-4", "_bnb4, 1e-4"})
    void theEncodedSpeechIsTheSame(String precision, float within) throws IOException, OrtException {
        Path file = TinyModel.folder().resolve(ENCODER.formatted(precision));
        Path fused = folder.resolve("fused.onnx");

        assertEquals(1, new AttentionFusion(TINY_HEADS).write(file, fused));

        float[] before = encoded(file);
        float[] after = encoded(fused);
        assertArrayEquals(before, after, within);
        assertTrue(Arrays.stream(new int[] {0, before.length / 2}).allMatch(i -> before[i] != 0));
    }

    @Test
    void everyLayerOfTheBundledModelIsFused() throws IOException, OrtException {
        Path file = Checkout.NANO.resolve(ENCODER.formatted(""));
        WhisperConfig.Shape shape = WhisperConfig.read(
                        Checkout.NANO.resolve(OnnxLayout.CONFIG),
                        Checkout.NANO.resolve(OnnxLayout.GENERATION),
                        Checkout.NANO.resolve(OnnxLayout.FEATURES))
                .shape();
        Path fused = folder.resolve("fused.onnx");

        int layers = new AttentionFusion(shape.encoderHeads()).write(file, fused);

        assertEquals(
                JsonFile.read(Checkout.NANO.resolve(OnnxLayout.CONFIG), Set.of())
                        .number("encoder_layers"),
                layers);
        assertArrayEquals(encoded(file), encoded(fused), 1e-4F);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"onnx/encoder_model_fp16.onnx", "onnx/encoder_model_q4f16.onnx", "onnx/decoder_model_merged.onnx"
            })
    void whatTheOperatorDoesNotDoStaysAsItIs(String file) throws IOException {
        Path fused = folder.resolve("fused.onnx");

        assertEquals(0, new AttentionFusion(TINY_HEADS).write(TinyModel.folder().resolve(file), fused));
        assertFalse(Files.exists(fused));
    }

    @Test
    void aDamagedFileIsLeftToTheEngine() throws IOException {
        byte[] whole = Files.readAllBytes(TinyModel.folder().resolve(ENCODER.formatted("")));
        Path damaged = folder.resolve("damaged.onnx");
        Random random = new Random(20_261_126);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = whole.clone();
            for (int j = 0; j < 4; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(
                    damaged,
                    Arrays.copyOf(bytes, random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length));
            try {
                new AttentionFusion(TINY_HEADS).write(damaged, folder.resolve("fused.onnx"));
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "many are refused: " + refused);
    }

    private static float[] encoded(Path file) throws OrtException {
        SessionOpening opening = SessionOpening.of(1);
        try (OrtSession session = opening.open(file, options -> {})) {
            NodeInfo node = Objects.requireNonNull(session.getInputInfo().get("input_features"));
            long[] shape = ((TensorInfo) node.getInfo()).getShape().clone();
            shape[0] = 2;
            Random random = new Random(1);
            float[] features = new float[(int) (shape[0] * shape[1] * shape[2])];
            for (int i = 0; i < features.length; i++) {
                features[i] = (float) random.nextGaussian();
            }
            try (OnnxTensor input = OnnxTensor.createTensor(opening.environment(), FloatBuffer.wrap(features), shape);
                    OrtSession.Result result = session.run(Map.of("input_features", input))) {
                return Tensors.values((OnnxTensor) result.get(0));
            }
        }
    }
}
