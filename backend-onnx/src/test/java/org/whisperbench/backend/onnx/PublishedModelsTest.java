package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;

final class PublishedModelsTest {

    private static final List<String> IN_TWO = List.of(
            "whisper-tiny_timestamped",
            "whisper-tiny.en_timestamped",
            "whisper-base_timestamped",
            "whisper-base.en_timestamped",
            "whisper-small_timestamped",
            "whisper-small.en_timestamped",
            "whisper-medium_timestamped",
            "whisper-medium.en_timestamped",
            "whisper-large-v3-turbo_timestamped",
            "distil-medium.en",
            "distil-large-v3",
            "distil-large-v2");

    private final List<ModelDescriptor> models = PublishedModels.all();

    @Test
    void whatWasNotTrainedToTranslateIsKnownByItsPlace() {
        assertEquals(
                Set.of("whisper-large-v3-turbo",
                        "whisper-large-v3-turbo_timestamped",
                        "distil-small.en",
                        "distil-medium.en",
                        "distil-large-v2",
                        "distil-large-v3",
                        "distil-large-v3.5"),
                models.stream()
                        .filter(model -> !PublishedModels.translates(model))
                        .map(ModelDescriptor::family)
                        .collect(Collectors.toSet()));
        assertFalse(translates("onnx-community/whisper-large-v3-turbo_timestamped"));
        assertFalse(translates("distil-whisper/distil-large-v3"));
        assertTrue(translates("somebody/whisper-large-v3-translating"));
        assertTrue(PublishedModels.translates(
                OnnxModels.describe(TinyModel.folder().toString()).orElseThrow()));
    }

    private static boolean translates(String repository) {
        return PublishedModels.translates(OnnxModels.describe(repository).orElseThrow());
    }

    @Test
    void everySizeIsThereInEveryPrecision() {
        List<String> plain =
                families().stream().filter(family -> !IN_TWO.contains(family)).toList();
        assertEquals(
                List.of(
                        "whisper-tiny",
                        "whisper-tiny.en",
                        "whisper-base",
                        "whisper-base.en",
                        "whisper-small",
                        "whisper-small.en",
                        "distil-small.en",
                        "whisper-medium",
                        "whisper-medium.en",
                        "whisper-large-v3",
                        "whisper-large-v3-turbo",
                        "whisper-large-v2",
                        "distil-large-v3.5"),
                plain);
        for (String family : plain) {
            assertEquals(
                    List.of("fp32", "fp16", "int8", "q4", "q4f16"),
                    members(family).map(ModelDescriptor::precision).toList());
            assertEquals(
                    List.of(family, family + "-fp16", family + "-int8", family + "-q4", family + "-q4f16"),
                    members(family).map(ModelDescriptor::name).toList());
        }
    }

    @Test
    void exportsWithAttentionsAndDistilledOnesAreThereInTwoPrecisions() {
        assertTrue(families().containsAll(IN_TWO), () -> families().toString());
        for (String family : IN_TWO) {
            assertEquals(
                    List.of(family, family + "-int8"),
                    members(family).map(ModelDescriptor::name).toList());
        }
        assertEquals(
                new ModelSource.Repository("distil-whisper/distil-large-v3", "main"),
                model("distil-large-v3").source());
        assertEquals(
                new ModelSource.Repository("onnx-community/whisper-tiny.en_timestamped", "main"),
                model("whisper-tiny.en_timestamped-int8").source());
    }

    @Test
    void whatSaysSoAndWhatIsDistilledKnowsEnglishOnly() {
        for (ModelDescriptor model : models) {
            boolean english = model.family().contains(".en") || model.family().startsWith("distil-");
            assertEquals(english ? List.of("en") : List.of(), model.languages(), model::name);
        }
    }

