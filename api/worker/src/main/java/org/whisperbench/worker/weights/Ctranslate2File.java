package org.whisperbench.worker.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code model.bin} of CTranslate2 (4.8), binary version 6, as {@code ModelSpec._serialize} writes and
 * {@code Model::load} reads it: version, name and revision of the specification, variables with their data, aliases.
 */
final class Ctranslate2File {

    private static final int VERSION = 6;
    private static final int MOST_VARIABLES = 1 << 20;
    /** By their numbers in the file. */
    private static final List<String> TYPES = List.of("f32", "i8", "i16", "i32", "f16", "bf16");

    private static final List<Integer> WIDTHS = List.of(4, 1, 2, 4, 2, 2);

    private final ByteSource source;
    /** Numbers that are variables of their own, such as {@code encoder/num_heads}. */
    private final Map<String, Long> facts = new HashMap<>();

    private Ctranslate2File(ByteSource source) {
        this.source = source;
    }

    /** Tells from the first bytes whether a file is one: a small version, then a text with an end. */
    static boolean begins(int first) {
        return first == VERSION;
    }

    static TensorTable read(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            return new Ctranslate2File(source).table(file);
        }
    }

    private TensorTable table(Path file) {
        int version = source.int32();
        if (version != VERSION) {
            throw source.damaged("it says binary version %d, not %d".formatted(version, VERSION));
        }
        String specification = text();
        facts.put("version", (long) version);
        facts.put("revision", (long) source.int32());
        if (!specification.endsWith("Spec")) {
            throw source.damaged("its specification is called '" + specification + "'");
        }
        List<Tensor> tensors = new ArrayList<>();
        int count = source.count("variables", MOST_VARIABLES);
        for (int i = 0; i < count; i++) {
            tensors.add(variable());
        }
        Map<String, String> aliases = new HashMap<>();
        int further = source.count("aliases", MOST_VARIABLES);
        for (int i = 0; i < further; i++) {
            String alias = text();
            aliases.put(alias, text());
        }
        if (source.remaining() != 0) {
            throw source.damaged("%d bytes follow its end".formatted(source.remaining()));
        }
        return new TensorTable(file, "CTranslate2 " + specification, facts, tensors, aliases);
    }

    private Tensor variable() {
        String name = text();
        int rank = source.int8();
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(source.int32() & 0xFFFF_FFFFL);
        }
        int type = source.int8();
        long bytes = source.int32() & 0xFFFF_FFFFL;
        if (type >= TYPES.size()) {
            throw source.damaged("variable '" + name + "' has type " + type + ", which is unknown");
        }
        Tensor tensor = new Tensor(name, TYPES.get(type), shape, bytes);
        // The length has 32 bits in the file, so a longer one is known by its shape alone.
        long full = Math.multiplyExact(tensor.elements(), WIDTHS.get(type));
        if ((full & 0xFFFF_FFFFL) != bytes) {
            throw source.damaged(
                    "variable '%s' of %s and shape %s has %d bytes".formatted(name, TYPES.get(type), shape, bytes));
        }
        if (rank == 0 && TYPES.get(type).equals("i16")) {
            facts.put(name, (long) (short) source.int16());
        } else {
            source.skip(full, "variable '" + name + "'");
        }
        return tensor;
    }

    /** A length that counts the closing zero, then the bytes. */
    private String text() {
        int length = source.int16();
        String text = source.text(length);
        if (length == 0 || text.charAt(text.length() - 1) != 0) {
            throw source.damaged("a name before byte %d has no end".formatted(source.position()));
        }
        return text.substring(0, text.length() - 1);
    }
}
