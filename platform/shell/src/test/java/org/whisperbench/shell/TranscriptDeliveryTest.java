package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscriptReport;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** Transcripts of several files are handed over one by one, and an interrupt costs only what is not finished. */
class TranscriptDeliveryTest extends EngineCommands {

    @Test
    void anInterruptLosesNoFinishedTranscript() throws IOException {
        Path each = folder.resolve("{name}.srt");
        Path all = folder.resolve("all.json");
        List<String> files = files("a", "b", "c");

        Answer answer =
                runAll(interruptedInB(() -> {}), files, "--export", each.toString(), "--export", all.toString());

        assertTrue(Thread.interrupted(), "whoever called has to hear of it");
        assertEquals(1, answer.exitCode());
        assertEquals(files.get(0) + ": one two", answer.text());
        assertEquals(
                List.of("cancelled; finished: 1 of 3 files, not finished: '%s', '%s'"
                        .formatted(files.get(1), files.get(2))),
                answer.notes());
        assertTrue(Files.readString(folder.resolve("a.srt")).contains("one two"));
        assertFalse(Files.exists(folder.resolve("b.srt")));
        assertEquals(2, count("unfinished", all));
        assertEquals(1, count("complete", all));
    }

    private static int count(String outcome, Path document) throws IOException {
        return Files.readString(document).split("\"outcome\" : \"" + outcome + "\"", -1).length - 1;
    }

    @Test
    void theDocumentOfAnInterruptedCommandHoldsWhatIsFinished() throws IOException {
        Answer answer = runAll(interruptedInB(() -> {}), files("a", "b", "c"), "--json");

        assertTrue(Thread.interrupted());
        TranscriptReport report = (TranscriptReport) answer.report();
        assertEquals(
                List.of("complete", "unfinished", "unfinished"),
                report.files().stream().map(FileTranscript::outcome).toList());
        assertTrue(answer.text().contains("\"text\" : \"one two\""), answer.text());
        assertTrue(answer.text().contains("\"outcome\" : \"unfinished\""), answer.text());
    }

    @Test
    void anInterruptInTheFirstFileIsJustCancelled() throws IOException {
        Answer answer = runAll(interruptedInB(() -> {}), files("b", "c"));

        assertEquals(List.of("cancelled"), answer.notes());
        assertEquals("", answer.text());
    }

    /** What the person who waits for the second file has already. */
    @Test
    void eachTextIsToldAndExportedWhenItIsFinished() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        List<String> files = files("a", "b");
        List<String> had = new ArrayList<>();
        FakeBackend asked = interruptedInB(() -> {
            had.add(out.toString(StandardCharsets.UTF_8));
            had.add(String.valueOf(Files.exists(folder.resolve("a.txt"))));
        });
        CommandLineDoor door = new CommandLineDoor(
                runner(asked),
                () -> new Console(new PrintStream(out, true, StandardCharsets.UTF_8), err),
                new Colours(false));

        int code = door.applyAsInt(new String[] {
            "transcribe", "--export", folder.resolve("{name}.txt").toString(), files.get(0), files.get(1)
        });

        assertTrue(Thread.interrupted());
        String line = files.get(0) + ": one two" + System.lineSeparator();
        assertEquals(1, code);
        assertEquals(List.of(line, "true"), had);
        assertEquals(line, out.toString(StandardCharsets.UTF_8), "it is told once");
    }

    /** Something done while a file is transcribed. */
    private interface Meanwhile {
        void happens() throws IOException;
    }

    /** Hears two words, and in the file of two seconds the interrupt of who waits for it. */
    private FakeBackend interruptedInB(Meanwhile meanwhile) {
        return backend.with((FakeBackend.Loader) model -> audio -> {
            if (audio.duration().toSeconds() == 2) {
                try {
                    meanwhile.happens();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                throw thrown(new InterruptedException());
            }
            return FakeBackend.transcript("one two", audio.duration());
        });
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the method of a model throws it
    private static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
        throw (T) failure;
    }

    private List<String> files(String... names) throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : names) {
            Path file = samples.resolve(name + ".wav");
            PcmAudio.tone(name.equals("b") ? 2 : 1, file);
            files.add(file.toString());
        }
        return files;
    }

    private Answer runAll(FakeBackend fake, List<String> files, String... flags) {
        List<String> words = new ArrayList<>(List.of("transcribe"));
        words.addAll(List.of(flags));
        words.addAll(files);
        return run(fake, words.toArray(String[]::new));
    }
}
