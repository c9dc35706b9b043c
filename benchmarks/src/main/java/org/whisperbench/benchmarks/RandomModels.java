package org.whisperbench.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Models of real shapes with random weights, which write as many tokens as they are told; made when they are asked for first.
 *
 * @param python what makes them: a Python with torch, transformers, onnx, onnxruntime and safetensors
 * @param work where they are put
 */
record RandomModels(PythonPeer python, Path work) {

    /** Returns the folder of a model of a shape such as {@code tiny.en}: transformers' files, and ONNX in fp32 and int8. */
    Path onnx(String size) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("random-" + size));
        if (!Files.exists(folder.resolve("onnx").resolve("decoder_model_merged_int8.onnx"))) {
            python.run("make_random_whisper.py", folder.toString(), size);
            python.run(CheckoutFiles.toOnnx(), folder.toString(), "--int8");
        }
        return folder;
    }

    /** Returns the same weights for whisper.cpp, in f32, f16 or q8_0. */
    Path ggml(String size, String precision) throws IOException, InterruptedException {
        Path model = work.resolve("random-" + size + "-" + precision + ".bin");
        if (!Files.exists(model)) {
            python.run(CheckoutFiles.toGgml(), onnx(size).toString(), model.toString(), precision);
        }
        return model;
    }

    /** Tells a model how many tokens to write in a window. */
    static void limit(Path model, int tokens) throws IOException {
        Path rules = model.resolve("generation_config.json");
        Files.writeString(
                rules,
                Files.readString(rules).replaceFirst("\"max_new_tokens\": [0-9]+", "\"max_new_tokens\": " + tokens));
    }

    /** Allows a model the timestamp of a window's beginning, without which long audio is not decoded. */
    static void allowFirstTimestamp(Path model) throws IOException {
        Path rules = model.resolve("generation_config.json");
        Files.writeString(rules, Files.readString(rules).replace(", 50363, ", ", "));
    }
}
