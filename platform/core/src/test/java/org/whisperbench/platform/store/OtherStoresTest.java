package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.ModelStore.Depth;
import org.whisperbench.platform.store.OtherFolder.Program;
import org.whisperbench.platform.store.hub.ContentHash;

/** Models that other programs keep, in the layouts of those programs and where they keep them. */
class OtherStoresTest {

    @TempDir
    Path folder;

    private HubFixture hub;
    private StoreRoots roots;
    private ModelStore store;

    @BeforeEach
    void prepare() throws IOException {
        hub = HubFixture.sound(folder.resolve("home/.cache/huggingface/hub"));
        roots = StoreRoots.of(
                List.of(),
                Map.of(
                        "HOME", folder.resolve("home").toString(),
                        "WHISPERBENCH_GGML", folder.resolve("ggml").toString(),
                        "WHISPERBENCH_LOCAL_DIRS", folder.resolve("local").toString()));
        store = ModelStore.over(roots);
    }

    private Path file(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private String status(Depth depth) throws InterruptedException {
        List<OtherModel> others = store.examineOthers(depth);
        assertEquals(1, others.size(), others::toString);
        return others.get(0).program().display() + " "
                + others.get(0).examination().state().status();
    }

    @Test
    void publishedHashesAreThoseOfThePublishers() throws Exception {
        Map<String, ContentHash> pt = PublishedHashes.of(Program.OPENAI_WHISPER).byFile();
        Map<String, ContentHash> ggml = PublishedHashes.of(Program.WHISPER_CPP).byFile();

        assertEquals(12, pt.size());
        assertEquals(16, ggml.size());
        assertTrue(pt.values().stream().allMatch(h -> h.algorithm() == ContentHash.Algorithm.SHA256));
        assertTrue(ggml.values().stream().allMatch(h -> h.algorithm() == ContentHash.Algorithm.SHA1));
        assertEquals(0, PublishedHashes.of(Program.FLUIDAUDIO).byFile().size());
    }

    @Test
    void filesAreHeldAgainstThePublishedHash() throws Exception {
        Path model = file("ggml/ggml-tiny.bin", "an aborted download");
        assertEquals("whisper-cpp PRESENT", status(Depth.LENGTHS));
        assertEquals("whisper-cpp CORRUPT", status(Depth.HASHES));
        ModelDescriptor tiny = ModelDescriptor.builder(
                        "tiny", new ModelSource.Repository("ggerganov/whisper.cpp", "main"))
                .files(List.of(ModelFile.unverified("ggml-tiny.bin")))
                .build();
        assertEquals("CORRUPT", store.state(tiny, Depth.HASHES).status());

        Files.move(model, folder.resolve("ggml/ggml-mine.bin"));
        assertEquals("whisper-cpp PRESENT", status(Depth.HASHES));
        Files.write(folder.resolve("ggml/ggml-mine.bin"), new byte[0]);
        assertEquals("whisper-cpp CORRUPT", status(Depth.LENGTHS));
    }

    @Test
    void aCheckpointOfOpenaiWhisperIsHeldAgainstTheHashInItsAddress() throws Exception {
        file("home/.cache/whisper/tiny.pt", "4 KB of an error page");

        assertEquals("openai-whisper PRESENT", status(Depth.LENGTHS));
        assertEquals("openai-whisper CORRUPT", status(Depth.HASHES));
    }

    @Test
    void aFolderOfHfDownloadIsVerifiedByWhatItWroteDown() throws Exception {
        store.copy(HubFixture.ID, folder.resolve("local/owner/name"));
        List<OtherModel> sound = store.examineOthers(Depth.HASHES);
        assertEquals(2, ((DiskState.Present) sound.get(0).examination().state()).verifiedFiles());
        assertEquals(sound.get(0).examination(), store.examineFolder(folder.resolve("local/owner/name"), Depth.HASHES));

        Path model = file("local/owner/name/onnx/model.bin", "weig");
        assertEquals("local-dir TRUNCATED", status(Depth.LENGTHS));
        Files.writeString(model, "weightz");
        assertEquals("local-dir PRESENT", status(Depth.LENGTHS));
        assertEquals("local-dir CORRUPT", status(Depth.HASHES));
    }

    @Test
    void aFolderOfCoreMlIsCompleteWithItsMarkAndWithoutParts() throws Exception {
        String models = "home/Library/Application Support/FluidAudio/Models/parakeet/";
        file(models + "Encoder.mlmodelc/weights/weight.bin", "w");
        assertEquals("fluidaudio INCOMPLETE", status(Depth.LENGTHS));
        file(models + "Encoder.mlmodelc/coremldata.bin", "c");
        assertEquals("fluidaudio PRESENT", status(Depth.HASHES));
        file(models + "Encoder.mlmodelc/model.mil.partial", "half");
        assertTrue(store.examineOthers(Depth.LENGTHS)
                .get(0)
                .examination()
                .state()
                .explanation()
                .endsWith("Encoder.mlmodelc/model.mil"));
    }

    @Test
    void everyProgramsFolderServesWhereTheCacheHasNothing() throws Exception {
        String[] places = {
            "home/Documents/huggingface/models/a/b/",
            "home/Library/Application Support/FluidAudio/Models/b/",
            "local/a/b/",
            "local/b/",
            "home/.cache/whisperbench/models/backend/a/b/"
        };
        ModelDescriptor model = ModelDescriptor.builder("m", new ModelSource.Repository("a/b", "main"))
                .files(List.of(ModelFile.unverified("model.bin")))
                .build();
        for (String place : places) {
            Path there = file(place + "model.bin", "w");

            DiskState state = store.state(model, Depth.LENGTHS);

            assertEquals("PRESENT", state.status(), place);
            assertTrue(state.explanation().contains(folder.resolve(place).toString()), state.explanation());
            Files.delete(there);
        }
        assertEquals("ABSENT", store.state(model, Depth.LENGTHS).status());
    }

    @Test
    void aLargeFileThatIsKeptTwiceIsFoundThoughNobodyWroteDownItsHash() throws Exception {
        byte[] weights = new byte[1 << 20];
        new Random(7).nextBytes(weights);
        String text = new String(weights, java.nio.charset.StandardCharsets.ISO_8859_1);
        hub.revision(HubFixture.OTHER, Map.of("ggml-tiny.bin", text));
        Path inHub = hub.blob("ggml-tiny.bin", text);
        Path ggml = folder.resolve("ggml/ggml-tiny.bin");
        Files.createDirectories(ggml.getParent());
        Files.copy(inHub, ggml);
        Files.copy(inHub, folder.resolve("ggml/ggml-copy.bin"));
        byte[] other = Files.readAllBytes(inHub);
        other[0] ^= 1;
        Files.write(folder.resolve("ggml/ggml-other.bin"), other);

        List<Inventory.Duplicate> duplicates = store.inventory().duplicates();

        assertEquals(1, duplicates.size(), duplicates::toString);
        assertEquals(
                List.of(inHub, folder.resolve("ggml/ggml-copy.bin"), ggml),
                duplicates.get(0).places());
        assertEquals(Files.size(inHub), duplicates.get(0).bytes());
    }

    @Test
    void whatAStreamOfFilesThrowsIsAFailureInWords() {
        AccessDeniedException denied = new AccessDeniedException("/models");

        WhisperException failure = assertThrows(
                WhisperException.class,
                () -> StoreFailure.guard("list", folder, () -> {
                    throw new UncheckedIOException(denied);
                }));

        assertEquals("cannot list '" + folder + "': permission denied for '/models'", failure.getMessage());
    }

    @Test
    void downloadsFromTheWebAreNoPlacesOfRepositories() throws Exception {
        Path own = folder.resolve("own");
        WebFolder web = new WebFolder(Files.createDirectories(own.resolve("v5.zip-0123456789ab")));
        Files.writeString(web.directory().resolve("x.onnx"), "x");
        WebFolder.list(web.directory());
        Files.writeString(web.first(), "{}");
        Files.createDirectories(own.resolve(".locks"));
        Files.createDirectories(own.resolve("v5.zip-0123456789ab.0123abcd.tmp"));
        Files.createDirectories(own.resolve("backend"));
        OtherFolder ours = new OtherFolder(OtherFolder.Program.PRIVATE, own);

        assertEquals(
                List.of(own.resolve("backend/owner/name"), own.resolve("backend/name")),
                ours.candidates(new ModelSource.Repository("owner/name", "main")));
    }
}
