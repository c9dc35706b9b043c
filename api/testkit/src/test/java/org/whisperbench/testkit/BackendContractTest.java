package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.whisperbench.api.WhisperBackend;

/** The contract accepts good backends, and rejects each bad one by the rule that it breaks, in words of use to its author. */
@Tag("long")
class BackendContractTest {

    private static final long RULES = Arrays.stream(BackendContract.class.getDeclaredMethods())
            .filter(m -> m.isAnnotationPresent(Test.class))
            .count();

    private static final List<String> DECODING_RULES =
            List.of("whatIsAskedOfDecodingIsRefusedOrTold", "theLanguageIsToldAsItWasFound");

    /** A backend, and for each rule that must reject it some words of the message. */
    private record Bad(Class<? extends WhisperBackend> backend, Map<String, String> rejections) {

        static Bad of(Class<? extends WhisperBackend> backend, String rule, String words) {
            return new Bad(backend, Map.of(rule, words));
        }

        Bad and(String rule, String words) {
            Map<String, String> more = new TreeMap<>(rejections);
            more.put(rule, words);
            return new Bad(backend, more);
        }

        @Override
        public String toString() {
            return backend.getSimpleName() + " breaks " + rejections.keySet();
        }
    }

    static Stream<Bad> badBackends() {
        return Stream.of(looks(), files(), threads(), results()).flatMap(s -> s);
    }

    private static Stream<Bad> looks() {
        String look = "aLookIsCheap";
        String offline = "loadingAndTranscribingTouchNoNetwork";
        return Stream.of(
                Bad.of(BadLooks.StartsAProcess.class, look, "-version' in " + BadLooks.StartsAProcess.class.getName()),
                Bad.of(BadLooks.Hangs.class, look, "did not answer: availability hangs")
                        .and("itSaysTheSameOfItselfTwice", "availability hangs")
                        .and("valuesSurviveJson", "availability hangs"),
                Bad.of(BadLooks.LoadsANativeLibrary.class, look, "loaded the native library"),
                Bad.of(BadLooks.LeavesAThread.class, look, "left the thread 'refreshes models' running"),
                Bad.of(BadLooks.ReadsItsModel.class, look, "read the model file"),
                Bad.of(BadLooks.FetchesItsTable.class, look, "UnknownHostException: models.example.org")
                        .and(offline, "UnknownHostException: models.example.org"),
                Bad.of(BadLooks.FailsToDescribe.class, "describeAnswersToAnyText", "\\0\") threw"),
                Bad.of(BadLooks.LooksForUpdates.class, offline, "tried to reach https://updates.example.org/latest"),
                Bad.of(BadLooks.CallsAnAddress.class, offline, "tried to reach http://192.0.2.1/latest"),
                Bad.of(BadLooks.AsksThroughAProgram.class, offline, "asked a proxy: CONNECT hub.example.org:443"));
    }

    private static Stream<Bad> files() {
        String needed = "everyDeclaredFileIsNeeded";
        String undeclared = "undeclaredFilesDoNotMatter";
        String identity = "theIdentityIsThatOfTheModel";
        return Stream.of(
                Bad.of(BadFiles.DeclaresMoreThanItNeeds.class, needed, "without 'readme.txt' load returned a result"),
                Bad.of(BadFiles.FailsInAnotherWay.class, needed, "without 'shape.txt' load threw"),
                Bad.of(BadFiles.NeedsMoreThanItDeclares.class, undeclared, "so it needs one more"),
                Bad.of(BadFiles.TakesWhatItFinds.class, undeclared, "change what is loaded or heard"),
                Bad.of(BadFiles.NamesAnotherModel.class, identity, "it names the model 'words-v2', not 'words'"),
                Bad.of(BadFiles.NamesAnotherFile.class, identity, "which is not declared"),
                Bad.of(BadFiles.TellsLittle.class, identity, "its engineVersion is 'unknown'"));
    }

    private static Stream<Bad> threads() {
        String closed = "aClosedModelRefuses";
        String again = "closingAgainHasNoEffect";
        String during = "closingDuringATranscriptionEndsWell";
        String cancel = "anInterruptEndsATranscription";
        String atOnce = "threadsAtOnceHearWhatTheyWouldHearAlone";
        return Stream.of(
                Bad.of(BadModels.MixesUpThreads.class, atOnce, "than alone"),
                Bad.of(BadModels.RefusesAsAFault.class, atOnce, "BackendException of kind RESOURCES"),
                Bad.of(BadModels.ClosesOnce.class, again, "for the second time it threw"),
                Bad.of(BadModels.WorksWhenClosed.class, closed, "but transcribe returned a result")
                        .and(during, "but transcribe returned a result"),
                Bad.of(BadModels.FreesWhatIsInUse.class, during, "NullPointerException: freed"),
                Bad.of(BadModels.HangsAtItsEnd.class, again, "close hangs"),
                Bad.of(BadModels.IgnoresInterrupts.class, cancel, "must end with an InterruptedException"),
                Bad.of(BadModels.BreaksAtAnInterrupt.class, cancel, "must stay usable after an interrupt"),
                Bad.of(
                        BadModels.LoadsOnWhenInterrupted.class,
                        "anInterruptEndsLoading",
                        "load, interrupted beforehand"));
    }

