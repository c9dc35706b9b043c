package org.whisperbench.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is true of a backend that says no more than it must, and of one that says everything. */
class DefaultsTest {

    private static final WhisperBackend PLAIN = new WhisperBackend() {
        @Override
        public BackendInfo info() {
            return BackendInfo.builder("plain").build();
        }

        @Override
        public Availability availability() {
            return new Availability.Available("unknown");
        }

        @Override
        public List<ModelDescriptor> models() {
            return List.of();
        }

        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
            return new PlainModel();
        }
    };

    @Test
    void aPlainBackendDescribesNothingAndItsModelsHaveNoAbility() throws InterruptedException {
        ResolvedModel model = new ResolvedModel(
                ModelDescriptor.builder("m", new ModelSource.Bundled("m"))
                        .files(List.of(ModelFile.unverified("f")))
                        .build(),
                Path.of("m").toAbsolutePath());

        try (SpeechModel loaded = PLAIN.load(model, LoadOptions.defaults(), Progress.none())) {
            assertEquals(Optional.empty(), PLAIN.describe("a/b"));
            assertEquals(Optional.empty(), loaded.ability(Runnable.class));
        }
    }

    @Test
    void nobodyNeedsToListen() {
        Progress progress = Progress.none();

        progress.phase(Progress.Phase.LOADING);
        progress.advance(Progress.Phase.DECODING, 0.5);
        progress.segment(Segment.builder(Duration.ZERO, Duration.ZERO, "").build());
    }

    @Test
    void whatIsNotSaidIsUnknown() {
        LoadedIdentity identity = LoadedIdentity.builder("m").build();
        BackendInfo info = BackendInfo.builder("plain").build();

        assertEquals("unknown", identity.engineVersion());
        assertEquals("unknown", identity.device());
        assertEquals("unknown", info.licence());
        assertEquals("plain", info.displayName());
        assertFalse(info.control());
        assertEquals("unknown", Transcription.builder(List.of()).build().language());
        assertTrue(Transcription.builder(List.of()).build().complete());
    }

    @Test
    void everythingThatIsSaidIsKept() {
        BackendInfo info = BackendInfo.builder("full")
                .displayName("Full")
                .engine("engine")
                .homePage(URI.create("https://example.org/"))
                .licence("MIT")
                .nativeCode(true)
                .control(true)
                .build();
        LoadedIdentity identity = LoadedIdentity.builder("m")
                .device("cpu")
                .precision("int8")
                .effective(Map.of("threads", "2"))
                .build();

        assertEquals(
                new BackendInfo("full", "Full", "engine", URI.create("https://example.org/"), "MIT", true, true), info);
        assertEquals(
                "cpu int8 {threads=2}", identity.device() + " " + identity.precision() + " " + identity.effective());
        assertEquals(
                "other",
                Transcription.builder(List.of()).text(" other ").build().text());
    }

    @Test
    void optionsStartFromDefaults() {
        LoadOptions load =
                LoadOptions.defaults().withDevice("cpu").withThreads(2).withExtra(Map.of("k", "v"));
        TranscribeOptions speech = TranscribeOptions.defaults()
                .withLanguage("de")
                .withTask(TranscribeOptions.Task.TRANSLATE)
                .withTimestamps(false)
                .withExtra(Map.of("k", "v"));

        assertEquals(new LoadOptions("cpu", 2, Duration.ZERO, Map.of("k", "v")), load);
        assertEquals(
                new TranscribeOptions("de", TranscribeOptions.Task.TRANSLATE, false, Duration.ZERO, Map.of("k", "v")),
                speech);
    }

    @Test
    void sourcesAreShownAsUsersWriteThem() {
        Path folder = Path.of("m").toAbsolutePath();

        assertEquals("bundled nano", new ModelSource.Bundled("nano").display());
        assertEquals(folder.toString(), new ModelSource.Folder(folder).display());
        assertEquals("a/b@main", new ModelSource.Repository("a/b", "main").display());
    }

    @Test
    void aFailureAlwaysHasAKindAndAMessage() {
        Exception cause = new IllegalStateException("inner");

        BackendException failure = new BackendException(ErrorKind.RESOURCES, "out of memory", cause);

        assertEquals(ErrorKind.RESOURCES, failure.kind());
        assertEquals("out of memory", failure.getMessage());
        assertSame(cause, failure.getCause());
        assertEquals("model 'x'", new BackendException(ErrorKind.USER, "model 'x'").getMessage());
        assertFalse(new Availability.Unavailable("a", "b").isAvailable());
    }

    private static final class PlainModel implements SpeechModel {
        @Override
        public LoadedIdentity identity() {
            return LoadedIdentity.builder("m").build();
        }

        @Override
        public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress) {
            return Transcription.builder(List.of()).build();
        }

        @Override
        public void close() {
            // Nothing to free.
        }
    }
}
