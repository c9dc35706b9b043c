package org.whisperbench.worker.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerException;

final class CompiledModelFileTest {

    @TempDir
    Path folder;

    /** Two blobs, of 4 and of 10 bytes. */
    private static byte[] weights() {
        ByteBuffer file = ByteBuffer.allocate(266).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(2).putInt(2);
        file.position(64).putInt(0xDEADBEEF).putInt(1).putLong(4).putLong(128);
        file.position(192).putInt(0xDEADBEEF).putInt(1).putLong(10).putLong(256);
        return file.array();
    }

    private String refusal(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        WorkerException refusal = assertThrows(WorkerException.class, () -> CompiledModelFile.examine(file));
        assertEquals(WorkerErrorKind.MODEL_CORRUPT, refusal.workerKind());
        return String.valueOf(refusal.getMessage());
    }

    @Test
    void wholeFilesAreTaken() throws IOException {
        CompiledModelFile.examine(Files.write(folder.resolve("weight.bin"), weights()));
        CompiledModelFile.examine(Files.writeString(folder.resolve("model.mil"), "program(1.0)\n{}"));
        CompiledModelFile.examine(Files.writeString(folder.resolve("coremldata.bin"), "x"));
        assertTrue(CompiledModelFile.isOne("a/Encoder.mlmodelc/weights/weight.bin"));
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] whole = weights();
        for (int length : new int[] {7, 64, 100, 130, 191, 260, 265}) {
            refusal("weight.bin", Arrays.copyOf(whole, length));
        }
    }

    @Test
    void whatIsSomethingElseIsRefused() throws IOException {
        assertTrue(refusal("coremldata.bin", new byte[0]).contains("it is empty"));
        assertTrue(refusal("model.mil", "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .contains("no program"));
        byte[] none = ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(2)
                .array();
        assertTrue(refusal("weight.bin", none).contains("no blob"));
        byte[] lengthy = weights();
        ByteBuffer.wrap(lengthy).order(ByteOrder.LITTLE_ENDIAN).putLong(200, Long.MAX_VALUE);
        assertTrue(refusal("weight.bin", lengthy).contains("blob 1"));
        assertThrows(WorkerException.class, () -> CompiledModelFile.examine(folder.resolve("none")));
    }
}
