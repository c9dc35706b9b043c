package org.whisperbench.worker.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerException;

/** A file with weights, known by its name and read by its content. */
public final class WeightFile {

    /** A format of files. */
    private record Format(String end, Function<Path, TensorTable> reader) {}

    private static final List<Format> FORMATS = List.of(
            new Format(".safetensors", SafetensorsFile::read),
            new Format(".onnx", OnnxFile::read),
            new Format(".npz", NumpyArchive::read),
            new Format(".bin", WeightFile::binary));

    private WeightFile() {}

    /**
     * Returns whether a file's name is one of a format that is read here.
     *
     * @param name name or path of a file
     * @return whether {@link #read} knows what it has to be
     */
    public static boolean isKnown(String name) {
        return format(name).isPresent();
    }

    private static Optional<Format> format(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FORMATS.stream().filter(f -> lower.endsWith(f.end())).findFirst();
    }

    /**
     * Reads a file's table and walks over its data to the end of the file.
     *
     * @param file absolute path
     * @return its tensors
     * @throws WorkerException if it is missing ({@link WorkerErrorKind#MODEL_INCOMPLETE}), is not whole or not what its
     *     name says ({@link WorkerErrorKind#MODEL_CORRUPT}), or no format has such a name
     *     ({@link WorkerErrorKind#UNSUPPORTED})
     */
    public static TensorTable read(Path file) {
        Format format = format(file.toString())
                .orElseThrow(() -> new WorkerException(
                        WorkerErrorKind.UNSUPPORTED,
                        "'" + file + "' is no file with weights that can be read; name a .safetensors, .onnx, .npz,"
                                + " ggml-*.bin or model.bin file"));
        try {
            TensorTable table = format.reader().apply(file);
            // A graph may compute with nothing but constants inside of its nodes.
            if (table.tensors().isEmpty() && !format.end().equals(".onnx")) {
                throw ByteSource.damaged(file, "it holds no tensors");
            }
            return table;
        } catch (ArithmeticException e) {
            throw ByteSource.damaged(file, "its tensors would be larger than any file");
        } catch (IllegalArgumentException e) {
            // Digits that are no number, characters that are no path: whatever a reader did not expect.
            throw ByteSource.damaged(file, "it holds what cannot be read: " + e.getMessage());
        }
    }

    /** GGML and CTranslate2 share the end of their names. */
    private static TensorTable binary(Path file) {
        int first;
        try (ByteSource source = ByteSource.open(file)) {
            first = source.int32();
        }
        if (Ctranslate2File.begins(first)) {
            return Ctranslate2File.read(file);
        }
        return GgmlFile.read(file);
    }
}
