package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

class LoadingChecksTest {

    @TempDir
    Path folder;

    private FakeBackend backend;

    @BeforeEach
    void prepare() throws IOException {
        backend = FakeBackend.hearing("fake", folder.resolve("m"), "x");
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
    }

    @Test
    void whatLoadsAndInfersIsLoadable() throws Exception {
        List<Audio> heard = new ArrayList<>();
        CheckReport report = check(backend.with(model -> audio -> {
            heard.add(audio);
            return FakeBackend.transcript("x", audio.duration());
        }));

        ModelCheck.Loadable loadable =
                assertInstanceOf(ModelCheck.Loadable.class, report.models().get(0));
        assertTrue(report.allLoadable());
        assertEquals(7, loadable.sizeBytes());
        assertEquals("fake/m", loadable.model());
        assertEquals(List.of(16_000L), heard.stream().map(Audio::sampleCount).toList());
    }

    @Test
    void filesAreLookedAtWithoutLoadingAnything() throws Exception {
        WhisperBackend never = backend.with((FakeBackend.Loader) model -> {
            throw new AssertionError("it was loaded");
        });
        CheckReport report = checks(never)
                .check(
                        Selection.everything(),
                        LoadOptions.defaults(),
                        CheckOptions.of(Checks.Method.FILES),
                        (model, index, count) -> {});

        assertInstanceOf(ModelCheck.Whole.class, report.models().get(0));
        assertTrue(report.allLoadable());
        assertEquals(7, report.storage().usedBytes());
        assertEquals(List.of(), report.toDownload());
        Files.delete(folder.resolve("m").resolve(FakeBackend.FILE));
        CheckReport absent = checks(never)
                .check(
                        Selection.everything(),
                        LoadOptions.defaults(),
                        CheckOptions.of(Checks.Method.FILES),
                        (model, index, count) -> {});
        assertEquals(List.of(), absent.toDownload(), "a folder of the user's has no source on a network");
        assertEquals(new CheckReport.Needed(0, 0), absent.needed());
    }

    @Test
    void aMissingFileIsFoundBeforeAnythingIsLoaded() throws Exception {
        Files.delete(folder.resolve("m").resolve(FakeBackend.FILE));

        CheckReport report = check(backend.with((FakeBackend.Loader) model -> {
            throw new AssertionError("loaded although a file is missing");
        }));

        assertEquals(ModelStatus.INCOMPLETE, report.models().get(0).status());
        assertFalse(report.noneTried());
        assertFalse(report.onlyAbsent(), "what is there is damaged");
    }

    @Test
    void aFailedLoadIsAResultWithItsReason() throws Exception {
        CheckReport report = check(backend.with((FakeBackend.Loader) model -> {
            throw new BackendException(ErrorKind.MISSING_MODEL, "'fake.txt' has no weights");
        }));

        assertEquals(ModelStatus.LOAD_FAILED, report.models().get(0).status());
        assertEquals("'fake.txt' has no weights", report.models().get(0).explanation());
    }

    @Test
    void aFailedInferenceIsAFailedLoad() throws Exception {
        CheckReport report = check(backend.with(model -> audio -> {
            throw new IllegalStateException("shape mismatch");
        }));

        assertEquals(ModelStatus.LOAD_FAILED, report.models().get(0).status());
        assertEquals("shape mismatch", report.models().get(0).explanation());
    }

    /** A slow machine, or a model that is compiled for its device, is no damage. */
    @Test
    void timeThatRanOutSaysNothingAboutTheFiles() throws Exception {
        CheckReport report = check(backend.with((FakeBackend.Loader) model -> {
            throw new WorkerLostException(new WorkerFailure.TimedOut(
                    WorkerFailure.TimedOut.Limit.TOTAL, Duration.ofSeconds(2), List.of("compiling")));
        }));

        ModelCheck.NotLoadable late =
                assertInstanceOf(ModelCheck.NotLoadable.class, report.models().get(0));
        assertEquals(ModelStatus.TIMEOUT, late.status());
        assertEquals(List.of("compiling"), late.lastLines());
        assertEquals(List.of(), report.toDownload(), "nothing is missing");
    }

    @Test
    void aRefusedOptionSaysNothingAboutTheModel() throws Exception {
        CheckReport report = check(backend.with((FakeBackend.Loader) model -> {
            throw new BackendException(ErrorKind.USER, "device 'tpu' is unknown");
        }));

        assertEquals(ModelStatus.CHECK_FAILED, report.models().get(0).status());
    }

