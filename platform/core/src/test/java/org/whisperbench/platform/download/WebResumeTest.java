package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.Inventory;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.hub.ContentHash;

/** Downloads from web servers that end after the last byte and before the folder has its name, and two at once. */
class WebResumeTest {

    private static final String CONFIG = "model/config.json";

    @TempDir
    Path folder;

    private Downloading fixture;
    private WebModels models;

    @BeforeEach
    void start() throws IOException {
        fixture = new Downloading(folder);
        models = new WebModels(fixture);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private ModelDescriptor archive(boolean published) throws IOException {
        byte[] content = WebModels.model();
        return models.served("m.bin", content, published ? WebModels.hash(content) : "", true, CONFIG);
    }

    private WebPlace place(ModelDescriptor model) {
        return new WebPlace(models.folder(model));
    }

    /** What a process leaves that is killed after the last byte. */
    private Path left(ModelDescriptor model, byte[] content) throws IOException {
        Path complete = place(model).complete(ContentHash.sha256(WebModels.hash(WebModels.model())));
        Files.createDirectories(complete.getParent());
        return Files.write(complete, content);
    }

    private Path beside(ModelDescriptor model, String suffix) {
        Path directory = place(model).directory();
        return directory.resolveSibling(directory.getFileName() + suffix);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptAfterTheLastByteCostsNone(boolean published) throws Exception {
        ModelDescriptor model = archive(published);
        DownloadListener interrupting = new DownloadListener() {
            @Override
            public void advanced(String file, long doneBytes, long totalBytes) {
                if (doneBytes == totalBytes) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThrows(InterruptedException.class, () -> models.ensure(model, DownloadOptions.defaults(), interrupting));
        assertFalse(Thread.interrupted());

        Outcome outcome = models.ensure(model);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertEquals(0, outcome.fetchedBytes());
        assertEquals(List.of(), unfinished());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFetchedArchiveIsInstalledWithoutTheNetwork(boolean published) throws Exception {
        ModelDescriptor model = archive(published);
        left(model, WebModels.model());
        fixture.environment.put("HF_HUB_OFFLINE", "1");
        Files.write(beside(model, ".incomplete.etag"), Downloading.bytes("\"tag\""));

        Outcome outcome = models.ensure(model);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
        assertEquals(List.of(), fixture.hub.requests());
        assertEquals(List.of(), unfinished());
        assertEquals(Result.PRESENT, models.ensure(model).result());
    }

    @Test
    void aFetchedArchiveThatChangedMeanwhileIsFetchedAgain() throws Exception {
        ModelDescriptor model = archive(false);
        byte[] content = WebModels.model();
        content[content.length / 2] ^= 1;
        Path left = left(model, content);

        Outcome outcome = models.ensure(model);

        assertEquals(content.length, outcome.fetchedBytes(), outcome::toString);
        assertFalse(Files.exists(left));
    }

    @Test
    void everythingAnewMeansTheArchiveToo() throws Exception {
        ModelDescriptor model = archive(true);
        left(model, WebModels.model());

        assertEquals(WebModels.model().length, models.ensure(model, Mode.FORCE).fetchedBytes());
        assertEquals(List.of(), unfinished());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptWhileTheFolderIsFilledLeavesTheArchive(boolean unpack) throws Exception {
        byte[] content = WebModels.model();
        ModelDescriptor model =
                models.served("m.bin", content, WebModels.hash(content), unpack, unpack ? CONFIG : "m.bin");
        Path archive = left(model, content);
        WebInstall install = new WebInstall(Wanted.of("vad/m", model), models.folder(model));

        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> install.run(archive, true));
        Thread.interrupted();

        assertEquals(List.of(archive.getFileName().toString()), models.kept());
        Outcome outcome = models.ensure(model);
        assertEquals(0, outcome.fetchedBytes(), outcome::toString);
        assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
    }

    @Test
    void whatIsRefusedIsNotKept() throws Exception {
        ModelDescriptor model = models.served("m.bin", WebModels.model(), "", true, "model/vocabulary.txt");

        assertEquals(Result.FAILED, models.ensure(model).result());
        assertEquals(List.of(), models.kept());
    }

    @Test
    void whatKilledProcessesLeftIsClearedUp() throws Exception {
        ModelDescriptor model = archive(true);
        for (String name : List.of(".0123abcd.tmp", ".4567abcd.tmp", ".0123abcd.old")) {
            Files.createDirectories(beside(model, name).resolve("model"));
            Files.write(beside(model, name).resolve("model/weights.bin"), new byte[1000]);
        }
        Files.write(beside(model, ".89abcdef.incomplete"), new byte[1000]);
        Path foreign = Files.createDirectories(beside(model, "-other.0123abcd.tmp"));

        models.ensure(model);

        assertEquals(List.of(), unfinished());
        assertTrue(Files.exists(foreign), "of another model");
    }

    @Test
    void theStoreKnowsWhateverAPlaceNames() throws Exception {
        ModelDescriptor model = archive(true);
        models.ensure(model);
        WebPlace place = place(model);
        List<Path> named = List.of(
                place.partial(),
                place.partialOfOne(),
                place.complete(ContentHash.sha256(WebModels.hash(new byte[1]))),
                beside(model, ".incomplete.etag"));
        for (Path file : named) {
            Files.write(file, new byte[10]);
        }
        Files.createDirectories(place.fresh());

        List<Inventory.Leftover> leftovers = ModelStore.over(new StoreRoots(List.of(), fixture.cache))
                .inventory()
                .leftovers();

        assertEquals(named.size() + 1, leftovers.size(), leftovers::toString);
        assertEquals(40, leftovers.stream().mapToLong(Inventory.Leftover::bytes).sum());
    }

    @Test
    void aFolderThatWasAboutToBeReplacedComesBack() throws Exception {
        ModelDescriptor model = archive(true);
        models.ensure(model);
        Files.move(place(model).directory(), beside(model, ".0123abcd.old"));
        fixture.environment.put("HF_HUB_OFFLINE", "1");
        fixture.hub.forget();

        Outcome outcome = models.ensure(model);

        assertEquals(Result.PRESENT, outcome.result(), outcome::toString);
        assertEquals(List.of(), fixture.hub.requests());
        assertEquals(List.of(), unfinished());
    }

    @Test
    void whoWaitedForAnotherFetchesNothing() throws Exception {
        ModelDescriptor model = archive(true);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        DownloadListener first = new DownloadListener() {
            @Override
            public void planned(String name, int files, long bytes) {
                inside.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        FutureTask<Outcome> one = new FutureTask<>(() -> models.ensure(model, DownloadOptions.defaults(), first));
        FutureTask<Outcome> other = new FutureTask<>(() -> models.ensure(model));
        Thread waiting = new Thread(other);

        new Thread(one).start();
        inside.await();
        waiting.start();
        while (Arrays.stream(waiting.getStackTrace())
                .noneMatch(f -> f.getClassName().endsWith("BlobLock")
                        && f.getMethodName().equals("acquire"))) {
            Thread.onSpinWait();
        }
        go.countDown();

        assertEquals(Result.DOWNLOADED, one.get().result());
        assertEquals(Result.PRESENT, other.get().result(), () -> "fetched twice");
    }

    /** What is neither in the folder of the model nor a listing beside it. */
    private List<String> unfinished() throws IOException {
        return models.kept().stream()
                .filter(p -> p.matches("[^/]+\\.(?:tmp|old|incomplete|complete|etag)(?:/.*)?"))
                .toList();
    }
}
