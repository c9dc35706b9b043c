package org.whisperbench.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Whisper model in the layout of MLX with one layer of width 4 on either side, whose numbers are all zero. */
public final class TinyMlxWhisper {

    /** The least vocabulary of a model for many languages. */
    private static final int WORDS = 51865;

    private final Map<String, List<Long>> tensors = new LinkedHashMap<>();

    /** Makes a model for many languages. */
    public TinyMlxWhisper() {
        this(WORDS);
    }

    /**
     * Makes a model.
     *
     * @param words how many rows its table of words has
     */
    public TinyMlxWhisper(int words) {
        tensor("encoder.conv1.weight", 4, 3, 2);
        tensor("encoder.conv1.bias", 4);
        tensor("encoder.conv2.weight", 4, 3, 4);
        tensor("encoder.conv2.bias", 4);
        tensor("decoder.token_embedding.weight", words, 4);
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

    /**
     * Returns a configuration.
     *
     * @param words how many rows the table of words has
     * @return {@code config.json}
     */
    public static String config(int words) {
        return "{" + dimensions(words) + "}";
    }

    /**
     * Returns the configuration of a model for many languages with one more entry.
     *
     * @param more a name and its value in JSON
     * @return {@code config.json}
     */
    public static String config(String more) {
        return "{" + dimensions(WORDS) + ", " + more + "}";
    }

    private static String dimensions(int words) {
        return "\"n_mels\": 2, \"n_audio_ctx\": 1500, \"n_audio_state\": 4, \"n_audio_head\": 1, \"n_audio_layer\": 1,"
                + " \"n_vocab\": " + words + ", \"n_text_ctx\": 3, \"n_text_state\": 4, \"n_text_head\": 1,"
                + " \"n_text_layer\": 1";
    }

    /**
     * Writes a whole model for many languages.
     *
     * @param folder gets {@code config.json} and {@code weights.npz}
     * @throws IOException if they cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), config(WORDS));
        new TinyMlxWhisper().writeWeights(folder.resolve("weights.npz"));
    }

    /**
     * Returns its tensors.
     *
     * @return shapes by name
     */
    public Map<String, List<Long>> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * Adds a tensor, or gives one another shape.
     *
     * @param name its name
     * @param shape its shape, outermost dimension first
     * @return this
     */
    public TinyMlxWhisper tensor(String name, Integer... shape) {
        tensors.put(name, Stream.of(shape).map(Integer::longValue).toList());
        return this;
    }

    /**
     * Takes a tensor away.
     *
     * @param name its name
     * @return this
     */
    public TinyMlxWhisper without(String name) {
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

    /**
     * Writes its tensors.
     *
     * @param file an archive of NumPy
     * @throws IOException if it cannot be written
     */
    public void writeWeights(Path file) throws IOException {
        writeWeights(tensors, file);
    }

    /**
     * Writes tensors of numbers that are all zero.
     *
     * @param tensors shapes by name
     * @param file an archive of NumPy
     * @throws IOException if it cannot be written
     */
    public static void writeWeights(Map<String, List<Long>> tensors, Path file) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, List<Long>> tensor : tensors.entrySet()) {
                String shape = tensor.getValue().toString().replace("[", "(").replace("]", ",)");
                String header = "{'descr': '<f2', 'fortran_order': False, 'shape': " + shape + ", }\n";
                zip.putNextEntry(new ZipEntry(tensor.getKey() + ".npy"));
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
                zip.write(header.getBytes(StandardCharsets.US_ASCII));
                zip.write(new byte[(int) (2 * tensor.getValue().stream().reduce(1L, (a, b) -> a * b))]);
                zip.closeEntry();
            }
        }
        Files.write(file, archive.toByteArray());
    }
}
