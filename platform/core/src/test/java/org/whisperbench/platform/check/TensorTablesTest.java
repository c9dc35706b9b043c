package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.testkit.FakeBackend;

final class TensorTablesTest {

    @TempDir
    Path folder;

    private Path weights;
    private Checks checks;

    @BeforeEach
    void prepare() throws IOException {
        byte[] header = "{\"a.weight\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]}}"
                .getBytes(StandardCharsets.US_ASCII);
        weights = Files.createDirectories(folder.resolve("m")).resolve("model.safetensors");
        Files.write(
                weights,
                ByteBuffer.allocate(Long.BYTES + header.length + 12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .array());
        Files.writeString(folder.resolve("m/fake.txt"), "text");
        FakeBackend fake = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        ModelDescriptor tensors = ModelDescriptor.builder("t", new ModelSource.Folder(folder.resolve("m")))
                .files(List.of(ModelFile.unverified("fake.txt"), ModelFile.unverified("model.safetensors")))
                .build();
        Parts parts = Parts.of(
                folder,
                new FakeBackend(
                        fake.info(), fake.availability(), List.of(fake.models().get(0), tensors), fake.loader()));
        checks = Checks.over(parts.catalog(), parts.store(), new AudioFiles(folder.resolve("scratch")));
    }

    @Test
    void theTableOfAModelIsThatOfItsFile() throws Exception {
        TensorsReport report = checks.tensors("fake/t");

        TensorsReport.Weights file = report.files().get(0);
        assertEquals(List.of(new TensorsReport.Row("a.weight", List.of(2L, 3L), "f16", 12)), file.tensors());
        assertEquals(6, file.parameters());
        assertEquals("f16", file.precision());
        assertEquals(report, checks.tensors(weights.toString()));
    }

    @Test
    void whatHasNoTensorsIsRefused() {
        WhisperException none = assertThrows(WhisperException.class, () -> checks.tensors("fake/m"));
        assertEquals(ErrorKind.USER, none.kind());
        assertTrue(String.valueOf(none.getMessage()).contains("no file whose tensors can be read"), none::getMessage);
        assertThrows(
                WhisperException.class,
                () -> checks.tensors(folder.resolve("m/fake.txt").toString()));
        assertThrows(WhisperException.class, () -> checks.tensors("nobody"));
    }
}
