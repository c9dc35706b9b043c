package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** The commands that record, with a microphone that hears a second of a tone. */
class RecordedSpeechTest {

    private static final Recorder.Source UNHEARD = file -> {
        throw new AssertionError("somebody was made to speak into " + file);
    };

    @TempDir
    Path folder;

    private Path out;
    private Path results;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        out = Files.createDirectories(folder.resolve("out"));
        results = folder.resolve("results");
    }

    @Test
    void aRecordingIsTranscribedAndKeptBesideTheTranscript() throws IOException {
        Answer answer = run("transcribe", "--record", "--export", out + "/said.txt");

        assertEquals(0, answer.exitCode(), answer.notes()::toString);
        assertEquals("one two", Files.readString(out.resolve("said.txt")).strip());
        assertEquals(1, recordings(out));
    }

    @Test
    void aRecordingIsMeasuredAndKeptBesideTheResult() throws IOException {
        Path said = Files.writeString(folder.resolve("said.txt"), "one two");

        Answer answer = run("benchmark", "--record", "-r", said.toString(), "-n", "1");

        assertEquals(0, answer.exitCode(), answer.notes()::toString);
        assertTrue(answer.text().startsWith("1.0 s of speech in 1 file"), answer.text());
        assertTrue(answer.text().contains("0/2"), answer.text());
        assertEquals(1, recordings(results));
        try (Stream<Path> kept = Files.list(results)) {
            assertEquals(2, kept.count(), "the result lies beside it");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transcribe --record -m fake/none                       | none
            transcribe --record --export gone/said.txt             | is in no folder that there is
            transcribe --record - --export {name}.txt              | standard input ('-') cannot be sound and the keys
            transcribe --record --temperature warm                 | warm
            benchmark --record -r missing.txt                      | missing.txt
            benchmark --record --export gone/a.json                | gone
            benchmark --record --vary threads=many                 | many
            """)
    void whatIsRefusedIsRefusedBeforeAnybodySpeaks(String words, String reason) {
        Answer answer = run(UNHEARD, words.split(" ", -1));

        assertNotEquals(0, answer.exitCode());
        assertTrue(answer.notes().get(0).contains(reason), answer.notes()::toString);
    }

    @Test
    void aModelThatIsNotThereIsSaidBeforeAnybodySpeaks() throws IOException {
        Files.delete(folder.resolve("m").resolve(FakeBackend.FILE));

        Answer transcribed = run(UNHEARD, "transcribe", "--record");
        Answer measured = run(UNHEARD, "benchmark", "--record", "-b", "fake");

        assertNotEquals(0, transcribed.exitCode());
        assertNotEquals(0, measured.exitCode());
    }

    @Test
    void aRecordingAndAFileAreTwoTranscripts() throws IOException {
        Path file = folder.resolve("a.wav");
        PcmAudio.tone(1, file);

        Answer answer = run("transcribe", "--record", file.toString(), "--export", out + "/said.txt");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.notes().get(0).contains("is one file for 2 transcripts"), answer.notes()::toString);
    }

    @Test
    void filesOfOneNameAreNotExportedOverEachOther() throws IOException {
        Path one = Files.createDirectories(folder.resolve("one")).resolve("a.wav");
        Path two = Files.createDirectories(folder.resolve("two")).resolve("a.wav");
        PcmAudio.tone(1, one);
        PcmAudio.tone(1, two);

        Answer answer = run("transcribe", one.toString(), two.toString(), "--export", out + "/{name}.srt");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.notes().get(0).contains("is the same file for two transcripts"), answer.notes()::toString);
    }

    private Answer run(String... words) {
        return run(Tone::new, words);
    }

    private Answer run(Recorder.Source microphone, String... words) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        FakePlatform platform = new FakePlatform(
                        folder,
                        Map.of("whisperbench.results", results.toString()),
                        FakeBackend.hearing("fake", folder.resolve("m"), "one two"))
                .recordingWith(microphone);
        return new CommandRunner(platform).run(List.of(words), new ProgressLines(nowhere, () -> 0));
    }

    private static long recordings(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().matches("recording-[0-9]{8}-[0-9]{6}.wav"))
                    .count();
        }
    }

    private record Tone(Path file) implements Recorder.Take {

        @Override
        public void start() {
            // It sounds when it is stopped.
        }

        @Override
        public double level() {
            return 0;
        }

        @Override
        public Duration length() {
            return Duration.ofSeconds(1);
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public Path stop() {
            try {
                PcmAudio.tone(1, file);
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
