package org.whisperbench.platform.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Whisper model of CTranslate2 with two layers on either side, whose numbers are all zero but for its heads. */
final class TinyCtranslate2 {

    static final int WIDTH = 4;
    static final int WORDS = 5;
    private static final int F32 = 0;
    private static final int I8 = 1;
    private static final int I16 = 2;

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, String> aliases = new TreeMap<>();

    /** One that is 0 but for a number without dimensions. */
    record Variable(int type, List<Integer> shape, int value) {}

    TinyCtranslate2() {
        affine("encoder/conv1", WIDTH, 80, 3);
        affine("encoder/conv2", WIDTH, WIDTH, 3);
        f32("encoder/position_encodings/encodings", 1500, WIDTH);
        f32("decoder/position_encodings/encodings", 448, WIDTH);
        f32("decoder/embeddings/weight", WORDS, WIDTH);
        aliases.put("decoder/projection/weight", "decoder/embeddings/weight");
        for (String stack : List.of("encoder", "decoder")) {
            heads(stack, 2);
            norm(stack);
            layers(stack, 2);
        }
    }

    Map<String, Variable> variables() {
        return variables;
    }

    Map<String, String> aliases() {
        return aliases;
    }

    void heads(String stack, int count) {
        variables.put(stack + "/num_heads", new Variable(I16, List.of(), count));
    }

    /** Gives a stack so many layers. */
    void layers(String stack, int count) {
        variables.keySet().removeIf(name -> name.matches(stack + "/layer_\\d+/.*"));
        for (int i = 0; i < count; i++) {
            layer(stack + "/layer_" + i);
        }
    }

    void removeLayer(String layer) {
        variables.keySet().removeIf(name -> name.startsWith(layer + "/"));
    }

    private void layer(String layer) {
        attention(layer + "/self_attention", 3 * WIDTH, WIDTH);
        if (layer.startsWith("decoder")) {
            attention(layer + "/attention", WIDTH, 2 * WIDTH, WIDTH);
        }
        norm(layer + "/ffn");
        affine(layer + "/ffn/linear_0", 16, WIDTH);
        affine(layer + "/ffn/linear_1", WIDTH, 16);
    }

    private void attention(String scope, int... outputs) {
        norm(scope);
        for (int i = 0; i < outputs.length; i++) {
            affine(scope + "/linear_" + i, outputs[i], WIDTH);
        }
    }

    private void norm(String scope) {
        f32(scope + "/layer_norm/gamma", WIDTH);
        f32(scope + "/layer_norm/beta", WIDTH);
    }

    void affine(String name, Integer... shape) {
        f32(name + "/weight", shape);
        f32(name + "/bias", shape[0]);
    }

    void f32(String name, Integer... shape) {
        variables.put(name, new Variable(F32, List.of(shape), 0));
    }

    void i8(String name, Integer... shape) {
        variables.put(name, new Variable(I8, List.of(shape), 0));
    }

    /** Writes it as {@code ModelSpec._serialize} does. */
    void write(Path model) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        integer(file, 6);
        text(file, "WhisperSpec");
        integer(file, 3);
        integer(file, variables.size());
        for (Map.Entry<String, Variable> one : variables.entrySet()) {
            write(file, one.getKey(), one.getValue());
        }
        integer(file, aliases.size());
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            text(file, alias.getKey());
            text(file, alias.getValue());
        }
        Files.write(model, file.toByteArray());
    }

    private static void write(ByteArrayOutputStream file, String name, Variable variable) {
        int width = variable.type() == F32 ? Float.BYTES : variable.type() == I16 ? Short.BYTES : 1;
        int bytes = width * variable.shape().stream().reduce(1, (one, other) -> one * other);
        text(file, name);
        file.write(variable.shape().size());
        variable.shape().forEach(length -> integer(file, length));
        file.write(variable.type());
        integer(file, bytes);
        byte[] content = new byte[bytes];
        content[0] = (byte) variable.value();
        file.writeBytes(content);
    }

    private static void integer(ByteArrayOutputStream file, int value) {
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private static void text(ByteArrayOutputStream file, String text) {
        file.write(text.length() + 1);
        file.write(0);
        file.writeBytes((text + "\0").getBytes(StandardCharsets.US_ASCII));
    }
}