    private static Stream<Bad> results() {
        String again = "itTranscribesAgainAndAgain";
        return Stream.of(
                Bad.of(BadModels.HearsHalfACharacter.class, "valuesSurviveJson", "which arrives as"),
                Bad.of(BadModels.HearsBeyondTheEnd.class, "segmentsAreInOrderWithinTheAudio", "after the audio of"),
                Bad.of(BadModels.TellsTwice.class, "progressTellsWhatHappens", "ENCODING has come to 2.0"),
                Bad.of(BadModels.TellsAnythingElse.class, again, "gives another text the second time")
                        .and("threadsAtOnceHearWhatTheyWouldHearAlone", "hears another text than alone")
                        .and("anInterruptEndsATranscription", "hears another text after an interrupt")
                        .and("closingDuringATranscriptionEndsWell", "instead of"));
    }

    static Stream<Bad> decodings() {
        String asked = DECODING_RULES.get(0);
        String language = DECODING_RULES.get(1);
        return Stream.of(
                Bad.of(BadDecodings.PassesOverABatch.class, asked, "it takes 'batch=2' and tells nothing of it"),
                Bad.of(BadDecodings.TakesAnyOption.class, asked, "'no-such-option' is to be refused by its name"),
                Bad.of(BadDecodings.TellsNoSearch.class, asked, "neither 'decoding' nor 'beam-size'"),
                Bad.of(BadDecodings.TellsNoTask.class, asked, "does not tell 'task'"),
                Bad.of(BadDecodings.TellsOtherBeams.class, asked, "takes 'beam-size=2' and tells '3'"),
                Bad.of(BadDecodings.ContradictsItself.class, asked, "'decoding' as 'greedy' and 'beam-size' as '2'"),
                Bad.of(BadDecodings.DrawsGreedily.class, asked, "temperature 0.4 and 'decoding' as 'greedy'"),
                Bad.of(BadDecodings.RefusesWithoutAName.class, asked, "'vad' is to be refused by its name"),
                Bad.of(BadDecodings.SaysThatItWasAsked.class, language, "has to tell 'en, detected', not 'en'"),
                Bad.of(BadDecodings.DetectsWhatItDoesNotName.class, language, "tells 'en, detected'"),
                Bad.of(
                        BadDecodings.HearsAnotherLanguageThanItTells.class,
                        language,
                        "tells that, but the result's language is 'cy'"));
    }

    @ParameterizedTest
    @MethodSource("badBackends")
    void aBadBackendIsRejectedByTheRuleThatItBreaks(Bad bad) {
        Verdicts verdicts = Verdicts.on(bad.backend());

        assertEquals(RULES, verdicts.held);
        verdicts.requireOf(bad);
    }

    /** They differ from the good one in what they tell; the other rules, which start machines, would say nothing new. */
    @ParameterizedTest
    @MethodSource("decodings")
    void aBackendThatErrsInWhatItTellsIsRejectedByTheRuleThatItBreaks(Bad bad) {
        Verdicts verdicts = Verdicts.on(
                bad.backend(),
                DECODING_RULES.stream()
                        .map(rule -> selectMethod(Trial.class, rule))
                        .toList());

        assertEquals(DECODING_RULES.size(), verdicts.held);
        verdicts.requireOf(bad);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {GoodBackend.class, BadModels.TakesOneCallAtATime.class, BadDecodings.TellsThatItIsGreedy.class})
    void aGoodBackendKeepsEveryRule(Class<? extends WhisperBackend> backend) {
        Verdicts verdicts = Verdicts.on(backend);

        assertEquals(RULES, verdicts.held);
        assertEquals(Map.of(), verdicts.rejections);
    }

    @Test
    void aBackendThatNoServiceFileNamesIsRejected() {
        assertEquals(
                "serviceLoaderFindsIt",
                Verdicts.on(Unnamed.class).rejections.keySet().stream().collect(Collectors.joining()));
    }

    public static final class Unnamed extends GoodBackend {}

    /** What the rules said, one after the other. */
    private static final class Verdicts implements TestExecutionListener {

        private final Map<String, String> rejections = new TreeMap<>();
        private long held;

        static Verdicts on(Class<? extends WhisperBackend> backend) {
            return on(backend, List.of(selectClass(Trial.class)));
        }

        static Verdicts on(Class<? extends WhisperBackend> backend, List<? extends DiscoverySelector> rules) {
            Verdicts verdicts = new Verdicts();
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(rules)
                    .configurationParameter(Trial.BACKEND, backend.getName())
                    .build();
            LauncherFactory.create().execute(request, verdicts);
            return verdicts;
        }

        void requireOf(Bad bad) {
            assertEquals(bad.rejections().keySet(), rejections.keySet(), rejections::toString);
            bad.rejections().forEach((rule, words) -> {
                String message = rejections.getOrDefault(rule, "");
                assertTrue(message.contains(words), message);
            });
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                held++;
                result.getThrowable()
                        .ifPresent(t -> rejections.put(
                                test.getDisplayName().replace("()", ""), String.valueOf(t.getMessage())));
            }
        }
    }
}