    @Test
    void theExportWithAttentionsOfAModelIsNamed() {
        assertEquals(Optional.of("whisper-tiny.en_timestamped"), PublishedModels.withAttentions("whisper-tiny.en"));
        assertEquals(
                Optional.of("whisper-large-v3-turbo_timestamped-int8"),
                PublishedModels.withAttentions("whisper-large-v3-turbo-int8"));
        assertEquals(
                Optional.of("whisper-small_timestamped"),
                PublishedModels.withAttentions("whisper-small-q4f16"),
                "there is none in this precision");
        assertEquals(Optional.empty(), PublishedModels.withAttentions("whisper-large-v3"));
        assertEquals(Optional.empty(), PublishedModels.withAttentions("whisper-tiny_timestamped"));
        assertEquals(Optional.empty(), PublishedModels.withAttentions("my-own"));
    }

    @Test
    void aSizeStandsForTwoPrecisions() {
        assertEquals(
                List.of("whisper-base", "whisper-base-int8", "whisper-base.en", "whisper-base.en-int8"),
                models.stream()
                        .filter(model -> model.size() == ModelSize.BASE)
                        .map(ModelDescriptor::name)
                        .toList());
    }

    @Test
    void theFirstOfTheLargeOnesIsTheOneToRecommend() {
        assertEquals(
                List.of(
                        "whisper-large-v3",
                        "whisper-large-v3-turbo",
                        "whisper-large-v2",
                        "distil-large-v3.5",
                        "distil-large-v3",
                        "distil-large-v2"),
                models.stream()
                        .filter(model -> model.size() == ModelSize.LARGE)
                        .map(ModelDescriptor::family)
                        .distinct()
                        .toList());
    }

    @Test
    void theFilesAreThoseThatLoadingOpens() {
        for (ModelDescriptor model : models) {
            OnnxLayout layout = OnnxLayout.of(model);
            List<String> paths = model.files().stream().map(ModelFile::path).toList();
            assertTrue(paths.containsAll(layout.files()), model::name);
            assertTrue(paths.stream().allMatch(layout::opens), model::name);
        }
        assertEquals(
                List.of("onnx/encoder_model.onnx_data", "onnx/decoder_model_merged.onnx_data"),
                model("whisper-large-v3").files().stream()
                        .map(ModelFile::path)
                        .filter(path -> path.endsWith("_data"))
                        .toList());
    }

    @Test
    void whatIsKnownIsKnownAtOneCommit() {
        PublishedFiles known = PublishedFiles.read();
        Set<ModelFile> declared = new HashSet<>();
        for (ModelDescriptor model : models) {
            ModelSource.Repository source = (ModelSource.Repository) model.source();
            for (ModelFile file : model.files()) {
                if (file.evidence() instanceof ModelFile.Known) {
                    declared.add(file);
                    assertTrue(source.revision().matches("[0-9a-f]{40}"), model::name);
                }
            }
        }
        Set<ModelFile> table = known.files().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("onnx-community/"))
                .map(java.util.Map.Entry::getValue)
                .collect(Collectors.toSet());
        assertEquals(table, declared, "the table has no figure that nobody uses");
        assertTrue(known(model("whisper-small")).allMatch(each -> each));
        assertTrue(known(model("whisper-medium")).noneMatch(each -> each));
    }

    @Test
    void eachFigureNamesThePageWhereItWasRead() {
        for (String[] row : PublishedFiles.rows()) {
            assertEquals(6, row.length, () -> String.join(" ", row));
            assertTrue(
                    row[5].matches("https://github[.]com/[^/]+/[^/]+/blob/[0-9a-f]{40}/\\S+"),
                    () -> row[0] + "/" + row[2] + " names '" + row[5] + "'");
        }
    }

    private static Stream<Boolean> known(ModelDescriptor model) {
        return model.files().stream().map(file -> file.evidence() instanceof ModelFile.Known);
    }

    private List<String> families() {
        return models.stream().map(ModelDescriptor::family).distinct().toList();
    }

    private Stream<ModelDescriptor> members(String family) {
        return models.stream().filter(m -> m.family().equals(family));
    }

    private ModelDescriptor model(String name) {
        return models.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }
}
