package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;

/**
 * What every backend must do. A backend's test extends this class and names the backend and where the files of its
 * default model are; they are copied, since some tests damage them.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
public abstract class BackendContract {

    /** A folder of this test's own. */
    @TempDir
    Path folder;

    private WhisperBackend backend;
    private ResolvedModel model;
    private PcmAudio tone;

    /** Creates the test; JUnit calls it. */
    protected BackendContract() {
        // Work begins in prepare.
    }

    /**
     * Makes the backend.
     *
     * @return a fresh one
     */
    protected abstract WhisperBackend backend();

    /**
     * Names the folder that holds the files of the first model of {@link WhisperBackend#models}.
     *
     * @return absolute path
     */
    protected abstract Path modelFolder();

    /** Copies the model. */
    @BeforeEach
    void prepare() throws IOException {
        backend = backend();
        ModelDescriptor descriptor = backend.models().get(0);
        model = new ResolvedModel(descriptor, folder.resolve("model"));
        for (ModelFile file : descriptor.files()) {
            Path copy = model.file(file.path());
            Files.createDirectories(copy.getParent());
            Files.copy(modelFolder().resolve(file.path()), copy);
        }
        tone = PcmAudio.tone(1, folder.resolve("tone.wav"));
    }

    @Test
    void serviceLoaderFindsIt() {
        Set<Class<?>> found = ServiceLoader.load(WhisperBackend.class).stream()
                .map(ServiceLoader.Provider::type)
                .collect(Collectors.toSet());

        assertTrue(found.contains(backend.getClass()), () -> "META-INF/services does not name it, only " + found);
    }

    @Test
    void itSaysTheSameOfItselfTwice() {
        assertEquals(backend.info(), backend.info());
        assertEquals(backend.models(), backend.models());
        assertTrue(
                backend.availability().isAvailable(),
                () -> backend.availability().toString());
    }

    @Test
    void modelNamesDiffer() {
        List<String> names =
                backend.models().stream().map(ModelDescriptor::name).toList();

        assertEquals(names.size(), Set.copyOf(names).size(), names::toString);
    }

    @Test
    void itOpensDeclaredFilesOnly() throws InterruptedException {
        try (SpeechModel loaded = load()) {
            Set<Path> declared = model.descriptor().files().stream()
                    .map(f -> model.file(f.path()))
                    .collect(Collectors.toSet());

            assertEquals(model.descriptor().name(), loaded.identity().model());
            assertFalse(loaded.identity().files().isEmpty(), "the identity names no file");
            assertTrue(
                    declared.containsAll(loaded.identity().files()),
                    () -> loaded.identity().files() + " are not all declared");
        }
    }

    @Test
    void everyDeclaredFileIsNeeded() {
        for (ModelFile file : model.descriptor().files()) {
            Path path = model.file(file.path());
            Path aside = path.resolveSibling("aside");
            move(path, aside);

            BackendException failure = assertThrows(BackendException.class, this::load, () -> "without " + file.path());

            assertEquals(ErrorKind.MISSING_MODEL, failure.kind(), failure.getMessage());
            move(aside, path);
        }
    }

    @Test
    void itTranscribesAgainAndAgain() throws InterruptedException {
        try (SpeechModel loaded = load()) {
            Transcription first = transcribe(loaded);
            Transcription second = transcribe(loaded);

            assertTrue(first.complete());
            assertEquals(first.text(), second.text());
            assertEquals(first.segments(), second.segments());
        }
    }

    @Test
    void anInterruptStopsIt() throws InterruptedException {
        try (SpeechModel loaded = load()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> transcribe(loaded));

            assertTrue(transcribe(loaded).complete(), "it works on after an interrupt");
        }
    }

    @Test
    void closingTwiceIsClosingOnce() throws InterruptedException {
        SpeechModel loaded = load();

        loaded.close();
        loaded.close();

        assertThrows(BackendException.class, () -> transcribe(loaded));
    }

    private SpeechModel load() throws InterruptedException {
        return backend.load(model, LoadOptions.defaults(), Progress.none());
    }

    private Transcription transcribe(SpeechModel loaded) throws InterruptedException {
        return loaded.transcribe(tone, TranscribeOptions.defaults(), Progress.none());
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
