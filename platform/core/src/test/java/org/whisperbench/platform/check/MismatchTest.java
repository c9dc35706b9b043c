package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;

class MismatchTest {

    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

    @TempDir
    Path folder;

    /** What libraries call their formats beside what descriptors say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f16; float16",
                "f16; float32",
                "bf16; bfloat16",
                "bf16; float32",
                "fp32; float32",
                "int8; int8",
                "int8; encoder uint8, decoder int8",
                "q4; encoder fp32, decoder q4",
                "q4f16; q4f16",
                "4bit; 4bit",
                "q5_1; q5_1",
                "unknown; float16",
                "f16; unknown",
                "text; text"
            })
    void theSameNumbersUnderAnotherNameAreNoDifference(String declared, String loaded) {
        assertEquals(Optional.empty(), precision(declared, loaded, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "fp32, float16",
        "f16, bfloat16",
        "int8, float32",
        "f16, int8",
        "4bit, float16",
        "4bit, 8bit",
        "q5_0, q5_1",
        "q4, encoder fp32"
    })
    void anotherPrecisionIsADifference(String declared, String loaded) {
        assertEquals(
                Optional.of("precision '%s' is declared, '%s' was loaded".formatted(declared, loaded)),
                precision(declared, loaded, ""));
    }

    /** As where there is no graphics processor and the library goes on without a word. */
    @ParameterizedTest
    @CsvSource({
        "gpu, cpu, true",
        "cuda, cpu, true",
        "cpu, metal, true",
        "gpu, metal, false",
        "cpu, cpu, false",
        "auto, cpu, false",
        "gpu, unknown, false",
        "cuda, cuda0, false",
        "cpu, CPU, false"
    })
    void aDeviceThatWasNotAskedForIsADifference(String asked, String told, boolean differs) throws IOException {
        ResolvedModel model = snapshot("owner/one", "main", ONE);
        LoadedIdentity identity = LoadedIdentity.builder("m").device(told).build();

        assertEquals(
                differs
                        ? Optional.of("device '%s' is asked for, '%s' was loaded".formatted(asked, told))
                        : Optional.empty(),
                Mismatch.of(model, identity, LoadOptions.defaults().withDevice(asked)));
    }

    @Test
    void whoAskedForAPrecisionGetsThatOneOrADifference() {
        assertEquals(Optional.empty(), precision("f16", "bfloat16", "bfloat16"));
        assertEquals(Optional.empty(), precision("f16", "int8_float32", "int8"));
        assertEquals(Optional.empty(), precision("f16", "float32", "default"), "what is left open is the descriptor's");
        assertEquals(
                Optional.of("precision 'int8' is asked for, 'float16' was loaded"),
                precision("f16", "float16", "int8"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // most users have no links there
    void contentOfAnotherRepositoryIsADifference() throws IOException {
        ResolvedModel model = snapshot("owner/one", "main", ONE);
        Path blob = Files.createDirectories(folder.resolve("models--owner--other/blobs"))
                .resolve("abc");
        Files.writeString(blob, "weights");
        Files.createSymbolicLink(model.file("model.bin"), blob);

        assertEquals(
                Optional.of("repository 'owner/one' is declared, 'owner/other' was loaded"),
                Mismatch.of(model, loaded(model, Map.of()), LoadOptions.defaults()));
    }

    @Test
    void whatAnEngineTellsOfItsModelCounts() throws IOException {
        ResolvedModel model = snapshot("owner/one", "main", ONE);
        Files.writeString(model.file("model.bin"), "weights");

        assertEquals(Optional.empty(), Mismatch.of(model, loaded(model, Map.of()), LoadOptions.defaults()));
        assertEquals(
                Optional.empty(),
                Mismatch.of(
                        model,
                        loaded(model, Map.of("repository", "owner/one", "revision", "main")),
                        LoadOptions.defaults()));
        assertEquals(
                Optional.of("repository 'owner/one' is declared, 'owner/turbo' was loaded"),
                Mismatch.of(model, loaded(model, Map.of("repository", "owner/turbo")), LoadOptions.defaults()));
        assertEquals(
                Optional.of("revision '%s', 'main' is declared, '%s' was loaded".formatted(ONE, TWO)),
                Mismatch.of(model, loaded(model, Map.of("revision", TWO)), LoadOptions.defaults()));
    }

    /** As where somebody put a folder in place of the snapshot that was asked for. */
    @Test
    void anotherCommitThanThePinnedOneIsADifference() throws IOException {
        ResolvedModel model = snapshot("owner/one", TWO, ONE);
        Files.writeString(model.file("model.bin"), "weights");

        assertEquals(
                Optional.of("revision '%s' is declared, '%s' was loaded".formatted(TWO, ONE)),
                Mismatch.of(model, loaded(model, Map.of()), LoadOptions.defaults()));
    }

    @Test
    void aBranchInAPlainFolderIsNotHeldAgainstItsCommit() throws IOException {
        ModelDescriptor descriptor = descriptor("owner/one", "main");
        Path plain = Files.createDirectories(folder.resolve("plain"));
        ResolvedModel model = new ResolvedModel(descriptor, plain);
        Files.writeString(model.file("model.bin"), "weights");
        Path notes = Files.createDirectories(plain.resolve(".cache/huggingface/download"));
        Files.writeString(notes.resolve("model.bin.metadata"), ONE + "\netag\n");

        assertEquals(Optional.empty(), Mismatch.of(model, loaded(model, Map.of()), LoadOptions.defaults()));
        ResolvedModel pinned = new ResolvedModel(descriptor("owner/one", TWO), plain);
        assertEquals(
                Optional.of("revision '%s' is declared, '%s' was loaded".formatted(TWO, ONE)),
                Mismatch.of(pinned, loaded(pinned, Map.of()), LoadOptions.defaults()));
    }

    private static ModelDescriptor descriptor(String repository, String revision) {
        return ModelDescriptor.builder("m", new ModelSource.Repository(repository, revision))
                .files(List.of(ModelFile.unverified("model.bin")))
                .build();
    }

    private ResolvedModel snapshot(String repository, String revision, String commit) throws IOException {
        String name = "models--" + repository.replace("/", "--");
        Path place = Files.createDirectories(folder.resolve(name).resolve("snapshots/" + commit));
        return new ResolvedModel(descriptor(repository, revision), place);
    }

    private static LoadedIdentity loaded(ResolvedModel model, Map<String, String> effective) {
        return LoadedIdentity.builder("m")
                .files(List.of(model.file("model.bin")))
                .effective(effective)
                .build();
    }

    private Optional<String> precision(String declared, String loaded, String asked) {
        ModelDescriptor descriptor = ModelDescriptor.builder("m", new ModelSource.Folder(folder.toAbsolutePath()))
                .files(List.of(ModelFile.unverified("model.bin")))
                .precision(declared)
                .build();
        LoadedIdentity identity = LoadedIdentity.builder("m").precision(loaded).build();
        LoadOptions options = asked.isEmpty()
                ? LoadOptions.defaults()
                : LoadOptions.defaults().withExtra(Map.of("precision", asked));
        return Mismatch.of(new ResolvedModel(descriptor, folder.toAbsolutePath()), identity, options);
    }
}
