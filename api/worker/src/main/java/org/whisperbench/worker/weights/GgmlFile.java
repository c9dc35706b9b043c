package org.whisperbench.worker.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Whisper model in GGML, as whisper.cpp's {@code whisper_model_load} reads it (release 1.9.3): magic, eleven numbers,
 * mel filters, vocabulary, then tensors until the file ends. whisper.cpp takes a file that ends before its first tensor for
 * an empty model and answers nothing; here the file has to hold all tensors of its layers and to end behind the last.
 */
final class GgmlFile {

    static final int MAGIC = 0x67676d6c;

    private static final List<String> NUMBERS = List.of(
            "vocabulary",
            "audioContext",
            "audioState",
            "audioHeads",
            "audioLayers",
            "textContext",
            "textState",
            "textHeads",
            "textLayers",
            "mels",
            "fileType");
    private static final int MOST_TOKENS = 1 << 20;
    private static final int MOST_TOKEN_BYTES = 1 << 12;
    private static final int MOST_DIMENSIONS = 4;
    private static final int MOST_LAYERS = 256;
    /** Tensors beside those of the layers, and those of an encoder's and a decoder's layer. */
    private static final int OTHER_TENSORS = 11;

    private static final int ENCODER_TENSORS = 15;
    private static final int DECODER_TENSORS = 24;

    private final ByteSource source;
    private final Map<String, Long> facts = new LinkedHashMap<>();

    private GgmlFile(ByteSource source) {
        this.source = source;
    }

    static TensorTable read(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            GgmlFile ggml = new GgmlFile(source);
            ggml.head();
            ggml.filters();
            ggml.vocabulary();
            return new TensorTable(file, "GGML", ggml.facts, ggml.tensors());
        }
    }

    private void head() {
        if (source.int32() != MAGIC) {
            throw source.damaged("it does not begin as GGML does");
        }
        for (String name : NUMBERS) {
            facts.put(name, (long) source.count(name, MOST_TOKENS));
        }
        if (fact("audioLayers") > MOST_LAYERS || fact("textLayers") > MOST_LAYERS || fact("vocabulary") == 0) {
            throw source.damaged("its shape is none of a Whisper model: " + facts);
        }
    }

    private long fact(String name) {
        return facts.getOrDefault(name, 0L);
    }

    private void filters() {
        int bins = source.count("mel filters", 1 << 10);
        int width = source.count("frequencies of a mel filter", 1 << 14);
        if (bins != fact("mels")) {
            throw source.damaged("it has %d mel filters but says %d".formatted(bins, fact("mels")));
        }
        source.skip((long) bins * width * Float.BYTES, "its mel filters");
    }

    private void vocabulary() {
        int count = source.count("tokens", MOST_TOKENS);
        for (int i = 0; i < count; i++) {
            int length = source.count("bytes of a token", MOST_TOKEN_BYTES);
            source.skip(length, "token " + i);
        }
        facts.put("tokens", (long) count);
    }

    private List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (source.remaining() > 0) {
            Tensor tensor = tensor();
            if (!names.add(tensor.name())) {
                throw source.damaged("tensor '" + tensor.name() + "' is there twice");
            }
            tensors.add(tensor);
        }
        long expected = OTHER_TENSORS + ENCODER_TENSORS * fact("audioLayers") + DECODER_TENSORS * fact("textLayers");
        if (tensors.size() != expected) {
            throw source.damaged("it has %d tensors, but %d and %d layers have %d"
                    .formatted(tensors.size(), fact("audioLayers"), fact("textLayers"), expected));
        }
        return tensors;
    }

    private Tensor tensor() {
        int dimensions = source.count("dimensions of a tensor", MOST_DIMENSIONS);
        int length = source.count("bytes of a tensor's name", MOST_TOKEN_BYTES);
        int code = source.int32();
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            shape.add((long) source.count("elements of a dimension", Integer.MAX_VALUE));
        }
        // The innermost comes first in the file.
        Collections.reverse(shape);
        String name = source.text(length);
        GgmlType type = GgmlType.of(code)
                .orElseThrow(() -> source.damaged("tensor '" + name + "' has type " + code + ", which is unknown"));
        Tensor tensor = new Tensor(name, type.display(), shape, bytes(name, type, shape));
        source.skip(tensor.bytes(), "tensor '" + name + "'");
        return tensor;
    }

    private long bytes(String name, GgmlType type, List<Long> shape) {
        try {
            return type.bytes(shape);
        } catch (ArithmeticException e) {
            throw source.damaged("tensor '" + name + "' of shape " + shape + " is larger than any file");
        }
    }
}
