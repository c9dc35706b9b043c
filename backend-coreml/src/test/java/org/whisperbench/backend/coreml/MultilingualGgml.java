package org.whisperbench.backend.coreml;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ResolvedModel;

/**
 * A model for many languages in GGML, whole in every way but that its numbers are random, from a fixed seed: it detects some
 * language and hears some word. Layout as {@code models/convert-pt-to-ggml.py} of whisper.cpp writes it.
 */
final class MultilingualGgml {

    private static final int MAGIC = 0x67676d6c;
    private static final int VOCABULARY = 51865;
    /** Those that the file tells; the program makes up the others. */
    private static final int TOKENS = 50257;

    private static final int WIDTH = 16;
    private static final int MELS = 80;
    private static final int FREQUENCIES = 201;
    private static final double SPREAD = 0.05;

    private static final int F32 = 0;
    private static final int F16 = 1;

    private final OutputStream out;
    private final int type;
    private final Random random = new Random(7);

    private MultilingualGgml(OutputStream out, int type) {
        this.out = out;
        this.type = type;
    }

    /** Writes one of 3 MB in f16, with one layer of 16 numbers in encoder and decoder. */
    static ResolvedModel in(Path folder) throws IOException {
        return in(folder, F16);
    }

    /** Writes the same in f32. */
    static ResolvedModel f32In(Path folder) throws IOException {
        return in(folder, F32);
    }

    private static ResolvedModel in(Path folder, int type) throws IOException {
        Path file = folder.resolve("ggml-many.bin");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new MultilingualGgml(out, type).write();
        }
        ModelDescriptor descriptor =
                new WhisperCppBackend().describe(file.toString()).orElseThrow();
        return new ResolvedModel(descriptor, folder);
    }

    private void write() throws IOException {
        integers(MAGIC, VOCABULARY, 1500, WIDTH, 1, 1, 448, WIDTH, 1, 1, MELS, type);
        integers(MELS, FREQUENCIES);
        for (int i = 0; i < MELS * FREQUENCIES; i++) {
            number((float) (0.01 * random.nextDouble()));
        }
        integers(TOKENS);
        for (int i = 0; i < TOKENS; i++) {
            // The program looks for the token of a space alone.
            byte[] token = (i == 0 ? " " : " w" + i).getBytes(StandardCharsets.US_ASCII);
            integers(token.length);
            out.write(token);
        }
        encoder();
        decoder();
    }

    private void encoder() throws IOException {
        tensor("encoder.positional_embedding", 1500, WIDTH);
        tensor("encoder.conv1.weight", WIDTH, MELS, 3);
        tensor("encoder.conv1.bias", WIDTH, 1);
        tensor("encoder.conv2.weight", WIDTH, WIDTH, 3);
        tensor("encoder.conv2.bias", WIDTH, 1);
        attention("encoder.blocks.0.attn");
        perceptron("encoder.blocks.0.mlp");
        norm("encoder.ln_post");
    }

    private void decoder() throws IOException {
        tensor("decoder.positional_embedding", 448, WIDTH);
        tensor("decoder.token_embedding.weight", VOCABULARY, WIDTH);
        attention("decoder.blocks.0.attn");
        attention("decoder.blocks.0.cross_attn");
        perceptron("decoder.blocks.0.mlp");
        norm("decoder.ln");
    }

    private void attention(String name) throws IOException {
        for (String part : new String[] {"query", "value", "out"}) {
            affine(name + "." + part, WIDTH, WIDTH);
        }
        tensor(name + ".key.weight", WIDTH, WIDTH);
        norm(name + "_ln");
    }

    private void perceptron(String name) throws IOException {
        norm(name + "_ln");
        affine(name + ".0", 4 * WIDTH, WIDTH);
        affine(name + ".2", WIDTH, 4 * WIDTH);
    }

    private void affine(String name, int outputs, int inputs) throws IOException {
        tensor(name + ".weight", outputs, inputs);
        tensor(name + ".bias", outputs);
    }

    private void norm(String name) throws IOException {
        head(name + ".weight", F32, WIDTH);
        for (int i = 0; i < WIDTH; i++) {
            number(1);
        }
        tensor(name + ".bias", WIDTH);
    }

    private void tensor(String name, int... shape) throws IOException {
        // As the converter does: of these, only matrices and kernels are in f16.
        boolean small = type == F16 && shape.length > 1 && !name.endsWith("bias") && !name.contains("positional");
        head(name, small ? F16 : F32, shape);
        int count = Arrays.stream(shape).reduce(1, (one, other) -> one * other);
        for (int i = 0; i < count; i++) {
            float value = (float) (SPREAD * random.nextGaussian());
            if (small) {
                int half = half(value);
                out.write(half);
                out.write(half >> 8);
            } else {
                number(value);
            }
        }
    }

    /** In 16 bits, cut off; what is too small for a normal number is 0. */
    private static int half(float value) {
        int bits = Float.floatToIntBits(value);
        int exponent = ((bits >>> 23) & 0xFF) - 127 + 15;
        int sign = (bits >>> 16) & 0x8000;
        return exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >>> 13) & 0x3FF);
    }

    private void head(String name, int format, int... shape) throws IOException {
        integers(shape.length, name.length(), format);
        for (int i = shape.length - 1; i >= 0; i--) {
            integers(shape[i]);
        }
        out.write(name.getBytes(StandardCharsets.US_ASCII));
    }

    private void number(float value) throws IOException {
        integers(Float.floatToIntBits(value));
    }

    private void integers(int... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        out.write(bytes.array());
    }
}
