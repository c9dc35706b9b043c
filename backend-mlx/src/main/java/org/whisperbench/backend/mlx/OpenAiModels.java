package org.whisperbench.backend.mlx;

import java.util.List;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.worker.LoadLimits;

/**
 * OpenAI's own files. Names and SHA-256 are those of the addresses in whisper-mps 0.0.10 ({@code load_models.py}), which has
 * them from openai/whisper. There {@code large} is another name of large-v3.
 */
final class OpenAiModels {

    private static final String PLACE = "https://openaipublic.azureedge.net/main/whisper/models/";

    private OpenAiModels() {}

    static List<ModelDescriptor> all() {
        return List.of(
                many("tiny", ModelSize.TINY, "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9"),
                english("tiny.en", ModelSize.TINY, "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03"),
                many("base", ModelSize.BASE, "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e"),
                english("base.en", ModelSize.BASE, "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead"),
                many("small", ModelSize.SMALL, "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794"),
                english(
                        "small.en",
                        ModelSize.SMALL,
                        "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872"),
                many("medium", ModelSize.MEDIUM, "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1"),
                english(
                        "medium.en",
                        ModelSize.MEDIUM,
                        "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f"),
                many("large-v1", ModelSize.LARGE, "e4b87e7e0bf463eb8e6956e646f1e277e901512310def2c24bf0e11bd3c28e9a"),
                many("large-v2", ModelSize.LARGE, "81f7c96c852ee8fc832187b0132e569d6c3065a3252ed18e56effd0b6a73e524"),
                many("large-v3", ModelSize.LARGE, "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb"),
                many(
                        "large-v3-turbo",
                        ModelSize.LARGE,
                        "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a"));
    }

    private static ModelDescriptor many(String name, ModelSize size, String sha256) {
        return builder(name, size, sha256).build();
    }

    private static ModelDescriptor english(String name, ModelSize size, String sha256) {
        return builder(name, size, sha256).languages("en").build();
    }

    private static ModelDescriptor.Builder builder(String name, ModelSize size, String sha256) {
        String file = name + ".pt";
        return ModelDescriptor.builder(name, new ModelSource.Web(PLACE + sha256 + "/" + file, sha256, false))
                .family("whisper-" + name)
                .size(size)
                .loadLimit(LoadLimits.reading(size))
                .files(List.of(ModelFile.unverified(file)))
                .precision("f16");
    }
}
