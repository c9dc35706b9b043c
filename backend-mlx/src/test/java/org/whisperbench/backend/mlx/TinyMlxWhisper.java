package org.whisperbench.backend.mlx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A model in the layout of MLX with one layer on either side, whose numbers are all zero. */
final class TinyMlxWhisper {

    private static final String DIMENSIONS = "\"n_mels\": 2, \"n_audio_ctx\": 1500, \"n_audio_state\": 4,"
            + " \"n_audio_head\": 1, \"n_audio_layer\": 1, \"n_vocab\": 51865, \"n_text_ctx\": 3, \"n_text_state\": 4,"
            + " \"n_text_head\": 1, \"n_text_layer\": 1";
    static final String CONFIG = "{" + DIMENSIONS + "}";

    private final Map<String, List<Integer>> tensors = new LinkedHashMap<>();

    TinyMlxWhisper() {
        tensor("encoder.conv1.weight", 4, 3, 2);
        tensor("encoder.conv1.bias", 4);
        tensor("encoder.conv2.weight", 4, 3, 4);
        tensor("encoder.conv2.bias", 4);
        tensor("decoder.token_embedding.weight", 51865, 4);
        tensor("decoder.positional_embedding", 3, 4);
        norm("encoder.ln_post");
        norm("decoder.ln");
        for (String name : List.of("encoder.blocks.0.attn", "decoder.blocks.0.attn", "decoder.blocks.0.cross_attn")) {
            tensor(name + ".key.weight", 4, 4);
            linear(name + ".query", 4, 4);
            linear(name + ".value", 4, 4);
            linear(name + ".out", 4, 4);
            norm(name + "_ln");
        }
        for (String block : List.of("encoder.blocks.0", "decoder.blocks.0")) {
            linear(block + ".mlp1", 16, 4);
            linear(block + ".mlp2", 4, 16);
            norm(block + ".mlp_ln");
        }
    }

    /** The configuration with one more entry. */
    static String config(String more) {
        return "{" + DIMENSIONS + ", " + more + "}";
    }

    /** A whole model in a folder. */
    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), CONFIG);
        new TinyMlxWhisper().writeWeights(folder.resolve("weights.npz"));
    }

    TinyMlxWhisper tensor(String name, Integer... shape) {
        tensors.put(name, List.of(shape));
        return this;
    }

    TinyMlxWhisper without(String name) {
        tensors.remove(name);
        return this;
    }

    private void linear(String name, int outputs, int inputs) {
        tensor(name + ".weight", outputs, inputs);
        tensor(name + ".bias", outputs);
    }

    private void norm(String name) {
        tensor(name + ".weight", 4);
        tensor(name + ".bias", 4);
    }

    void writeWeights(Path file) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, List<Integer>> tensor : tensors.entrySet()) {
                String shape = tensor.getValue().toString().replace("[", "(").replace("]", ",)");
                String header = "{'descr': '<f2', 'fortran_order': False, 'shape': " + shape + ", }\n";
                zip.putNextEntry(new ZipEntry(tensor.getKey() + ".npy"));
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
                zip.write(header.getBytes(StandardCharsets.US_ASCII));
                zip.write(new byte[2 * tensor.getValue().stream().reduce(1, (a, b) -> a * b)]);
                zip.closeEntry();
            }
        }
        Files.write(file, archive.toByteArray());
    }
}
