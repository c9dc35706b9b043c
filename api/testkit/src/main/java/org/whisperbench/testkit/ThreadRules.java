package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.whisperbench.testkit.Verdict.require;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Rules of several threads at one model, and of closing it. */
final class ThreadRules {

    private static final int ROUNDS = 2;
    /**
     * How long a call waits at its first sign for what is to happen meanwhile. Where that has to wait for the call, as in
     * a model that takes one at a time, nothing is lost but this time.
     */
    private static final long MEETING_SECONDS = 2;

    private final Candidate candidate;

    ThreadRules(Candidate candidate) {
        this.candidate = candidate;
    }

    void threadsAtOnceHearWhatTheyWouldHearAlone() {
        candidate.withModel(loaded -> {
            List<Transcription> alone = candidate.recordings().stream()
                    .map(audio -> candidate.transcribe(loaded, audio))
                    .toList();
            for (int round = 0; round < ROUNDS; round++) {
                List<Attempt.Outcome<Transcription>> together = together(loaded);
                require(
                        together.stream().anyMatch(o -> o.result() != null),
                        () -> "of several calls at once at least one must succeed, but each failed; the first one "
                                + together.get(0).ending());
                for (int i = 0; i < alone.size(); i++) {
                    compare(alone.get(i), together.get(i));
                }
            }
        });
    }

    private static void compare(Transcription alone, Attempt.Outcome<Transcription> outcome) {
        if (outcome.isRefusal(ErrorKind.RESOURCES)) {
            return;
        }
        Transcription result = outcome.result();
        if (result == null) {
            throw new AssertionError(
                    "a call beside others must give a transcript, or throw a BackendException of kind RESOURCES, but it "
                            + outcome.ending(),
                    outcome.failure());
        }
        assertEquals(alone.text(), result.text(), "a call beside others hears another text than alone");
        assertEquals(alone.segments(), result.segments(), "a call beside others hears other segments than alone");
    }

    /** Lets all calls meet at their first sign, so that each has begun before any is done. */
    private List<Attempt.Outcome<Transcription>> together(SpeechModel loaded) {
        CountDownLatch missing = new CountDownLatch(candidate.recordings().size());
        List<Attempt<Transcription>> attempts = new ArrayList<>();
        for (PcmAudio audio : candidate.recordings()) {
            Signs signs = Signs.at(1, () -> meet(missing));
            attempts.add(candidate.transcribing(loaded, signs.in(audio), signs));
        }
        return attempts.stream().map(Attempt::outcome).toList();
    }

    private static void meet(CountDownLatch missing) {
        missing.countDown();
        if (!await(missing)) {
            while (missing.getCount() > 0) {
                missing.countDown();
            }
        }
    }

    private static boolean await(CountDownLatch others) {
        try {
            return others.await(MEETING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void aClosedModelRefuses() {
        SpeechModel loaded =
                candidate.loading(candidate.model(), Progress.none()).value();
        candidate.closing(loaded).outcome();

        mustRefuse(loaded);
    }

    private void mustRefuse(SpeechModel closed) {
        Attempt.Outcome<Transcription> outcome = candidate
                .transcribing(closed, candidate.brief(), Progress.none())
                .outcome();
        require(
                outcome.isRefusal(),
                () -> "a closed model must refuse with a BackendException, but transcribe " + outcome.ending());
    }

    void closingAgainHasNoEffect() {
        SpeechModel loaded =
                candidate.loading(candidate.model(), Progress.none()).value();
        for (String time : List.of("first", "second", "third")) {
            mustEnd(candidate.closing(loaded).outcome(), "for the " + time + " time");
        }

        candidate.withModel(other -> candidate.transcribe(other, candidate.brief()));
    }

    private static void mustEnd(Attempt.Outcome<Boolean> closing, String when) {
        require(
                closing.result() != null,
                () -> "close must not fail, however often it is called, but " + when + " it " + closing.ending());
    }

    void closingDuringATranscriptionEndsWell() {
        SpeechModel loaded =
                candidate.loading(candidate.model(), Progress.none()).value();
        PcmAudio audio = candidate.lengthy();
        String text = candidate.transcribe(loaded, audio).text();
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Signs signs = Signs.at(1, () -> {
            underWay.countDown();
            await(closed);
        });
        Attempt<Transcription> transcribing = Attempt.start("transcribe", candidate.patience(), () -> {
            try {
                return loaded.transcribe(signs.in(audio), TranscribeOptions.defaults(), signs);
            } finally {
                // A model that gave no sign is closed after its answer.
                underWay.countDown();
            }
        });
        Attempt<Boolean> closing = Attempt.start("close during a transcription", candidate.patience(), () -> {
            underWay.await();
            loaded.close();
            closed.countDown();
            return true;
        });

        mustEnd(closing.outcome(), "during a transcription");
        Attempt.Outcome<Transcription> outcome = transcribing.outcome();
        Transcription result = outcome.result();
        if (result == null) {
            require(
                    outcome.isRefusal() || outcome.isInterrupted(),
                    () -> "a transcription whose model is closed must end with its text, a BackendException or an"
                            + " InterruptedException, but it " + outcome.ending());
        } else {
            require(
                    text.equals(result.text()) || !result.complete(),
                    () -> "a transcription whose model was closed gives '" + result.text() + "' instead of '" + text
                            + "' and calls it complete");
        }
        mustRefuse(loaded);
    }
}
