package org.whisperbench.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;

/** Writes folders that look like models compiled for Core ML: whole, and without anything in them. */
public final class CompiledModels {

    private static final int ALIGNMENT = 64;
    private static final int SENTINEL = 0xDEADBEEF;

    private CompiledModels() {}

    /**
     * Writes every file that a model declares.
     *
     * @param model the model; other files than those of compiled models are empty objects of JSON
     * @param folder absolute path, made if it is not there
     * @return the folder
     * @throws IOException if it cannot be written
     */
    public static Path write(ModelDescriptor model, Path folder) throws IOException {
        for (ModelFile file : model.files()) {
            Path path = folder.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, content(String.valueOf(path.getFileName())));
        }
        return folder;
    }

    private static byte[] content(String name) {
        return switch (name) {
            case "weight.bin" -> weights(4, 100);
            case "model.mil" -> bytes("program(1.0)\n{}\n");
            case "coremldata.bin" -> new byte[] {1, 2, 3};
            default -> bytes("{}");
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /**
     * Makes a file of weights.
     *
     * @param lengths lengths of the blobs in bytes
     * @return its content, as coremltools' {@code StorageFormat.hpp} has it
     */
    public static byte[] weights(int... lengths) {
        int size = ALIGNMENT;
        for (int length : lengths) {
            size = aligned(size) + ALIGNMENT + length;
        }
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(lengths.length).putInt(2).position(ALIGNMENT);
        for (int length : lengths) {
            int start = aligned(file.position());
            file.position(start).putInt(SENTINEL).putInt(1).putLong(length).putLong((long) start + ALIGNMENT);
            file.position(start + ALIGNMENT + length);
        }
        return file.array();
    }

    private static int aligned(int position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
