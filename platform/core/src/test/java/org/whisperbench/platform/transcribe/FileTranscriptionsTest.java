package org.whisperbench.platform.transcribe;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Measure;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;
import org.whisperbench.api.Word;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

class FileTranscriptionsTest {

    @TempDir
    Path folder;

    private FakeBackend backend;

    @BeforeEach
    void prepare() throws IOException {
        backend = FakeBackend.hearing("fake", folder.resolve("m"), "one two");
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        PcmAudio.tone(0.5, folder.resolve("a.wav"));
        PcmAudio.tone(1.5, folder.resolve("b.wav"));
    }

    @Test
    void oneModelServesAllFilesInOrder() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        FakeBackend counting = backend.with((FakeBackend.Loader) model -> {
            loads.incrementAndGet();
            return audio -> FakeBackend.transcript("" + audio.duration().toMillis(), audio.duration());
        });

        TranscriptReport report = transcribe(counting, "b.wav", "a.wav");

        assertEquals(1, loads.get());
        assertTrue(report.allComplete());
        assertEquals(List.of("1500", "500"), texts(report));
    }

    @Test
    void aBadFileStopsNoOther() throws Exception {
        Files.writeString(folder.resolve("no.wav"), "this is text");

        TranscriptReport report = transcribe(backend, "no.wav", "missing.wav", "a.wav");

        FileTranscript.Failed failed =
                assertInstanceOf(FileTranscript.Failed.class, report.files().get(0));
        assertTrue(failed.message().contains("no.wav"), failed.message());
        assertEquals("user", failed.kind());
        assertEquals("failed", report.files().get(1).outcome());
        assertEquals("complete", report.files().get(2).outcome());
        assertFalse(report.allComplete());
    }

    @Test
    void noTimeIsLaterThanTheAudio() throws Exception {
        Word within = new Word(Duration.ofMillis(100), Duration.ofMillis(400), "one");
        Word across = new Word(Duration.ofMillis(400), Duration.ofMillis(700), "two", Map.of(Measure.PROBABILITY, 0.5));
        Segment first = Segment.builder(Duration.ZERO, Duration.ofSeconds(30), "one two")
                .tokens(List.of(1, 2))
                .words(List.of(within, across))
                .build();
        Segment beyond = Segment.builder(Duration.ofSeconds(29), Duration.ofSeconds(30), "you")
                .build();
        FakeBackend padding = backend.with((FakeBackend.Loader) model -> audio ->
                Transcription.builder(List.of(first, beyond)).language("en").build());

        FileTranscript.Transcribed file = (FileTranscript.Transcribed)
                transcribe(padding, "a.wav").files().get(0);

        Duration end = Duration.ofMillis(500);
        assertEquals(
                List.of(
                        new Segment(
                                Duration.ZERO,
                                end,
                                "one two",
                                List.of(1, 2),
                                Map.of(),
                                List.of(within, new Word(Duration.ofMillis(400), end, "two", across.measures()))),
                        new Segment(end, end, "you", List.of())),
                file.transcription().segments());
        assertEquals("one two you", file.transcription().text());
    }

    @Test
    void aFileThatEndsEarlyGivesAPartialTranscript() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("b.wav"));
        Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2));

        TranscriptReport report = transcribe(backend, "cut.wav");

        assertEquals("partial", report.files().get(0).outcome());
        assertFalse(report.allComplete());
    }

    @Test
    void anEngineThatCannotRunIsSaidBeforeFilesAreOpened() {
        FakeBackend unavailable = backend.with(new Availability.Unavailable("no library", "install it"));

        WhisperException failure = assertThrows(WhisperException.class, () -> transcribe(unavailable, "a.wav"));

        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, failure.kind());
        assertTrue(failure.getMessage().contains("no library; install it"));
    }

    @Test
    void aMissingModelIsSaidWithTheNextCommand() throws IOException {
        Files.delete(folder.resolve("m").resolve(FakeBackend.FILE));

        WhisperException failure = assertThrows(WhisperException.class, () -> transcribe(backend, "a.wav"));

        assertEquals(ErrorKind.MISSING_MODEL, failure.kind());
        assertTrue(failure.getMessage().contains("whisperbench check -m fake/m"));
    }

    @Test
    void aFailureOfTheEngineBelongsToItsFile() throws Exception {
        FakeBackend moody = backend.with((FakeBackend.Loader) model -> audio -> {
            if (audio.sampleCount() > 10_000) {
                throw new BackendException(ErrorKind.RESOURCES, "out of memory");
            }
            return FakeBackend.transcript("short", audio.duration());
        });

        TranscriptReport report = transcribe(moody, "b.wav", "a.wav");

        assertEquals("resources", ((FileTranscript.Failed) report.files().get(0)).kind());
        assertEquals(List.of("short"), texts(report));
    }

    @Test
    void aMistakeInAProgramBelongsToItsFileToo() throws Exception {
        FakeBackend mistaken = backend.with((FakeBackend.Loader) model -> audio -> {
            if (audio.sampleCount() > 10_000) {
                throw new IllegalStateException("index 7");
            }
            return FakeBackend.transcript("short", audio.duration());
        });

        TranscriptReport report = transcribe(mistaken, "b.wav", "a.wav");

        FileTranscript.Failed failed = (FileTranscript.Failed) report.files().get(0);
        assertEquals("internal", failed.kind());
        assertTrue(failed.message().contains("b.wav") && failed.message().contains("index 7"), failed.message());
        assertEquals(List.of("short"), texts(report));
    }

    @Test
    void theListenerHearsOfEachFile() throws Exception {
        List<String> heard = new ArrayList<>();
        Parts parts = Parts.of(folder, backend);
        Transcriptions.over(parts.store(), new AudioFiles(folder.resolve("scratch")))
                .transcribe(request(parts, "a.wav", "b.wav"), (file, index, count) -> {
                    heard.add("%s %d/%d".formatted(file.getFileName(), index, count));
                    return Progress.none();
                });

        assertEquals(List.of("a.wav 0/2", "b.wav 1/2"), heard);
    }

    @Test
    void theListenerHasWhatWasFinishedBeforeAnInterrupt() {
        List<FileTranscript> finished = new ArrayList<>();
        List<TranscriptReport> heads = new ArrayList<>();
        TranscribeListener listener = new TranscribeListener() {
            @Override
            public void begun(TranscriptReport head) {
                heads.add(head);
            }

            @Override
            public Progress transcribing(Path file, int index, int count) {
                return Progress.none();
            }

            @Override
            public void finished(FileTranscript transcript) {
                finished.add(transcript);
            }
        };
        FakeBackend interrupted = backend.with((FakeBackend.Loader) model -> audio -> {
            if (audio.sampleCount() > 10_000) {
                throw thrown(new InterruptedException());
            }
            return FakeBackend.transcript("short", audio.duration());
        });
        Parts parts = Parts.of(folder, interrupted);
        Transcriptions transcriptions = Transcriptions.over(parts.store(), new AudioFiles(folder.resolve("scratch")));

        assertThrows(
                InterruptedException.class,
                () -> transcriptions.transcribe(request(parts, "no.wav", "a.wav", "b.wav", "a.wav"), listener));

        assertEquals(
                List.of("failed", "complete"),
                finished.stream().map(FileTranscript::outcome).toList());
        assertEquals("fake/m", heads.get(0).model());
        assertEquals(List.of(), heads.get(0).files());
        assertEquals(finished, heads.get(0).with(finished).files());
    }

    /** Reading audio cannot throw an interrupt. */
    @Test
    void aFailureOfTheInterruptIsNotTheFiles() {
        FakeBackend interrupted = backend.with((FakeBackend.Loader) model -> audio -> {
            Thread.currentThread().interrupt();
            throw new BackendException(ErrorKind.EXTERNAL, "the channel was closed");
        });

        assertThrows(InterruptedException.class, () -> transcribe(interrupted, "a.wav", "b.wav"));
        assertFalse(Thread.interrupted());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the method of a model throws it
    private static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
        throw (T) failure;
    }

    private TranscriptReport transcribe(FakeBackend fake, String... files) throws InterruptedException {
        Parts parts = Parts.of(folder, fake);
        return Transcriptions.over(parts.store(), new AudioFiles(folder.resolve("scratch")))
                .transcribe(request(parts, files), (file, index, count) -> Progress.none());
    }

    private TranscribeRequest request(Parts parts, String... files) {
        return new TranscribeRequest(
                parts.models().get(0),
                Arrays.stream(files).map(folder::resolve).toList(),
                LoadOptions.defaults(),
                TranscribeOptions.defaults());
    }

    private static List<String> texts(TranscriptReport report) {
        return report.files().stream()
                .filter(FileTranscript.Transcribed.class::isInstance)
                .map(f -> ((FileTranscript.Transcribed) f).transcription().text())
                .toList();
    }
}
