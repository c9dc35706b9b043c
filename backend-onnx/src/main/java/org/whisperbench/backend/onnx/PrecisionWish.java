package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * A number format that a user asks for, and the files that have it. The names are those of transformers.js, whose files end in
 * an underscore and the name, but those of {@code q8} in {@code _quantized}: 8 bits, signed or not as its
 * {@code scripts/quantize.py} chooses for each graph, that is unsigned where it has a convolution, as encoders have.
 *
 * @param name such as {@code int8}; empty where nothing is asked for
 */
record PrecisionWish(String name) {

    private static final String SIGNED = "int8";
    private static final String UNSIGNED = "uint8";
    private static final String EITHER = "q8";
    private static final String QUANTIZED = "quantized";

    /**
     * Names the files that may have it.
     *
     * @return what stands before the end of their names, the likeliest first
     */
    List<String> suffixes() {
        return switch (name) {
            case SIGNED, UNSIGNED -> List.of(name, QUANTIZED);
            case EITHER, QUANTIZED -> List.of(QUANTIZED, SIGNED, UNSIGNED);
            default -> List.of(name);
        };
    }

    /**
     * Tells whether graphs have it. Of 8 bits one graph may have signed numbers and another unsigned ones.
     *
     * @param format the number format of the graphs, as {@link GraphFiles#format} tells it
     * @return true also where nothing is asked for
     */
    boolean isMetBy(String format) {
        if (name.isEmpty() || name.equals(format)) {
            return true;
        }
        List<String> found = new ArrayList<>();
        for (String graph : format.split(", ", -1)) {
            found.add(graph.substring(graph.lastIndexOf(' ') + 1));
        }
        boolean eightBits = List.of(SIGNED, UNSIGNED).containsAll(found);
        return eightBits && (found.contains(name) || name.equals(EITHER) || name.equals(QUANTIZED));
    }

    /**
     * Chooses among the files of a folder.
     *
     * @param folder the folder
     * @param there what stands before the end of the names of files that the folder holds whole, at least one
     * @param format tells the number format of the graphs of such files
     * @return one of them, the first one if nothing is asked for
     * @throws BackendException if none has the format ({@link ErrorKind#USER})
     */
    String among(Path folder, List<String> there, UnaryOperator<String> format) {
        if (name.isEmpty()) {
            return there.get(0);
        }
        return suffixes().stream()
                .filter(there::contains)
                .filter(suffix -> suffix.equals(name) || mayBe(suffix, format))
                .findFirst()
                .orElseThrow(() -> new BackendException(
                        ErrorKind.USER,
                        "'%s' has no files of precision '%s'; it has %s".formatted(folder, name, named(there))));
    }

    private static String named(List<String> there) {
        return there.isEmpty()
                ? "no other"
                : "%s, to be named as in '-m FOLDER#%s'"
                        .formatted(String.join(", ", there), there.get(there.size() - 1));
    }

    /** What is damaged is named where it is loaded. */
    private boolean mayBe(String suffix, UnaryOperator<String> format) {
        try {
            return isMetBy(format.apply(suffix));
        } catch (BackendException e) {
            return true;
        }
    }

    /**
     * Refuses what graphs do not have.
     *
     * @param format their number format
     * @param model the model's name
     * @param there what its folder holds
     * @throws BackendException if that is not what was asked for ({@link ErrorKind#USER})
     */
    void require(String format, String model, List<String> there) {
        if (!isMetBy(format)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "precision '%s' is not that of model '%s', whose files are %s; its folder has %s"
                            .formatted(name, model, format, named(there)));
        }
    }
}
