package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.whisperbench.testkit.Verdict.require;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.whisperbench.api.Audio;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Rules of cancelling: an interrupt ends what a thread does, and nothing else. */
final class InterruptRules {

    private final Candidate candidate;

    InterruptRules(Candidate candidate) {
        this.candidate = candidate;
    }

    void anInterruptEndsLoading() {
        Signs undisturbed = Signs.count();
        candidate
                .closing(candidate.loading(candidate.model(), undisturbed).value())
                .outcome();

        mustEnd(before("load", () -> load(Progress.none())));
        for (int at : moments(undisturbed)) {
            mustEnd(during("load", at, this::load));
        }

        candidate.withModel(loaded -> candidate.transcribe(loaded, candidate.brief()));
    }

    private SpeechModel load(Progress progress) throws InterruptedException {
        return candidate.backend().load(candidate.model(), LoadOptions.defaults(), progress);
    }

    void anInterruptEndsATranscription() {
        PcmAudio audio = candidate.lengthy();
        candidate.withModel(loaded -> {
            String text = candidate.transcribe(loaded, candidate.brief()).text();
            Signs undisturbed = Signs.count();
            candidate.transcribing(loaded, undisturbed.in(audio), undisturbed).value();

            mustEnd(before("transcribe", () -> transcribe(loaded, audio, Progress.none())));
            mustStayUsable(loaded, text);
            for (int at : moments(undisturbed)) {
                mustEnd(during("transcribe", at, signs -> transcribe(loaded, signs.in(audio), signs)));
                mustStayUsable(loaded, text);
            }
        });
    }

    private static Transcription transcribe(SpeechModel loaded, Audio audio, Progress progress)
            throws InterruptedException {
        return loaded.transcribe(audio, TranscribeOptions.defaults(), progress);
    }

    private void mustStayUsable(SpeechModel loaded, String text) {
        Attempt.Outcome<Transcription> again = candidate
                .transcribing(loaded, candidate.brief(), Progress.none())
                .outcome();
        Transcription result = again.result();
        if (result == null) {
            throw new AssertionError(
                    "the model must stay usable after an interrupt, but the next transcribe " + again.ending(),
                    again.failure());
        }
        assertEquals(text, result.text(), "the model hears another text after an interrupt");
    }

    /** The first sign, and one in the middle: after it more work came, so there was something to end. */
    private static Set<Integer> moments(Signs undisturbed) {
        Set<Integer> moments = new TreeSet<>(List.of(1, Math.max(1, undisturbed.seen() / 2)));
        moments.removeIf(at -> at > undisturbed.seen());
        return moments;
    }

    private <T> Attempt.Outcome<T> before(String what, Callable<T> work) {
        return attempt(what + ", interrupted beforehand,", () -> {
            Thread.currentThread().interrupt();
            return work.call();
        });
    }

    private <T> Attempt.Outcome<T> during(String what, int at, Interruptible<T> work) {
        return attempt(
                what + ", interrupted while it ran,",
                () -> work.apply(Signs.at(at, Thread.currentThread()::interrupt)));
    }

    private <T> Attempt.Outcome<T> attempt(String what, Callable<T> work) {
        return Attempt.start(what, candidate.patience(), work).outcome();
    }

    private void mustEnd(Attempt.Outcome<?> outcome) {
        if (outcome.result() instanceof SpeechModel loaded) {
            candidate.closing(loaded).outcome();
        }
        require(
                outcome.isInterrupted(),
                () -> outcome.what() + " must end with an InterruptedException, but it " + outcome.ending());
    }

    /** A call whose signs are watched. */
    @FunctionalInterface
    private interface Interruptible<T> {

        T apply(Signs signs) throws InterruptedException;
    }
}
