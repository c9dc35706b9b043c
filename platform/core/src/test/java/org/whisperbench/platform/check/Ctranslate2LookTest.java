package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperException;

/** Models of CTranslate2 that are whole by every length in their file, and which the library would load without a word. */
final class Ctranslate2LookTest {

    private static final int WIDTH = TinyCtranslate2.WIDTH;

    @TempDir
    Path folder;

    private final TinyCtranslate2 tiny = new TinyCtranslate2();
    private ModelDescriptor.Builder descriptor = ModelDescriptor.builder("m", new ModelSource.Folder(Path.of("/")));

    @BeforeEach
    void writeCompanions() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"alignment_heads\": [[0, 1], [1, 0]]}");
        Files.writeString(folder.resolve("vocabulary.txt"), "a\nb\nc\r\n\nd");
    }

    private ResolvedModel model() throws IOException {
        tiny.write(folder.resolve("model.bin"));
        List<ModelFile> files = new ArrayList<>();
        for (String name : List.of("config.json", "model.bin", "vocabulary.txt", "preprocessor_config.json")) {
            if (Files.exists(folder.resolve(name))) {
                files.add(ModelFile.unverified(name));
            }
        }
        return new ResolvedModel(descriptor.files(files).build(), folder);
    }

    private void whole() throws IOException {
        ResolvedModel model = model();
        assertDoesNotThrow(() -> WeightsLook.at(model));
    }

    private void refused(String words) throws IOException {
        ResolvedModel model = model();
        WhisperException refusal = assertThrows(WhisperException.class, () -> WeightsLook.at(model), words);
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(words), message);
        assertTrue(message.contains(folder.resolve("model.bin").toString()), message);
    }

    @Test
    void aWholeModelIsWholeWithAndWithoutAVocabulary() throws IOException {
        whole();
        Files.delete(folder.resolve("vocabulary.txt"));
        whole();
    }

    @Test
    void eachVariableIsNeeded() throws IOException {
        for (String lacking : List.copyOf(tiny.variables().keySet())) {
            TinyCtranslate2.Variable variable =
                    Objects.requireNonNull(tiny.variables().remove(lacking));
            if (lacking.endsWith("num_heads")) {
                whole();
            } else {
                refused("lacks variable '" + lacking + "'");
            }
            tiny.variables().put(lacking, variable);
        }
        tiny.aliases().clear();
        refused("lacks variable 'decoder/projection/weight'");
    }

    /** Converters write equal variables once: all gains that are 1, for one. */
    @Test
    void aVariableMayBeThereUnderAnotherName() throws IOException {
        tiny.variables().remove("encoder/layer_1/ffn/layer_norm/gamma");
        tiny.aliases().put("encoder/layer_1/ffn/layer_norm/gamma", "encoder/layer_0/ffn/layer_norm/gamma");
        whole();
        tiny.aliases().put("encoder/layer_1/ffn/layer_norm/gamma", "encoder/layer_0/ffn/linear_0/bias");
        refused("has variable 'encoder/layer_1/ffn/layer_norm/gamma' in shape [16]");
    }

    @ParameterizedTest
    @CsvSource({
        "encoder/conv1/weight, 4 128 3, '[4, 80, 3]'",
        "encoder/conv1/weight, 4 80, '[width, mel bands, 3]'",
        "encoder/conv1/weight, 8 80 3, '[8]'",
        "encoder/conv2/weight, 4 8 3, '[4, 4, 3]'",
        "encoder/conv2/bias, 8, '[4]'",
        "encoder/position_encodings/encodings, 750 4, '[1500, 4]'",
        "decoder/position_encodings/encodings, 224 4, '[448, 4]'",
        "decoder/embeddings/weight, 5 8, '[5, 4]'",
        "encoder/layer_1/self_attention/linear_0/weight, 4 4, '[12, 4]'",
        "decoder/layer_0/attention/linear_1/bias, 4, '[8]'",
        "decoder/layer_1/ffn/linear_1/weight, 4 8, '[4, 16]'",
        "decoder/layer_norm/beta, 8, '[4]'"
    })
    void aVariableOfAnotherShapeIsFound(String name, String shape, String wanted) throws IOException {
        tiny.f32(name, List.of(shape.split(" ")).stream().map(Integer::valueOf).toArray(Integer[]::new));

        refused("asks for " + wanted);
    }

    @Test
    void melBandsAreThoseOfTheFeatures() throws IOException {
        tiny.affine("encoder/conv1", WIDTH, 128, 3);
        refused("[4, 80, 3]");
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"feature_size\": 128}");
        whole();
    }

    @Test
    void headsDivideTheWidth() throws IOException {
        tiny.heads("encoder", 3);
        refused("has 3 heads in its encoder, which do not divide its width of 4");
        tiny.heads("encoder", 0);
        refused("has 0 heads");
    }

    @Test
    void numbersOfEightBitsHaveAScaleForEachRow() throws IOException {
        String name = "decoder/layer_1/self_attention/linear_0/weight";
        tiny.i8(name, 3 * WIDTH, WIDTH);
        refused("lacks variable '" + name + "_scale'");
        tiny.f32(name + "_scale", 1);
        refused("has variable '" + name + "_scale' in shape [1], and the rest of the model asks for [12]");
        tiny.f32(name + "_scale", 3 * WIDTH);
        whole();
    }

    @Test
    void theVocabularyHasAWordForEachRow() throws IOException {
        tiny.f32("decoder/embeddings/weight", TinyCtranslate2.WORDS + 1, WIDTH);
        refused("has rows for 6 words, and its vocabulary has 5");
    }

    /** The library counts layers until one is missing. */
    @Test
    void aLastLayerThatIsMissingIsFoundByTheHeadsOfTheConfiguration() throws IOException {
        tiny.removeLayer("decoder/layer_1");
        refused("has 1 layers in its decoder, and its 'config.json' names a head of layer 1");
        Files.writeString(folder.resolve("config.json"), "{\"alignment_heads\": [[0, 2]]}");
        refused("has 2 heads in its decoder, and its 'config.json' names head 2");
        Files.writeString(folder.resolve("config.json"), "{}");
        whole();
    }

    @Test
    void aLayerInTheMiddleThatIsMissingIsFound() throws IOException {
        tiny.removeLayer("encoder/layer_0");
        refused("lacks variable 'encoder/layer_0/");
    }

    @ParameterizedTest
    @CsvSource({
        "whisper-tiny, 4, 4, true",
        "whisper-tiny.en, 4, 4, true",
        "whisper-tiny, 4, 3, false",
        "whisper-base, 6, 6, true",
        "whisper-base, 5, 6, false",
        "whisper-large-v3-turbo, 32, 4, true",
        "whisper-large-v3-turbo, 31, 4, false",
        "whisper-own, 2, 3, true"
    })
    void aModelOfTheCatalogHasAsManyLayersAsItsSize(String family, int heard, int written, boolean right)
            throws IOException {
        tiny.layers("encoder", heard);
        tiny.layers("decoder", written);
        descriptor = ModelDescriptor.builder("m", new ModelSource.Repository("o/m", "main"))
                .family(family)
                .size(ModelSize.TINY);

        if (right) {
            whole();
        } else {
            refused("has %d layers in its encoder and %d in its decoder".formatted(heard, written));
        }
    }

    /** Whoever names a folder or a repository of his own may call it after any model. */
    @Test
    void aModelOfOnesOwnMayHaveAnyNumberOfLayers() throws IOException {
        descriptor = ModelDescriptor.builder("whisper-tiny", new ModelSource.Folder(folder))
                .family("whisper-tiny");

        whole();
    }
}