    /** As where a package of Python is missing that no look at the environment sees, or memory. */
    @ParameterizedTest
    @CsvSource({
        "BACKEND_UNAVAILABLE, UNAVAILABLE",
        "RESOURCES, CHECK_FAILED",
        "USER, CHECK_FAILED",
        "MISSING_MODEL, LOAD_FAILED",
        "EXTERNAL, LOAD_FAILED"
    })
    void whatIsNoFaultOfTheModelIsNotCalledOne(ErrorKind kind, ModelStatus status) throws Exception {
        CheckReport report = check(backend.with((FakeBackend.Loader) model -> {
            throw new BackendException(kind, "as planted");
        }));

        assertEquals(status, report.models().get(0).status());
        assertEquals("as planted", report.models().get(0).explanation());
    }

    @Test
    void anEngineThatCannotRunLeavesTheModelUntried() throws Exception {
        CheckReport report = check(backend.with(new Availability.Unavailable("no library", "install it")));

        assertEquals(ModelStatus.UNAVAILABLE, report.models().get(0).status());
        assertEquals("no library; install it", report.models().get(0).explanation());
        assertFalse(report.onlyAbsent());
        assertTrue(report.noneTried());
    }

    @Test
    void openingUndeclaredFilesIsAMismatch() throws Exception {
        Path other = folder.resolve("m").resolve("other.txt");
        FakeBackend opening =
                new FakeBackend(backend.info(), backend.availability(), backend.models(), backend.loader());
        CheckReport report = check(new Cheating(opening, other));

        assertEquals(ModelStatus.MISMATCH, report.models().get(0).status());
        assertTrue(report.models().get(0).explanation().contains("other.txt"));
    }

    @Test
    void anInterruptEndsTheCheck() {
        assertThrows(
                InterruptedException.class,
                () -> check(backend.with((FakeBackend.Loader) model -> {
                    throw new InterruptedException("cancelled");
                })));
    }

    @Test
    void aCheckLeavesNoFileBehind() throws Exception {
        check(backend);

        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void theListOfModelsLoadsNothing() throws Exception {
        Checks checks = checks(backend.with((FakeBackend.Loader) model -> {
            throw new AssertionError("loaded by a list");
        }));

        ModelsReport.Entry entry =
                checks.models(Selection.everything()).models().get(0);

        assertEquals(ModelStatus.PRESENT, entry.status());
        assertEquals("fake@1.0.0", entry.backend());
    }

    @Test
    void theListOfModelsTellsWhereHashesWerePublished() throws Exception {
        ModelFile known = ModelFile.known(FakeBackend.FILE, 7, "0".repeat(64));
        ModelFile unverified = ModelFile.unverified("other.txt");

        assertEquals("published", hash(known));
        assertEquals("some", hash(known, unverified));
        assertEquals("unverified", hash(unverified));
    }

    /** As OpenAI publishes its models: the hash is a part of the address. */
    @Test
    void theHashOfAnAddressIsThatOfItsFile() throws Exception {
        String address = "https://example.org/models/own.pt";
        ModelFile file = ModelFile.unverified("own.pt");

        assertEquals("published", hash(new ModelSource.Web(address, "0".repeat(64), false), file));
        assertEquals("unverified", hash(new ModelSource.Web(address, "", false), file));
    }

    private String hash(ModelFile... files) throws InterruptedException {
        return hash(new ModelSource.Folder(folder.resolve("m")), files);
    }

    private String hash(ModelSource source, ModelFile... files) throws InterruptedException {
        ModelDescriptor model =
                ModelDescriptor.builder("m", source).files(List.of(files)).build();
        FakeBackend fake = new FakeBackend(backend.info(), backend.availability(), List.of(model), backend.loader());
        return checks(fake).models(Selection.everything()).models().get(0).hash();
    }

    @Test
    void aBundledModelThatIsMissingIsNotToBeDownloaded() throws Exception {
        ModelDescriptor bundled = ModelDescriptor.builder("b", new ModelSource.Bundled("no-such"))
                .files(List.of(ModelFile.known("x.bin", 26, "a".repeat(64))))
                .build();

        CheckReport report =
                check(new FakeBackend(backend.info(), backend.availability(), List.of(bundled), backend.loader()));

        assertEquals(List.of(), report.toDownload());
        assertEquals(0, report.needed().bytes());
        ModelCheck.NotLoadable missing =
                assertInstanceOf(ModelCheck.NotLoadable.class, report.models().get(0));
        assertTrue(missing.explanation().contains("unpack that again"), missing.explanation());
    }

    private Checks checks(WhisperBackend fake) {
        Parts parts = Parts.of(folder, fake);
        return Checks.over(parts.catalog(), parts.store(), new AudioFiles(folder.resolve("scratch")));
    }

    private CheckReport check(WhisperBackend fake) throws InterruptedException {
        return checks(fake).check(Selection.everything(), LoadOptions.defaults(), (model, index, count) -> {});
    }
}
