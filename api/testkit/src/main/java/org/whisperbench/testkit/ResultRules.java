package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.whisperbench.testkit.Verdict.require;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress.Phase;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.worker.SpiJson;

/** Rules of what a backend tells while it works, and of what it gives in the end. */
final class ResultRules {

    private final Candidate candidate;

    ResultRules(Candidate candidate) {
        this.candidate = candidate;
    }

    void itTranscribesAgainAndAgain() {
        candidate.withModel(loaded -> {
            Transcription first = candidate.transcribe(loaded, candidate.brief());
            Transcription second = candidate.transcribe(loaded, candidate.brief());

            require(first.complete(), () -> "the transcript of a whole recording is marked as a part: " + first);
            assertEquals(first.text(), second.text(), "the same audio gives another text the second time");
            assertEquals(first.segments(), second.segments(), "the same audio gives other segments the second time");
        });
    }

    void segmentsAreInOrderWithinTheAudio() {
        candidate.withModel(loaded -> {
            for (Audio audio : List.of(candidate.brief(), candidate.lengthy())) {
                Transcription result = candidate.transcribe(loaded, audio);

                List<String> problems = new ArrayList<>();
                Duration last = Duration.ZERO;
                for (Segment segment : result.segments()) {
                    if (segment.start().compareTo(last) < 0) {
                        problems.add("one starts at " + segment.start() + ", before the one before it ends at " + last);
                    }
                    if (segment.end().compareTo(audio.duration()) > 0) {
                        problems.add("one ends at " + segment.end() + ", after the audio of " + audio.duration());
                    }
                    last = segment.end();
                }
                require(
                        problems.isEmpty(),
                        () -> "segments must follow each other within the audio, but " + String.join("; ", problems));
                assertEquals(result.text().strip(), result.text(), "the text has space around it");
            }
        });
    }

    void progressTellsWhatHappens() {
        ToldProgress ofLoading = new ToldProgress(Set.of(Phase.LOADING, Phase.COMPILING));
        SpeechModel loaded = candidate.loading(candidate.model(), ofLoading).value();
        try {
            ofLoading.end();
            ToldProgress told = new ToldProgress(Set.of(Phase.ENCODING, Phase.DECODING));
            Transcription result =
                    candidate.transcribing(loaded, candidate.lengthy(), told).value();
            told.end();
            candidate.transcribe(loaded, candidate.brief());

            assertEquals(List.of(), ofLoading.faults(), "the progress of load is wrong");
            assertEquals(List.of(), told.faults(), "the progress of transcribe is wrong");
            assertEquals(
                    result.segments(),
                    told.segments(),
                    "the segments that progress was told are not those of the result, each once and in order");
        } finally {
            candidate.closing(loaded).outcome();
        }
    }

    void valuesSurviveJson() {
        Map<String, Object> values = new LinkedHashMap<>();
        WhisperBackend backend = candidate.backend();
        values.put("info()", candidate.call("info", backend::info));
        values.put("availability()", candidate.call("availability", backend::availability));
        for (ModelDescriptor model : candidate.call("models", backend::models)) {
            values.put("models(): " + model.name(), model);
        }
        String folder = candidate.model().directory().toString();
        candidate
                .call("describe", () -> backend.describe(folder))
                .ifPresent(d -> values.put("describe(" + folder + ")", d));
        candidate.withModel(loaded -> {
            values.put("identity()", candidate.identity(loaded));
            for (Audio audio : candidate.recordings()) {
                values.put("transcribe, audio of " + audio.duration(), candidate.transcribe(loaded, audio));
            }
        });
        List<String> problems = new ArrayList<>();
        values.forEach((where, value) -> {
            Class<?> type = value instanceof Availability ? Availability.class : value.getClass();
            String sent = new String(SpiJson.write(value).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            Object arrived = SpiJson.read(sent, type);
            if (!value.equals(arrived)) {
                problems.add("\n  - " + where + " gives " + value + ", which arrives as " + arrived);
            }
        });

        require(
                problems.isEmpty(),
                () -> "values cross to other processes as JSON in UTF-8 and must arrive as they were, but"
                        + String.join("", problems));
    }
}
