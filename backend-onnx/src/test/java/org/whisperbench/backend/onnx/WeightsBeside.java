package org.whisperbench.backend.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Moves the weights of a graph into a file beside it, as {@code onnx.save_model} does with {@code save_as_external_data}, all into
 * one file (field numbers of {@code onnx.proto}, ONNX 1.x).
 */
final class WeightsBeside {

    private static final int GRAPH = 7;
    private static final int TENSOR = 5;
    private static final int RAW = 9;
    private static final int PLACE = 13;
    /** The field that says where the numbers are, and that they are in another file. */
    private static final byte[] ELSEWHERE = {14 << 3, 1};
    /** Smaller constants stay: shapes have to be known when the graph is read. */
    private static final int LEAST_BYTES = 1024;

    private final OnnxParts parts;
    private final Path beside;
    private final ByteArrayOutputStream weights = new ByteArrayOutputStream();

    private WeightsBeside(OnnxParts parts, Path beside) {
        this.parts = parts;
        this.beside = beside;
    }

    /** Returns the file with the weights of a graph. */
    static Path of(Path graph) {
        return graph.resolveSibling(graph.getFileName() + "_data");
    }

    /** Moves the weights, and returns the file that has them now. */
    static Path move(Path graph) throws IOException {
        byte[] without;
        Path beside = of(graph);
        try (OnnxParts parts = new OnnxParts(graph)) {
            WeightsBeside moved = new WeightsBeside(parts, beside);
            without = moved.model();
            Files.write(beside, moved.weights.toByteArray());
        }
        Files.write(graph, without);
        return beside;
    }

    private byte[] model() throws IOException {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        for (OnnxParts.Part part : parts.all()) {
            if (part.number() == GRAPH) {
                ByteArrayOutputStream graph = new ByteArrayOutputStream();
                for (OnnxParts.Part inner : parts.within(part)) {
                    tensorOrOther(inner, graph);
                }
                write(GRAPH, graph.toByteArray(), model);
            } else {
                parts.copy(part, model);
            }
        }
        return model.toByteArray();
    }

    private void tensorOrOther(OnnxParts.Part part, OutputStream graph) throws IOException {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        boolean moved = false;
        if (part.number() == TENSOR) {
            for (OnnxParts.Part field : parts.within(part)) {
                if (field.number() == RAW && field.value() >= LEAST_BYTES) {
                    place(field, tensor);
                    moved = true;
                } else {
                    parts.copy(field, tensor);
                }
            }
        }
        if (moved) {
            write(TENSOR, tensor.toByteArray(), graph);
        } else {
            parts.copy(part, graph);
        }
    }

    private void place(OnnxParts.Part numbers, ByteArrayOutputStream tensor) throws IOException {
        write(PLACE, entry("location", String.valueOf(beside.getFileName())), tensor);
        write(PLACE, entry("offset", Integer.toString(weights.size())), tensor);
        write(PLACE, entry("length", Long.toString(numbers.value())), tensor);
        tensor.write(ELSEWHERE);
        weights.write(parts.read(numbers).array());
    }

    private static byte[] entry(String key, String value) throws IOException {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        write(1, key.getBytes(StandardCharsets.UTF_8), entry);
        write(2, value.getBytes(StandardCharsets.UTF_8), entry);
        return entry.toByteArray();
    }

    private static void write(int number, byte[] content, OutputStream into) throws IOException {
        into.write(OnnxWriter.head(number, content.length));
        into.write(content);
    }
}
