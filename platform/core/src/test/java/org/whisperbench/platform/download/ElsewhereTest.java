package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.OtherFile;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.testkit.FakeHub;

/** What another program has or left is not fetched again, if its content is the right one. */
class ElsewhereTest {

    private static final String MODEL = "onnx/mödel one.bin";
    private static final byte[] WEIGHTS = Downloading.random(300_000);

    @TempDir
    Path folder;

    private Downloading downloading;

    @BeforeEach
    void start() throws IOException {
        downloading = new Downloading(
                folder,
                List.of(
                        new OtherFolder(OtherFolder.Program.WHISPER_CPP, folder.resolve("ggml")),
                        new OtherFolder(OtherFolder.Program.LOCAL_DIR, folder.resolve("local"))));
        downloading.hub.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
    }

    @AfterEach
    void stop() {
        downloading.close();
    }

    private Path kept(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private void assertNotFetched() throws Exception {
        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(14, downloading.hub.servedBytes(), "the two small files");
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aFileThatItsProgramNeverChangesIsShared() throws Exception {
        Path other = kept("local/owner/name/" + MODEL, WEIGHTS);

        assertNotFetched();

        assertTrue(Files.isSameFile(other, downloading.snapshot().resolve(MODEL)));
    }

    @Test
    void anyOtherIsCopied() throws Exception {
        Path other = kept("ggml/ggml-x.bin", WEIGHTS);

        assertNotFetched();

        Files.write(other, new byte[3]);
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aFolderThatCannotBeReadIsPassedOver() throws Exception {
        kept("ggml/ggml-x.bin", WEIGHTS);
        String names = String.join("/", Collections.nCopies(11, "n".repeat(200)));
        Path upper = Files.createDirectories(folder.resolve("local/owner/name/" + names));
        Path lower = Files.createDirectories(folder.resolve("other/" + names));
        Path below = upper.resolve("other");
        Files.move(folder.resolve("other"), below);
        try {
            assertThrows(IOException.class, () -> HubRepository.files(folder.resolve("local")), lower::toString);

            assertNotFetched();
        } finally {
            Files.move(below, folder.resolve("other"));
        }
    }

    @Test
    void aFileThatIsGoneMeanwhileIsPassedOver() throws Exception {
        OtherFile gone = new OtherFile(OtherFolder.Program.WHISPER_CPP, folder.resolve("gone"));
        OtherFile there = new OtherFile(OtherFolder.Program.WHISPER_CPP, kept("ggml/ggml-x.bin", WEIGHTS));
        ModelStore store = (ModelStore) Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(),
                new Class<?>[] {ModelStore.class},
                (proxy, method, arguments) -> method.getName().equals("elsewhere")
                        ? Map.of((long) WEIGHTS.length, List.of(gone, there))
                        : method.invoke(downloading.store, arguments));

        Outcome outcome = downloading
                .downloads(store)
                .ensure(List.of(Downloading.whole()), DownloadOptions.defaults(), DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(14, downloading.hub.servedBytes(), "the two small files");
    }

    @Test
    void aFileOfTheSameLengthAndAnotherContentIsOfNoUse() throws Exception {
        byte[] changed = WEIGHTS.clone();
        changed[5] ^= 1;
        kept("ggml/ggml-x.bin", changed);

        assertEquals(Result.DOWNLOADED, downloading.ensure().result());
        assertEquals(300_000 + 14, downloading.hub.servedBytes());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aCacheThatWasFilledWithoutLinksIsCompleteAsItIs() throws Exception {
        downloading.ensure();
        for (Path entry : HubRepository.files(downloading.snapshot())) {
            Files.move(entry.toRealPath(), entry, StandardCopyOption.REPLACE_EXISTING);
        }
        downloading.hub.forget();

        assertEquals(Result.PRESENT, downloading.ensure().result());
        assertEquals(Result.PRESENT, downloading.repair().result());
        assertEquals(List.of(), downloading.hub.requests());

        Files.write(downloading.snapshot().resolve("onnx/mödel one.bin"), new byte[300_000]);
        Outcome outcome = downloading.repair();
        assertEquals(Result.REPAIRED, outcome.result(), outcome.reason());
        assertEquals(1, outcome.fetchedFiles());
        assertEquals("PRESENT", downloading.status());
    }
}
