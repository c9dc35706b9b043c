package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

final class OnnxModelsTest {

    @TempDir
    Path folder;

    private final OnnxBackend backend = new OnnxBackend();

    @Test
    void theBundledModelsAreDescribedAsTheyAreOnDisk() throws IOException, NoSuchAlgorithmException {
        List<ModelDescriptor> bundled = backend.models().stream()
                .filter(model -> model.source() instanceof ModelSource.Bundled)
                .toList();
        assertEquals(
                List.of("nano-digits.en", "nano-digits.en-int8"),
                bundled.stream().map(ModelDescriptor::name).toList());
        for (ModelDescriptor model : bundled) {
            assertEquals("nano-digits.en", model.family());
            assertEquals(new ModelSource.Bundled("nano-digits"), model.source());
            assertEquals(List.of("en"), model.languages());
            for (ModelFile file : model.files()) {
                byte[] content = Files.readAllBytes(Checkout.NANO.resolve(file.path()));
                String hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
                assertEquals(ModelFile.known(file.path(), content.length, hash), file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "relative",
                "/",
                "/no/such/folder",
                "a/b/c",
                "https://host/a",
                "a b/c",
                "../x",
                "o/n#../x",
                "\0"
            })
    void anythingElseIsNotDescribed(String place) {
        assertEquals(Optional.empty(), backend.describe(place));
    }

    @Test
    void anEmptyFolderIsNotDescribed() {
        assertEquals(Optional.empty(), backend.describe(folder.toString()));
    }

    @Test
    void aFolderIsDescribedInFullPrecisionUnlessAnotherIsNamed() {
        ModelDescriptor full = backend.describe(Checkout.NANO.toString()).orElseThrow();
        ModelDescriptor small = backend.describe(Checkout.NANO + "#int8").orElseThrow();

        assertEquals("nano-digits", full.name());
        assertEquals("fp32", full.precision());
        assertEquals(new ModelSource.Folder(Checkout.NANO), full.source());
        assertEquals("nano-digits-int8", small.name());
        assertEquals("nano-digits", small.family());
        assertEquals("int8", small.precision());
        assertTrue(small.files().contains(ModelFile.unverified("onnx/encoder_model_int8.onnx")));
    }

    @Test
    void aPrecisionThatAFolderDoesNotHaveIsRefusedWithThoseThatItHas() {
        String refusal = Refusal.of(ErrorKind.USER, () -> backend.describe(Checkout.NANO + "#q4"));

        assertEquals(
                "'%s' has no files of precision 'q4'; it has fp32, int8, to be named as in '-m FOLDER#int8'"
                        .formatted(Checkout.NANO),
                refusal);
    }

    @Test
    void eightBitsAreFoundUnderAnyNameThatUpstreamHasForThem() throws IOException {
        files("encoder_model", "uint8", "quantized");
        files("decoder_model_merged", "int8", "quantized");

        for (String wish : List.of("q8", "quantized", "int8", "uint8")) {
            ModelDescriptor model = backend.describe(folder + "#" + wish).orElseThrow();
            assertEquals(wish, model.precision());
            assertTrue(model.files().contains(ModelFile.unverified("onnx/encoder_model_quantized.onnx")), wish);
        }
        for (String wish : List.of("fp32", "fp16", "q4", "q4f16", "bnb4")) {
            String refusal = Refusal.of(ErrorKind.USER, () -> backend.describe(folder + "#" + wish));
            assertTrue(refusal.contains("it has quantized, to be named as in '-m FOLDER#quantized'"), refusal);
        }

        files("encoder_model", "int8", "int8");
        files("decoder_model_merged", "int8", "int8");
        assertTrue(paths(backend.describe(folder + "#int8").orElseThrow()).contains("onnx/encoder_model_int8.onnx"));
        assertTrue(paths(backend.describe(folder + "#q8").orElseThrow()).contains("onnx/encoder_model_quantized.onnx"));
    }

    @Test
    void eitherKindOfEightBitsIsWhatUpstreamCallsQ8() throws IOException {
        files("encoder_model", "uint8", "uint8");
        files("decoder_model_merged", "uint8", "uint8");

        assertTrue(paths(backend.describe(folder + "#q8").orElseThrow()).contains("onnx/encoder_model_uint8.onnx"));
        Refusal.of(ErrorKind.USER, () -> backend.describe(folder + "#int8"));
    }

    @Test
    void filesThatOnlyCallThemselvesQuantizedAreNotTakenForEightBits() throws IOException {
        files("encoder_model", "q4", "quantized");
        files("decoder_model_merged", "q4", "quantized");

        Refusal.of(ErrorKind.USER, () -> backend.describe(folder + "#int8"));
        assertEquals(
                "quantized", backend.describe(folder.toString()).orElseThrow().precision());
    }

    @Test
    void theQ8OfARepositoryIsCalledQuantizedThere() {
        ModelDescriptor model = backend.describe("owner/whisper-own#q8").orElseThrow();

        assertEquals("q8", model.precision());
        assertTrue(paths(model).contains("onnx/encoder_model_quantized.onnx"));
    }

    /** Puts a graph of almost no size into the folder, under the name of another precision. */
    private void files(String graph, String precision, String suffix) throws IOException {
        touch("config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json", "onnx/x");
        Files.copy(
                TinyModel.folder().resolve("onnx/%s_%s.onnx".formatted(graph, precision)),
                folder.resolve("onnx/%s_%s.onnx".formatted(graph, suffix)),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void weightsBesideAHalfBelongToIt() throws IOException {
        touch("config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json");
        touch("onnx/encoder_model_q4.onnx", "onnx/decoder_model_merged_q4.onnx", "onnx/encoder_model_q4.onnx_data");
        touch("onnx/decoder_model_merged_fp16.onnx", "onnx/decoder_model_merged_fp16.onnx_data");

        ModelDescriptor model = backend.describe(folder.toString()).orElseThrow();

        assertEquals("q4", model.precision());
        assertEquals(7, model.files().size());
        assertTrue(model.files().contains(ModelFile.unverified("onnx/encoder_model_q4.onnx_data")));
    }

    @Test
    void aFolderThatLacksADescriptionIsNotDescribed() throws IOException {
        touch("config.json", "generation_config.json", "tokenizer.json");
        touch("onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx");

        assertEquals(Optional.empty(), backend.describe(folder.toString()));
    }

    @Test
    void whatIsEnglishOnlyByItsNameIsNotCalledMultilingual() {
        for (String name : List.of("whisper-tiny.en", "whisper-medium.en-ONNX", "whisper-large-v3.en_timestamped")) {
            assertEquals(
                    List.of("en"),
                    backend.describe("somebody/" + name).orElseThrow().languages(),
                    name);
        }
        assertEquals(
                List.of(),
                backend.describe("somebody/whisper-tiny_timestamped")
                        .orElseThrow()
                        .languages());
    }

    @Test
    void aRepositoryIsDescribedByTheLayoutAlone() {
        ModelDescriptor model =
                backend.describe("onnx-community/whisper-tiny.en").orElseThrow();
        ModelDescriptor pinned =
                backend.describe("onnx-community/whisper-base@v1.2#q4").orElseThrow();

        assertEquals("whisper-tiny.en", model.name());
        assertEquals(List.of("en"), model.languages());
        assertEquals(new ModelSource.Repository("onnx-community/whisper-tiny.en", "main"), model.source());
        assertEquals(
                List.of(
                        "config.json",
                        "generation_config.json",
                        "preprocessor_config.json",
                        "tokenizer.json",
                        "onnx/encoder_model.onnx",
                        "onnx/decoder_model_merged.onnx"),
                model.files().stream().map(ModelFile::path).toList());
        assertEquals(new ModelSource.Repository("onnx-community/whisper-base", "v1.2"), pinned.source());
        assertEquals("whisper-base-q4", pinned.name());
        assertEquals(List.of(), pinned.languages());
    }

    @Test
    void aKnownRepositoryIsDescribedWithTheWeightsBesideItsGraphs() {
        for (String name : List.of("whisper-large-v3-turbo", "whisper-large-v3-ONNX", "whisper-tiny")) {
            String repository = "onnx-community/" + name;
            for (String suffix : List.of("", "#fp16", "#quantized")) {
                ModelDescriptor own = backend.describe(repository + suffix).orElseThrow();
                ModelDescriptor published = backend.models().stream()
                        .filter(model -> model.source() instanceof ModelSource.Repository source
                                && source.id().equals(repository))
                        .filter(model -> OnnxLayout.of(model).equals(OnnxLayout.of(own)))
                        .findFirst()
                        .orElseThrow();
                assertEquals(paths(published), paths(own));
            }
        }
        assertEquals(
                7,
                paths(backend.describe("onnx-community/whisper-large-v3-turbo@v1")
                                .orElseThrow())
                        .size());
    }

    private static List<String> paths(ModelDescriptor model) {
        return model.files().stream().map(ModelFile::path).toList();
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "x");
        }
    }
}
