package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperException;
import org.whisperbench.testkit.TinyMlxWhisper;

/** Models that are whole by every length in their files, and still none that their configuration describes. */
final class WeightsLookTest {

    private static final String TRANSFORMERS = """
            {"model_type": "whisper", "d_model": 4, "encoder_layers": 1, "decoder_layers": 1, "encoder_ffn_dim": 8,
             "decoder_ffn_dim": 8, "vocab_size": 5, "num_mel_bins": 2, "max_target_positions": 3}
            """;
    private static final String MLX = TinyMlxWhisper.config(5);

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
        tensors.putAll(new TinyMlxWhisper(5).tensors());
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
        TinyMlxWhisper.writeWeights(tensors, folder.resolve("weights.npz"));
        return model(config, "weights.npz");
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
