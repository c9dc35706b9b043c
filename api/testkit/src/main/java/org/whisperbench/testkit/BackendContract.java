package org.whisperbench.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperBackend;

/**
 * What every backend must do, one test for each rule. A backend's test extends this class and names the backend and
 * where the files of its default model are; nothing there is written or removed.
 *
 * <p>Rules of threads and segments are as sharp as the {@link #recordings} are different: name some that the model hears
 * different words in. No rule judges times. Each call runs in a thread of its own and counts as hanging after
 * {@link #patience}, which is no measure of speed.
 *
 * <p>{@link #aLookIsCheap} and {@link #loadingAndTranscribingTouchNoNetwork} run a JVM of their own on the class path of
 * the test, so the backend's class is public with a public constructor without parameters, and the JVM has a flight
 * recorder ({@code jdk.jfr}).
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
public abstract class BackendContract {

    /** A folder of this test's own. */
    @TempDir
    Path folder;

    private Candidate candidate;

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
     * Names the folder that holds the files of the first model of {@link WhisperBackend#models}, or, where that is empty,
     * of a model that {@link WhisperBackend#describe} knows by this path.
     *
     * @return absolute path
     */
    protected abstract Path modelFolder();

    /**
     * Names recordings that the model hears different words in.
     *
     * @return WAV files of 44 bytes of header, then 16 bit, mono, 16 000 Hz; default: none, then tones are used
     */
    protected List<Path> recordings() {
        return List.of();
    }

    /**
     * Says how long one call may take before it counts as hanging: generous, on the slowest machine.
     *
     * @return default: one minute
     */
    protected Duration patience() {
        return Duration.ofMinutes(1);
    }

    /**
     * Names the words of {@link org.whisperbench.api.LoadedIdentity} that this engine cannot tell. Its readme says so.
     *
     * @return any of {@code engine}, {@code engineVersion}, {@code device}, {@code precision}, {@code files}; default: none
     */
    protected Set<String> untold() {
        return Set.of();
    }

    /** Finds the model and makes the recordings. */
    @BeforeEach
    void prepare() throws IOException {
        WhisperBackend backend = backend();
        List<ModelDescriptor> models =
                Attempt.start("models", patience(), backend::models).value();
        ModelDescriptor descriptor = models.isEmpty()
                ? Attempt.start(
                                "describe",
                                patience(),
                                () -> backend.describe(modelFolder().toString()))
                        .value()
                        .orElseThrow(() ->
                                new AssertionError("it has no models, and describe knows none in " + modelFolder()))
                : models.get(0);
        List<PcmAudio> recordings = new ArrayList<>();
        for (Path wav : recordings()) {
            recordings.add(PcmAudio.read(wav));
        }
        for (int i = 1; recordings.size() < 4; i++) {
            recordings.add(PcmAudio.tone(220.0 * i, 0.5 + 0.5 * i, folder.resolve("tone" + i + ".wav")));
        }
        candidate =
                new Candidate(backend, new ResolvedModel(descriptor, modelFolder()), recordings, folder, patience());
    }

    /** {@link java.util.ServiceLoader} finds the provider. */
    @Test
    void serviceLoaderFindsIt() {
        new LookRules(candidate).serviceLoaderFindsIt();
    }

    /** Who it is and what it knows does not change, and its engine can run here. */
    @Test
    void itSaysTheSameOfItselfTwice() {
        new LookRules(candidate).itSaysTheSameOfItselfTwice();
    }

    /** A name means one model. */
    @Test
    void modelNamesDiffer() {
        new LookRules(candidate).modelNamesDiffer();
    }

    /** Users name models; what is none of this engine is answered with nothing, never with an exception. */
    @Test
    void describeAnswersToAnyText() {
        new LookRules(candidate).describeAnswersToAnyText();
    }

    /**
     * The constructor, {@code info}, {@code availability}, {@code models} and {@code describe} start no process, touch no
     * network, load no native library, leave no thread; the first four read no model file.
     *
     * <p>Held in a fresh JVM by its flight recorder, which sees processes, Java's network and file streams and channels,
     * and libraries in memory; it does not see what native code or a mapped file does.
     */
    @Test
    void aLookIsCheap() {
        new LookRules(candidate).aLookIsCheap();
    }

    /**
     * {@code load} and {@code transcribe} touch no network, and work without one.
     *
     * <p>Held in a fresh JVM that can look up no name. Its flight recorder and its proxy selector see every name that
     * Java code asks for, every address that streams and clients of the JDK connect to, and every byte of a TCP
     * connection, also where the backend catches the failure; programs that the backend starts meet a proxy in their
     * environment that notes what they ask for. Loopback is no network. It does not see what native code connects to, a
     * program that ignores proxies, or datagrams to an address that is written in digits.
     */
    @Test
    void loadingAndTranscribingTouchNoNetwork() {
        new LookRules(candidate).loadingAndTranscribingTouchNoNetwork();
    }

    /** Without any one of the declared files, {@code load} ends with MISSING_MODEL. */
    @Test
    void everyDeclaredFileIsNeeded() {
        new FileRules(candidate).everyDeclaredFileIsNeeded();
    }

    /** The declared files suffice, and others beside them change nothing. */
    @Test
    void undeclaredFilesDoNotMatter() {
        new FileRules(candidate).undeclaredFilesDoNotMatter();
    }

    /** The identity names this model, its declared files and no others, and every word that is not {@link #untold}. */
    @Test
    void theIdentityIsThatOfTheModel() {
        new FileRules(candidate).theIdentityIsThatOfTheModel(untold());
    }

    /** The same audio gives the same words and segments. */
    @Test
    void itTranscribesAgainAndAgain() {
        new ResultRules(candidate).itTranscribesAgainAndAgain();
    }

    /** Segments follow each other and end with the audio. */
    @Test
    void segmentsAreInOrderWithinTheAudio() {
        new ResultRules(candidate).segmentsAreInOrderWithinTheAudio();
    }

    /**
     * Each option of {@link org.whisperbench.api.DecodingOption} is refused by its name, or the result tells what became of it:
     * under the option's name, as asked or as without it. The result also tells {@code language}, {@code task},
     * {@code timestamps}, and how text was searched for, as {@code decoding} ({@code greedy}, {@code beam search, 5}, or words
     * that begin with {@code sampling}) or as {@code beam-size}; both together, and {@code decoding} and {@code temperature},
     * say the same. An option that no engine knows is refused.
     *
     * <p>It sees what is told, not what is done: an engine that lies in both is believed.
     */
    @Test
    void whatIsAskedOfDecodingIsRefusedOrTold() {
        new DecodingRules(candidate).whatIsAskedIsRefusedOrTold();
    }

    /**
     * A language that nobody asked for is told in the result's options as {@code de, detected}; one that was asked for, or the
     * only one that the model has (its descriptor says so, or it refuses another one), by its tag; where the engine names
     * none, by no tag.
     */
    @Test
    void theLanguageIsToldAsItWasFound() {
        new DecodingRules(candidate).theLanguageIsToldAsItWasFound();
    }

    /** Phases come in order and go forward only, each segment is told once, and nothing is told after the end. */
    @Test
    void progressTellsWhatHappens() {
        new ResultRules(candidate).progressTellsWhatHappens();
    }

    /** Whatever the backend gives can cross to another process and back. */
    @Test
    void valuesSurviveJson() {
        new ResultRules(candidate).valuesSurviveJson();
    }

    /** Calls at once give what they would give alone, or are refused with RESOURCES, but never all of them. */
    @Test
    void threadsAtOnceHearWhatTheyWouldHearAlone() {
        new ThreadRules(candidate).threadsAtOnceHearWhatTheyWouldHearAlone();
    }

    /** After {@code close}, {@code transcribe} throws a BackendException. */
    @Test
    void aClosedModelRefuses() {
        new ThreadRules(candidate).aClosedModelRefuses();
    }

    /** {@code close} may be called again, and other models of the backend still work. */
    @Test
    void closingAgainHasNoEffect() {
        new ThreadRules(candidate).closingAgainHasNoEffect();
    }

    /** {@code close} waits for a transcription or ends it; it never makes it wrong. */
    @Test
    void closingDuringATranscriptionEndsWell() {
        new ThreadRules(candidate).closingDuringATranscriptionEndsWell();
    }

    /** An interrupt before and during {@code load} ends it with an InterruptedException; the next one works. */
    @Test
    void anInterruptEndsLoading() {
        new InterruptRules(candidate).anInterruptEndsLoading();
    }

    /** An interrupt before and during {@code transcribe} ends it with an InterruptedException; the model stays usable. */
    @Test
    void anInterruptEndsATranscription() {
        new InterruptRules(candidate).anInterruptEndsATranscription();
    }
}
