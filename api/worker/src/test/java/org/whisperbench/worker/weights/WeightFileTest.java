package org.whisperbench.worker.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerException;

final class WeightFileTest {

    @TempDir
    Path folder;

    private static Stream<Arguments> whole() throws IOException {
        return Stream.of(
                Arguments.of("ggml-x.bin", WrittenFile.ggml()),
                Arguments.of("x.safetensors", WrittenFile.safetensors()),
                Arguments.of("model.bin", WrittenFile.ctranslate2()),
                Arguments.of("weights.npz", WrittenFile.npz()));
    }

    private Path write(String name, byte[] content) throws IOException {
        return WrittenFile.in(folder, name, content);
    }

    private String damage(String name, byte[] content) throws IOException {
        Path file = write(name, content);
        WorkerException damaged = assertThrows(WorkerException.class, () -> WeightFile.read(file));
        assertEquals(WorkerErrorKind.MODEL_CORRUPT, damaged.workerKind(), damaged::getMessage);
        assertTrue(String.valueOf(damaged.getMessage()).contains(file.toString()), damaged::getMessage);
        return String.valueOf(damaged.getMessage());
    }

    @Test
    void ggmlTellsItsTensorsAndItsShape() throws IOException {
        TensorTable table = WeightFile.read(write("ggml-x.bin", WrittenFile.ggml()));

        assertEquals("GGML", table.format());
        assertEquals(50, table.tensors().size());
        assertEquals(
                new Tensor("tensor0", "f16", List.of(4L, 8L), 64),
                table.tensors().get(0));
        assertEquals(
                new Tensor("tensor1", "q8_0", List.of(4L, 8L), 34),
                table.tensors().get(1));
        assertEquals(50 * 32, table.parameters());
        assertEquals(64 + 34 + 48 * 128, table.bytes());
        assertEquals("f32", table.precision());
        assertEquals(3, table.facts().get("vocabulary"));
        assertEquals(1, table.facts().get("textLayers"));
    }

    @Test
    void ggmlWithAnotherNumberOfTensorsThanItsLayersHaveIsDamaged() throws IOException {
        byte[] content = WrittenFile.ggml();
        int last = 5 * Integer.BYTES + "tensor49".length() + 128;

        assertTrue(damage("ggml-x.bin", Arrays.copyOf(content, content.length - last))
                .contains("49 tensors"));
    }

    @Test
    void ggmlOfAnUnknownTypeIsDamaged() throws IOException {
        byte[] content = WrittenFile.ggml();
        int at = content.length - 5 * Integer.BYTES - "tensor49".length() - 128 + 2 * Integer.BYTES;
        content[at] = 77;

        assertTrue(damage("ggml-x.bin", content).contains("type 77"));
    }

