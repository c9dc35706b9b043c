package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * How much of which files beside a graph its weights are in ({@code external_data} of {@code onnx.proto}, ONNX 1.x). The engine would
 * name the graph where such a file is cut off, and the tensor that ends too late.
 *
 * <p>One thread uses an instance.
 */
final class ExternalWeights {

    private static final String LOCATION = "location";
    /** As many bytes as no file has, without a number that is too great. */
    private static final String NUMBER = "[0-9]{1,18}";

    private final Map<String, Long> bytes = new TreeMap<>();
    private final Map<String, String> place = new HashMap<>();
    private String key = "";
    private boolean outside;

    /** Begins a tensor. */
    void begin() {
        place.clear();
        outside = false;
    }

    /** Takes where the tensor's numbers are: 1 is another file. */
    void location(long where) {
        outside = where == 1;
    }

    /** Takes a field of an entry of the place: its key is field 1, its value, after that, field 2. */
    void entry(int field, String text) {
        if (field == 1) {
            key = text;
        } else if (field == 2) {
            place.put(key, text);
        }
    }

    /** Ends a tensor. */
    void end() {
        if (outside && place.containsKey(LOCATION)) {
            bytes.merge(place.get(LOCATION), number("offset") + number("length"), Math::max);
        }
    }

    /** What is not said, or damaged, is left to the engine. */
    private long number(String name) {
        String value = place.getOrDefault(name, "");
        return value.matches(NUMBER) ? Long.parseLong(value) : 0;
    }

    /**
     * Looks at the files.
     *
     * @param graph the file of the graph
     * @throws BackendException if one is missing or too short ({@link ErrorKind#MISSING_MODEL})
     */
    void require(Path graph) {
        bytes.forEach((name, needed) -> {
            Path file = beside(graph, name);
            long size = size(file);
            if (size < needed) {
                throw ModelFailure.damaged(
                        file, "it ends after %d bytes, and '%s' needs %d".formatted(size, graph.getFileName(), needed));
            }
        });
    }

    private static Path beside(Path graph, String name) {
        try {
            return graph.resolveSibling(name);
        } catch (InvalidPathException e) {
            throw ModelFailure.damaged(graph, "its weights are in a file with an impossible name", e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw ModelFailure.unreadable(file, e);
        }
    }
}
