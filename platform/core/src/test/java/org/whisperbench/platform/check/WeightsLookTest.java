package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperException;

/** Models that are whole by every length in their files, and still none that their configuration describes. */
final class WeightsLookTest {

    private static final String TRANSFORMERS = """
            {"model_type": "whisper", "d_model": 4, "encoder_layers": 1, "decoder_layers": 1, "encoder_ffn_dim": 8,
             "decoder_ffn_dim": 8, "vocab_size": 5, "num_mel_bins": 2, "max_target_positions": 3}
            """;
    private static final String MLX = """
            {"n_mels": 2, "n_audio_state": 4, "n_audio_layer": 1, "n_vocab": 5, "n_text_ctx": 3, "n_text_state": 4,
             "n_text_layer": 1}
            """;

    @TempDir
    Path folder;

    private final Map<String, List<Long>> tensors = new LinkedHashMap<>();

    private void tensor(String name, Long... shape) {
        tensors.put(name, List.of(shape));
    }

    private void linear(String name, long outputs, long inputs) {
        tensor(name + ".weight", outputs, inputs);
        tensor(name + ".bias", outputs);
    }

    private void norm(String name) {
        tensor(name + ".weight", 4L);
        tensor(name + ".bias", 4L);
    }

    private void transformers() {
        tensor("model.encoder.conv1.weight", 4L, 2L, 3L);
        tensor("model.encoder.conv1.bias", 4L);
        tensor("model.encoder.conv2.weight", 4L, 4L, 3L);
        tensor("model.encoder.conv2.bias", 4L);
        tensor("model.encoder.embed_positions.weight", 1500L, 4L);
        tensor("model.decoder.embed_tokens.weight", 5L, 4L);
        tensor("model.decoder.embed_positions.weight", 3L, 4L);
        for (String stack : List.of("model.encoder", "model.decoder")) {
            String layer = stack + ".layers.0.";
            attention(layer + "self_attn");
            linear(layer + "fc1", 8, 4);
            linear(layer + "fc2", 4, 8);
            norm(layer + "final_layer_norm");
            norm(stack + ".layer_norm");
        }
        attention("model.decoder.layers.0.encoder_attn");
    }

    private void attention(String name) {
        tensor(name + ".k_proj.weight", 4L, 4L);
        linear(name + ".q_proj", 4, 4);
        linear(name + ".v_proj", 4, 4);
        linear(name + ".out_proj", 4, 4);
        norm(name + "_layer_norm");
    }

    private void mlx() {
        tensor("encoder.conv1.weight", 4L, 3L, 2L);
        tensor("encoder.conv1.bias", 4L);
        tensor("encoder.conv2.weight", 4L, 3L, 4L);
        tensor("encoder.conv2.bias", 4L);
        tensor("decoder.token_embedding.weight", 5L, 4L);
        tensor("decoder.positional_embedding", 3L, 4L);
        norm("encoder.ln_post");
        norm("decoder.ln");
        for (String name : List.of("encoder.blocks.0.attn", "decoder.blocks.0.attn", "decoder.blocks.0.cross_attn")) {
            tensor(name + ".key.weight", 4L, 4L);
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

    private ResolvedModel safetensors(String config) throws IOException {
        StringBuilder header = new StringBuilder("{");
        long end = 0;
        for (Map.Entry<String, List<Long>> one : tensors.entrySet()) {
            long start = end;
            end += Float.BYTES * one.getValue().stream().reduce(1L, (a, b) -> a * b);
            header.append(header.length() == 1 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(one.getKey(), one.getValue(), start, end));
        }
        byte[] text = header.append("}").toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + text.length + (int) end).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                folder.resolve("model.safetensors"),
                file.putLong(text.length).put(text).array());
        return model(config, "model.safetensors");
    }