    @Test
    void safetensorsTellTheirTensors() throws IOException {
        TensorTable table = WeightFile.read(write("x.safetensors", WrittenFile.safetensors()));

        assertEquals(
                List.of(new Tensor("a", "f16", List.of(2L, 3L), 12), new Tensor("b", "f32", List.of(), 4)),
                table.tensors());
        assertEquals(7, table.parameters());
        assertEquals("f16", table.precision());
        assertEquals("a", table.tensor("a").orElseThrow().name());
        assertTrue(table.tensor("c").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[4,16]}}",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[2,4],\"data_offsets\":[0,16]}} ",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"X9\",\"shape\":[16],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[-16],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[16],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "[1, 2]",
                "{\"a\":"
            })
    void safetensorsWithAHeaderThatDoesNotFitAreDamaged(String header) throws IOException {
        boolean fits = header.endsWith(" ");
        if (fits) {
            assertEquals(
                    8,
                    WeightFile.read(write("x.safetensors", WrittenFile.safetensors(header, 16)))
                            .parameters());
        } else {
            damage("x.safetensors", WrittenFile.safetensors(header, 16));
        }
    }

    @Test
    void ctranslate2TellsItsVariables() throws IOException {
        TensorTable table = WeightFile.read(write("model.bin", WrittenFile.ctranslate2()));

        assertEquals("CTranslate2 WhisperSpec", table.format());
        assertEquals(
                List.of(
                        new Tensor("encoder/weight", "i8", List.of(2L, 3L), 6),
                        new Tensor("scale", "f32", List.of(), 4)),
                table.tensors());
        assertEquals(3, table.facts().get("revision"));
        assertEquals(Map.of("decoder/weight", "encoder/weight"), table.aliases());
    }

    @Test
    void numpyArchivesTellTheirArrays() throws IOException {
        assertEquals(
                List.of(new Tensor("encoder.weight", "f16", List.of(2L, 3L), 12)),
                WeightFile.read(write("weights.npz", WrittenFile.npz())).tensors());
        damage("weights.npz", WrittenFile.npz("{'descr': '<f2', 'shape': (2, 4), }\n", 12));
        damage("weights.npz", WrittenFile.npz("{}", 12));
    }

    @Test
    void onnxTellsItsTensorsAndWantsTheFilesBesideIt() throws IOException {
        Path model = write("model.onnx", WrittenFile.onnx("model.onnx_data", 10));
        WorkerException missing = assertThrows(WorkerException.class, () -> WeightFile.read(model));
        assertEquals(WorkerErrorKind.MODEL_INCOMPLETE, missing.workerKind());

        Path data = write("model.onnx_data", new byte[9]);
        WorkerException cut = assertThrows(WorkerException.class, () -> WeightFile.read(model));
        assertTrue(String.valueOf(cut.getMessage()).contains(data.toString()), cut::getMessage);

        write("model.onnx_data", new byte[10]);
        assertEquals(
                List.of(
                        new Tensor("inside", "f32", List.of(2L, 3L), 24),
                        new Tensor("outside", "f16", List.of(5L), 10)),
                WeightFile.read(model).tensors());
    }

    @Test
    void onnxWhoseDataLeadsOutOfItsFolderIsDamaged() throws IOException {
        damage("model.onnx", WrittenFile.onnx("../model.onnx_data", 10));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void whatIsCutAnywhereIsDamaged(String name, byte[] content) throws IOException {
        assertTrue(WeightFile.isKnown(name));
        for (int length = 0; length < content.length; length += 1 + content.length / 97) {
            damage(name, Arrays.copyOf(content, length));
        }
        damage(name, Arrays.copyOf(content, content.length - 1));
    }

    /** Whole by every length in it, and nothing that could be loaded. */
    @Test
    void aFileWithoutTensorsIsDamaged() throws IOException {
        byte[] noVariables = WrittenFile.ctranslate2WithoutVariables();
        byte[] noEntries = new WrittenFile().int32(0x06054b50).zeros(18).bytes();

        assertTrue(damage("x.safetensors", WrittenFile.safetensors("{}", 0)).contains("no tensors"));
        assertTrue(damage("model.bin", noVariables).contains("no tensors"));
        damage("weights.npz", noEntries);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ggml-x.bin", "x.safetensors", "model.onnx", "weights.npz"})
    void aWebPageInPlaceOfAModelIsDamaged(String name) throws IOException {
        damage(name, "<!DOCTYPE html><html>not found</html>".getBytes(StandardCharsets.US_ASCII));
    }

    /** Headers that made the reader fail in words of Java's, or agree with itself by an overflow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f2', 'fortran_order': False, 'shape': (99999999999999999999999,), }\n",
                "{'descr': '<f99999999999999', 'fortran_order': False, 'shape': (2,), }\n",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,), }\n"
            })
    void numbersThatAreNoneAreDamage(String header) throws IOException {
        damage("weights.npz", WrittenFile.npz(header, 0));
    }

    @Test
    void anUnlikelyHeaderIsRefusedBeforeItIsRead() throws IOException {
        byte[] file = ("{\"a\":1}" + " ".repeat(1000)).getBytes(StandardCharsets.US_ASCII);
        byte[] content = java.nio.ByteBuffer.allocate(Long.BYTES + file.length)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putLong(20L << 20)
                .put(file)
                .array();

        assertTrue(damage("x.safetensors", content).contains("its header would have 20971520 bytes"));
    }

    @Test
    void whatIsMissingOrNoFormatOfOursIsNoDamage() {
        Path missing = folder.resolve("ggml-none.bin");

        assertEquals(
                WorkerErrorKind.MODEL_INCOMPLETE,
                assertThrows(WorkerException.class, () -> WeightFile.read(missing))
                        .workerKind());
        assertFalse(WeightFile.isKnown("config.json"));
        assertEquals(
                WorkerErrorKind.UNSUPPORTED,
                assertThrows(WorkerException.class, () -> WeightFile.read(folder.resolve("config.json")))
                        .workerKind());
    }

    @Test
    void theBundledModelsAreWhole() {
        Path nano = Path.of(System.getProperty("whisperbench.checkout", "../.."), "distribution/models/nano-digits");

        TensorTable ggml = WeightFile.read(nano.resolve("ggml-nano-digits.en.bin"));
        assertEquals(11 + 2 * 15 + 4 * 24, ggml.tensors().size());
        assertEquals("f16", ggml.precision());
        TensorTable onnx = WeightFile.read(nano.resolve("onnx/encoder_model.onnx"));
        assertTrue(Files.isRegularFile(onnx.file()) && onnx.parameters() > 500_000, onnx::toString);
    }
}
