package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;

final class OnnxGraphTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "onnx/encoder_model.onnx, fp32",
        "onnx/decoder_model_merged.onnx, fp32",
        "onnx/encoder_model_int8.onnx, int8",
        "onnx/decoder_model_merged_int8.onnx, int8"
    })
    void thePrecisionIsThatOfTheWeightsNotOfTheName(String file, String precision) throws IOException {
        Path renamed = Files.copy(Checkout.NANO.resolve(file), folder.resolve("any.onnx"));

        assertEquals(precision, OnnxGraph.read(renamed).precision());
    }

    @Test
    void halfPrecisionIsFound() {
        Path onnx = Checkout.further().resolve("onnx");

        assertEquals(
                "fp16", OnnxGraph.read(onnx.resolve("encoder_model_fp16.onnx")).precision());
        assertEquals(
                "fp16",
                OnnxGraph.read(onnx.resolve("decoder_model_merged_fp16.onnx")).precision());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.00001, 0.1, 0.5, 0.9, 0.99999})
    void aFileThatWasCutOffIsFoundWithoutTheEngine(double fraction) throws IOException {
        byte[] whole = Files.readAllBytes(Checkout.NANO.resolve("onnx/encoder_model.onnx"));
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, (int) (whole.length * fraction)));

        assertTrue(refusal(cut).contains("cut.onnx"));
    }

    @Test
    void anythingElseIsNoOnnxFile() throws IOException {
        byte[] noise = new byte[10_000];
        new Random(5).nextBytes(noise);

        refusal(Files.write(folder.resolve("noise"), noise));
        refusal(Files.writeString(folder.resolve("text"), "version https://git-lfs.github.com/spec/v1"));
        refusal(folder.resolve("absent"));
    }

    private static String refusal(Path file) {
        return Refusal.of(ErrorKind.MISSING_MODEL, () -> OnnxGraph.read(file));
    }
}
