package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;

/**
 * The files of one Parakeet TDT model as istupakov's repositories lay them out: encoder, and decoder with joint network, each
 * with the precision before its end; a graph that makes features; the vocabulary.
 *
 * @param encoder path of the encoder below the model's folder
 * @param decoder path of the decoder with its joint network below the model's folder
 */
record TdtLayout(String encoder, String decoder) {

    /** Name of the file with sizes. */
    static final String CONFIG = "config.json";
    /** Name of the file with the tokens. */
    static final String VOCABULARY = "vocab.txt";
    /** Name of the graph that makes 128 features of each frame. */
    static final String FEATURES = "nemo128.onnx";

    private static final String ENCODER = "encoder-model";
    private static final String DECODER = "decoder_joint-model";
    private static final String END = ".onnx";

    /**
     * Names the files of one precision.
     *
     * @param precision {@code fp32}, or what stands before the end, such as {@code int8}
     * @return the layout
     */
    static TdtLayout of(String precision) {
        String end = precision.equals(OnnxLayout.FP32) ? END : "." + precision + END;
        return new TdtLayout(ENCODER + end, DECODER + end);
    }

    /**
     * Finds the encoder and the decoder among a model's files.
     *
     * @param model the model
     * @return its layout
     * @throws BackendException if it does not name one of each ({@link ErrorKind#MISSING_MODEL})
     */
    static TdtLayout of(ModelDescriptor model) {
        return new TdtLayout(only(model, ENCODER), only(model, DECODER));
    }

    private static String only(ModelDescriptor model, String beginning) {
        List<String> found = model.files().stream()
                .map(ModelFile::path)
                .filter(path -> path.startsWith(beginning) && path.endsWith(END))
                .toList();
        if (found.size() != 1) {
            throw new BackendException(
                    ErrorKind.MISSING_MODEL,
                    "model '%s' names %d files '%s*%s', not 1; describe it again"
                            .formatted(model.name(), found.size(), beginning, END));
        }
        return found.get(0);
    }

    /**
     * Names all files that loading opens, weights beside the graphs aside.
     *
     * @return paths below the model's folder
     */
    List<String> files() {
        return List.of(CONFIG, VOCABULARY, FEATURES, encoder, decoder);
    }

    /**
     * Lists the precisions that a folder holds whole.
     *
     * @param folder a folder
     * @return {@code fp32} first, then the others in alphabetical order; empty if the folder has no such layout
     */
    static List<String> precisions(Path folder) {
        List<String> found = new ArrayList<>();
        for (String name : names(folder)) {
            if (name.startsWith(ENCODER) && name.endsWith(END)) {
                String middle = name.substring(ENCODER.length(), name.length() - END.length());
                String precision = middle.isEmpty() ? OnnxLayout.FP32 : middle.substring(1);
                if (of(precision).files().stream().allMatch(file -> Files.isRegularFile(folder.resolve(file)))) {
                    found.add(precision);
                }
            }
        }
        found.sort((one, other) -> Boolean.compare(other.equals(OnnxLayout.FP32), one.equals(OnnxLayout.FP32)));
        return found;
    }

    /**
     * Lists the files with weights that the graphs keep beside them.
     *
     * @param folder the model's folder
     * @return paths below it, in alphabetical order
     */
    List<String> externalFiles(Path folder) {
        return names(folder).stream()
                .filter(name -> name.startsWith(encoder + ".data") || name.startsWith(decoder + ".data"))
                .toList();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        } catch (IOException e) {
            return List.of(); // there is no such folder, or none that may be read
        }
    }
}
