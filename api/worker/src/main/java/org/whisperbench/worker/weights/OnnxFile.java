package org.whisperbench.worker.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The initializers of a model in ONNX, see {@code onnx.proto3}. Data that lies in files beside it has to be there, as long
 * as the model says.
 */
final class OnnxFile {

    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    /** Numbers of {@code TensorProto.DataType}. */
    private static final Map<Long, String> TYPES = Map.ofEntries(
            Map.entry(1L, "f32"),
            Map.entry(2L, "u8"),
            Map.entry(3L, "i8"),
            Map.entry(4L, "u16"),
            Map.entry(5L, "i16"),
            Map.entry(6L, "i32"),
            Map.entry(7L, "i64"),
            Map.entry(9L, "bool"),
            Map.entry(10L, "f16"),
            Map.entry(11L, "f64"),
            Map.entry(16L, "bf16"),
            Map.entry(21L, "u4"),
            Map.entry(22L, "i4"));

    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("f32", 32),
            Map.entry("u8", 8),
            Map.entry("i8", 8),
            Map.entry("u16", 16),
            Map.entry("i16", 16),
            Map.entry("i32", 32),
            Map.entry("i64", 64),
            Map.entry("bool", 8),
            Map.entry("f16", 16),
            Map.entry("f64", 64),
            Map.entry("bf16", 16),
            Map.entry("u4", 4),
            Map.entry("i4", 4));

    private final Path file;
    private final ByteSource source;
    private final List<Tensor> tensors = new ArrayList<>();

    private OnnxFile(Path file, ByteSource source) {
        this.file = file;
        this.source = source;
    }

    static TensorTable read(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            OnnxFile onnx = new OnnxFile(file, source);
            onnx.model();
            return new TensorTable(file, "ONNX", Map.of(), onnx.tensors);
        }
    }

    private void model() {
        ProtobufReader model = ProtobufReader.whole(source);
        boolean graphs = false;
        while (model.next()) {
            if (model.field() == GRAPH && model.isDelimited()) {
                graphs = true;
                graph(model.message());
            } else {
                model.skip();
            }
        }
        if (!graphs) {
            throw source.damaged("it has no graph");
        }
    }

    private void graph(ProtobufReader graph) {
        while (graph.next()) {
            if (graph.field() == INITIALIZER && graph.isDelimited()) {
                tensors.add(new Initializer().read(graph.message()));
            } else {
                graph.skip();
            }
        }
    }

    /** One tensor while it is read; fields of {@code TensorProto} by number. */
    private final class Initializer {

        private final List<Long> shape = new ArrayList<>();
        private final Map<String, String> external = new HashMap<>();
        private String name = "";
        private long type;
        private long rawBytes = -1;

        Tensor read(ProtobufReader fields) {
            while (fields.next()) {
                switch (fields.field()) {
                    case 1 -> dimensions(fields);
                    case 2 -> type = fields.varint();
                    case 8 -> name = fields.text();
                    case 9 -> {
                        rawBytes = fields.length();
                        source.skip(rawBytes, "a tensor");
                    }
                    case 13 -> external(fields.message());
                    default -> fields.skip();
                }
            }
            return tensor();
        }

        private void dimensions(ProtobufReader fields) {
            if (!fields.isDelimited()) {
                shape.add(fields.varint());
                return;
            }
            long end = fields.length() + source.position();
            while (source.position() < end) {
                shape.add(fields.varint());
            }
        }

        private void external(ProtobufReader entry) {
            String key = "";
            String value = "";
            while (entry.next()) {
                switch (entry.field()) {
                    case 1 -> key = entry.text();
                    case 2 -> value = entry.text();
                    default -> entry.skip();
                }
            }
            external.put(key, value);
        }

        private Tensor tensor() {
            String display = TYPES.getOrDefault(type, "type " + type);
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            long bits = Math.multiplyExact(elements, BITS.getOrDefault(display, 0));
            long bytes = Math.addExact(bits, Byte.SIZE - 1) / Byte.SIZE;
            if (!external.isEmpty()) {
                requireExternal(bytes);
            } else if (rawBytes >= 0 && BITS.containsKey(display) && rawBytes != bytes) {
                throw source.damaged(
                        "tensor '%s' of %s and shape %s has %d bytes".formatted(name, display, shape, rawBytes));
            }
            return new Tensor(name, display, shape, bytes);
        }

        private void requireExternal(long bytes) {
            String location = external.getOrDefault("location", "");
            Path folder = file.toAbsolutePath().normalize().getParent();
            Path data = folder == null
                    ? Path.of(location)
                    : folder.resolve(location).normalize();
            if (location.isEmpty() || (folder != null && !data.startsWith(folder))) {
                throw source.damaged("tensor '" + name + "' is said to be in '" + location + "'");
            }
            try {
                long offset = Long.parseLong(external.getOrDefault("offset", "0"));
                long length = Long.parseLong(external.getOrDefault("length", Long.toString(bytes)));
                if (Math.addExact(offset, length) > Files.size(data)) {
                    throw ByteSource.damaged(
                            data, "it ends after %d bytes, inside of tensor '%s'".formatted(Files.size(data), name));
                }
            } catch (NumberFormatException e) {
                throw source.damaged("tensor '" + name + "' is said to be at " + external);
            } catch (IOException e) {
                throw ByteSource.unreadable(data, e);
            }
        }
    }
}
