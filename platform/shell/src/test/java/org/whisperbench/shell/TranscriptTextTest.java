package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.platform.audio.AudioDamage;
import org.whisperbench.platform.audio.AudioSource;
import org.whisperbench.platform.audio.SampleEncoding;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscriptReport;
import org.whisperbench.testkit.FakeBackend;

class TranscriptTextTest {

    @Test
    void blocksThatWereLostAreCounted() {
        assertEquals(
                List.of("the transcript of 'a.mp3' is partial: blocks of the file that could not be decoded: 3; copy it"
                        + " again"),
                TranscriptText.notes(report(new AudioDamage(false, 0, 3))));
    }

    @Test
    void aFileThatGoesOnIsNotSaidToEnd() {
        assertEquals(
                List.of(
                        "the transcript of 'a.mp3' is partial: the file goes on behind the sound that it announces, and that"
                                + " part was not heard; copy or encode it again"),
                TranscriptText.notes(report(new AudioDamage(false, true, 0, 0))));
    }

    @Test
    void eachCauseIsSaid() {
        assertEquals(
                2, TranscriptText.notes(report(new AudioDamage(true, 0, 3))).size());
        assertEquals(List.of(), TranscriptText.notes(report(AudioDamage.NONE)));
    }

    private static TranscriptReport report(AudioDamage damage) {
        Duration length = Duration.ofSeconds(2);
        AudioSource source =
                new AudioSource("MPEG", SampleEncoding.MPEG_AUDIO, 0, 44_100, 2, length, damage, "a library");
        FileTranscript file =
                new FileTranscript.Transcribed(Path.of("a.mp3"), source, FakeBackend.transcript("one two", length), 1);
        LoadedIdentity identity =
                LoadedIdentity.builder("m").engine("fake", "1").build();
        return new TranscriptReport("fake/m", "fake@1", identity, "", 1, List.of(file), Map.of());
    }
}
