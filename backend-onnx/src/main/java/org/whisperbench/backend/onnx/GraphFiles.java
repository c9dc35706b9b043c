package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;

/** ONNX files of several precisions beside each other, which differ in what stands between beginning and end of the name. */
final class GraphFiles {

    /** How their names end. */
    static final String END = ".onnx";

    private GraphFiles() {}

    /**
     * Finds the one graph of a kind among a model's files.
     *
     * @param model the model
     * @param beginning how the graph's path begins
     * @return its path
     * @throws BackendException if there is none or several ({@link ErrorKind#MISSING_MODEL})
     */
    static String only(ModelDescriptor model, String beginning) {
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
     * Lists the precisions that a folder holds whole.
     *
     * @param folder the model's folder
     * @param encoder how the encoder's path begins
     * @param files what belongs to a precision, as paths below the folder
     * @return {@code fp32} first, then the others in alphabetical order; empty if the folder has no such layout
     */
    static List<String> precisions(Path folder, String encoder, Function<String, List<String>> files) {
        Path beginning = folder.resolve(encoder);
        String start = String.valueOf(beginning.getFileName());
        List<String> found = new ArrayList<>();
        for (String name : names(beginning.resolveSibling(""))) {
            if (name.startsWith(start) && name.endsWith(END)) {
                String middle = name.substring(start.length(), name.length() - END.length());
                String precision = middle.isEmpty() ? OnnxLayout.FP32 : middle.substring(1);
                boolean whole = files.apply(precision).stream().allMatch(f -> Files.isRegularFile(folder.resolve(f)));
                if (whole) {
                    found.add(precision.equals(OnnxLayout.FP32) ? 0 : found.size(), precision);
                }
            }
        }
        return found;
    }

    /**
     * Tells the number format of a model's two graphs.
     *
     * @param encoder file of the one
     * @param decoder file of the other
     * @return such as {@code int8}, or {@code encoder uint8, decoder int8} where they differ
     * @throws BackendException if one is missing or damaged ({@link ErrorKind#MISSING_MODEL})
     */
    static String format(Path encoder, Path decoder) {
        String first = OnnxGraph.read(encoder).precision();
        String second = OnnxGraph.read(decoder).precision();
        return first.equals(second) ? first : "encoder " + first + ", decoder " + second;
    }

    /** Names of what is in a folder, in alphabetical order; none where nothing can be listed, since there is no model. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
