package org.whisperbench.worker.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.whisperbench.worker.JsonObject;

/**
 * A file of safetensors: eight bytes of length, a header of JSON, then data without holes, see the format's own readme
 * (huggingface/safetensors, "Format").
 */
final class SafetensorsFile {

    /** The format's own limit. */
    private static final long MOST_HEADER_BYTES = 16L << 20;

    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("BOOL", 1),
            Map.entry("U8", 1),
            Map.entry("I8", 1),
            Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1),
            Map.entry("I16", 2),
            Map.entry("U16", 2),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I32", 4),
            Map.entry("U32", 4),
            Map.entry("F32", 4),
            Map.entry("F64", 8),
            Map.entry("I64", 8),
            Map.entry("U64", 8));

    private final ByteSource source;

    private SafetensorsFile(ByteSource source) {
        this.source = source;
    }

    static TensorTable read(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            return new TensorTable(file, "safetensors", Map.of(), new SafetensorsFile(source).tensors());
        }
    }

    /** A tensor and where its data is. */
    private record Placed(Tensor tensor, long begin, long end) {}

    private List<Tensor> tensors() {
        List<Placed> placed = new ArrayList<>();
        JsonObject header = header();
        for (String name : header.members().keySet()) {
            if (!name.equals("__metadata__")) {
                placed.add(placed(name, header.object(name)));
            }
        }
        placed.sort(Comparator.comparingLong(Placed::begin).thenComparingLong(Placed::end));
        long end = 0;
        for (Placed one : placed) {
            if (one.begin() != end) {
                throw source.damaged("the data of tensor '%s' begins at %d, not at %d"
                        .formatted(one.tensor().name(), one.begin(), end));
            }
            end = one.end();
        }
        if (end != source.remaining()) {
            throw source.damaged("its tensors have %d bytes, but %d are there".formatted(end, source.remaining()));
        }
        return placed.stream().map(Placed::tensor).toList();
    }

    private JsonObject header() {
        long length = source.int64();
        if (length < 2 || length > MOST_HEADER_BYTES || length > source.remaining()) {
            throw source.damaged("its header would have %d bytes of %d".formatted(length, source.remaining()));
        }
        try {
            return JsonObject.parse(source.text((int) length));
        } catch (IllegalArgumentException e) {
            throw source.damaged("its header is no JSON: " + e.getMessage());
        }
    }

    private Placed placed(String name, JsonObject entry) {
        String type = entry.text("dtype");
        List<Long> shape = longs(entry.list("shape"));
        List<Long> offsets = longs(entry.list("data_offsets"));
        Integer width = BYTES.get(type);
        if (width == null || offsets.size() != 2) {
            throw source.damaged("tensor '" + name + "' is described as " + entry);
        }
        Tensor tensor = new Tensor(name, type.toLowerCase(Locale.ROOT), shape, offsets.get(1) - offsets.get(0));
        if (tensor.bytes() != Math.multiplyExact(tensor.elements(), width)) {
            throw source.damaged(
                    "tensor '%s' of %s and shape %s has %d bytes".formatted(name, type, shape, tensor.bytes()));
        }
        return new Placed(tensor, offsets.get(0), offsets.get(1));
    }

    private List<Long> longs(List<? extends @Nullable Object> values) {
        List<Long> longs = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof Long number) || number < 0) {
                throw source.damaged("its header has '" + value + "' where a length has to be");
            }
            longs.add(number);
        }
        return longs;
    }
}
