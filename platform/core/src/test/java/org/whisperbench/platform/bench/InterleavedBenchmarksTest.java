package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.score.WordErrors;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

class InterleavedBenchmarksTest {

    @TempDir
    Path folder;

    private FakeBackend backend;
    private Path samples;

    @BeforeEach
    void prepare() throws IOException {
        backend = FakeBackend.hearing("fake", folder.resolve("m"), "One, two three");
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        samples = Files.createDirectories(folder.resolve("samples"));
        PcmAudio.tone(1, samples.resolve("a.wav"));
        PcmAudio.tone(3, samples.resolve("b.wav"));
        Files.writeString(samples.resolve("references.tsv"), "file\ttext\na.wav\tone two three\nb.wav\tone four\n");
    }

    @Test
    void everyRunIsTimedAndWordsAreCounted() throws Exception {
        BenchmarkReport report = run(3, 2, backend);

        BenchmarkRow.Measured row =
                assertInstanceOf(BenchmarkRow.Measured.class, report.rows().get(0));
        assertEquals(2, row.times().warmupSeconds().size());
        assertEquals(3, row.times().runSeconds().size());
        assertEquals(3, row.speed().statistics().count());
        assertEquals(row.speed().statistics().medianSeconds() / 4, row.speed().rtf(), 1e-12);
        assertEquals(1, row.speed().rtf() * row.speed().rtfx(), 1e-9);
        assertEquals(new WordErrors(4, 1, 0, 1, 5), row.errors().words());
        assertEquals(2, row.errors().utterances());
        assertTrue(row.wordErrorRateInterval().orElseThrow().contains(0.4));
        assertEquals(4, report.audioSeconds(), 1e-9);
        assertTrue(report.allMeasured());
    }

    @Test
    void warmupsComeBeforeRunsAndLoadingIsApart() throws Exception {
        List<String> steps = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        Parts parts = Parts.of(folder, backend);

        benchmarks(parts).run(request(parts, 2, 1), (model, step, fraction) -> {
            steps.add((model + " " + step).strip());
            fractions.add(fraction);
        });

        assertEquals(
                List.of(
                        "decode a.wav",
                        "decode b.wav",
                        "fake/m verify",
                        "fake/m load",
                        "fake/m warm-up 1 of 1",
                        "fake/m run 1 of 2",
                        "fake/m run 2 of 2"),
                steps);
        assertEquals(fractions.stream().sorted().toList(), fractions);
    }

    @Test
    void everyBackendGetsTheSameSamples() throws Exception {
        List<String> heard = new ArrayList<>();
        FakeBackend.Loader listening = model -> audio -> {
            float[] first = new float[50];
            audio.read(100, first);
            heard.add(audio.sampleCount() + " " + first[17]);
            return FakeBackend.transcript("x", audio.duration());
        };
        FakeBackend other = FakeBackend.hearing("other", folder.resolve("m"), "x");

        run(1, 0, backend.with(listening), other.with(listening));

        assertEquals(heard.subList(0, 2), heard.subList(2, 4));
    }

    @Test
    void whatGoesWrongIsARowWithoutNumbers() throws Exception {
        FakeBackend missing = FakeBackend.hearing("missing", folder.resolve("nowhere"), "x");
        FakeBackend absent = FakeBackend.hearing("absent", folder.resolve("m"), "x")
                .with(new Availability.Unavailable("no library", "install it"));
        FakeBackend crashing = FakeBackend.hearing("crashing", folder.resolve("m"), "x")
                .with((FakeBackend.Loader) model -> {
                    throw new BackendException(ErrorKind.RESOURCES, "out of memory");
                });

        BenchmarkReport report = run(1, 0, absent, crashing, backend, missing);

        assertEquals(
                List.of("unavailable", "failed", "measured", "unavailable"),
                report.rows().stream().map(BenchmarkRow::outcome).toList());
        BenchmarkRow.Unavailable unavailable =
                (BenchmarkRow.Unavailable) report.rows().get(3);
        assertTrue(unavailable.reason().contains("fake.txt"), unavailable.reason());
        BenchmarkRow.Failed failed = (BenchmarkRow.Failed) report.rows().get(1);
        assertEquals("load", failed.stage());
        assertEquals("resources", failed.kind());
        BenchmarkRow.Unavailable gone = (BenchmarkRow.Unavailable) report.rows().get(3);
        assertTrue(gone.reason().endsWith("; run 'whisperbench check -m missing/m'"), gone.reason());
        assertFalse(report.allMeasured());
        assertFalse(report.noneTried());
    }

    @Test
    void aFailureNamesTheRunInWhichItHappened() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FakeBackend.Loader failsInTheSecondCall = model -> audio -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("bad luck");
            }
            return FakeBackend.transcript("x", audio.duration());
        };
        Files.delete(samples.resolve("b.wav"));

        BenchmarkReport report = run(3, 0, backend.with(failsInTheSecondCall));

        BenchmarkRow.Failed failed = (BenchmarkRow.Failed) report.rows().get(0);
        assertEquals("run 2 of 3", failed.stage());
        assertEquals("internal", failed.kind());
    }

    @Test
    void transcriptsThatDifferBetweenRunsAreMarked() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FakeBackend.Loader fickle = model ->
                audio -> FakeBackend.transcript(calls.incrementAndGet() == 1 ? "one" : "two", audio.duration());

        BenchmarkRow.Measured row =
                (BenchmarkRow.Measured) run(2, 0, backend.with(fickle)).rows().get(0);

        assertEquals(
                List.of(false, true),
                row.transcripts().stream().map(Transcript::stable).toList());
    }

    @Test
    void noSpeechAtAllIsRefused() throws Exception {
        PcmAudio.tone(0, folder.resolve("empty.wav"));
        Parts parts = Parts.of(folder, backend);
        BenchmarkRequest request = BenchmarkRequest.of(
                parts.models(),
                Corpus.read(List.of(folder.resolve("empty.wav")), List.of()),
                Pace.exactly(1, 0),
                LoadOptions.defaults(),
                TranscribeOptions.defaults());

        WhisperException failure = assertThrows(
                WhisperException.class, () -> benchmarks(parts).run(request, (model, step, fraction) -> {}));

        assertEquals(ErrorKind.USER, failure.kind());
    }

    private BenchmarkReport run(int runs, int warmups, FakeBackend... backends) throws InterruptedException {
        Parts parts = Parts.of(folder, backends);
        return benchmarks(parts).run(request(parts, runs, warmups), (model, step, fraction) -> {});
    }

    private Benchmarks benchmarks(Parts parts) {
        return Benchmarks.over(parts.store(), new AudioFiles(folder.resolve("scratch")));
    }

    private BenchmarkRequest request(Parts parts, int runs, int warmups) {
        return BenchmarkRequest.of(
                parts.models(),
                Corpus.read(List.of(samples), List.of()),
                Pace.exactly(runs, warmups),
                LoadOptions.defaults(),
                TranscribeOptions.defaults());
    }
}
