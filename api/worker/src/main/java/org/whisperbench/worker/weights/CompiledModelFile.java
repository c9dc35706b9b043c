package org.whisperbench.worker.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.whisperbench.worker.WorkerException;

/**
 * A file of a model that was compiled for Core ML, a folder {@code NAME.mlmodelc}. Its program is text, its weights are blobs
 * as in coremltools' {@code mlmodel/src/MILBlob/Blob/StorageFormat.hpp} (commit b416f360): a header of 64 bytes with the
 * number of blobs, then for each blob, aligned to 64 bytes, a description of 64 bytes and its data.
 */
public final class CompiledModelFile {

    private static final int ALIGNMENT = 64;
    private static final int VERSION = 2;
    private static final int MOST_BLOBS = 1 << 20;
    private static final int SENTINEL = 0xDEADBEEF;
    private static final String PROGRAM = "program";

    private CompiledModelFile() {}

    /**
     * Returns whether a file lies in such a folder.
     *
     * @param path path below the model's folder
     * @return whether {@link #examine} knows what it has to be
     */
    public static boolean isOne(String path) {
        return path.toLowerCase(Locale.ROOT).contains(".mlmodelc/");
    }

    /**
     * Looks whether the file is whole.
     *
     * @param file absolute path
     * @throws WorkerException if it is not
     */
    public static void examine(Path file) {
        String name = String.valueOf(file.getFileName());
        if (size(file) == 0) {
            throw ByteSource.damaged(file, "it is empty");
        }
        if (name.equals("weight.bin")) {
            examineBlobs(file);
        } else if (name.equals("model.mil")) {
            requireProgram(file);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw ByteSource.unreadable(file, e);
        }
    }

    private static void requireProgram(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            if (source.remaining() < PROGRAM.length()
                    || !source.text(PROGRAM.length()).equals(PROGRAM)) {
                throw source.damaged("it is no program of Core ML");
            }
        }
    }

    private static void examineBlobs(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            int blobs = source.count("blobs", MOST_BLOBS);
            if (source.int32() != VERSION) {
                throw source.damaged("it holds no weights of Core ML");
            }
            if (blobs == 0) {
                throw source.damaged("it holds no blob of weights");
            }
            for (int i = 0; i < blobs; i++) {
                align(source);
                examineBlob(source, i);
            }
        }
    }

    private static void align(ByteSource source) {
        long over = source.position() % ALIGNMENT;
        source.skip(over == 0 ? 0 : ALIGNMENT - over, "its table");
    }

    private static void examineBlob(ByteSource source, int index) {
        if (source.int32() != SENTINEL) {
            throw source.damaged("blob %d of it does not begin where it should".formatted(index));
        }
        source.int32();
        long bytes = source.int64();
        long offset = source.int64();
        source.skip(offset - source.position(), "the description of blob " + index);
        source.skip(bytes, "blob " + index);
    }
}