    private ResolvedModel archive(String config) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, List<Long>> one : tensors.entrySet()) {
                String shape = one.getValue().toString().replace("[", "(").replace("]", ",)");
                String header = "{'descr': '<f2', 'fortran_order': False, 'shape': " + shape + ", }\n";
                zip.putNextEntry(new ZipEntry(one.getKey() + ".npy"));
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
                zip.write(header.getBytes(StandardCharsets.US_ASCII));
                zip.write(new byte[(int) (2 * one.getValue().stream().reduce(1L, (a, b) -> a * b))]);
                zip.closeEntry();
            }
        }
        Files.write(folder.resolve("weights.npz"), archive.toByteArray());
        return model(config, "weights.npz");
    }

    private ResolvedModel ctranslate2(List<String> names) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(6).putShort((short) 12).put("WhisperSpec\0".getBytes(StandardCharsets.US_ASCII));
        file.putInt(3).putInt(names.size());
        for (String name : names) {
            file.putShort((short) (name.length() + 1)).put((name + "\0").getBytes(StandardCharsets.US_ASCII));
            file.put((byte) 1).putInt(2).put((byte) 1).putInt(2).putShort((short) 0);
        }
        file.putInt(0);
        Files.write(folder.resolve("model.bin"), java.util.Arrays.copyOf(file.array(), file.position()));
        return model("{\"suppress_ids\": []}", "model.bin");
    }

    private static List<String> variables() {
        List<String> names = new java.util.ArrayList<>(List.of(
                "encoder/conv1/weight",
                "encoder/conv2/weight",
                "encoder/layer_norm/gamma",
                "decoder/embeddings/weight",
                "decoder/layer_norm/gamma"));
        for (String layer : List.of("encoder/layer_0/", "encoder/layer_1/", "decoder/layer_0/")) {
            for (String part : List.of("self_attention/linear_", "ffn/linear_")) {
                names.add(layer + part + "0/weight");
                names.add(layer + part + "1/weight");
            }
        }
        return names;
    }

    private ResolvedModel model(String config, String weights) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        ModelDescriptor descriptor = ModelDescriptor.builder("m", new ModelSource.Folder(folder))
                .files(List.of(ModelFile.unverified("config.json"), ModelFile.unverified(weights)))
                .build();
        return new ResolvedModel(descriptor, folder);
    }

    private static void refused(String words, ResolvedModel model) {
        WhisperException refusal = assertThrows(WhisperException.class, () -> WeightsLook.at(model));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(words), message);
        assertTrue(message.contains(model.directory().toString()), message);
    }

    @Test
    void whatItsConfigurationDescribesIsWhole() throws IOException {
        transformers();
        assertDoesNotThrow(() -> WeightsLook.at(safetensors(TRANSFORMERS)));
        tensor("proj_out.weight", 5L, 4L);
        assertDoesNotThrow(() -> WeightsLook.at(safetensors(TRANSFORMERS)));

        tensors.clear();
        mlx();
        assertDoesNotThrow(() -> WeightsLook.at(archive(MLX)));
        assertDoesNotThrow(() -> WeightsLook.at(safetensors(MLX)));
        assertDoesNotThrow(() -> WeightsLook.at(ctranslate2(variables())));
    }

    /** Upstream fills what is missing with random numbers, and leaves out what is too much. */
    @Test
    void tensorsThatAreMissingOrTooManyAreFound() throws IOException {
        transformers();
        for (String name : List.of("fc1.weight", "fc1.bias", "self_attn.k_proj.weight")) {
            tensors.remove("model.encoder.layers.0." + name);
        }
        refused("lacks 3 tensors", safetensors(TRANSFORMERS));

        transformers();
        refused(
                "knows nothing of, such as 'decoder.layers.0.",
                safetensors(TRANSFORMERS.replace("\"decoder_layers\": 1", "\"decoder_layers\": 0")));
        refused("lacks", safetensors(TRANSFORMERS.replace("\"encoder_layers\": 1", "\"encoder_layers\": 2")));
    }

    @Test
    void aTensorOfAnotherShapeIsFound() throws IOException {
        transformers();
        refused("asks for [6, 4]", safetensors(TRANSFORMERS.replace("\"vocab_size\": 5", "\"vocab_size\": 6")));

        tensors.clear();
        mlx();
        tensor("decoder.positional_embedding", 4L, 4L);
        refused("'decoder.positional_embedding' in shape [4, 4]", archive(MLX));
    }

    @Test
    void packedWeightsOfMlxHaveAsManyRows() throws IOException {
        mlx();
        for (String part : List.of("weight", "scales", "biases")) {
            tensor("decoder.token_embedding." + part, 5L, 1L);
        }
        assertDoesNotThrow(() -> WeightsLook.at(archive(MLX)));

        tensor("decoder.token_embedding.weight", 6L, 1L);
        refused("token_embedding", archive(MLX));
        tensor("decoder.token_embedding.weight", 5L, 4L);
        tensors.remove("decoder.token_embedding.scales");
        refused("decoder.token_embedding.biases", archive(MLX));
    }

    @Test
    void everyModelOfCtranslate2HasTheseVariables() throws IOException {
        for (String lacking : variables()) {
            List<String> names = variables();
            names.remove(lacking);
            refused("lacks variable '" + lacking + "'", ctranslate2(names));
        }
    }

    @Test
    void whatIsCalledJsonIsJson() throws IOException {
        transformers();
        refused("is no JSON", safetensors("not json"));
        refused("is no object of JSON", safetensors("[1]"));
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {}, \"infinite\": Infinity}");
        ModelDescriptor tokenizer = ModelDescriptor.builder("t", new ModelSource.Folder(folder))
                .files(List.of(ModelFile.unverified("tokenizer.json")))
                .build();
        ResolvedModel model = new ResolvedModel(tokenizer, folder);
        assertDoesNotThrow(() -> WeightsLook.at(model));

        for (String wrong : List.of("", "not json", "{\"model\": {", "{\"a\": 1,}")) {
            Files.writeString(folder.resolve("tokenizer.json"), wrong);
            refused(wrong.isEmpty() ? "it is empty" : "it is no JSON", model);
        }
    }
}
